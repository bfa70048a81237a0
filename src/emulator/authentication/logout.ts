import { noteLogout } from '../areas/logs.ts';
import { textOf, textsOf, type Body } from '../body.ts';
import { signedClaims } from './hints.ts';
import type { AuthCall, Endpoint } from './endpoint.ts';
import { errorPage, html, page } from './html.ts';
import { redirect, withParameters } from './responses.ts';
import { endSession, sessionOf } from './sessions.ts';
import { bareUrl, isAllowedUrl } from './urls.ts';

/** `/v2/logout`: Auth0's own. */
export const logout: Endpoint = {
  on: 'GET /v2/logout',
  answer(call) {
    const { form } = call;
    const client = clientNamed(call, textOf(form['client_id']));
    const [first = ''] = textsOf(client?.['allowed_logout_urls']);
    const returnTo = textOf(form['returnTo']) || (client === undefined ? '' : first);
    if (returnTo !== '' && !isAllowed(call, client, returnTo)) return mismatch(call, 'returnTo', returnTo);
    return leave(call, client, returnTo);
  },
};

/** `/oidc/logout`: the one of OpenID Connect. Without a token or a hint that names the session the user is asked. */
export const oidcLogout: Endpoint = {
  on: 'GET|POST /oidc/logout',
  answer(call) {
    const { form, tenant } = call;
    const hint = textOf(form['id_token_hint']);
    const clientId = textOf(form['client_id']);
    const claims = hint === '' ? undefined : signedClaims(call, hint);
    if (hint !== '' && claims === undefined) return wrong(call, 'Invalid id_token_hint');
    const audience = textOf(claims?.['aud']);
    if (claims !== undefined && clientId !== '' && clientId !== audience)
      return wrong(call, 'The client_id is not the aud of the id_token_hint');
    if (clientId !== '' && clientNamed(call, clientId) === undefined) return wrong(call, `Unknown client: ${clientId}`);
    const client = clientNamed(call, clientId) ?? clientNamed(call, audience);
    const sid = textOf(claims?.['sid']) || textOf(form['logout_hint']);
    if (claims !== undefined && textOf(form['logout_hint']) !== '' && sid !== form['logout_hint'])
      return wrong(call, 'The logout_hint is not the sid of the id_token_hint');
    const [first = ''] = clientId === '' ? [] : textsOf(client?.['allowed_logout_urls']);
    const url = textOf(form['post_logout_redirect_uri']) || first;
    if (url !== '' && !isAllowed(call, client, url)) return mismatch(call, 'post_logout_redirect_uri', url);
    const session = sessionOf(call);
    const isSure = session === undefined || session.id === sid || session.id === form['confirm'];
    // The cookie comes with what a page of another site sends, too; the id of the session is known to the page that asks.
    if (!isSure) return confirmation(call, session.id);
    const state = form['state'] === undefined ? {} : { state: textOf(form['state']) };
    return leave({ ...call, tenant }, client, url === '' ? '' : withParameters(url, state));
  },
};

const clientNamed = ({ tenant: { store } }: AuthCall, id: string): Body | undefined => {
  const client = store.get('clients', id);
  return client?.['global'] === true ? undefined : client;
};

/** A URL is one that the client allows or, when none is named, the tenant. Queries and fragments are not compared. */
function isAllowed({ tenant: { store } }: AuthCall, client: Body | undefined, url: string): boolean {
  const allowed = (client ?? store.get('settings', 'tenant') ?? {})['allowed_logout_urls'];
  return isAllowedUrl(bareUrl(url), textsOf(allowed).map(bareUrl));
}

function leave(call: AuthCall, client: Body | undefined, url: string): Response {
  const { tenant } = call;
  const { ended, cookie } = endSession(call);
  const user = ended === undefined ? undefined : tenant.store.get('users', ended.userId);
  noteLogout(tenant, { ...call, client: client ?? {}, ...(user === undefined ? {} : { user }) });
  const response = url === '' ? new Response('OK') : redirect(url);
  response.headers.append('set-cookie', cookie);
  return response;
}

function wrong(call: AuthCall, description: string): Response {
  noteLogout(call.tenant, { ...call, client: {}, description });
  return errorPage(400, 'invalid_request', description);
}

const mismatch = (call: AuthCall, name: string, url: string): Response =>
  wrong(call, `The "${name}" querystring parameter "${url}" is not defined as a valid URL in "Allowed Logout URLs".`);

function confirmation({ form }: AuthCall, sessionId: string): Response {
  const fields = Object.entries({ ...form, confirm: sessionId }).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${textOf(value)}" />`,
  );
  return page({
    title: 'Sign out?',
    body: html`<h1>Sign out?</h1>
      <p>An application wants you to be signed out, without a sign of who you are.</p>
      <form method="post" action="/oidc/logout">
        ${fields}
        <button type="submit">Sign out</button>
      </form>`,
  });
}
