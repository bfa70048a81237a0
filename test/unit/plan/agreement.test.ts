import { describe, expect, it } from 'vitest';
import type { Change, FieldChange, Replace, Update } from '../../../src/model/change.ts';
import type { Json } from '../../../src/model/json.ts';
import type { SecretPlace } from '../../../src/model/plan.ts';
import { disagreements } from '../../../src/plan/agreement.ts';
import type { Asked } from '../../../src/plan/agreement.ts';
import { asked, catalog, create, field, secret, set, update, walks } from './asked.ts';

const said = (agreed: readonly Asked[], now: Asked): string[] =>
  disagreements(agreed, now, catalog).map(({ type, action, address, fields }) =>
    `${type} ${action} ${address} ${fields.map(({ path }) => path).join(' ')}`.trim(),
  );

describe('what was agreed to', () => {
  it('may be done in part, and what is done already is told', () => {
    const agreed = asked(walks, create('roles/Keeper', field('name', undefined, 'Keeper')));
    expect(said([agreed], asked(update('roles/Courier', field('name', 'a', 'b'))))).toEqual([
      'less update roles/Courier description',
      'less create roles/Keeper',
    ]);
    expect(said([agreed], agreed)).toEqual([]);
  });

  it('does not cover other values, another value before, or more', () => {
    const now = asked(
      update('roles/Courier', field('description', 'Drives', 'Runs'), field('name', 'z', 'b')),
      create('roles/New', field('name', undefined, 'New')),
    );
    expect(said([asked(walks)], now)).toEqual([
      'other update roles/Courier description name',
      'more create roles/New name',
    ]);
  });

  it('shows what was agreed to, what there is to do, and what is live', () => {
    const now = asked(update('roles/Courier', field('description', 'Flies', 'Walks'), field('name', 'a', 'b')));
    expect(disagreements([asked(walks)], now, catalog)).toEqual([
      {
        type: 'other',
        action: 'update',
        address: 'roles/Courier',
        fields: [{ path: 'description', approved: ['Walks'], now: 'Walks', live: 'Flies' }],
      },
    ]);
  });

  it('is what several plans say together, also for one resource', () => {
    const [first, second] = [
      asked(update('roles/Courier', field('name', 'a', 'b'))),
      asked(update('roles/Courier', field('description', 'Drives', 'Walks'))),
    ];
    expect(said([first, second], asked(walks))).toEqual([]);
  });

  it('is no delete where an update was agreed to, and nothing that was withheld', () => {
    const gone: Change = { action: 'delete', address: 'roles/Courier', type: 'roles', fields: [] };
    expect(said([asked(walks)], asked(gone))).toEqual(['more delete roles/Courier']);
    const kept = asked({ ...gone, withheld: { guard: 'max_deletes', reason: 'too many' } });
    expect(said([kept], asked(gone))).toEqual(['more delete roles/Courier']);
    expect(said([asked(gone)], kept)).toEqual(['less delete roles/Courier']);
  });

  it('is a rename of the same resource only, and may be finished after it', () => {
    const moved: Update = { ...walks, moved: 'roles/Driver' };
    expect(said([asked(moved)], asked(moved))).toEqual([]);
    expect(said([asked(moved)], asked(walks))).toEqual([]);
    expect(said([asked(moved)], asked({ ...walks, moved: 'roles/Boss' }))).toEqual([
      'more update roles/Courier description name',
    ]);
    expect(said([asked(walks)], asked(moved))).toEqual(['more update roles/Courier description name']);
    expect(said([asked(create('roles/Courier', ...walks.fields))], asked(moved))).toEqual([
      'more update roles/Courier description name',
    ]);
  });
});

describe('arrays without order', () => {
  const callbacks = (before: Json[] | undefined, after: Json[]): Asked =>
    asked({ ...update('clients/Web', set('callbacks', before, after)), type: 'clients' });
  const made = (after: Json[]): Asked =>
    asked({ ...create('clients/Web', set('callbacks', undefined, after)), type: 'clients' });

  it('each item counts: two plans that add to one list may be applied together or one after the other', () => {
    const [first, second] = [callbacks(['a'], ['a', 'b']), callbacks(['a'], ['a', 'c'])];
    expect(said([first, second], callbacks(['a'], ['a', 'b', 'c']))).toEqual([]);
    expect(said([second], callbacks(['a', 'b'], ['a', 'b', 'c']))).toEqual([]);
  });

  it('an item that nobody agreed to add, or to take away, is refused', () => {
    expect(said([callbacks(['a'], ['a', 'b'])], callbacks(['a'], ['a', 'b', 'x']))).toEqual([
      'other update clients/Web callbacks',
    ]);
    expect(said([callbacks(['a'], ['a', 'b'])], callbacks(['a', 'x'], ['a', 'b']))).toEqual([
      'other update clients/Web callbacks',
    ]);
  });

  it('what is made has all that one plan says, and nothing that none does', () => {
    expect(said([made(['a', 'b']), made(['a', 'c'])], made(['a', 'b', 'c']))).toEqual([]);
    expect(said([made(['a', 'b'])], made(['a']))).toEqual(['other create clients/Web callbacks']);
    expect(said([made(['a'])], made(['a', 'x']))).toEqual(['other create clients/Web callbacks']);
  });
});

describe('what was broken off', () => {
  const fields = [
    field('name', undefined, 'Web'),
    field('jwt_configuration', undefined, { alg: 'RS256', lifetime_in_seconds: 60 }),
    { ...field('scopes', undefined, [{ description: 'See', value: 'read:it' }]), as: 'lines' as const },
  ];
  const api = (change: Change): Asked => asked({ ...change, type: 'resourceServers' });
  const made = api(create('resourceServers/Web', ...fields));

  it('of a create an update may be left, of a part of a field too', () => {
    const rest = update(
      'resourceServers/Web',
      field('jwt_configuration.lifetime_in_seconds', 36_000, 60),
      field('scopes[read:it]', undefined, { description: 'See', value: 'read:it' }),
      field('scopes[read:it].description', 'Other', 'See'),
    );
    expect(said([made], api(rest))).toEqual(['less update resourceServers/Web name']);
  });

  it('the update may say nothing else', () => {
    const rest = update(
      'resourceServers/Web',
      field('jwt_configuration.lifetime_in_seconds', 36_000, 61),
      field('scopes[read:it].description', 'Other', 'Sees'),
      field('scopes[write:it]', undefined, { value: 'write:it' }),
      field('name_of_more', undefined, 'Web'),
    );
    expect(said([made], api(rest))[0]).toBe(
      'other update resourceServers/Web jwt_configuration.lifetime_in_seconds scopes[read:it].description scopes[write:it] name_of_more',
    );
  });

  it('of a replacement a create or an update may be left, with what it was going to make', () => {
    const replace: Replace = {
      action: 'replace',
      address: 'resourceServers/Web',
      type: 'resourceServers',
      fields: [field('name', 'Old', 'Web')],
      because: ['name'],
      makes: fields,
    };
    expect(said([asked(replace)], made)).toEqual([]);
    expect(said([asked(replace)], api(update('resourceServers/Web', field('name', 'x', 'Web'))))).toEqual([
      'less update resourceServers/Web jwt_configuration scopes',
    ]);
    const other = api(create('resourceServers/Web', ...fields.slice(1), field('name', undefined, 'Wib')));
    expect(said([asked(replace)], other)).toEqual(['other create resourceServers/Web name']);
    const { makes: _makes, ...old } = replace;
    expect(said([asked(old)], made)[0]).toContain('more create resourceServers/Web');
    expect(said([asked(replace)], asked({ ...replace, fields: [field('name', 'Older', 'Web')] }))).toEqual([]);
  });

  it('a create without a field that was agreed to makes another resource, unless one plan says so', () => {
    const less = api(create('resourceServers/Web', ...fields.slice(0, 2)));
    expect(said([made], less)).toEqual(['other create resourceServers/Web scopes']);
    expect(said([made, less], less)).toEqual([]);
  });
});

describe('secrets', () => {
  const place = (path: string, from: string): SecretPlace => ({ address: 'connections/google', path, from });
  const rotated = (...fields: FieldChange[]): Change => ({
    ...update('connections/google', ...fields),
    type: 'connections',
    fieldsToSend: ['options'],
  });
  const places = [place('options.client_secret', '##GOOGLE##')];

  it('a secret alone may be sent to where the files had one when the plan was made', () => {
    const now = { changes: [rotated(secret('options.client_secret'))], secrets: places };
    expect(said([{ changes: [], secrets: places }], now)).toEqual([]);
    expect(said([{ changes: [] }], now)).toEqual(['more update connections/google options.client_secret']);
  });

  it('and beside another change, which has to be agreed to', () => {
    const agreed = { changes: [rotated(field('options.client_id', 'a', 'b'))], secrets: places };
    const more = [secret('options.client_secret')];
    expect(
      said([agreed], { changes: [rotated(field('options.client_id', 'a', 'b'), ...more)], secrets: places }),
    ).toEqual([]);
    expect(
      said([agreed], { changes: [rotated(field('options.client_id', 'a', 'x'), ...more)], secrets: places }),
    ).toEqual(['other update connections/google options.client_id']);
  });

  it('another secret at the place, or one in a new place, is not agreed to, even when it only goes with the object', () => {
    const agreed = { changes: [rotated(field('options.client_id', 'a', 'b'))], secrets: places };
    const now = (...secrets: SecretPlace[]): Asked => ({ changes: agreed.changes, secrets });
    expect(said([agreed], now(...places))).toEqual([]);
    expect(said([agreed], now(place('options.client_secret', '##STRIPE##')))).toEqual([
      'other update connections/google options.client_secret',
    ]);
    expect(said([agreed], now(...places, place('options.app_secret', '##STRIPE##')))).toEqual([
      'other update connections/google options.app_secret',
    ]);
    expect(said([agreed], now(...places, place('metadata.a', '##STRIPE##')))).toEqual([]);
  });

  it('a field that was agreed to as plain is not agreed to as a secret', () => {
    const agreed = asked(rotated(field('options.client_id', '(secret)', '(secret)')));
    expect(said([agreed], asked(rotated(secret('options.client_id'))))).toHaveLength(1);
  });
});
