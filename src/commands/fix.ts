import { fixesOf } from '../session/fix.ts';
import { writePulled } from '../session/pull.ts';
import type { CheckOutcome } from '../session/check.ts';
import type { FilesGoal } from '../goals.ts';
import type { Workspace } from '../session/workspace.ts';
import type { Io } from './io.ts';
import { messages } from './messages.ts';

/** Writes the values that set findings right into the files that have them, and gives back what is left. */
export async function fixInFiles(
  checked: CheckOutcome,
  files: FilesGoal,
  workspace: Workspace,
  { force = false }: { force?: boolean },
  io: Io,
): Promise<CheckOutcome> {
  const { show } = io;
  const { texts, patch, left, refused } = fixesOf(checked, files, workspace);
  if (texts.size === 0) {
    show.message(messages.nothingToFix());
    return left;
  }
  const backup = writePulled({ texts }, workspace.surroundings, force);
  for (const line of patch.split('\n')) show.message(line);
  show.message(messages.fixed(texts.size, backup, refused));
  return left;
}
