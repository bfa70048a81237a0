import { textOf, textsOf, type Body } from '../body.ts';
import { parseJwt } from '../jwt.ts';
import { wordsOf } from './access.ts';
import type { AuthCall, Endpoint } from './endpoint.ts';
import { kept } from './kept.ts';
import { profileOf } from './users.ts';

/** `/userinfo`: what the scopes of an access token let be known of its user. */
export const userinfo: Endpoint = {
  on: 'GET|POST /userinfo',
  origins: 'allowed',
  answer(call) {
    const { request, form, tenant } = call;
    const inHeader = /^Bearer (.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
    const token = inHeader ?? textOf(form['access_token']);
    const held = token === '' ? undefined : heldBy(call, token);
    const user = held === undefined ? undefined : tenant.store.get('users', textOf(held['user_id']));
    const scopes = wordsOf(textOf(held?.['scope']));
    if (user === undefined || !scopes.includes('openid')) return unauthorized(token !== '');
    return Response.json(profileOf(user, scopes));
  },
};

/** Whose token it is, and its scopes: a handle that is kept, or a token for an API that names this endpoint as well. */
function heldBy({ tenant, served }: AuthCall, token: string): Body | undefined {
  const jwt = parseJwt(token);
  if (jwt === undefined) return kept(tenant, 'access_tokens', token);
  const { aud, exp, iss, sub, scope } = jwt.claims;
  const isForThis = textsOf(aud).includes(`${textOf(iss)}userinfo`);
  const isAlive = typeof exp === 'number' && exp * 1000 > tenant.now();
  if (!isForThis || !isAlive || !served.control.keys.isOwn(jwt)) return undefined;
  return { user_id: textOf(sub), scope: textOf(scope) };
}

function unauthorized(hasToken: boolean): Response {
  const detail = hasToken ? ', error="invalid_token", error_description="Invalid access token"' : '';
  return new Response('Unauthorized', {
    status: 401,
    headers: { 'www-authenticate': `Bearer realm="Users"${detail}`, 'content-type': 'text/plain; charset=utf-8' },
  });
}
