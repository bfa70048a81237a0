import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { onTestFinished } from 'vitest';
import { freePort } from '../../../src/emulator/serve.ts';

const folder = join(import.meta.dirname, '../../../examples/parcels');

/** What a program of the example wrote, and how it ended. */
export interface Ended {
  code: number | null;
  output: string;
}

/** The services of the example, with free ports instead of their own. */
export interface Services {
  env: Record<string, string>;
  /** Starts one that listens, until the test has ended. */
  serve: (name: string) => Promise<string>;
  /** Runs one to its end. */
  run: (name: string, ...args: string[]) => Promise<Ended>;
}

/** Services that are told this by their environment; however busy the machine is, no request for a token is sent twice. */
export async function services(told: Record<string, string>, cwd = folder): Promise<Services> {
  const env: Record<string, string> = { PATH: process.env['PATH'] ?? '', TOKEN_TIMEOUT: '60', ...told };
  for (const name of ['PARCELS_URL', 'BILLING_URL', 'GATEWAY_URL'])
    env[name] = `http://127.0.0.1:${await freePort('127.0.0.1')}`;
  const start = (name: string, args: string[]): ChildProcessByStdio<null, Readable, Readable> =>
    spawn(process.execPath, [join(folder, `${name}.js`), ...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  return {
    env,
    async serve(name) {
      const child = start(name, []);
      onTestFinished(() => void child.kill('SIGKILL'));
      let errors = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
      const ended = once(child, 'close').then(() => {
        throw new Error(`${name} ended: ${errors}`);
      });
      await Promise.race([once(child.stdout, 'data'), ended]);
      ended.catch(() => undefined);
      child.stdout.resume();
      return env[`${name === 'api' ? 'PARCELS' : name.toUpperCase()}_URL`] ?? '';
    },
    async run(name, ...args) {
      const child = start(name, args);
      let output = '';
      for (const stream of [child.stdout, child.stderr])
        stream.setEncoding('utf8').on('data', (text: string) => (output += text));
      const [code] = (await once(child, 'close')) as [number | null];
      return { code, output };
    },
  };
}
