import { join } from 'node:path';
import { writeAll } from '../../../src/record/write-all.ts';

/** Writes forty files, to be killed while it does. */
const root = process.argv[2] ?? '';
process.stdout.write('begun\n');
writeAll(
  join(root, '.tenantry'),
  Array.from({ length: 40 }, (_value, index) => ({ path: join(root, `f${index}.yaml`), before: 'old', after: 'new' })),
);
