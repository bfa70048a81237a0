import type { Body } from './body.ts';

/** `/.well-known/openid-configuration` of an issuer. */
export const discovery = (issuer: string): Body => ({
  issuer,
  token_endpoint: `${issuer}oauth/token`,
  jwks_uri: `${issuer}.well-known/jwks.json`,
  grant_types_supported: ['client_credentials'],
  response_types_supported: [],
  subject_types_supported: ['public'],
  token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'private_key_jwt'],
  token_endpoint_auth_signing_alg_values_supported: ['RS256', 'RS384', 'PS256'],
  id_token_signing_alg_values_supported: ['HS256', 'RS256', 'PS256'],
});
