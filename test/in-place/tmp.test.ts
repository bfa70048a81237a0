import fc from 'fast-check';
import { it } from 'vitest';
import { environment, files, yaml } from '../everything/files.ts';
import { folderOf } from './support/folder.ts';
import { mutation } from './support/mutate.ts';
it('x', async () => {
  const folder = await folderOf({ 'tenant.yaml': yaml, ...files, 'environments/dev.yaml': environment('local') });
  const snapshot = await folder.snapshot();
  for (let seed = 1; seed <= 500; seed += 1) {
    const [change] = fc.sample(mutation(snapshot), { numRuns: 1, seed });
    const mutated = change?.(snapshot);
    if (mutated?.what.startsWith('tokenExchange')) {
      console.log(seed, mutated.what);
      try { const r = await folder.pull({ new: 'shared' }, mutated.snapshot); console.log(r.lines.join('\n')); } catch (e) { console.log(String(e)); }
      folder.write('tenant.yaml', yaml);
    }
  }
  folder.close();
});
