import { HTTPException } from 'hono/http-exception';
import { noteExchange, toolOf, type Exchange } from '../areas/logs.ts';
import { bodyOf, parseJson, textOf, type Body } from '../body.ts';
import { refuse } from '../errors.ts';
import { proofOf } from '../token.ts';
import { authenticateClient, checkGrantType } from './client.ts';
import type { AuthCall, Endpoint } from './endpoint.ts';
import type { Granted } from './grant.ts';
import { grants } from './grants.ts';
import { deny } from './refusals.ts';

/** `POST /oauth/token`: whoever asks proves who it is, may use the grant, and gets what the grant gives. */
export const tokenEndpoint: Endpoint = {
  on: 'POST /oauth/token',
  origins: 'allowed',
  async answer(call) {
    const { form, request, tenant, served } = call;
    const events = grantOf(form)?.events ?? ['seccft', 'feccft'];
    const [response, user] = await answered(() => granted(call));
    const refusal = response.ok ? {} : { refusal: await descriptionIn(response.clone()) };
    noteExchange(tenant, events, { ...exchangeOf(call), ...(user === undefined ? {} : { user }), ...refusal });
    for (const [name, value] of Object.entries(served.quotas.headersOf(request))) response.headers.set(name, value);
    return response;
  },
};

async function granted(call: AuthCall): Promise<Granted> {
  const { form } = call;
  const grantType = textOf(form['grant_type']);
  const grant = grantOf(form);
  if (grantType === '') throw deny('parameterMissing', { name: 'grant_type' });
  if (grant === undefined) throw refuse('token.other-grant-type', { grantType });
  const client = authenticateClient(call);
  checkGrantType(client, grantType);
  return grant.issue({ ...call, client });
}

const grantOf = (form: Body): (typeof grants)[string] | undefined => {
  const grantType = textOf(form['grant_type']);
  return Object.hasOwn(grants, grantType) ? grants[grantType] : undefined;
};

/** The answer that tokens are, or that their refusal is, and whose they are. */
async function answered(work: () => Promise<Granted>): Promise<[answer: Response, user?: Body]> {
  try {
    const { answer, user } = await work();
    const headers = { 'cache-control': 'no-store', pragma: 'no-cache' };
    const response = Response.json(answer, { headers });
    return user === undefined ? [response] : [response, user];
  } catch (error) {
    if (error instanceof HTTPException) return [error.getResponse()];
    throw error;
  }
}

/** The same for a token that is not asked for at the endpoint. */
export async function answerOf(issued: Promise<Body>): Promise<Response> {
  const [response] = await answered(async () => ({ answer: await issued }));
  return response;
}

/** Why a token was refused, as the answer says it. */
async function descriptionIn(response: Response): Promise<string> {
  return textOf(bodyOf(parseJson(await response.text()))['error_description']);
}

/** What the log says of a request for a token. */
function exchangeOf({ form, request, tenant }: AuthCall): Exchange {
  const { clientId } = proofOf(form, request.headers.get('authorization'));
  const [audience = '', scope = '', organization = ''] = ['audience', 'scope', 'organization'].map((name) =>
    textOf(form[name]),
  );
  const client = tenant.store.get('clients', clientId) ?? { client_id: clientId };
  const tool = toolOf(request.headers.get('auth0-client'));
  const userAgent = request.headers.get('user-agent') ?? '';
  return { client, audience, scope, organization, userAgent, ...(tool === undefined ? {} : { tool }) };
}
