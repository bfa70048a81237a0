import { expect, it } from 'vitest';
import { cut, paceOf, progressLines, withSample } from '../../../src/commands/progress.ts';
import type { Progress } from '../../../src/commands/progress.ts';

const idle: Progress = {
  wave: 'Wave 1 of 2: 5000 changes',
  total: 5400,
  ended: 0,
  failed: 0,
  inFlight: new Set(),
  failures: [],
  samples: [],
  isStopping: false,
  heldFor: 0,
};
const now = 100_000;
const flight = (count: number, since = now): Progress['inFlight'] =>
  new Set(Array.from({ length: count }, (_, index) => ({ title: `create roles/Role ${index}`, since })));
const failures = ['failed create roles/A: one', 'failed create roles/B: two', 'failed create roles/C: three'];

const busy: Partial<Progress> = { ended: 1200, failed: 3, failures, samples: [{ at: now - 10_000, ended: 1000 }] };

it.each<[string, Partial<Progress>, [number, number], string[]]>([
  ['at the beginning', {}, [80, 24], ['0 of 5400 steps. Wave 1 of 2: 5000 changes']],
  [
    'under way',
    { ...busy, inFlight: new Set([...flight(1, now - 3500), { title: 'create roles/New', since: now }]) },
    [80, 24],
    [
      '1200 of 5400 steps, 3 failed, 20 a second, about 4 min left. Wave 1 of 2: 5000…',
      '  create roles/Role 0  3 s',
      '  create roles/New',
      ...failures,
    ],
  ],
  [
    'in a low terminal, with what failed last',
    { ...busy, inFlight: flight(10) },
    [120, 8],
    [
      '1200 of 5400 steps, 3 failed, 20 a second, about 4 min left. Wave 1 of 2: 5000 changes',
      ...[0, 1, 2, 3].map((index) => `  create roles/Role ${index}`),
      'failed create roles/C: three',
    ],
  ],
  [
    'when the user stops',
    { inFlight: flight(2), isStopping: true, heldFor: 5000 },
    [80, 24],
    [
      '0 of 5400 steps. Wave 1 of 2: 5000 changes',
      '  create roles/Role 0',
      '  create roles/Role 1',
      'stopping: 2 in flight; again to end at once',
    ],
  ],
  [
    'while requests wait',
    { heldFor: 5200 },
    [80, 24],
    ['0 of 5400 steps. Wave 1 of 2: 5000 changes', 'waiting for the rate limit of the tenant: 6 s'],
  ],
])('says how a run gets on: %s', (_when, progress, [columns, rows], lines) => {
  const shown = progressLines({ ...idle, ...progress }, { columns, rows }, now);
  expect(shown.filter((line) => line !== '')).toEqual(lines);
});

it.each([
  [80, 24, 15],
  [200, 50, 15],
  [80, 8, 7],
  [20, 3, 2],
])('has the same height whatever happens, and fits into a terminal of %i x %i', (columns, rows, height) => {
  const states = [{}, busy, { inFlight: flight(50) }, { ...busy, inFlight: flight(1), isStopping: true }];
  for (const state of states) {
    const lines = progressLines({ ...idle, ...state }, { columns, rows }, now);
    expect(lines).toHaveLength(height);
    expect(lines.filter((line) => line.length >= columns)).toEqual([]);
  }
});

it.each([
  ['plain', 10, 'plain'],
  ['exactly it', 10, 'exactly it'],
  ['longer than that', 10, 'longer th…'],
  ['\u65E5\u672C\u8A9E\u306E\u540D\u524D', 10, '\u65E5\u672C\u8A9E\u306E…'],
  ['a\u001B[2J', 10, 'a\u241B[2J'],
  ['', 0, ''],
  ['text', 0, ''],
])('cuts %j to %i columns', (text, columns, line) => expect(cut(text, columns)).toBe(line));

it('the pace is that of the last seconds, and is not told of too short a time', () => {
  const samples = [0, 10, 20, 30].map((at) => ({ at: at * 1000, ended: at * at }));
  const last = { at: 31_000, ended: 1000 };
  expect(withSample(samples, last)).toEqual([...samples.slice(2), last]);
  expect(paceOf(samples.slice(2), last)).toBeCloseTo(600 / 11);
  expect(paceOf([{ at: 30_000, ended: 1 }], last)).toBeUndefined();
  expect(paceOf([], last)).toBeUndefined();
});
