import { type Body, omit, pick, textOf } from '../../body.ts';
import { merge } from '../../collection.ts';
import { absent, badRequest, conflict } from '../../errors.ts';
import { type Pages, page, pageQuery } from '../../paging.ts';
import { type Answer, type Call, type Route, created, empty, need, ok, operation, param } from '../../route.ts';
import type { Entry } from '../../store.ts';

const STEM = 'organization_connections';
const MOST = 10;
const CLASSIC = ['connection_id', 'assign_membership_on_login', 'show_as_button', 'is_signup_enabled', 'connection'];
/** What a link has by default. Sign-up is for database connections only, and not shown for others. */
const STANDARD: Body = { assign_membership_on_login: false, show_as_button: true, organization_access_level: 'none' };
const STANDARD_DATABASE: Body = { ...STANDARD, is_signup_enabled: false };

/** Links a connection to an organization: once, ten at most, and with sign-up only for databases. */
export function linkConnection(organization: string, link: Body, { store }: Call): Body {
  const id = textOf(link['connection_id']);
  const connection = store.get('connections', id);
  if (connection === undefined) throw badRequest('The connection does not exist.', 'inexistent_connection');
  const key = `${organization}|${id}`;
  if (store.get(STEM, key) !== undefined) throw conflict('The organization connection already exists.');
  const held = store.all(STEM).filter(({ _organization }) => _organization === organization);
  if (held.length >= MOST) throw badRequest(`An organization can have ${MOST} connections at most.`);
  const standard = connection['strategy'] === 'auth0' ? STANDARD_DATABASE : STANDARD;
  const body = { ...standard, is_enabled: true, ...link, _organization: organization };
  refuseSignup(body, connection);
  return store.put(STEM, key, body);
}

/** Sign-up is for database connections, and makes members. */
function refuseSignup(link: Body, connection: Body): void {
  if (link['is_signup_enabled'] !== true) return;
  if (connection['strategy'] !== 'auth0') throw badRequest('is_signup_enabled is for database connections only.');
  if (link['assign_membership_on_login'] !== true) {
    throw badRequest('is_signup_enabled needs assign_membership_on_login.');
  }
}

/** One of the two paths to the same links: the newer one shows and takes more fields. */
interface LinkPath {
  readonly path: string;
  readonly pages: Pages;
  readonly create: string;
  readonly update: string;
  readonly show: (link: Body) => Body;
}

const LINK_PATHS: readonly LinkPath[] = [
  {
    path: '/organizations/:id/connections',
    pages: { key: 'connections', paging: 'offset' },
    create: 'CreateOrganizationAllConnectionRequestParameters',
    update: 'UpdateOrganizationConnectionRequestParameters',
    show: (link) => omit(link, ['_organization']),
  },
  {
    path: '/organizations/:id/enabled_connections',
    pages: { key: 'enabled_connections', paging: 'offset' },
    create: 'AddOrganizationConnectionRequestContent',
    update: 'UpdateOrganizationConnectionRequestContent',
    show: (link) => pick(link, CLASSIC),
  },
];

/** `/connections` and the older `/enabled_connections`, on the same links. */
export const organizationConnectionRoutes: Route[] = LINK_PATHS.flatMap((linkPath) => {
  const { path, pages, create, update } = linkPath;
  const item = `${path}/:connection`;
  const query = { ...pageQuery(pages), ...(pages.key === 'connections' && { is_enabled: 'boolean' as const }) };
  return [
    operation(`GET ${path}`, `read:${STEM}`, (call) => listLinks(linkPath, call), { query }),
    operation(`POST ${path}`, `create:${STEM}`, (call) => addLink(linkPath, call), { body: create }),
    operation(`GET ${item}`, `read:${STEM}`, (call) => ok(full(linkPath, linkOf(call), call))),
    operation(`PATCH ${item}`, `update:${STEM}`, (call) => changeLink(linkPath, call), { body: update }),
    operation(`DELETE ${item}`, `delete:${STEM}`, removeLink),
  ];
});

/** A link with what it links to. */
const full = ({ show }: LinkPath, link: Body, { store }: Call): Body =>
  show({
    ...link,
    connection: pick(store.get('connections', textOf(link['connection_id'])) ?? {}, ['name', 'strategy']),
  });

function listLinks(linkPath: LinkPath, call: Call): Answer {
  const organization = idOf(call);
  const asked = call.query['is_enabled']?.[0];
  const rows = call.store.entries(STEM).filter(({ body }) => {
    const isAsked = asked === undefined || (body['is_enabled'] === true) === (asked === 'true');
    return isAsked && body['_organization'] === organization;
  });
  const nameOf = ({ body }: Entry): string =>
    textOf(call.store.get('connections', textOf(body['connection_id']))?.['name']);
  const sorted = rows.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  return ok(page(linkPath.pages, call.query, sorted, (link) => full(linkPath, link, call)));
}

const addLink = (linkPath: LinkPath, call: Call): Answer =>
  created(full(linkPath, linkConnection(idOf(call), call.body, call), call));

function changeLink(linkPath: LinkPath, call: Call): Answer {
  const link = merge(linkOf(call), call.body, {});
  refuseSignup(link, call.store.get('connections', param(call, 'connection')) ?? {});
  return ok(full(linkPath, call.store.put(STEM, keyOf(call), link), call));
}

function removeLink(call: Call): Answer {
  idOf(call);
  call.store.remove(STEM, keyOf(call));
  return empty();
}

const idOf = (call: Call): string => textOf(need(call, 'organizations', 'organization')['id']);

const keyOf = (call: Call): string => `${param(call, 'id')}|${param(call, 'connection')}`;

function linkOf(call: Call): Body {
  idOf(call);
  const link = call.store.get(STEM, keyOf(call));
  if (link === undefined) throw absent('organization connection');
  return link;
}
