import { idForm } from '../ids.ts';
import type { Area } from '../area.ts';
import { type Body, bodiesOf, isBody, textOf, textsOf } from '../body.ts';
import type { Collection, Write } from '../collection.ts';
import { absent, badRequest, invalidBody } from '../errors.ts';
import { flag, same } from '../filters.ts';
import { type Pages, page, pageQuery } from '../paging.ts';
import { type Call, type Route, ok, operation, param } from '../route.ts';
import { type Constraints, atLeastOne, text } from '../schema.ts';
import { type Entry, Store } from '../store.ts';

/** The form of its handles. */
export const GRANT_ID = idForm('clientGrant', 'cgr_', 16);

/**
 * A grant is for a client or a default, its client and API must exist, and `allow_all_scopes` excludes a list of scopes,
 * which may name scopes that the API does not have. Details types go with grants on behalf of users only.
 */
export function grantBeforeStore(body: Body, { call, sent, before }: Write): Body {
  if ((body['client_id'] === undefined) === (body['default_for'] === undefined)) {
    throw invalidBody('Exactly one of client_id and default_for is required');
  }
  const api = call.store.find('resource_servers', ({ identifier }) => identifier === body['audience']);
  if (api === undefined) throw absent('resource server');
  if (body['default_for'] !== undefined && api['is_system'] === true) {
    throw badRequest('Default grants are not supported for system APIs.');
  }
  if (body['client_id'] !== undefined && call.store.get('clients', textOf(body['client_id'])) === undefined) {
    throw absent('client');
  }
  const isForAll = body['allow_all_scopes'] === true;
  if (isForAll && textsOf(sent['scope']).length > 0) {
    throw invalidBody('scope and allow_all_scopes are mutually exclusive');
  }
  refuseUnknown(body, api);
  const { scope = [], ...rest } = body;
  return { ...rest, ...(!isForAll && { scope: textsOf(scope) }), ...(before === undefined && completion(body)) };
}

const completion = (body: Body): Body => ({ subject_type: body['subject_type'] ?? 'client' });

function refuseUnknown(grant: Body, api: Body): void {
  const types = textsOf(grant['authorization_details_types']);
  const known = new Set(bodiesOf(api['authorization_details']).map(({ type }) => type));
  if (types.length > 0 && (grant['subject_type'] !== 'user' || types.some((type) => !known.has(type)))) {
    throw badRequest("The authorization_details_types must be the API's, on a grant with subject_type user.");
  }
}

/** A grant that goes takes its links to organizations along. */
export function grantBeforeDelete(grant: Body, { store }: { store: Store }): void {
  store.removeWhere('organization_client_grants', ({ grant_id }) => grant_id === grant['id']);
}

/** Removes grants as the API does when their client or their API is deleted. */
export function removeGrants(store: Store, matches: (grant: Body) => boolean): void {
  for (const grant of store.all('client_grants').filter((candidate) => matches(candidate))) {
    grantBeforeDelete(grant, { store });
    store.remove('client_grants', textOf(grant['id']));
  }
}

const ORGANIZATIONS: Pages = { key: 'organizations', paging: 'both' };

/** The organizations that a grant is associated with. */
export const grantRoutes: Route[] = [
  operation(
    'GET /client-grants/:id/organizations',
    'read:organization_client_grants',
    (call) => ok(page(ORGANIZATIONS, call.query, organizationsOf(call), (body) => body)),
    { query: pageQuery(ORGANIZATIONS) },
  ),
];

function organizationsOf(call: Call): Entry[] {
  const { store } = call;
  const id = param(call, 'id');
  if (store.get('client_grants', id) === undefined) throw absent('client grant');
  return store.entries('organization_client_grants').flatMap(({ key, place, body }) => {
    const organization = store.get('organizations', textOf(body['_organization']));
    return body['grant_id'] === id && isBody(organization) ? [{ key, place, body: organization }] : [];
  });
}

const grants: Collection = {
  name: 'client_grants',
  path: '/client-grants',
  id: ['id', GRANT_ID],
  stem: 'client_grants',
  noun: 'client grant',
  create: 'CreateClientGrantRequestContent',
  update: 'UpdateClientGrantRequestContent',
  list: {
    key: 'client_grants',
    paging: 'both',
    filters: {
      audience: same('audience'),
      client_id: same('client_id'),
      allow_any_organization: flag('allow_any_organization'),
      subject_type: same('subject_type'),
      default_for: same('default_for'),
    },
  },
  unique: [
    ['client_id', 'default_for', 'audience', 'subject_type'],
    'A client grant for this client, audience and subject type already exists.',
  ],
  defaults: { subject_type: 'client' },
  idempotentDelete: true,
  beforeStore: grantBeforeStore,
  beforeDelete: grantBeforeDelete,
};

const constraints: Constraints = {
  CreateClientGrantRequestContent: { properties: { audience: text(1, 600) } },
  UpdateClientGrantRequestContent: atLeastOne,
};

/** What clients may ask of APIs. */
export const grantArea: Area = {
  collections: [grants],
  routes: [...grantRoutes],
  constraints,
};
