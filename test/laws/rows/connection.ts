import type fc from 'fast-check';
import type { Body, Json } from '../../../src/model/json.ts';
import { isBody } from '../../../src/model/json.ts';
import type { Read } from '../by-hand.ts';
import { found } from '../by-hand.ts';
import type { ChildRow } from '../row.ts';
import { body, flag, one, some, textOf } from './values.ts';

/** The clients that may use a connection. */
export const enabledClients: ChildRow = {
  name: 'enabled_clients',
  key: String,
  item: ({ client_id: name }) => name ?? null,
  after: ['clients/Portal', 'clients/App'],
};

/** The clients that exist beside it. */
export const around: Body = { clients: [{ name: 'Portal' }, { name: 'App' }] };

/** A connection with its clients and its SCIM configuration. */
export const read =
  (name: string) =>
  async (get: Read): Promise<Json | undefined> => {
    const connection = await found('/connections', 'name', name, { enabled_clients: 'clients' })(get);
    if (!isBody(connection)) return undefined;
    const { enabled_clients: page } = connection;
    const scim = await get(`/connections/${textOf(connection, 'id')}/scim-configuration`);
    const clients = isBody(page) ? (page['clients'] ?? []) : (page ?? []);
    return { ...connection, enabled_clients: clients, ...(scim === undefined ? {} : { scim_configuration: scim }) };
  };

/** Fields of every connection. */
export const common: Record<string, fc.Arbitrary<Json>> = {
  display_name: one('People', 'Persons'),
  is_domain_connection: flag,
  realms: one(['people'], ['people', 'others']),
  'metadata.team': one('identity', 'web'),
  'metadata.tier': one('gold', 'silver'),
  authentication: body({ active: flag }),
  connected_accounts: body({ active: flag }),
  enabled_clients: some('Portal', 'App'),
};

/** What the server sets. */
export const server: Body = {
  id: 'con_0000000000000000',
  provisioning_ticket_url: 'https://harbor.test/p/1',
  created_at: '2026-01-01T00:00:00.000Z',
  updated_at: '2026-01-01T00:00:00.000Z',
};
