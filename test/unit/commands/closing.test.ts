import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { expect, it, onTestFinished } from 'vitest';
import { run } from '../../../src/program.ts';

it('an apply and a rollback hold the lock, and keep what they did, until they have ended', async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'tenantry-closing-'));
  onTestFinished(() => rmSync(cwd, { recursive: true }));
  mkdirSync(join(cwd, 'tenants/acme/environments'), { recursive: true });
  writeFileSync(join(cwd, 'tenants/acme/tenant.yaml'), 'roles: [{ name: Courier }]\n');
  writeFileSync(join(cwd, 'tenants/acme/environments/dev.yaml'), 'domain: local\npolicy: { delete: true }\n');
  const lock = join(cwd, '.tenantry/emulator/acme.dev.json.lock');
  const locked: boolean[] = [];
  const call = async (...args: string[]): Promise<number> => {
    const stream = (): PassThrough => {
      const pipe = Object.assign(new PassThrough(), { isTTY: false });
      pipe.on('data', (chunk: Buffer) => {
        if (/^done {4}/m.test(chunk.toString())) locked.push(existsSync(lock));
      });
      return pipe;
    };
    const outside = { cwd, env: {}, stdin: stream(), stdout: stream(), stderr: stream() };
    return run([...args, 'acme', '--env', 'dev'], {
      ...outside,
      signal: new AbortController().signal,
      catchSignals: () => () => undefined,
    } as never);
  };
  expect(await call('plan')).toBe(2);
  expect(await call('apply', '--yes')).toBe(0);
  expect(await call('plan')).toBe(0);
  expect(await call('rollback', '--yes')).toBe(0);
  expect(await call('plan')).toBe(2);
  expect(new Set(locked)).toEqual(new Set([true]));
  expect(existsSync(lock)).toBe(false);
});
