import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Change, FieldChange } from '../../../src/model/change.ts';
import type { Json } from '../../../src/model/json.ts';
import { disagreements, planDigest } from '../../../src/plan/agreement.ts';
import type { Asked } from '../../../src/plan/agreement.ts';
import { asked, catalog, create, field, planOf, update } from './asked.ts';

describe('any plan', () => {
  const value: fc.Arbitrary<Json> = fc.oneof(
    fc.constantFrom<Json>('a', 'b', 1, null, true),
    fc.array(fc.constantFrom('x', 'y', 'z')),
  );
  const fieldIn = fc
    .record({
      path: fc.constantFrom('name', 'description', 'options.a', 'options.b', 'scopes[read:it]'),
      before: fc.option(value, { nil: undefined }),
      after: fc.option(value, { nil: undefined }),
    })
    .filter(({ before, after }) => JSON.stringify(before ?? null) !== JSON.stringify(after ?? null))
    .map(({ path, before, after }): FieldChange => ({
      ...field(path, before, after),
      as: [before, after].every((one) => one === undefined || Array.isArray(one)) ? 'set' : 'value',
    }));
  const fields = fc.uniqueArray(fieldIn, { selector: ({ path }) => path, minLength: 1, maxLength: 4 });
  const change = fc
    .record({
      address: fc.constantFrom('roles/A', 'roles/B', 'roles/C', 'roles/D'),
      action: fc.constantFrom('create', 'update', 'replace', 'delete'),
      fields,
    })
    .map(({ address, action, fields: found }): Change => {
      const made = found.map(({ before: _before, ...one }) => one).filter(({ after }) => after !== undefined);
      if (action === 'create') return create(address, ...made);
      if (action === 'update') return update(address, ...found);
      if (action === 'delete') return { action: 'delete', address, type: 'roles', fields: [] };
      return { action: 'replace', address, type: 'roles', fields: found, because: ['name'], makes: made };
    });
  const plan = fc.uniqueArray(change, { selector: ({ address }) => address, maxLength: 4 });
  const isRefused = (agreed: readonly Asked[], now: Asked): boolean =>
    disagreements(agreed, now, catalog).some(({ type }) => type !== 'less');

  it('a part of what was agreed to is never refused', () => {
    fc.assert(
      fc.property(plan, plan, fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }), (changes, others, kept) => {
        let at = 0;
        const isKept = (): boolean => kept[(at += 1) % kept.length] === true;
        const part = changes.filter(isKept).map((one): Change => {
          if (one.action !== 'update') return one;
          const some = one.fields.filter((_field, index) => index === 0 || isKept());
          return { ...one, fields: some };
        });
        expect(isRefused([asked(...changes), asked(...others)], asked(...part))).toBe(false);
        expect(isRefused([asked(...others), asked(...changes)], asked(...part))).toBe(false);
      }),
    );
  });

  it('another value, another field or another change is always refused', () => {
    fc.assert(
      fc.property(plan, change, fc.nat(), fc.nat(), (changes, extra, which, where) => {
        const agreed = asked(...changes);
        const strange = { ...extra, address: 'roles/Strange' };
        expect(isRefused([agreed], asked(...changes, strange))).toBe(true);
        const victim = changes[which % Math.max(1, changes.length)];
        if (victim === undefined) return;
        const others = changes.filter((one) => one !== victim);
        const more = { ...victim, fields: [...victim.fields, field('other', 1, 2)] };
        const whole =
          more.action === 'replace' ? { ...more, makes: [...(more.makes ?? []), field('other', undefined, 2)] } : more;
        expect(victim.action === 'delete' || isRefused([agreed], asked(...others, whole))).toBe(true);
        const forged = (list: readonly FieldChange[]): FieldChange[] =>
          list.map((one, index) => (index === where % list.length ? { ...one, after: ['forged', 'x'] } : one));
        const changed: Change =
          victim.action === 'replace'
            ? { ...victim, fields: forged(victim.fields), makes: forged(victim.makes ?? []) }
            : { ...victim, fields: forged(victim.fields) };
        const hasFields = victim.action === 'replace' ? (victim.makes ?? []).length > 0 : victim.fields.length > 0;
        expect(!hasFields || isRefused([agreed], asked(...others, changed))).toBe(true);
      }),
    );
  });

  it('has the digest of another one only when it asks for the same', () => {
    fc.assert(
      fc.property(plan, plan, (one, other) => {
        const isEqual = planDigest(planOf(one)) === planDigest(planOf(other));
        if (!isEqual) return;
        expect(disagreements([asked(...one)], asked(...other), catalog)).toEqual([]);
        expect(disagreements([asked(...other)], asked(...one), catalog)).toEqual([]);
      }),
    );
    fc.assert(fc.property(plan, (one) => planDigest(planOf(one.toReversed())) === planDigest(planOf(one))));
  });
});
