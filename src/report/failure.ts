import { isStop } from '../model/failure.ts';

/** What to say and how to exit when a command ends with an error: 1 for what the user or the world can mend, 70 for a defect. */
export function failureText(error: unknown): { text: string; code: number } {
  if (isStop(error)) {
    return {
      text: [`error ${error.message}`, ...(error.hint === undefined ? [] : [`  ${error.hint}`])].join('\n'),
      code: 1,
    };
  }
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { text: `This is a defect of tenantry. Please report it with these lines:\n${detail}`, code: 70 };
}
