/** The outside of the program, handed in by `main.ts`. */
export interface Io {
  cwd: string;
  env: Record<string, string | undefined>;
  /** Carries the result. */
  stdout: NodeJS.WriteStream;
  /** Carries progress and messages. */
  stderr: NodeJS.WriteStream;
  stdin: NodeJS.ReadStream;
  /** Aborted by SIGINT and SIGTERM. */
  signal: AbortSignal;
  /** The version of the tool. */
  version: string;
  /** The values of all secrets met so far: whatever is printed is masked by them. */
  secrets: Set<string>;
}

/** Whether colours are wanted on a stream: a terminal, and no `NO_COLOR`; `FORCE_COLOR` asks for them anywhere. */
export function wantsColour({ env }: Io, stream: NodeJS.WriteStream): boolean {
  if ((env['NO_COLOR'] ?? '') !== '') return false;
  if ((env['FORCE_COLOR'] ?? '') !== '') return env['FORCE_COLOR'] !== '0';
  return stream.isTTY;
}

/** Whether somebody sits at a terminal and can be asked. */
export function isInteractive({ env, stdin, stderr }: Io): boolean {
  return stdin.isTTY && stderr.isTTY && (env['CI'] ?? '') === '';
}
