import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

it('workflows name the code of others by its commit, which nobody can move', () => {
  const files = readdirSync('.github', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yml'));
  const used = files.flatMap((name) =>
    [...readFileSync(join('.github', name), 'utf8').matchAll(/uses: (\S+)(.*)/g)].map(([, action = '', rest = '']) => ({
      action,
      rest,
    })),
  );
  expect(used.length).toBeGreaterThan(10);
  const others = used.filter(({ action }) => !action.startsWith('./'));
  for (const { action, rest } of others) expect(`${action}${rest}`).toMatch(/^[\w./-]+@[0-9a-f]{40} # v[\d.]+$/);
});
