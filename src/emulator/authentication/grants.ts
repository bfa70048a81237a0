import { clientCredentials } from './client-credentials.ts';
import type { Grant } from './grant.ts';

/** THE TABLE: what `/oauth/token` gives, by `grant_type`. */
export const grants: { readonly [grantType: string]: Grant } = {
  client_credentials: clientCredentials,
};
