import { describe, expect, it } from 'vitest';
import { canonicalLive, withoutNamesOf } from '../../../src/canonical/live.ts';
import type { LiveState } from '../../../src/canonical/live.ts';
import { targetsOf } from '../../../src/canonical/references.ts';
import { catalogOf } from '../../../src/catalog/catalog.ts';
import { goalOfFiles } from '../../../src/goals.ts';
import type { Snapshot } from '../../../src/model/snapshot.ts';
import { resourceTypes } from '../../../src/resources/index.ts';
import { projectOf } from '../../support/project.ts';

const catalog = catalogOf(resourceTypes);

/** A client and its grant, as the API gives them. */
const snapshot: Snapshot = {
  rows: [
    {
      type: 'clients',
      parent: '',
      rows: [
        { client_id: 'c1', name: 'Scanner' },
        { client_id: 'c2', name: 'Other' },
      ],
    },
    { type: 'clientGrants', parent: '', rows: [{ id: 'g1', client_id: 'c1', audience: 'https://a.test', scope: [] }] },
  ],
  unreadable: [],
  ownClientId: undefined,
};

const addressesIn = ({ resources }: LiveState): string[] => [...resources.keys()].sort();

describe('live resources in canonical form', () => {
  it('have keys made of names, where the API has ids', () => {
    expect(addressesIn(canonicalLive(snapshot, catalog))).toEqual([
      'clientGrants/Scanner/https://a.test',
      'clients/Other',
      'clients/Scanner',
    ]);
  });

  it('have the keys by which the files declare them, where these say the id: the first time both sides are named', () => {
    const tenant = {
      clients: [{ client_id: 'c1', name: 'Renamed' }],
      clientGrants: [{ id: 'g1', client_id: 'c1', audience: 'https://b.test', scope: [] }],
    };
    const { desired, canonicalize } = goalOfFiles(projectOf({ tenant }), 'local');
    const live = canonicalLive(snapshot, catalog, desired.resources.values());
    expect(addressesIn(live)).toEqual(['clientGrants/Renamed/https://b.test', 'clients/Other', 'clients/Renamed']);
    expect([...canonicalize(live.resources.values()).state.resources.keys()]).toEqual([
      'clients/Renamed',
      'clientGrants/Renamed/https://b.test',
    ]);
  });

  it('refer by id to what is going to be replaced, so that whatever refers to it shows as changed', () => {
    const live = canonicalLive(snapshot, catalog);
    const grant = 'clientGrants/Scanner/https://a.test';
    expect(live.resources.get(grant)?.body['client_id']).toBe('Scanner');
    const without = withoutNamesOf(live, new Set(['clients/Scanner']), catalog);
    expect(without.resources.get(grant)?.body['client_id']).toBe('c1');
    expect(live.resources.get(grant)?.body['client_id']).toBe('Scanner');
  });
});

it('a reference means one resource of each type that it may point to, and a child at the same parent', () => {
  const of = (type: string, address: string, body: object, parent?: string): string[] =>
    targetsOf({ type, address, body: { ...body }, ...(parent === undefined ? {} : { parent }) }, catalog);
  expect(of('tenant', 'tenant', { default_directory: 'Users' })).toEqual(['databases/Users', 'connections/Users']);
  expect(
    of('clients', 'clients/A', {
      client_authentication_methods: { private_key_jwt: { credentials: [{ id: 'key' }] } },
    }),
  ).toEqual(['clients/A/credentials/key']);
});
