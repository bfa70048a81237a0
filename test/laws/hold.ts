import { relative } from 'node:path';
import { expect, it } from 'vitest';
import type { ResourceTypes } from '../../src/catalog/resource-type.ts';
import { resourceTypes } from '../../src/resources/index.ts';
import type { Law } from './laws/law.ts';
import { isLong } from '../support/long.ts';
import { laws } from './laws.ts';
import type { Row } from './row.ts';
import { rowsIn } from './rows.ts';
import { seed } from './seed.ts';

/**
 * Declares a test for each law on each row that a rows file exports; outside of a long run for every eighth pair of the two, and
 * for other pairs with another seed.
 */
export function lawsHoldFor(exported: object): void {
  for (const row of rowsIn(exported)) {
    for (const [at, [name, law]] of Object.entries(laws).entries()) {
      if (!isLong && (row.title.length + at + seed) % 8 > 0) continue;
      it(`${row.title}: ${name}`, () => hold(`${row.title}: ${name}`, law, row, resourceTypes));
    }
  }
}

/** Checks a law on a row; when it fails, the message says how to run this one case alone. */
export async function hold(title: string, law: Law, row: Row, types: ResourceTypes): Promise<void> {
  try {
    await law(row, types);
  } catch (error) {
    if (error instanceof Error) error.message += `\n\nTo run this case alone:\n  ${commandOf(title, error.message)}\n`;
    throw error;
  }
}

/** The command that runs one test with the seed of this run, and of its generated cases the one that failed. */
function commandOf(title: string, message: string): string {
  const path = /\bpath: "([\d:]+)"/.exec(message)?.[1];
  const file = relative(process.cwd(), expect.getState().testPath ?? '');
  const pattern = `^${title.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}$`;
  const variables = [
    ...(isLong ? ['TENANTRY_LONG=yes'] : []),
    `TENANTRY_SEED=${seed}`,
    ...(path === undefined ? [] : [`TENANTRY_CASE=${path}`]),
  ];
  return `${variables.join(' ')} npx vitest run ${file} -t '${pattern.replaceAll("'", '.')}'`;
}
