import type { Grant } from './grant.ts';

/** `client_credentials`: a token for the client itself. */
export const clientCredentials: Grant = {
  events: ['seccft', 'feccft'],
  issue: async ({ request, form, client, issuer, served }) => ({
    answer: await served.tokens.issue({ request, form, client, issuer }),
  }),
};
