import { Auth0Client } from '@auth0/nextjs-auth0/server';

// The library takes no domain with a port, and no localhost, unless it may; AUTH0_DOMAIN is a URL here.
export const auth0 = new Auth0Client({
  allowInsecureRequests: true,
  authorizationParameters: {
    scope: 'openid profile email offline_access read:parcels',
    audience: process.env.PARCELS_AUDIENCE,
  },
});
