// npm run kills -- --runs 100: applies of a real process that is killed at a random moment, then finished by another one.
import { parseArgs } from 'node:util';
import { table } from '../bench/measure.ts';
import { killCampaign } from './kill-campaign.ts';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '100' }, seed: { type: 'string', default: '1' } },
});
const tallies = await killCampaign(Number(values.runs), Number(values.seed));
const rows = tallies.map(({ how, runs, killed, begun, again, writes, torn, wrong }) =>
  [how, runs, killed, begun, again, writes, torn, wrong.length].map(String),
);
const head = [
  'finished by',
  'runs',
  'killed',
  'while writing',
  'killed again',
  'writes before',
  'torn journals',
  'not as desired',
];
process.stdout.write(`${table(head, rows)}\n`);
const wrong = tallies.flatMap((tally) => tally.wrong);
for (const text of wrong) process.stdout.write(`${text}\n`);
process.stdout.write(`${values.runs} runs, ${wrong.length} not as desired\n`);
process.exit(wrong.length === 0 ? 0 : 1);
