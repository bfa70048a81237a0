import type { Area } from '../area.ts';
import { shownUser } from '../authentication/users.ts';
import { isBody, textOf, type Body, type Json } from '../body.ts';
import { absent, invalidQuery, refuse } from '../errors.ts';
import { page, pageQuery, type Pages } from '../paging.ts';
import { chooseFields, decoded, FIELDS } from '../query.ts';
import { ok, operation, type Answer, type Call } from '../route.ts';
import type { Entry } from '../store.ts';
import { searchOf } from '../user-search.ts';

/** A search gives no more users than these. */
const USERS: Pages = { key: 'users', paging: 'offset', rows: 1000 };

const READ = 'read:users read:user_idp_tokens';

/** The users of the tenant, to be read: `tests/users.yaml` and logins make them. */
export const userArea: Area = {
  routes: [
    operation('GET /users', READ, listed, {
      query: {
        ...pageQuery(USERS),
        ...FIELDS,
        q: 'text',
        sort: 'text',
        connection: 'text',
        search_engine: 'text',
        primary_order: 'boolean',
      },
    }),
    operation('GET /users-by-email', 'read:users', byEmail, { query: { email: 'text', ...FIELDS } }),
    operation('GET /users/:id', READ, one, { query: FIELDS }),
    ...['POST /users', 'PATCH /users/:id', 'PUT /users/:id', 'DELETE /users/:id'].map(notWritten),
    ...['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].map((method) => notWritten(`${method} /users/:id/:what{.+}`)),
  ],
};

function notWritten(line: string): ReturnType<typeof operation> {
  const refused = (): never => {
    throw refuse('users.read-only');
  };
  return operation(line, '', refused, { query: { ...pageQuery(USERS), from: 'text', take: 'text' } });
}

function listed(call: Call): Answer {
  const { query } = call;
  checkEngine(query['search_engine']?.[0] ?? 'v3');
  const text = query['q']?.[0] ?? '';
  const matches = text.trim() === '' ? (): boolean => true : searchOf(text);
  const inOrganizations = (user: Body): Body => ({ ...user, organization_id: organizationsOf(call, user) });
  const rows = call.store.entries('users').filter(({ body }) => matches(inOrganizations(shownUser(body))));
  const found = page(USERS, query, sorted(rows, query['sort']?.[0]), (user) => chooseFields(shownUser(user), query));
  if (!isBody(found)) return ok(found);
  const { users } = found;
  return ok({ ...found, length: Array.isArray(users) ? users.length : 0 });
}

/** The versions of the search that are gone are refused in Auth0's words. */
function checkEngine(engine: string): void {
  if (engine === 'v3') return;
  if (engine !== 'v1' && engine !== 'v2') throw invalidQuery(`No enum match for: ${engine} on property search_engine`);
  const other = engine === 'v2' ? ' Use search_engine=v3 instead.' : '';
  throw refuse('users.search-engine', { engine, other });
}

const organizationsOf = ({ store }: Call, { user_id: id }: Body): string[] =>
  store
    .all('organization_members')
    .flatMap((member) => (member['user_id'] === id ? [textOf(member['organization_id'])] : []));

function sorted(rows: Entry[], sort: string | undefined): Entry[] {
  if (sort === undefined || sort === '') return rows;
  const found = /^([\w.]+):(-?1)$/.exec(sort);
  if (found === null) throw invalidQuery('String does not match pattern ^((([\\w_\\.-]+):(1|-1))) on property sort');
  const [, field = '', direction] = found;
  const value = ({ body }: Entry): string => scalarText(body[field]);
  const upwards = rows.toSorted((a, b) => (value(a) < value(b) ? -1 : Number(value(a) > value(b))));
  return direction === '1' ? upwards : upwards.toReversed();
}

const scalarText = (value: Json | undefined): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';

/** By the address as it is kept: Auth0 keeps it in small letters, and does not take large ones for them. */
function byEmail({ store, query }: Call): Answer {
  const email = query['email']?.[0];
  if (email === undefined) throw invalidQuery('Missing required property: email');
  const users = store.all('users').filter((user) => user['email'] === email);
  return ok(users.map((user) => chooseFields(shownUser(user), query)));
}

function one({ store, params, query }: Call): Answer {
  const user = store.get('users', decoded(params['id'] ?? ''));
  if (user === undefined) throw absent('user');
  return ok(chooseFields(shownUser(user), query));
}
