import { run as runCommand } from './commands/index.ts';
import type { Io } from './commands/io.ts';
import { failureText } from './report/failure.ts';
import { masker } from './secrets/mask.ts';

/** Runs a command and tells what went wrong: the one place where errors end. Gives back the exit code. */
export async function run(args: readonly string[], io: Io): Promise<number> {
  try {
    return await runCommand(args, io);
  } catch (error) {
    const { text, code } = failureText(error);
    io.stderr.write(`${masker([...io.secrets])(text)}\n`);
    return code;
  }
}
