import { bodiesOf, textOf, textsOf, type Body } from '../body.ts';
import { invalidBody, refusal } from '../errors.ts';
import type { Settling } from '../collection.ts';
import type { Call } from '../route.ts';
import type { Store } from '../store.ts';
import { removeGrants } from './grants.ts';

/** What a system API lets be changed. */
const SYSTEM_FIELDS = [
  'token_lifetime',
  'proof_of_possession',
  'skip_consent_for_verifiable_first_party_clients',
  'subject_type_authorization',
  'authorization_policy',
];

/** System APIs are mostly fixed; HS256 brings a secret; a scope that goes is dropped from roles and grants. */
export function settleApi(body: Body, { call, sent, before }: Settling): Body {
  const fixed =
    before?.['is_system'] === true ? Object.keys(sent).find((key) => !SYSTEM_FIELDS.includes(key)) : undefined;
  if (fixed !== undefined) throw invalidBody(`Additional properties not allowed: ${fixed}`);
  const values = bodiesOf(body['scopes']).map(({ value }) => textOf(value));
  const twice = values.find((value, at) => values.indexOf(value) !== at);
  if (twice !== undefined) throw invalidBody(`The scope ${twice} is defined twice`);
  if (before !== undefined && sent['scopes'] !== undefined)
    dropScopes(call.store, textOf(before['identifier']), values);
  const needsSecret = body['signing_alg'] === 'HS256' && body['signing_secret'] === undefined;
  return needsSecret ? { ...body, signing_secret: call.store.newId('secret').slice(0, 32) } : body;
}

function dropScopes(store: Store, identifier: string, kept: string[]): void {
  const isGone = (scope: string): boolean => !kept.includes(scope);
  store.changeAll('client_grants', (grant) => {
    const scope = textsOf(grant['scope']);
    if (grant['audience'] !== identifier || !scope.some(isGone)) return grant;
    return { ...grant, scope: scope.filter((value) => !isGone(value)) };
  });
  store.removeWhere('role_permissions', (permission) => {
    return permission['resource_server_identifier'] === identifier && isGone(textOf(permission['permission_name']));
  });
}

/** An API that goes takes its grants and the permissions of its scopes along; a system API stays. */
export function leaveApi(api: Body, { store }: Call): void {
  if (api['is_system'] === true) throw refusal(403, 'System APIs cannot be deleted.', 'operation_not_supported');
  removeGrants(store, ({ audience }) => audience === api['identifier']);
  store.removeWhere('role_permissions', ({ resource_server_identifier: id }) => id === api['identifier']);
}
