import { isBody, keyText } from '../model/json.ts';
import type { Body, Json } from '../model/json.ts';
import type { DesiredState } from '../model/resource.ts';
import { audiences } from '../resources/programs.ts';
import type { Effects } from './effects.ts';

/**
 * The claims of the access token that comes of a trigger, in the dialect of its API; without the times and ids that differ in every
 * token. Nothing when access is denied.
 */
export function tokenOf(
  event: Body,
  effects: Effects,
  { desired, domain }: { desired: DesiredState; domain: string },
): Body | undefined {
  const { client, user, organization, resource_server: resource } = event;
  if (effects.of.denied !== undefined || !isBody(resource)) return undefined;
  const audience = resource['identifier'] ?? null;
  const api = [...desired.resources.values()].find(
    ({ type, body }) => type === audiences.api && body['identifier'] === audience,
  )?.body;
  const clientId = (isBody(client) ? client['client_id'] : undefined) ?? null;
  const scope = scopesIn(effects.of.scope?.value ?? scopesOf(event));
  const dialect = keyText(api?.['token_dialect'] ?? 'access_token');
  const isUser = isBody(user);
  const hasPermissions = dialect.endsWith('_authz') && api?.['enforce_policies'] === true && !isUser;
  const claims = effects.of.claims?.value;
  return {
    iss: `https://${domain}/`,
    sub: isUser ? (user['user_id'] ?? null) : `${keyText(clientId)}@clients`,
    aud: audience,
    ...(dialect.startsWith('rfc9068')
      ? { client_id: clientId }
      : { azp: clientId, ...(isUser ? {} : { gty: 'client-credentials' }) }),
    ...(scope.length === 0 ? {} : { scope: scope.join(' ') }),
    ...(hasPermissions ? { permissions: scope } : {}),
    ...(isBody(organization) ? { org_id: organization['id'] ?? null } : {}),
    ...(isBody(claims) ? claims : {}),
  };
}

/** The scopes of the token that an event is about. */
export function scopesOf({ accessToken, transaction }: Body): string[] {
  const given = scopesIn(isBody(accessToken) ? accessToken['scope'] : undefined);
  return given.length > 0 ? given : scopesIn(isBody(transaction) ? transaction['requested_scopes'] : undefined);
}

function scopesIn(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
