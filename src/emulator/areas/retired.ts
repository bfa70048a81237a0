import { page, pageQuery } from '../paging.ts';
import { FIELDS } from '../query.ts';
import type { Area } from '../area.ts';
import { refusal } from '../errors.ts';
import { type Answer, type Call, type Route, ok, operation } from '../route.ts';

/**
 * Rules and Hooks reached their end of life on 2026-11-18. There are none: lists are empty, so that tools that still ask for
 * them go on. What the other endpoints answer since is not documented: 410.
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

const LISTS: readonly (readonly [path: string, scope: string, key: string])[] = [
  ['/rules', 'read:rules', 'rules'],
  ['/rules-configs', 'read:rules_configs', 'rules_configs'],
  ['/hooks', 'read:hooks', 'hooks'],
];

const empty =
  (key: string) =>
  ({ query }: Call): Answer =>
    ok(page({ key, paging: 'offset' }, query, [], (body) => body));

/** Everything of Rules and Hooks, whatever a request asks. */
export const retiredRoutes: Route[] = [
  ...LISTS.map(([path, scope, key]) => operation(`GET ${path}`, scope, empty(key), { query: QUERY })),
  ...PATHS.flatMap((path) => METHODS.map((method) => operation(`${method} ${path}`, '', retired, { query: QUERY }))),
];

function retired(): never {
  throw refusal(410, 'This feature has reached its end of life. Use Actions instead.', 'end_of_life');
}

/** What Auth0 has retired. */
export const retiredArea: Area = {
  routes: [...retiredRoutes],
};
