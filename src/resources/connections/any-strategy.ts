import { answer, crud, rows } from '../../catalog/endpoints.ts';
import type { Endpoints } from '../../catalog/endpoints.ts';
import type { ChildType } from '../../catalog/resource-type.ts';
import { isSame, omit } from '../../model/json.ts';
import type { Body } from '../../model/json.ts';

const withStatus = (clients: Body[], status: boolean): Body[] => clients.map((client) => ({ ...client, status }));

/** The clients that may use a connection. The API takes steps, not lists: on or off, 50 at a time. */
export const enabledClients: ChildType = {
  name: 'enabled_clients',
  path: 'enabled_clients',
  shape: 'list',
  item: 'client_id',
  identity: { keys: ['client_id'] },
  endpoints: {
    list: (api, { parent }) => rows(api.connections.clients.get(parent, { take: 1000 })),
    batch: {
      size: 50,
      create: (api, parent, bodies) => answer(api.connections.clients.update(parent, withStatus(bodies, true))),
      delete: (api, parent, keys) => answer(api.connections.clients.update(parent, withStatus(keys, false))),
    },
  },
  references: { client_id: { to: 'clients', by: 'id', isRequired: true } },
};

/** The traits of connections of every strategy. */
export const connectionTraits = {
  identity: { keys: ['name'], id: 'id' },
  scopes: 'connections',
  fieldScopes: { options: ['read:connections_options', 'update:connections_options'] },
  readOnly: ['id', 'provisioning_ticket_url', 'enabled_clients', 'created_at', 'updated_at'],
  immutable: ['name', 'strategy'],
  unique: [{ path: 'name', among: ['databases', 'connections'] }],
  maps: ['metadata'],
  texts: ['metadata.*'],
};

/** A connection is a realm by its name unless it is told otherwise. */
export function withoutOwnRealm(live: Body): Body {
  return isSame(live['realms'], [live['name'] ?? null]) ? omit(live, ['realms']) : live;
}

/** Offset paging ends at 1,000 rows for this endpoint, so it is read by checkpoint. */
export function endpoints(strategy: Body, isOfType: (row: Body) => boolean): Endpoints {
  return {
    ...crud((api) => api.connections),
    list: async (api) => (await rows(api.connections.list({ take: 100, ...strategy }))).filter(isOfType),
  };
}
