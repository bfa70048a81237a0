import { HTTPException } from 'hono/http-exception';
import { textOf, textsOf, type Body } from '../body.ts';
import { accessOf, wordsOf } from './access.ts';
import { namedClient, isPublic } from './client.ts';
import type { AuthCall, Endpoint } from './endpoint.ts';
import { errorPage } from './html.ts';
import type { Login } from './login.ts';
import { authorizeParameters } from './pushed-requests.ts';
import { deny, saidBy } from './refusals.ts';
import { RESPONSE_MODES } from './responses.ts';
import { refused, startLogin } from './sign-in.ts';
import { isAllowedOrigin, isAllowedUrl, originOf } from './urls.ts';

/** `/authorize`: begins the login of a user, whose end is a code for the client. */
export const authorize: Endpoint = {
  on: 'GET|POST /authorize',
  async answer(asking) {
    const form = await parametersOf(asking);
    if (form instanceof Response) return form;
    const call = { ...asking, form };
    const client = namedClient(call);
    if (client === undefined)
      return errorPage(400, 'invalid_request', `Unknown client: ${textOf(call.form['client_id'])}`, UNKNOWN);
    const redirectUri = textOf(call.form['redirect_uri']) || (textsOf(client['callbacks'])[0] ?? '');
    const organization = organizationNamed(call);
    if (!isAllowedUrl(redirectUri, textsOf(client['callbacks']), organizationOfUrls(client, organization)))
      return errorPage(403, 'invalid_request', mismatch(redirectUri), MISMATCH);
    const responseMode = textOf(call.form['response_mode']) || 'query';
    if (responseMode === 'web_message' && !isAllowedOrigin(originOf(redirectUri) ?? '', client))
      return errorPage(403, 'invalid_request', `${redirectUri} is of no origin that web_origins of the client has.`);
    const login = loginOf(call, client, { redirectUri, responseMode });
    try {
      check(call, client, organization);
    } catch (error) {
      if (error instanceof HTTPException) return refused(call, login, error);
      throw error;
    }
    return startLogin(call, { ...login, organization_id: textOf(organization?.['id']) });
  },
};

const UNKNOWN = 'The emulated tenant has no client of this id. A tenant that begins anew gives its clients other ids.';
const MISMATCH = 'Add it to the callbacks of the client, and apply the files.';

const mismatch = (url: string): string =>
  `Callback URL mismatch. ${url === '' ? 'The URL' : url} is not in the list of allowed callback URLs.`;

/** The parameters: those that were pushed, when the request names them; or the page that says why there are none. */
async function parametersOf(call: AuthCall): Promise<Body | Response> {
  try {
    return authorizeParameters(call);
  } catch (error) {
    if (!(error instanceof HTTPException)) throw error;
    const said = await saidBy(error);
    return errorPage(400, said.error, said.error_description);
  }
}

/** The organization that a request names: by its id or, where the tenant lets it, by its name. */
function organizationNamed({ form, tenant: { store } }: AuthCall): Body | undefined {
  const asked = textOf(form['organization']);
  const isByName = store.get('settings', 'tenant')?.['allow_organization_name_in_authentication_api'] === true;
  return (
    store.get('organizations', asked) ??
    (isByName ? store.find('organizations', ({ name }) => name === asked.toLowerCase()) : undefined)
  );
}

const organizationOfUrls = (client: Body, organization: Body | undefined): Body | undefined =>
  ['allow', 'require'].includes(textOf(client['organization_usage'])) ? organization : undefined;

function loginOf(
  { form, tenant: { store } }: AuthCall,
  client: Body,
  { redirectUri, responseMode }: { redirectUri: string; responseMode: string },
): Login {
  const text = (name: string): string => textOf(form[name]);
  return {
    purpose: 'code',
    client_id: textOf(client['client_id']),
    audience: text('audience') || text('resource') || textOf(store.get('settings', 'tenant')?.['default_audience']),
    scope: text('scope'),
    organization_id: '',
    connection: text('connection'),
    login_hint: text('login_hint'),
    prompt: text('prompt'),
    max_age: text('max_age') === '' ? -1 : Number(text('max_age')),
    nonce: text('nonce'),
    request: { ...form, redirect_uri: redirectUri, response_mode: responseMode },
  };
}

/** Refuses what a client may not ask for, or asks for in a wrong way. */
function check(call: AuthCall, client: Body, organization: Body | undefined): void {
  const { form, tenant, issuer } = call;
  const text = (name: string): string => textOf(form[name]);
  const responseType = text('response_type');
  if (responseType === '') throw deny('parameterMissing', { name: 'response_type' });
  if (responseType !== 'code') throw deny('responseTypeUnsupported', { value: responseType });
  const mode = text('response_mode') || 'query';
  if (!RESPONSE_MODES.some((one) => one === mode)) throw deny('responseModeUnsupported', { value: mode });
  const grantType = 'authorization_code';
  if (!textsOf(client['grant_types']).includes(grantType)) throw deny('grantTypeForbidden', { grantType });
  checkChallenge(form, client);
  const prompts = wordsOf(text('prompt'));
  if (prompts.includes('none') && prompts.length > 1) throw deny('promptMixed');
  if (text('max_age') !== '' && !/^\d{1,9}$/.test(text('max_age'))) throw deny('maxAgeMalformed');
  checkConnection(call, client);
  checkOrganization(call, client, organization);
  accessOf(tenant, client, loginOf(call, client, { redirectUri: '', responseMode: '' }).audience, issuer);
}

function checkChallenge(form: Body, client: Body): void {
  const [challenge, method] = [textOf(form['code_challenge']), textOf(form['code_challenge_method'])];
  if (challenge === '') {
    if (isPublic(client)) throw deny('challengeMissing');
    return;
  }
  if (method !== 'S256') throw deny('challengeMethod', { value: method || 'plain' });
  if (!/^[\w-]{43}$/.test(challenge)) throw deny('challengeMalformed');
}

function checkConnection({ form, tenant: { store } }: AuthCall, client: Body): void {
  const named = textOf(form['connection']);
  if (named === '') return;
  const connection = store.find('connections', ({ name }) => name === named);
  if (connection === undefined) throw deny('connectionUnknown');
  const isEnabled =
    connection['is_domain_connection'] === true ||
    store.get('enabled_clients', `${textOf(connection['id'])}|${textOf(client['client_id'])}`) !== undefined;
  if (!isEnabled) throw deny('connectionDisabled');
}

function checkOrganization({ form }: AuthCall, client: Body, organization: Body | undefined): void {
  const asked = textOf(form['organization']);
  const usage = textOf(client['organization_usage']) || 'deny';
  if (asked === '') {
    const isPrompted = ['pre_login_prompt', 'post_login_prompt'].includes(
      textOf(client['organization_require_behavior']),
    );
    if (usage === 'require' && !isPrompted) throw deny('organizationRequired');
    return;
  }
  if (usage === 'deny') throw deny('organizationForbidden');
  if (organization === undefined) throw deny(asked.startsWith('org_') ? 'organizationUnknown' : 'organizationId');
}
