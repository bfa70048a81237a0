import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Change } from '../../../src/model/change.ts';
import { planComment } from '../../../src/report/comment/comment.ts';
import type { TargetResult } from '../../../src/report/comment/gather.ts';
import { isLong } from '../../support/long.ts';
import { change, facts, failure, result, unbalanced, unbalancedLines } from '../../support/comment.ts';

const limit = 60_000;
/** How many targets the largest comments are about, and how many changes each has. */
const [targets, each] = [200, 5000];

type Counted = 'delete' | 'replace' | 'withheld';

/** What a comment says that it does not name. */
function notNamed(text: string, said: string): number {
  const [line = ''] = text.split('\n').filter((one) => one.startsWith('Too much to name it all here'));
  const [, count = '0'] = new RegExp(`([\\d,]+) ${said}`).exec(line) ?? [];
  return Number(count.replaceAll(',', ''));
}

/** The same change with a name by which it can be found, whatever else its name is: the same for the same change. */
function tagged(one: Change): Change {
  const tag = createHash('sha256').update(JSON.stringify(one)).digest('hex').slice(0, 12);
  return { ...one, address: `clients/[${tag}]${one.address}` };
}

/** The changes of the results that no line of the comment names; all of them are tagged. */
function missing(text: string, results: Iterable<TargetResult>, counted: Counted): number {
  const lines = text.matchAll(/^([-!#]) (?:withheld: )?\w+ clients\/(\[\w+\])/gm);
  const found = new Set([...lines].map(([, sign, tag]) => `${sign} ${tag}`));
  const sign = { delete: '-', replace: '!', withheld: '#' }[counted];
  let count = 0;
  for (const { plan } of results) {
    for (const one of plan?.changes ?? []) {
      if ((one.withheld === undefined ? one.action : 'withheld') !== counted) continue;
      if (!found.has(`${sign} ${/\[\w+\]/.exec(one.address)?.[0]}`)) count += 1;
    }
  }
  return count;
}

/** What holds of every comment. */
function expectSound(text: string, results: readonly TargetResult[], most = limit): void {
  expect(text.length).toBeLessThanOrEqual(most);
  expect(text.length < 6000 ? unbalanced(text) : unbalancedLines(text)).toEqual([]);
  expect(notNamed(text, 'to delete')).toBe(missing(text, results, 'delete'));
  expect(notNamed(text, 'to replace')).toBe(missing(text, results, 'replace'));
  expect(notNamed(text, 'withheld')).toBe(missing(text, results, 'withheld'));
}

/** A fleet in which every target changes so much. */
function* fleet(targets: number, changes: number, deletes: number, isAlike: boolean): Generator<TargetResult> {
  for (let target = 0; target < targets; target += 1) {
    const own = isAlike ? '' : ` of ${target}`;
    yield result(
      `tenant-${target}-prod`,
      Array.from({ length: changes }, (_, index): Change => {
        const name = `Application number ${index}${own}`;
        if (index < deletes) return change('delete', name);
        return change(index % 2 === 0 ? 'update' : 'create', name);
      }),
      { isProduction: target % 2 === 0 },
    );
  }
}

describe.runIf(isLong)(`(c) a comment on ${targets} targets with ${each} changes each`, () => {
  it('names every delete when all change the same way', () => {
    const text = planComment(fleet(targets, each, 500, true), facts).text;
    expect(text.length).toBeLessThanOrEqual(limit);
    expect(unbalanced(text)).toEqual([]);
    expect(text.match(/^- delete clients\/Application number \d+$/gm)?.length).toBe(500);
    expect(notNamed(text, 'to delete')).toBe(0);
    expect(text).toContain(`not named are 450,000 to update, 450,000 to create. The pages of [run \`77\`](https:`);
  });

  it('names every delete that is in some, beside what is too much', () => {
    const results = function* results(): Generator<TargetResult> {
      let index = 0;
      for (const one of fleet(targets, each / 10, 0, false)) {
        if (one.plan !== undefined && index % 2 === 0) one.plan.changes.push(change('delete', `Legacy ${index}`));
        index += 1;
        yield one;
      }
    };
    const text = planComment(results(), facts).text;
    expect(text.length).toBeLessThanOrEqual(limit);
    expect(unbalanced(text)).toEqual([]);
    expect(text.match(/^- delete clients\/Legacy \d+$/gm)?.length).toBe(targets / 2);
    expect(notNamed(text, 'to delete')).toBe(0);
  });

  it('counts the deletes and links to them when even their names do not fit', () => {
    const text = planComment(fleet(targets, each, each / 2, false), facts).text;
    expect(text.length).toBeLessThanOrEqual(limit);
    expect(unbalanced(text)).toEqual([]);
    const named = text.match(/^- delete clients\/Application/gm)?.length ?? 0;
    expect(notNamed(text, 'to delete')).toBe((targets * each) / 2 - named);
    expect(text).toContain('| 🔴 | **`tenant-0-prod`**');
  });

  it('takes seconds', () => {
    // Plans are made before the clock starts: reading them is not what is measured.
    const results = [...fleet(20, 5000, 100, false)];
    const began = process.cpuUsage();
    planComment(results, facts);
    const { user, system } = process.cpuUsage(began);
    // A tenth of 200 targets.
    expect((user + system) / 1e6).toBeLessThan(2);
  });
});

const word = fc.oneof(
  fc.string({ maxLength: 30 }),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom('```', '</details>', '-->', '@team', '#12', '\n', '`', 'x'.repeat(300), 'Courier App', 'Legacy'),
);

const anyField = fc.record({
  path: word,
  before: fc.oneof(word, fc.array(word, { maxLength: 5 }), fc.constant(null)),
  after: fc.oneof(word, fc.lorem({ maxCount: 80 }), fc.array(word, { maxLength: 5 })),
  as: fc.constantFrom('value' as const, 'set' as const, 'lines' as const),
});

const anyChange = fc
  .record({
    action: fc.constantFrom('create' as const, 'update' as const, 'replace' as const, 'delete' as const),
    name: word,
    fields: fc.array(anyField, { maxLength: 3 }),
    withheld: fc.option(fc.record({ guard: word, reason: word }), { nil: undefined, freq: 5 }),
  })
  .map(({ action, name, fields, withheld }) =>
    change(action, name, {
      ...(action === 'delete' ? {} : { fields }),
      ...(withheld === undefined ? {} : { withheld }),
      type: 'clients',
    }),
  );

/** Some changes, and perhaps many more of one counted. */
interface Spec {
  name: string;
  some: Change[];
  many: readonly ['create' | 'delete' | 'update', number];
  isProduction: boolean;
  isBroken: boolean;
}

const anySpec: fc.Arbitrary<Spec> = fc.record({
  name: word,
  some: fc.array(anyChange, { maxLength: 6 }),
  many: fc.tuple(
    fc.constantFrom('create' as const, 'delete' as const, 'update' as const),
    fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(1200) }),
  ),
  isProduction: fc.boolean(),
  isBroken: fc.nat(9).map((luck) => luck === 0),
});

function resultOf({ name, some, many: [action, count], isProduction, isBroken }: Spec, index: number): TargetResult {
  const id = `${name}${index}`;
  if (isBroken) return failure(id, name, name);
  const more = Array.from({ length: count }, (_, at) => change(action, `One of many ${at}`));
  const all = new Map([...some, ...more].map((one) => [`${one.address} ${String(one.withheld === undefined)}`, one]));
  return result(id, [...all.values()].map(tagged), { isProduction });
}

describe('a comment on random plans', () => {
  it('is never over its limit, never cut inside of anything, and names or counts every delete', () => {
    const specs = fc.array(anySpec, { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(specs, fc.constantFrom(20_000, 30_000, limit), (some, most) => {
        const results = some.map(resultOf);
        expectSound(planComment(results, { ...facts, limit: most }).text, results, most);
      }),
      { numRuns: isLong ? 1000 : 25 },
    );
  }, 600_000);
});
