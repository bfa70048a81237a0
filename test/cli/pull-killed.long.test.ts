import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { builtBinary } from './support/binary.ts';
import { pull, setting } from './support/pulls.ts';
import { ended, tenantry } from './support/tenantry.ts';
import type { Result } from './support/tenantry.ts';

const killer = join(import.meta.dirname, 'support/killed-at.cjs');

it(
  'a pull that is killed while it writes, whenever that is: the next command finishes it or says that all is as it was',
  { timeout: 1_200_000 },
  async () => {
    const { cwd, env, restore, texts } = await setting();
    const binary = builtBinary();
    const killedAt = (at: number): Promise<Result> => {
      const child = spawn(process.execPath, [binary, ...pull], {
        cwd,
        env: {
          ...env,
          PATH: process.env['PATH'] ?? '',
          HOME: cwd,
          NODE_OPTIONS: `--require ${killer}`,
          KILL_IN: cwd,
          ...(at === 0 ? {} : { KILL_AT: String(at) }),
        },
      });
      return ended(child);
    };
    const old = texts();
    const whole = await killedAt(0);
    expect(whole.code, whole.stderr).toBe(0);
    const now = texts();
    expect([now.includes('Walks'), now.includes('// more'), now.includes('Auditor')]).toEqual([true, true, true]);
    const count = Number(/changes of files: (\d+)/.exec(whole.stderr)?.[1]);
    expect(count).toBeGreaterThan(12);
    const seen = new Set<string>();
    for (let at = 1; at <= count; at += 1) {
      restore();
      const killed = await killedAt(at);
      expect([at, killed.code], killed.stderr + killed.stdout).toEqual([at, null]);
      const next = await tenantry(['validate', 'acme'], { cwd, env });
      expect([at, next.code], next.stderr).toEqual([at, 0]);
      const after = texts();
      const said = /a command was cut off[^\n]*/.exec(next.stdout)?.[0] ?? '';
      const isNew = after === now;
      expect([at, isNew || after === old, after]).toEqual([at, true, isNew ? now : old]);
      // What was cut off before it had anything to write, or behind it, needs no word.
      expect([at, said === '' || said.includes('finished') === isNew]).toEqual([at, true]);
      seen.add(`${isNew ? 'new' : 'old'}: ${said.replace(/\d+ files?/, 'files').replace(/finished:.*/, 'finished')}`);
      expect(existsSync(join(cwd, '.tenantry/write'))).toBe(false);
    }
    expect([...seen]).toContain('new: a command was cut off while it wrote files, and this has been finished');
    expect([...seen].some((one) => one.startsWith('old: '))).toBe(true);
  },
);
