import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isLong, isOfPart } from '../support/long.ts';
import { environment, files, yaml } from '../everything/files.ts';
import { isWhole } from '../../src/in-place/apply.ts';
import type { Found } from '../../src/in-place/proposal.ts';
import { folderOf } from './support/folder.ts';
import { mutation } from './support/mutate.ts';

/** A resource, or an item of a list that another one has taken the place of: all of its lines are written. */
function isMuch({ path }: Found): boolean {
  return path === '' || /\[\d+\]$/.test(path);
}

const runs = isLong ? 500 : 3;
/** The seeds to be tried, by comma. */
const only = process.env['TENANTRY_CASE']?.split(',');

it(
  `${runs} random changes in a tenant with every type come into the files, each with its own lines, or are left and told`,
  { timeout: 3_600_000 },
  async () => {
    const folder = await folderOf({ 'tenant.yaml': yaml, ...files, 'environments/dev.yaml': environment('local') });
    try {
      const snapshot = await folder.snapshot();
      const paths = [...Object.keys(files), 'tenant.yaml', 'environments/dev.yaml'];
      const before = new Map(paths.map((path) => [path, folder.read(path)]));
      for (let seed = 1; seed <= runs; seed += 1) {
        if (only?.includes(String(seed)) === false || !isOfPart(seed)) continue;
        const [change] = fc.sample(mutation(snapshot), { numRuns: 1, seed });
        const mutated = change?.(snapshot);
        if (mutated === undefined) continue;
        // That what is left is what is told, or nothing would be written, is proven inside.
        const { found, left, texts, counts } = await folder
          .pull({ new: 'shared' }, mutated.snapshot)
          .catch((error: unknown) => {
            throw new Error(`${seed}: ${mutated.what}`, { cause: error });
          });
        expect([mutated.what, left === 0]).toEqual([mutated.what, found.every(isWhole)]);
        expect([mutated.what, counts.lines <= (found.some(isMuch) ? 60 : 12)]).toEqual([mutated.what, true]);
        if (texts.size === 0) continue;
        const again = await folder.pull({ new: 'shared' }, mutated.snapshot);
        expect([mutated.what, again.texts.size, again.left]).toEqual([mutated.what, 0, left]);
        for (const [path, text] of before) folder.write(path, text);
      }
    } finally {
      folder.close();
    }
  },
);
