import { describe, expect, it } from 'vitest';
import type { Change } from '../../../src/model/change.ts';
import { error } from '../../../src/model/diagnostic.ts';
import type { Plan } from '../../../src/model/plan.ts';
import { planReport } from '../../../src/report/plan.ts';
import { emulated, planOf } from '../../support/project.ts';
import { bare, written } from '../../support/report.ts';
import { statementsOf, visible } from './words.ts';

const one = (await planOf({ tenant: { roles: [{ name: 'Courier', description: 'Drives' }] } }, emulated())).plan;
const [create] = one.changes;

/** A plan of many creates, and a few deletes at its end. */
function large(count: number, deletes: number): Plan {
  if (create === undefined) throw new Error('the plan has a create');
  const copies = Array.from({ length: count }, (_, index): Change => ({ ...create, address: `roles/R${index}` }));
  const gone = Array.from({ length: deletes }, (_, index): Change => ({
    address: `roles/Gone${index}`,
    type: 'roles',
    action: 'delete',
    fields: [],
  }));
  return { ...one, changes: [...copies, ...gone] };
}

async function sizesOf(plan: Plan, limit: number): Promise<{ size: number; said: Set<string>; text: string }> {
  const text = await written(planReport(plan, 'plan', bare), 'markdown', limit);
  return { size: Buffer.byteLength(text), said: statementsOf(visible.markdown(text)), text };
}

describe('Markdown under a limit', () => {
  it('is whole when it fits, to the byte', async () => {
    const { text } = await sizesOf(large(20, 3), 1e6);
    expect(text).not.toMatch(/left out|without details/);
    const size = Buffer.byteLength(text);
    expect((await sizesOf(large(20, 3), size)).text).toBe(text);
    expect((await sizesOf(large(20, 3), size - 1)).text).toContain('2 are shown without details');
  });

  it.each([600, 1000, 2000, 5000, 20_000, 60_000])(
    'of %i bytes has no more, and says what is left out',
    async (limit) => {
      const { size, said, text } = await sizesOf(large(1000, 3), limit);
      expect(size).toBeLessThanOrEqual(limit);
      expect(said).toContain('test/local: 1000 to create, 3 to delete, 0 unchanged');
      for (const name of ['Gone0', 'Gone1', 'Gone2']) expect(said).toContain(`delete roles/${name}`);
      const shown = [...said].filter((line) => line.startsWith('create roles/R')).length;
      const gone = 1000 - shown;
      const bytes = `this report may have ${limit} bytes`;
      const short = (text.match(/<div><code>\+ create/g) ?? []).length;
      const expected = [
        ...(gone > 0 ? [`${gone} more are left out: ${bytes}`] : []),
        ...(short > 0 ? [`${short} ${short === 1 ? 'is' : 'are'} shown without details: ${bytes}`] : []),
      ];
      expect([...said].filter((line) => line.endsWith(bytes))).toEqual(expected);
      expect(text.match(/^```/gm)?.length ?? 0).toBe(2 * (text.match(/<details>/g) ?? []).length);
      expect(text.match(/<\/details>/g)?.length).toBe(text.match(/<details>/g)?.length);
    },
  );

  it('leaves out creates before it leaves out an error', async () => {
    const report = planReport(large(1000, 0), 'plan', bare, [error('unknown-field', 'nmae is not a field')]);
    const text = await written(report, 'markdown', 1000);
    expect(text).toContain('error nmae is not a field');
    expect(text).toContain('left out');
  });

  it('stays below the limit of a job summary when no limit is given', async () => {
    const text = await written(planReport(large(8000, 0), 'plan', bare), 'markdown');
    expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024);
    expect(text).toContain('are shown without details: this report may have 921600 bytes');
  });
});
