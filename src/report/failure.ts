import { isStop } from '../model/failure.ts';
import { messages } from './messages.ts';

/** What to say and how to exit when a command ends with an error: 1 for what the user or the world can mend, 70 for a defect. */
export function failureText(error: unknown): { text: string; code: number } {
  if (isStop(error)) {
    return {
      text: [messages.error(error.message), ...(error.hint === undefined ? [] : [`  ${error.hint}`])].join('\n'),
      code: 1,
    };
  }
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { text: messages.defect(detail), code: 70 };
}
