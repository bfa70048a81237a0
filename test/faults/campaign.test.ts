import { expect, it } from 'vitest';
import { isLong } from '../support/long.ts';
import { campaign } from './campaign.ts';

it('finishes the job after any fault: 429, 500, 503, connections reset before and after the work, and no answer', async () => {
  const tallies = await campaign(isLong ? 48 : 14, 7);
  expect(tallies.flatMap(({ wrong }) => wrong)).toEqual([]);
  // Every kind of fault was met, and some runs could not be finished at once.
  expect(tallies.map(({ faults }) => faults > 0)).toEqual(tallies.map(() => true));
  expect(tallies).toHaveLength(7);
}, 600_000);
