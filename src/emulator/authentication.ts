import { HTTPException } from 'hono/http-exception';
import { noteExchange, type Exchange } from './areas/logs.ts';
import { bodyOf, parseJson, textOf, type Body } from './body.ts';
import { discovery } from './discovery.ts';
import type { Tenant } from './route.ts';
import { issuerOf, type App } from './served.ts';
import { proofOf, readForm } from './token.ts';

/** Serves the Authentication API: what applications ask of a tenant, without a token of the Management API. */
export function serveAuthentication(app: App): void {
  app.post('/oauth/token', async (context) => {
    const { tokens, tenant, quotas } = context.env;
    const exchange = await exchangeOf(context.req.raw.clone(), tenant);
    const response = await answered(tokens.issue(context.req.raw, issuerOf(context)));
    noteExchange(tenant, response.ok ? exchange : { ...exchange, refusal: await refusalIn(response.clone()) });
    for (const [name, value] of Object.entries(quotas.headersOf(context.req.raw))) response.headers.set(name, value);
    return response;
  });
  app.get('/.well-known/openid-configuration', (context) => Response.json(discovery(issuerOf(context))));
  app.get('/.well-known/jwks.json', ({ env }) => Response.json(env.control.keys.published()));
}

/** The answer that a token is, or that its refusal is. */
export async function answered(issued: Promise<Body>): Promise<Response> {
  try {
    return Response.json(await issued);
  } catch (error) {
    if (error instanceof HTTPException) return error.getResponse();
    throw error;
  }
}

/** Why a token was refused, as the answer says it. */
async function refusalIn(response: Response): Promise<string> {
  return textOf(bodyOf(parseJson(await response.text()))['error_description']);
}

/** What the log says of a request for a token. */
async function exchangeOf(request: Request, { store }: Tenant): Promise<Exchange> {
  const form = await readForm(request);
  const { clientId } = proofOf(form, request.headers.get('authorization'));
  const [audience = '', scope = '', organization = ''] = ['audience', 'scope', 'organization'].map((name) =>
    textOf(form[name]),
  );
  const client = store.get('clients', clientId) ?? { client_id: clientId };
  return { client, audience, scope, organization, userAgent: request.headers.get('user-agent') ?? '' };
}
