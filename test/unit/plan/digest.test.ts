import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../src/model/plan.ts';
import { planDigest } from '../../../src/plan/agreement.ts';
import { create, field, planOf, update, walks } from './asked.ts';

describe('the digest of a plan', () => {
  const digest = planDigest(planOf([walks]));

  it('is 64 characters of hexadecimal', () => expect(digest).toMatch(/^[0-9a-f]{64}$/));

  it('is the same for what asks for the same', () => {
    const turned = { ...walks, fields: walks.fields.toReversed(), id: 'rol_1', fieldsToSend: [] };
    const place = { file: 'tenant.yaml', line: 3, column: 1, length: 2 };
    const waves: Plan['waves'] = [[{ do: 'update', address: walks.address, fields: ['name'], dependsOn: [] }]];
    const kept = { ...create('roles/Keeper'), withheld: { guard: 'max_deletes', reason: 'too many' } };
    const same = planOf([kept, { ...turned, place }, { ...create('roles/Other'), action: 'none' }], {
      waves,
      requests: 9,
      unchanged: 0,
    });
    expect(planDigest(same)).toBe(digest);
    const [one, other] = [create('roles/A'), create('roles/B')];
    expect(planDigest(planOf([one, other]))).toBe(planDigest(planOf([other, one])));
  });

  it('says of a secret where it is, and nothing of its value', () => {
    const secret = (text: string): Plan =>
      planOf([update('roles/Courier', { path: 'secret', before: text, after: text, as: 'value', isSecret: true })]);
    expect(planDigest(secret('one'))).toBe(planDigest(secret('other')));
  });

  it.each<[string, Plan]>([
    ['tenant', planOf([walks], { tenant: 'other' })],
    ['environment', planOf([walks], { environment: 'dev' })],
    ['domain', planOf([walks], { domain: 'other.eu.auth0.com' })],
    ['address', planOf([{ ...walks, address: 'roles/Keeper' }])],
    ['action', planOf([{ ...walks, action: 'create' }])],
    ['value', planOf([update('roles/Courier', field('description', 'Drives', 'Runs'), field('name', 'a', 'b'))])],
    ['value before', planOf([update('roles/Courier', field('description', '', 'Walks'), field('name', 'a', 'b'))])],
    ['no field', planOf([update('roles/Courier', field('description', 'Drives', 'Walks'))])],
    ['null for nothing', planOf([update('roles/Courier', field('description', 'Drives', 'Walks'), field('name'))])],
    ['old name', planOf([{ ...walks, moved: 'roles/Driver' }])],
    ['more', planOf([walks, create('roles/Keeper')])],
    ['less', planOf([])],
    ['secret', planOf([walks], { secrets: [{ address: 'roles/Courier', path: 'name', from: '##NAME##' }] })],
  ])('is another one for another %s', (_what, other) => expect(planDigest(other)).not.toBe(digest));
});
