import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { keyText } from '../../src/model/json.ts';
import { one } from './rows/values.ts';
import { hold } from './hold.ts';
import { forBodies } from './laws/law.ts';
import type { Law } from './laws/law.ts';
import type { Row } from './row.ts';

const row: Row = {
  title: "somebody's clients (two)",
  type: 'clients',
  at: (client) => ({ clients: [client] }),
  address: 'clients/Portal',
  always: { name: 'Portal' },
  fields: { description: one('a', 'b', 'c', 'd'), app_type: one('spa', 'native') },
  live: () => Promise.resolve(undefined),
};
const title = `${row.title}: no description is c`;
const tried: string[] = [];
const broken: Law = (of) =>
  forBodies(
    of,
    ({ description }) => {
      tried.push(keyText(description ?? null));
      return description === 'c' ? Promise.reject(new Error(`tried: ${tried.join(', ')}`)) : Promise.resolve();
    },
    100,
  );

/** Set in the run that the test below starts: there the broken law is a test as any other, and it fails. */
const isInside = process.env['TENANTRY_BROKEN_LAW'] !== undefined;

it.runIf(isInside)(`${row.title}: no description is c`, () => hold(title, broken, row, []));
it.runIf(isInside)(`all of ${title}`, () => expect.unreachable('another case is run'));

it.skipIf(isInside)(
  'a law that fails says its seed, and a command that runs the one case alone',
  async () => {
    const failed: unknown = await hold(title, broken, row, []).catch((error: unknown) => error);
    const message = String(failed);
    expect(message).toMatch(/\bseed: \d+, path: "[\d:]+"/);
    const [, command = ''] = /^ {2}(TENANTRY_LONG=yes TENANTRY_SEED=.*)$/m.exec(message) ?? [];
    expect(command).toMatch(
      /^TENANTRY_LONG=yes TENANTRY_SEED=\d+ TENANTRY_CASE=[\d:]+ npx vitest run test\/laws\/one-case\.long\.test\.ts -t '/,
    );

    const { status, stdout, stderr } = spawnSync('sh', ['-c', `${command} --reporter=default`], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'] ?? '', TENANTRY_BROKEN_LAW: 'yes', NO_COLOR: '1' },
    });
    expect(status, stderr).toBe(1);
    expect(stdout).toMatch(/Tests +1 failed \| 2 skipped/);
    // No case before the one that fails is tried.
    expect(stderr).toContain('tried: c\n');
    expect(stderr).toContain(command);
  },
  240_000,
);
