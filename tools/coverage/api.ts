// Prints for every operation of the SDK that writes which descriptor uses it, or why none does. Exit 1 when something
// has no explanation: an operation, a field of a request, or an exclusion that excludes nothing.
import { resourceTypes } from '../../src/resources/index.ts';
import { coverageOf } from './coverage.ts';
import type { Line } from './coverage.ts';
import { fieldsLeftOut, leftOut } from './left-out.ts';
import { sdkOperations } from './operations.ts';

const { lines, problems } = await coverageOf(resourceTypes, sdkOperations(), {
  operations: leftOut,
  fields: fieldsLeftOut,
});

const what = ({ catalog, reason }: Line): string =>
  catalog.length > 0 ? catalog.join(', ') : reason === undefined ? 'UNEXPLAINED' : `left out: ${reason}`;
const rows = lines.map((line) => [`${line.method.padEnd(6)} ${line.path}`, line.name, what(line)] as const);
const width = (column: 0 | 1): number => Math.max(...rows.map((row) => row[column].length));
const table = rows.map(([path, name, told]) => `${path.padEnd(width(0))}  ${name.padEnd(width(1))}  ${told}`);

const managed = lines.filter(({ catalog }) => catalog.length > 0).length;
const excluded = lines.filter(({ reason }) => reason !== undefined).length;
const rest = lines.length - managed - excluded;
console.log(
  [
    ...(process.argv.includes('--quiet') ? [] : [...table, '']),
    `${lines.length} operations write: ${managed} managed, ${excluded} left out, ${rest} unexplained`,
  ].join('\n'),
);
for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;
