// npm run test:terminal -- [--tries 20] [--seed 1] [--sizes 300,1000,5000]: applies on real terminals, in tmux. What a display costs,
// and how stops are answered; a stop has to be answered in 200 ms on a machine that has nothing else to do, and a display to cost a
// fifth more. On others, --limit and --ratio say what is accepted.
import { parseArgs } from 'node:util';
import { table } from '../bench/measure.ts';
import { sizes, stopAfter, stopBefore, stops, workOf } from './campaign.ts';
import type { Stop } from './campaign.ts';
import { hasTmux } from './tmux.ts';

const { values } = parseArgs({
  options: {
    tries: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    sizes: { type: 'string', default: '300,1000,5000' },
    limit: { type: 'string', default: '200' },
    ratio: { type: 'string', default: '1.2' },
  },
});
if (!hasTmux) {
  process.stdout.write('There is no tmux, and so no terminal: nothing was tried.\n');
  process.exit(0);
}
const limit = Number(values.limit);
const wrong: string[] = [];
const [old = { columns: 80, rows: 24 }] = sizes;

const costs: string[][] = [];
for (const clients of values.sizes.split(',').filter(Boolean).map(Number)) {
  for (const size of sizes) {
    const { shown, piped } = await workOf(clients, size);
    if (shown > Number(values.ratio) * piped)
      wrong.push(`${clients} creates take ${(shown / piped).toFixed(2)} times as long on a terminal`);
    const figures = [`${piped.toFixed(2)} s`, `${shown.toFixed(2)} s`, (shown / piped).toFixed(2)];
    costs.push([String(clients), `${size.columns}x${size.rows}`, ...figures]);
  }
}
process.stdout.write(`${table(['creates', 'terminal', 'piped', 'on it', 'ratio'], costs)}\n\n`);

const found: Stop[] = [];
let state = Number(values.seed) >>> 0;
for (let index = 0; index < Number(values.tries); index += 1) {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  // Every third stop comes within the first steps.
  const after = Math.floor((state / 2 ** 32) * (index % 3 === 0 ? 10 : 290));
  const stop = await stopAfter(300, stops[index % stops.length] ?? 'Ctrl-C', after, sizes[index % 2] ?? old);
  found.push(stop);
  wrong.push(...stop.wrong.map((text) => `${stop.how} after ${after} steps: ${text}`));
  if (stop.answered > limit) wrong.push(`${stop.how} after ${after} steps: answered in ${stop.answered.toFixed(0)} ms`);
}
const rows = found.map(({ how, size, after, answered, code }) =>
  [how, `${size.columns}x${size.rows}`, after, `${answered.toFixed(0)} ms`, code].map(String),
);
process.stdout.write(`${table(['stop', 'terminal', 'after steps', 'answered', 'exit'], rows)}\n\n`);

const early: string[][] = [];
for (const moment of [300, 500, 700, 900, 'question'] as const) {
  const { answered, code, begun } = await stopBefore(3000, moment, old);
  if (code !== 130 || begun) wrong.push(`Ctrl-C at ${moment}: ended with ${code}`);
  if (answered > limit) wrong.push(`Ctrl-C at ${moment}: ended after ${answered.toFixed(0)} ms`);
  early.push([String(moment), `${answered.toFixed(0)} ms`, String(code)]);
}
process.stdout.write(`${table(['Ctrl-C before the run, at', 'ended', 'exit'], early)}\n`);
for (const text of wrong) process.stdout.write(`${text}\n`);
process.stdout.write(`${found.length + early.length} stops, ${wrong.length} not as desired\n`);
process.exit(wrong.length === 0 ? 0 : 1);
