import { discovery } from '../discovery.ts';
import type { App } from '../served.ts';
import { authCall, type Endpoint } from './endpoint.ts';
import { pushedRequests } from './pushed-requests.ts';
import { registration } from './registration.ts';
import { tokenEndpoint } from './token-endpoint.ts';

/**
 * THE TABLE: the endpoints of the Authentication API. A new endpoint is a file here and a row; a new grant is a file and a row of
 * `grants.ts`. What they have in common:
 *
 * - `authenticateClient` (`client.ts`): the client that a request comes from, once it has proven it as it declares.
 * - `startLogin` (`login.ts`): has somebody choose who they are, on a page or by `login_hint`; what follows is a row of `finishers.ts`.
 * - `approve` (`approval.ts`): runs the Actions of a login, and says what tokens for the user will hold; plain JSON, to be kept.
 * - `issueTokens` (`user-tokens.ts`): the tokens of an approval, as the token endpoint answers with them.
 * - `keep`, `kept`, `change` (`kept.ts`): what stands in the store for a while, by a handle.
 * - `deny` (`refusals.ts`): a refusal, to be thrown.
 */
const endpoints: readonly Endpoint[] = [
  tokenEndpoint,
  pushedRequests,
  registration,
  {
    on: 'GET /.well-known/openid-configuration',
    origins: 'all',
    answer: ({ issuer }) => Response.json(discovery(issuer)),
  },
  {
    on: 'GET /.well-known/jwks.json',
    origins: 'all',
    answer: ({ served }) => Response.json(served.keys.published()),
  },
];

/** Serves the Authentication API: what applications ask of a tenant, without a token of the Management API. */
export function serveAuthentication(app: App): void {
  for (const { on, answer } of endpoints) {
    const [methods = '', path = ''] = on.split(' ');
    app.on(methods.split('|'), path, async (context) => answer(await authCall(context)));
  }
}
