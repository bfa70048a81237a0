import { type Pages, page, pageQuery } from '../paging.ts';
import { FIELDS } from '../query.ts';
import type { Area } from '../area.ts';
import { refusal } from '../errors.ts';
import { type Route, ok, operation } from '../route.ts';

/**
 * Rules and Hooks reached their end of life on 2026-11-18. What their endpoints answer since is not documented: there are
 * none, so that tools which ask for them go on, and there can be none, which is 410.
 */
const PATHS = [
  '/rules',
  '/rules/:id',
  '/rules-configs',
  '/rules-configs/:key',
  '/hooks',
  '/hooks/:id',
  '/hooks/:id/secrets',
];
const QUERY = {
  ...pageQuery({ key: '', paging: 'offset' }),
  ...FIELDS,
  enabled: 'boolean',
  triggerId: 'text',
} as const;
const METHODS = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'];

const LISTS: readonly Pages[] = [
  { key: 'rules', paging: 'offset' },
  { key: 'rules_configs', paging: 'none' },
  { key: 'hooks', paging: 'offset' },
];

/** The lists of Rules and Hooks are empty, everything else is gone. */
export const retiredRoutes: Route[] = [
  ...LISTS.map((list) =>
    operation(`GET /${list.key.replace('_', '-')}`, '', (call) => ok(page(list, call.query, [], (row) => row)), {
      query: QUERY,
    }),
  ),
  ...PATHS.flatMap((path) => METHODS.map((method) => operation(`${method} ${path}`, '', retired, { query: QUERY }))),
];

function retired(): never {
  throw refusal(410, 'This feature has reached its end of life. Use Actions instead.', 'end_of_life');
}

/** What Auth0 has retired. */
export const retiredArea: Area = {
  routes: [...retiredRoutes],
};
