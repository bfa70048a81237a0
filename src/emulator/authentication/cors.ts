import { textOf } from '../body.ts';
import type { Routed } from '../served.ts';
import { proofOf } from '../token.ts';
import type { AuthCall, Endpoint } from './endpoint.ts';
import { isAllowedOrigin } from './urls.ts';

/** How long browsers may remember what they were let, in seconds. */
const REMEMBERED = '600';

/** Lets pages of an origin read an answer, when they may. */
export function allowOrigin({ origins }: Endpoint, call: AuthCall, response: Response): Response {
  const { request, form, tenant } = call;
  const origin = request.headers.get('origin');
  if (origins === undefined) return response;
  if (origins === 'all') return withHeaders(response, { 'access-control-allow-origin': '*' });
  if (origin === null) return response;
  const { clientId } = proofOf(form, request.headers.get('authorization'));
  const client = tenant.store.get('clients', clientId);
  const clients = client === undefined && textOf(form['client_id']) === '' ? tenant.store.all('clients') : [client];
  const isAllowed = clients.some((one) => one !== undefined && isAllowedOrigin(origin, one));
  return withHeaders(
    response,
    isAllowed ? { 'access-control-allow-origin': origin, vary: 'Origin' } : { vary: 'Origin' },
  );
}

/** Answers what a browser asks before it asks: which client it is for is not known yet, so that any that lets the origin is enough. */
export function preflight({ origins }: Endpoint, methods: string, { env, req }: Routed): Response {
  const origin = req.header('origin') ?? '';
  const isAllowed =
    origins === 'all' || env.tenant.store.all('clients').some((client) => isAllowedOrigin(origin, client));
  return new Response(null, {
    status: 204,
    headers: {
      vary: 'Origin',
      ...(isAllowed
        ? {
            'access-control-allow-origin': origins === 'all' ? '*' : origin,
            'access-control-allow-methods': methods.replaceAll('|', ', '),
            'access-control-allow-headers': 'Authorization, Content-Type, DPoP, Auth0-Client',
            'access-control-max-age': REMEMBERED,
          }
        : {}),
    },
  });
}

function withHeaders(response: Response, headers: { readonly [name: string]: string }): Response {
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}
