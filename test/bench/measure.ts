import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

/** One run of node. */
export interface Measured {
  seconds: number;
  /** Processor time: unlike the time, it says the same on a busy machine. */
  worked: number;
  /** Peak resident memory. */
  megabytes: number;
  status: number | null;
  output: string;
}

const used = `process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  process.stderr.write('\\nused ' + maxRSS + ' ' + (userCPUTime + systemCPUTime));
});`;
const hook = `data:text/javascript,${encodeURIComponent(used)}`;

/** What a process says at its end that it has used. */
function usage(output: string): Pick<Measured, 'megabytes' | 'worked'> {
  const [, kilobytes = 0, microseconds = 0] = /used (\d+) (\d+)/.exec(output) ?? [];
  return { megabytes: Math.round(Number(kilobytes) / 1024), worked: Number(microseconds) / 1e6 };
}

/** Runs node with these arguments and measures the whole process. */
export function measure(args: readonly string[], cwd?: string): Measured {
  const isScript = !args[0]?.startsWith('-');
  const started = performance.now();
  const run = spawnSync(
    process.execPath,
    [...(isScript && args.length > 1 && args[1] !== '--version' ? ['--import', hook] : []), ...args],
    {
      encoding: 'utf8',
      ...(cwd === undefined ? {} : { cwd }),
    },
  );
  const seconds = (performance.now() - started) / 1000;
  return { seconds, ...usage(run.stderr), status: run.status, output: `${run.stdout}${run.stderr}` };
}

/** Runs node with these arguments, without holding up what this process does meanwhile. */
export async function measureBeside(
  args: readonly string[],
  cwd: string,
  env: Record<string, string>,
): Promise<Measured> {
  const started = performance.now();
  const child = spawn(process.execPath, ['--import', hook, ...args], { cwd, env: { ...process.env, ...env } });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const [status] = (await once(child, 'close')) as [number | null];
  const seconds = (performance.now() - started) / 1000;
  return { seconds, ...usage(output), status, output };
}

/** The middle of some figures. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Rows as a text table. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [line(head), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.map(line)].join('\n');
}

/** How long a process has worked so far: unlike a rate, it says the same on a busy machine. */
export function processorMilliseconds(pid: number | undefined): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  // User and system time, in hundredths of a second.
  return 10 * (Number(fields[11]) + Number(fields[12]));
}
