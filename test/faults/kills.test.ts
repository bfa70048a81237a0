import { expect, it } from 'vitest';
import { killCampaign } from './kill-campaign.ts';

it('finishes the job after kill -9, planning again or resuming', async () => {
  const tallies = await killCampaign(10, 11);
  expect(tallies.flatMap(({ wrong }) => wrong)).toEqual([]);
  expect(tallies.reduce((sum, { begun }) => sum + begun, 0)).toBeGreaterThan(1);
}, 120_000);
