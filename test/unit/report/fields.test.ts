import { expect, it } from 'vitest';
import { fieldLines } from '../../../src/report/fields.ts';
import { textOf } from '../../../src/report/view.ts';
import { bare } from '../../support/report.ts';

const linesOf = (as: 'set' | 'lines', before: string | string[], after: string | string[]): string[] =>
  fieldLines({ path: 'body', as, before, after }, 'update', 'plan', bare).map(
    ({ sign, parts }) => `${sign} ${textOf(parts)}`,
  );

const many = (name: string, count: number): string[] => Array.from({ length: count }, (_, index) => `${name}${index}`);

it('texts of which every line differs are compared in a time that grows with them only', () => {
  const start = process.cpuUsage();
  const lines = linesOf('lines', many('old ', 20_000).join('\n'), many('new ', 20_000).join('\n'));
  expect(lines).toHaveLength(40_001);
  expect([lines[1], lines.at(-1)]).toEqual(['- old 0', '+ new 19999']);
  // The square takes minutes.
  expect(process.cpuUsage(start).user / 1000).toBeLessThan(5000);
});

it('of two large sets only what differs is shown', () => {
  const kept = many('kept', 10);
  const lines = linesOf('set', [...many('old', 1200), ...kept], [...kept, ...many('new', 1200)]);
  expect(lines).toHaveLength(2401);
  expect(lines.filter((line) => line.includes('kept'))).toEqual([]);
});
