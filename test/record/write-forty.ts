import { join } from 'node:path';
import { writeAll } from '../../src/record/write-all.ts';

/** Writes forty files with this text, to be killed while it does, or to be refused. */
const [, , root = '', after = 'new', length = '0', folder = ''] = process.argv;
process.stdout.write('begun\n');
try {
  writeAll(
    join(root, '.tenantry'),
    Array.from({ length: 40 }, (_value, index) => ({
      path: join(root, index === 39 ? folder : '', `f${index}.yaml`),
      before: 'old',
      after: after.padEnd(Number(length), '.'),
    })),
  );
} catch (error) {
  process.stdout.write(String(error));
}
