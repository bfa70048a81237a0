import { authorizationCode } from './authorization-code.ts';
import { clientCredentials } from './client-credentials.ts';
import { DEVICE_CODE, deviceCode } from './device-codes.ts';
import type { Grant } from './grant.ts';
import { refreshToken } from './refresh-token.ts';

/** THE TABLE: what `/oauth/token` gives, by `grant_type`. */
export const grants: { readonly [grantType: string]: Grant } = {
  client_credentials: clientCredentials,
  authorization_code: authorizationCode,
  refresh_token: refreshToken,
  [DEVICE_CODE]: deviceCode,
};
