import { expect, it } from 'vitest';
import { killCampaign } from '../../scripts/faults/kill-campaign.ts';

it('finishes the job after kill -9 at any moment of the writing, by another apply or by --resume', async () => {
  const tallies = await killCampaign(8, 3);
  expect(tallies.flatMap(({ wrong }) => wrong)).toEqual([]);
  expect(tallies.reduce((sum, { runs, late }) => sum + runs - late, 0)).toBeGreaterThan(5);
}, 120_000);
