import { isBody, textOf, type Body } from '../body.ts';
import type { Tenant } from '../route.ts';
import { isStrictThirdParty } from './access.ts';
import { authenticateClient, checkGrantType, isPublic, namedClient } from './client.ts';
import type { AuthCall, Endpoint } from './endpoint.ts';
import { change, keep, kept, newHandle } from './kept.ts';
import { deny } from './refusals.ts';

const PREFIX = 'urn:ietf:params:oauth:request_uri:';
/** How long a request may be used, in seconds, where `par_request_expiry` of the client says nothing. */
const EXPIRY = 30;
/** How large a request may be, in bytes. */
const LARGEST = 10_240;
/** What proves who asks, and is no part of what is asked. */
const PROOFS = ['client_secret', 'client_assertion', 'client_assertion_type'];

/** Whether the tenant takes pushed requests. */
export const takesPushed = ({ store }: Tenant): boolean =>
  store.get('settings', 'tenant')?.['pushed_authorization_requests_supported'] === true;

/**
 * `POST /oauth/par`: a client that can keep a secret says what it is going to ask of `/authorize`, and gets a name for it that is good for
 * one login. Source: Auth0's documentation of pushed authorization requests.
 */
export const pushedRequests: Endpoint = {
  on: 'POST /oauth/par',
  answer(call) {
    const { form, tenant } = call;
    if (!takesPushed(tenant)) throw deny('pushedOff');
    const client = authenticateClient(call);
    if (isPublic(client)) throw deny('pushedByPublic');
    if (isStrictThirdParty(client)) throw deny('pushedByThirdParty');
    checkGrantType(client, 'authorization_code');
    if (form['request_uri'] !== undefined) throw deny('pushedTwice');
    const asked = Object.fromEntries(Object.entries(form).filter(([name]) => !PROOFS.includes(name)));
    if (JSON.stringify(asked).length > LARGEST) throw deny('pushedTooLarge');
    for (const name of ['response_type', 'redirect_uri'])
      if (textOf(form[name]) === '') throw deny('parameterMissing', { name });
    const seconds = expiryOf(client);
    const parameters: Body = { ...asked, client_id: client['client_id'] ?? '' };
    const handle = keep(tenant, 'pushed_requests', { parameters }, seconds, newHandle());
    const headers = { 'cache-control': 'no-store' };
    return Response.json({ request_uri: PREFIX + handle, expires_in: seconds }, { status: 201, headers });
  },
};

function expiryOf(client: Body): number {
  const own = client['par_request_expiry'];
  return typeof own === 'number' ? own : EXPIRY;
}

/**
 * The parameters of a request to `/authorize`: those that were pushed where it names them, else its own. Refuses a name that is unknown, was
 * used or has expired, and a request of its own from a client that has to push.
 */
export function authorizeParameters(call: Pick<AuthCall, 'form' | 'tenant'>): Body {
  const { form, tenant } = call;
  const name = textOf(form['request_uri']);
  if (name === '') {
    if (namedClient(call)?.['require_pushed_authorization_requests'] === true) throw deny('pushedRequired');
    return form;
  }
  const handle = name.startsWith(PREFIX) ? name.slice(PREFIX.length) : '';
  const pushed = kept(tenant, 'pushed_requests', handle);
  const parameters = pushed?.['parameters'];
  const isOwn = isBody(parameters) && parameters['client_id'] === form['client_id'];
  if (!isOwn || pushed?.['used'] === true) throw deny('pushedUnknown');
  change(tenant, 'pushed_requests', handle, { used: true });
  return parameters;
}
