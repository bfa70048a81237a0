import { expect, it } from 'vitest';
import { isLong } from '../support/long.ts';
import { killCampaign } from './kill-campaign.ts';

it('finishes the job after kill -9, planning again or resuming', async () => {
  const tallies = await killCampaign(isLong ? 20 : 1, 11);
  expect(tallies.flatMap(({ wrong }) => wrong)).toEqual([]);
  expect(tallies.reduce((sum, { begun }) => sum + begun, 0)).toBeGreaterThan(0);
}, 600_000);
