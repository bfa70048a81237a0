import { createPublicKey, createSecretKey, type KeyObject } from 'node:crypto';
import { bodiesOf, bodyOf, isBody, parseJson, textOf, textsOf, type Body } from './body.ts';
import { oauthRefusal, refusal } from './errors.ts';
import { isSigned, parseJwt, signJwt } from './jwt.ts';
import type { Tenant } from './route.ts';
import { KEY_ID, keySet, signingKey } from './signing-key.ts';

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const SECRET_METHODS = ['', 'client_secret_post', 'client_secret_basic'];

/** The identifier of the Management API. */
export const managementAudience = (domain: string): string => `https://${domain}/api/v2/`;

const issuer = (domain: string): string => `https://${domain}/`;
const denied = (description: string): Error => oauthRefusal(403, 'access_denied', description);
const unauthorized = (): Error => oauthRefusal(401, 'access_denied', 'Unauthorized');

/** `POST /oauth/token`: the client credentials grant. `allowed` narrows what Management API tokens may hold. */
export async function issueToken(
  request: Request,
  tenant: Tenant,
  allowed: readonly string[] | undefined,
): Promise<Body> {
  const form = await readForm(request);
  const grantType = textOf(form['grant_type']);
  if (grantType !== 'client_credentials') {
    throw oauthRefusal(403, 'unsupported_grant_type', `Unsupported grant type: ${grantType}`);
  }
  const client = authenticate(form, request.headers.get('authorization'), tenant);
  if (!textsOf(client['grant_types']).includes(grantType)) {
    throw oauthRefusal(403, 'unauthorized_client', `Grant type '${grantType}' not allowed for the client.`);
  }
  const api = audienceOf(form, tenant);
  const isManagement = api['identifier'] === managementAudience(tenant.domain);
  const grant = grantOf(client, api, tenant);
  const organization = organizationOf(form, client, grant, tenant);
  const granted = grantedScopes(grant, api).filter((scope) => !isManagement || (allowed?.includes(scope) ?? true));
  const scopes = requestedScopes(textOf(form['scope']), granted);
  const expiresIn = Number(api['token_lifetime'] ?? 86_400);
  const claims = claimsOf(tenant, client, api, scopes, expiresIn);
  return {
    access_token: signFor(api, organization === undefined ? claims : { ...claims, org_id: organization }),
    scope: scopes.join(' '),
    expires_in: expiresIn,
    token_type: 'Bearer',
  };
}

async function readForm(request: Request): Promise<Body> {
  const text = await request.text();
  if (!(request.headers.get('content-type') ?? '').includes('json')) {
    return Object.fromEntries(new URLSearchParams(text));
  }
  return bodyOf(parseJson(text));
}

function authenticate(form: Body, authorization: string | null, tenant: Tenant): Body {
  const basic = /^Basic (.+)$/i.exec(authorization ?? '')?.[1];
  const [basicId, basicSecret] =
    basic === undefined ? [] : Buffer.from(basic, 'base64').toString().split(':').map(decodeURIComponent);
  const assertion = textOf(form['client_assertion']);
  const subject = assertion === '' ? undefined : textOf(parseJwt(assertion)?.claims['sub']);
  const client = tenant.store.get('clients', basicId ?? subject ?? textOf(form['client_id']));
  if (client === undefined || client['global'] === true) throw unauthorized();
  if (isBody(client['client_authentication_methods'])) {
    if (form['client_assertion_type'] !== ASSERTION_TYPE || !isAssertionValid(assertion, client, tenant)) {
      throw unauthorized();
    }
    return client;
  }
  const secret = basicSecret ?? textOf(form['client_secret']);
  const isSecretMethod = SECRET_METHODS.includes(textOf(client['token_endpoint_auth_method']));
  if (!isSecretMethod || secret === '' || secret !== client['client_secret']) throw unauthorized();
  return client;
}

/** The assertion must be signed with an associated credential, name client and tenant, and live five minutes at most. */
function isAssertionValid(assertion: string, client: Body, { store, domain, now }: Tenant): boolean {
  const jwt = parseJwt(assertion);
  if (jwt === undefined) return false;
  const { iss, sub, aud, exp } = jwt.claims;
  const seconds = now() / 1000;
  const isFresh = typeof exp === 'number' && exp > seconds && exp <= seconds + 300;
  const audiences = [textOf(aud), ...textsOf(aud)];
  const isForTenant = audiences.includes(issuer(domain)) || audiences.includes(`${issuer(domain)}oauth/token`);
  if (iss !== client['client_id'] || sub !== iss || !isForTenant || !isFresh) return false;
  const method = bodyOf(bodyOf(client['client_authentication_methods'])['private_key_jwt']);
  return bodiesOf(method['credentials']).some(({ id }) => {
    const credential = store.get('credentials', textOf(id));
    const expiry = textOf(credential?.['expires_at']);
    const isAlive = expiry === '' || Date.parse(expiry) > now();
    return credential !== undefined && isAlive && isSigned(jwt, createPublicKey(textOf(credential['_pem'])));
  });
}

function audienceOf(form: Body, { store }: Tenant): Body {
  const asked = textOf(form['audience']);
  const audience = asked === '' ? textOf(store.get('settings', 'tenant')?.['default_audience']) : asked;
  if (audience === '') throw denied('No audience parameter was provided, and no default audience has been configured');
  const api = store.find('resource_servers', ({ identifier }) => identifier === audience);
  if (api === undefined) throw denied(`Service not found: ${audience}`);
  return api;
}

function grantOf(client: Body, api: Body, { store }: Tenant): Body {
  const policy = bodyOf(bodyOf(api['subject_type_authorization'])['client'])['policy'];
  const grant = store.find('client_grants', (candidate) => {
    const isForClient =
      candidate['client_id'] === client['client_id'] ||
      (candidate['default_for'] === 'third_party_clients' && client['is_first_party'] === false);
    return isForClient && candidate['audience'] === api['identifier'] && candidate['subject_type'] === 'client';
  });
  if (grant === undefined || policy === 'deny_all') {
    const advice = 'You need to create a "client-grant" associated to this API.';
    throw denied(`Client is not authorized to access "${textOf(api['identifier'])}". ${advice}`);
  }
  return grant;
}

/** The organization of the token: asked for, or the client's default one for this flow; checked against the grant. */
function organizationOf(form: Body, client: Body, grant: Body, { store }: Tenant): string | undefined {
  const standard = bodyOf(client['default_organization']);
  const fallback = textsOf(standard['flows']).includes('client_credentials') ? textOf(standard['organization_id']) : '';
  const asked = textOf(form['organization']) === '' ? fallback : textOf(form['organization']);
  const usage = grant['organization_usage'] ?? 'deny';
  if (asked === '') {
    if (usage === 'require') throw oauthRefusal(403, 'invalid_request', 'An organization is required.');
    return undefined;
  }
  const organization = store.find('organizations', ({ id, name }) => id === asked || name === asked);
  if (organization === undefined || usage === 'deny') {
    throw oauthRefusal(403, 'invalid_request', 'The organization cannot be used with this client and API.');
  }
  const id = textOf(organization['id']);
  const isLinked = store.get('organization_client_grants', `${id}|${textOf(grant['id'])}`) !== undefined;
  if (!isLinked && grant['allow_any_organization'] !== true) {
    throw denied('The client grant is not associated with the organization.');
  }
  return id;
}

const grantedScopes = (grant: Body, api: Body): string[] =>
  grant['allow_all_scopes'] === true
    ? bodiesOf(api['scopes']).map(({ value }) => textOf(value))
    : textsOf(grant['scope']);

function requestedScopes(asked: string, granted: string[]): string[] {
  const wanted = asked.split(' ').filter((scope) => scope !== '');
  const missing = wanted.filter((scope) => !granted.includes(scope));
  if (missing.length > 0) throw denied(`Client has not been granted scopes: ${missing.join(', ')}`);
  return wanted.length === 0 ? granted : wanted;
}

/** `rfc9068_profile` names the client in `client_id` and adds `jti`; `…_authz` adds `permissions` while RBAC is on. */
function claimsOf({ domain, now, store }: Tenant, client: Body, api: Body, scopes: string[], expiresIn: number): Body {
  const seconds = Math.floor(now() / 1000);
  const dialect = textOf(api['token_dialect']);
  const clientId = textOf(client['client_id']);
  return {
    iss: issuer(domain),
    sub: `${clientId}@clients`,
    aud: textOf(api['identifier']),
    iat: seconds,
    exp: seconds + expiresIn,
    scope: scopes.join(' '),
    ...(dialect.startsWith('rfc9068')
      ? { jti: store.newId('keyId'), client_id: clientId }
      : { gty: 'client-credentials', azp: clientId }),
    ...(dialect.endsWith('_authz') && api['enforce_policies'] === true && { permissions: scopes }),
  };
}

function signFor(api: Body, claims: Body): string {
  const alg = textOf(api['signing_alg']) || 'RS256';
  const typ = textOf(api['token_dialect']).startsWith('rfc9068') ? 'at+jwt' : 'JWT';
  if (alg !== 'HS256') return signJwt({ alg, typ, kid: KEY_ID }, claims, signingKey());
  return signJwt({ alg, typ }, claims, createSecretKey(Buffer.from(textOf(api['signing_secret']))));
}

/** The scopes of a Management API token in an Authorization header; refuses with 401. */
export function authorize(authorization: string | null, { domain, now }: Tenant, key: KeyObject): Set<string> {
  const token = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1];
  if (token === undefined) throw refusal(401, 'Missing authentication');
  const jwt = parseJwt(token);
  if (jwt === undefined || jwt.header['alg'] !== 'RS256' || !isSigned(jwt, key)) throw refusal(401, 'Invalid token');
  const { aud, exp, scope } = jwt.claims;
  if (aud !== managementAudience(domain)) throw refusal(401, `Bad audience: ${textOf(aud)}`);
  if (typeof exp !== 'number' || exp * 1000 <= now()) {
    throw refusal(401, 'Expired token received for JSON Web Token validation');
  }
  return new Set(textOf(scope).split(' '));
}

/** `/.well-known/openid-configuration`, and the key set it points to. */
export function discovery(domain: string): { configuration: Body; keys: Body } {
  const base = issuer(domain);
  const configuration: Body = {
    issuer: base,
    token_endpoint: `${base}oauth/token`,
    jwks_uri: `${base}.well-known/jwks.json`,
    grant_types_supported: ['client_credentials'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: ['RS256', 'RS384', 'PS256'],
    id_token_signing_alg_values_supported: ['HS256', 'RS256', 'PS256'],
  };
  return { configuration, keys: keySet() };
}
