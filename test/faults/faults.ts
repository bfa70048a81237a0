// npm run faults -- --runs 200: applies with faults, each followed by one without that has to finish the job.
import { parseArgs } from 'node:util';
import { table } from '../bench/measure.ts';
import { campaign } from './campaign.ts';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '200' }, seed: { type: 'string', default: '1' } },
});
const tallies = await campaign(Number(values.runs), Number(values.seed));
const rows = tallies.map(({ what, runs, faults, done, partly, none, wrong }) =>
  [what, runs, faults, done, partly, none, wrong.length].map(String),
);
const head = ['faults', 'runs', 'met', 'all done', 'partly', 'nothing', 'not as desired after one more run'];
process.stdout.write(`${table(head, rows)}\n`);
const wrong = tallies.flatMap((tally) => tally.wrong);
for (const text of wrong) process.stdout.write(`${text}\n`);
const total = tallies.reduce((sum, { runs }) => sum + runs, 0);
process.stdout.write(`${total} runs, ${wrong.length} not as desired\n`);
// The SDK leaves the timer of a request that failed: the process would not end by itself.
process.exit(wrong.length === 0 ? 0 : 1);
