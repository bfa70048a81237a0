import type { Area } from '../area.ts';
import { absent } from '../errors.ts';
import { type Pages, page, pageQuery } from '../paging.ts';
import { type Route, need, ok, operation } from '../route.ts';

const ALL: Pages = { key: 'groups', paging: 'both' };
const LINKED: Pages = { key: 'groups', paging: 'checkpoint' };
const FILTERS = { connection_id: 'text', name: 'text', external_id: 'text', search: 'text' } as const;

/** Groups come from the directories of identity providers, which the emulator has none of. */
const routes: Route[] = [
  operation('GET /groups', 'read:groups', (call) => ok(page(ALL, call.query, [], (group) => group)), {
    query: { ...pageQuery(ALL), ...FILTERS },
  }),
  operation('GET /groups/:id', 'read:groups', () => {
    throw absent('group');
  }),
  operation(
    'GET /roles/:id/groups',
    'read:group_roles',
    (call) => {
      need(call, 'roles', 'role');
      return ok(page(LINKED, call.query, [], (group) => group));
    },
    { query: pageQuery(LINKED) },
  ),
  operation(
    'GET /organizations/:id/groups',
    'read:organization_groups',
    (call) => {
      need(call, 'organizations', 'organization');
      return ok(page(LINKED, call.query, [], (group) => group));
    },
    { query: pageQuery(LINKED) },
  ),
];

/** Groups of users. */
export const groupArea: Area = { routes };
