import { createHash, createPublicKey } from 'node:crypto';
import { crud } from '../../catalog/endpoints.ts';
import { formerly, paths, text } from '../../catalog/resource-type.ts';
import type { ResourceType } from '../../catalog/resource-type.ts';
import { isBody, omit } from '../../model/json.ts';
import type { Body } from '../../model/json.ts';

/** Identifiers of the APIs that Auth0 itself offers in every tenant. */
export const builtInAudience = /^https:\/\/[^/]+\/(api\/v2|me|my-org)\/$/;

/** APIs. */
export const resourceServers: ResourceType = {
  name: 'resourceServers',
  takesAlong: 'the grants for it and the permissions that roles have of it',
  identity: { keys: ['identifier'], id: 'id' },
  scopes: 'resource_servers',
  endpoints: crud((api) => api.resourceServers),
  readOnly: ['id', 'is_system', 'client_id'],
  immutable: ['identifier'],
  sensitive: ['signing_secret'],
  // Read as a thumbprint, never as it was sent.
  secret: ['token_encryption.encryption_key.pem'],
  former: formerly('scopes[].name verificationLocation verificationKey verification_location options'),
  madeWith: { token_encryption: ['encryption_key.pem'] },
  sets: { scopes: 'value' },
  limits: [{ at: 'scopes', most: 1000 }],
  rules: [
    {
      when: [
        { path: 'token_dialect', is: ['access_token_authz', 'rfc9068_profile_authz'] },
        { path: 'enforce_policies', is: [false] },
      ],
      says: 'this token_dialect carries permissions only where enforce_policies is true',
      hint: 'set enforce_policies: true, or choose the dialect without _authz',
      severity: 'warning',
    },
  ],
  hooks: {
    isSystem: (live) => (live['is_system'] === true ? 'an API that Auth0 owns' : undefined),
    systemTakes: paths(`
      token_lifetime proof_of_possession skip_consent_for_verifiable_first_party_clients subject_type_authorization
      authorization_policy
    `),
    // The API answers the thumbprint of a key, never the key.
    fromFile: (desired) => changeKey(desired, (key) => ({ ...key, ...thumbprintOf(text(key['pem'])) })),
    toApi: (request) => changeKey(request, (key) => omit(key, ['thumbprint_sha256'])),
  },
};

/** An API with its key for the encryption of tokens changed. */
function changeKey(api: Body, change: (key: Body) => Body): Body {
  const { token_encryption: encryption } = api;
  const key = isBody(encryption) ? encryption['encryption_key'] : undefined;
  if (!isBody(encryption) || !isBody(key)) return api;
  return { ...api, token_encryption: { ...encryption, encryption_key: change(key) } };
}

/** The thumbprint of a public key; nothing of a text that is none, such as a secret that is not known here. */
function thumbprintOf(pem: string): Body {
  try {
    const spki = createPublicKey(pem).export({ type: 'spki', format: 'der' });
    return { thumbprint_sha256: createHash('sha256').update(spki).digest('base64url') };
  } catch {
    return {};
  }
}
