import type { Row, Texts } from '../../../tools/schemas/row.ts';

/** What the SDK's types and the descriptor cannot say of the files' form. */
export const schema: Row = {
  sdk: ['CreateResourceServerRequestContent', 'UpdateResourceServerRequestContent'],
  add: {
    // The API takes it, though the SDK does not say so.
    token_lifetime_for_web: { type: 'integer', minimum: 0, maximum: 2_592_000 },
    'token_encryption.encryption_key.thumbprint_sha256': { readOnly: true },
  },
};

/** What editors show, by path. */
export const texts: Texts = {
  '': 'APIs: what tokens are for. Told apart by `identifier`.',
  identifier: 'The audience of tokens for this API, usually a URL. Fixed once created.',
  name: 'The name that people see.',
  scopes: 'What may be allowed to whom. The list is complete: a scope left out goes away, from grants and roles too.',
  'scopes[].value': 'The scope, for example `read:parcels`.',
  'scopes[].description': 'What the scope allows.',
  signing_alg: 'The algorithm that signs tokens. `RS256` unless there is a reason.',
  signing_secret: 'The secret that signs `HS256` tokens, of at least 16 characters. Use a secret keyword.',
  token_lifetime: 'How long tokens are valid, in seconds; 86400 when not set, 2592000 at most.',
  token_lifetime_for_web: 'How long tokens are valid that a browser got without a code, in seconds.',
  token_lifetime_for_anonymous_access_tokens: 'How long tokens of anonymous sessions are valid, in seconds.',
  token_dialect:
    "The shape of tokens: Auth0's own or that of RFC 9068; `_authz` adds the permissions of the user. A change can break APIs.",
  enforce_policies: 'Whether roles decide which scopes a user gets (RBAC).',
  allow_offline_access: 'Whether refresh tokens are given for this API.',
  allow_online_access: 'Whether refresh tokens are given that end with the session.',
  allow_online_access_with_ephemeral_sessions:
    'Whether refresh tokens that end with the session are given in sessions that end with the browser.',
  skip_consent_for_verifiable_first_party_clients:
    'Whether users of your own clients are spared the question for consent.',
  subject_type_authorization: 'Who needs a client grant to get a token for this API.',
  'subject_type_authorization.client': 'Clients that ask for themselves.',
  'subject_type_authorization.client.policy': '`require_client_grant` or `deny_all`.',
  'subject_type_authorization.user': 'Clients that ask for a user.',
  'subject_type_authorization.user.policy': '`require_client_grant`, `allow_all` or `deny_all`.',
  'subject_type_authorization.anonymous_user': 'Clients that ask for an anonymous user.',
  proof_of_possession: 'Whether a token is bound to a key, so that it is of no use to a thief.',
  'proof_of_possession.mechanism': '`mtls`: the client certificate. `dpop`: a key of the client.',
  'proof_of_possession.required': 'Whether tokens without it are refused.',
  'proof_of_possession.required_for': 'Of which clients it is required.',
  token_encryption: 'Encryption of tokens, so that only the API can read them. `null` turns it off.',
  'token_encryption.encryption_key': 'The public key of the API.',
  'token_encryption.encryption_key.pem': 'The key in PEM form.',
  consent_policy: 'How consent is asked for beyond scopes.',
  authorization_details: 'The kinds of rich authorization requests that the API knows.',
  authorization_policy: 'The policy that decides about access.',
};

/** What follows from no trait. */
export const notes: readonly string[] = [
  'Of the APIs that Auth0 itself offers, such as the Management API, only the fields that it lets be set are managed.',
];
