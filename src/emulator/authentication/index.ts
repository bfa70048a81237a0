import { HTTPException } from 'hono/http-exception';
import { discovery } from '../discovery.ts';
import type { App } from '../served.ts';
import { activation } from './activation.ts';
import { authorize } from './authorize.ts';
import { allowOrigin, preflight } from './cors.ts';
import { deviceCodes } from './device-codes.ts';
import { authCall, type AuthCall, type Endpoint } from './endpoint.ts';
import { loginChoice, loginPage } from './login-page.ts';
import { logout, oidcLogout } from './logout.ts';
import { pushedRequests, takesPushed } from './pushed-requests.ts';
import { registration } from './registration.ts';
import { revocation } from './revocation.ts';
import { tokenEndpoint } from './token-endpoint.ts';
import { userinfo } from './userinfo.ts';

/**
 * THE TABLE: the endpoints of the Authentication API. A new endpoint is a file here and a row; a new grant is a file and a row of
 * `grants.ts`. What they have in common:
 *
 * - `authenticateClient` (`client.ts`): the client that a request comes from, once it has proven it as it declares.
 * - `startLogin` (`sign-in.ts`): has somebody choose who they are, on a page or by `login_hint`; what follows is a row of `finishers.ts`.
 * - `approve` (`approval.ts`): runs the Actions of a login, and says what tokens for the user will hold; plain JSON, to be kept.
 * - `issueTokens` (`user-tokens.ts`): the tokens of an approval, as the token endpoint answers with them.
 * - `keep`, `kept`, `change` (`kept.ts`): what stands in the store for a while, by a handle.
 * - `deny` (`refusals.ts`): a refusal, to be thrown.
 */
const endpoints: readonly Endpoint[] = [
  authorize,
  loginPage,
  loginChoice,
  tokenEndpoint,
  userinfo,
  logout,
  oidcLogout,
  pushedRequests,
  deviceCodes,
  activation,
  revocation,
  registration,
  {
    on: 'GET /.well-known/openid-configuration',
    origins: 'all',
    answer: ({ issuer, tenant }) => Response.json(discovery(issuer, { takesPushed: takesPushed(tenant) })),
  },
  {
    on: 'GET /.well-known/jwks.json',
    origins: 'all',
    answer: async ({ served }) => Response.json(await served.control.keys.published()),
  },
];

/** Serves the Authentication API: what applications ask of a tenant, without a token of the Management API. */
export function serveAuthentication(app: App): void {
  for (const endpoint of endpoints) {
    const [methods = '', path = ''] = endpoint.on.split(' ');
    if (endpoint.origins !== undefined) app.options(path, (context) => preflight(endpoint, methods, context));
    app.on(methods.split('|'), path, async (context) => {
      const call = await authCall(context);
      return allowOrigin(endpoint, call, await answered(endpoint, call));
    });
  }
}

/** What an endpoint throws is for pages of other origins as well. */
async function answered({ answer }: Endpoint, call: AuthCall): Promise<Response> {
  try {
    return await answer(call);
  } catch (error) {
    if (error instanceof HTTPException) return error.getResponse();
    throw error;
  }
}
