import { createPrivateKey } from 'node:crypto';
import { importPKCS8 } from 'jose';
import * as oauth from 'oauth4webapi';
import type { Fetch } from './transport.ts';

/** How a client proves who it is. */
export type Proof =
  { type: 'secret'; secret: string; method: 'post' | 'basic' } | { type: 'key'; pem: string; alg: string };

/** What a token is asked for, by client credentials. */
export interface TokenRequest {
  /** Whose token it is to be, with a slash at its end. */
  issuer: string;
  clientId: string;
  proof: Proof;
  audience: string;
  /** The id of an organization. */
  organization?: string | undefined;
  scope?: readonly string[] | undefined;
}

/** Asks for a token, and gives back the answer as it came. Throws when a private key is none. */
export async function requestToken(
  { issuer, clientId, proof, audience, organization, scope }: TokenRequest,
  send: Fetch,
): Promise<Response> {
  const server = { issuer, token_endpoint: `${issuer}oauth/token` };
  const parameters = new URLSearchParams({ audience });
  if (organization !== undefined) parameters.set('organization', organization);
  if (scope !== undefined) parameters.set('scope', scope.join(' '));
  return oauth.clientCredentialsGrantRequest(server, { client_id: clientId }, await authentication(proof), parameters, {
    [oauth.allowInsecureRequests]: issuer.startsWith('http:'),
    [oauth.customFetch]: (url: string, { method, headers, body, signal }: RequestInit) =>
      send(url, {
        method: method ?? 'GET',
        headers: headers ?? {},
        body: body instanceof URLSearchParams ? body.toString() : null,
        ...(signal === undefined ? {} : { signal }),
      }),
  });
}

async function authentication(proof: Proof): Promise<oauth.ClientAuth> {
  if (proof.type === 'secret')
    return proof.method === 'basic' ? oauth.ClientSecretBasic(proof.secret) : oauth.ClientSecretPost(proof.secret);
  const pkcs8 = createPrivateKey(proof.pem).export({ type: 'pkcs8', format: 'pem' }).toString();
  return oauth.PrivateKeyJwt(await importPKCS8(pkcs8, proof.alg));
}
