// npm run kills -- --runs 100: applies that are killed by kill -9, each followed by one that has to finish the job.
import { parseArgs } from 'node:util';
import { table } from '../bench/measure.ts';
import { killCampaign } from './kill-campaign.ts';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '100' }, seed: { type: 'string', default: '1' } },
});
const tallies = await killCampaign(Number(values.runs), Number(values.seed));
const rows = tallies.map(({ what, runs, writes, late, refused, torn, wrong }) =>
  [what, runs, writes.join(' to '), late, refused, torn, wrong.length].map(String),
);
const head = ['killed in the', 'runs', 'writes done', 'ended before', 'resume refused', 'torn lines', 'wrong'];
process.stdout.write(`${table(head, rows)}\n`);
const wrong = tallies.flatMap((tally) => tally.wrong);
for (const text of wrong) process.stdout.write(`${text}\n`);
const total = tallies.reduce((sum, { runs }) => sum + runs, 0);
process.stdout.write(`${total} kills, ${wrong.length} wrong\n`);
process.exitCode = wrong.length === 0 ? 0 : 1;
