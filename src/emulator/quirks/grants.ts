import { bodiesOf, isBody, textOf, textsOf, type Body } from '../body.ts';
import { absent, badRequest, invalidBody } from '../errors.ts';
import type { Settling } from '../collection.ts';
import { page, pageQuery, type Pages } from '../paging.ts';
import { ok, operation, param, type Call, type Route } from '../route.ts';
import type { Entry, Store } from '../store.ts';

/**
 * A grant is for a client or a default, its client and API must exist, its scopes must be the API's, and
 * `allow_all_scopes` excludes a list of scopes. Details types go with grants on behalf of users only.
 */
export function settleGrant(body: Body, { call, sent, before }: Settling): Body {
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
  return { ...body, scope: isForAll ? [] : textsOf(body['scope']), ...(before === undefined && completion(body)) };
}

const completion = (body: Body): Body => ({ subject_type: body['subject_type'] ?? 'client' });

function refuseUnknown(grant: Body, api: Body): void {
  const scopes = new Set(bodiesOf(api['scopes']).map(({ value }) => value));
  const unknown = textsOf(grant['scope']).filter((scope) => !scopes.has(scope));
  if (unknown.length > 0) throw badRequest(`The following scopes are not defined by the API: ${unknown.join(', ')}`);
  const types = textsOf(grant['authorization_details_types']);
  const known = new Set(bodiesOf(api['authorization_details']).map(({ type }) => type));
  if (types.length > 0 && (grant['subject_type'] !== 'user' || types.some((type) => !known.has(type)))) {
    throw badRequest("The authorization_details_types must be the API's, on a grant with subject_type user.");
  }
}

/** A grant that goes takes its links to organizations along. */
export function leaveGrant(grant: Body, { store }: { store: Store }): void {
  store.removeWhere('organization_client_grants', ({ grant_id }) => grant_id === grant['id']);
}

/** Removes grants as the API does when their client or their API is deleted. */
export function removeGrants(store: Store, matches: (grant: Body) => boolean): void {
  for (const grant of store.all('client_grants').filter((candidate) => matches(candidate))) {
    leaveGrant(grant, { store });
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
