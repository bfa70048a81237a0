import fc from 'fast-check';
import type { Body } from '../../../src/model/json.ts';
import type { ResourceTypes } from '../../../src/catalog/resource-type.ts';
import { someOf } from '../../support/long.ts';
import { bodies } from '../bodies.ts';
import type { Row } from '../row.ts';
import { casePath, seed } from '../seed.ts';

/** A law: holds for every row, or throws. */
export type Law = (row: Row, resourceTypes: ResourceTypes) => Promise<void>;

/** Checks a law on generated bodies, the same in every run; on one alone when the environment names its path. */
export async function forBodies(row: Row, check: (body: Body) => Promise<void>, most = 4): Promise<void> {
  await fc.assert(fc.asyncProperty(bodies(row), check), {
    numRuns: someOf(most),
    seed,
    ...(casePath === undefined ? {} : { path: casePath }),
  });
}
