import { scripts, shells } from '../completion/scripts.ts';
import type { Io } from './io.ts';
import { messages } from './messages.ts';

/** Prints what a shell has to be given so that it completes the program's words. Exit 0, or 1 for a shell that is not known. */
export function run(_tenant: string | undefined, _options: object, { named, show }: Io): Promise<number> {
  const shell = shells.find((one) => one === named[0]);
  if (shell === undefined) throw messages.shellUnknown(named[0] ?? '', shells);
  show.result(scripts[shell]);
  return Promise.resolve(0);
}
