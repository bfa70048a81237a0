import { createSecretKey } from 'node:crypto';
import type { Actions } from './actions.ts';
import { assertionCheck } from './assertions.ts';
import { bodiesOf, bodyOf, isBody, textOf, textsOf, type Body } from './body.ts';
import { refuse } from './errors.ts';
import { parseJwt, signJwt } from './jwt.ts';
import type { KeyRing } from './key-ring.ts';
import { decoded } from './query.ts';
import type { Quotas } from './quotas.ts';
import type { RuntimeClaims } from './runtime-claims.ts';
import type { Tenant } from './route.ts';

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const SECRET_METHODS = ['', 'client_secret_post', 'client_secret_basic'];

/** The identifier of the Management API of a domain. */
export const managementAudience = (domain: string): string => `https://${domain}/api/v2/`;

/** The tokens of a tenant: given at `POST /oauth/token`, and checked where they are shown. */
export interface Tokens {
  /** The client that a request comes from, once it has proven it as it declares; refuses with 401. */
  readonly clientOf: (form: Body, authorization: string | null, issuer: string) => Body;
  /** Answers a client credentials request, as the issuer that the client spoke to. */
  readonly issue: (asked: Asked) => Promise<Body>;
  /** The same for a client that need not prove who it is: what owns the emulator asks for it. */
  readonly issueTo: (clientId: string, form: Body, issuer: string, claims?: Body) => Promise<Body>;
  /** The scopes of a Management API token in an Authorization header; refuses with 401. */
  readonly authorize: (authorization: string | null, issuer: string) => Authorized;
}

/** What a token lets somebody do, and the client that it was given to. */
export interface Authorized {
  readonly scopes: ReadonlySet<string>;
  readonly clientId: string;
}

/** Gives and checks the tokens of a tenant. `allowed` narrows what Management API tokens may hold. */
export function tokensOf(
  tenant: Tenant,
  allowed: readonly string[] | undefined,
  { claims, ...serving }: Pick<TokenRequest, 'actions' | 'quotas' | 'keys'> & { readonly claims: RuntimeClaims },
): Tokens {
  const isAssertionValid = assertionCheck(tenant);
  const read = tokenReader(serving.keys);
  const issue = (asked: Asked, more: Body = {}): Promise<Body> =>
    grantToken({ ...asked, ...serving, tenant, allowed, given: { ...claims.ofClient(asked.client), ...more } });
  return {
    authorize: (authorization, issuer) => authorize(read(authorization), issuer, tenant),
    clientOf(form, authorization, issuer) {
      const proof = proofOf(form, authorization);
      const client = tenant.store.get('clients', proof.clientId);
      if (client === undefined || client['global'] === true) throw refuse('token.unproven');
      const isProven = isBody(client['client_authentication_methods'])
        ? isAssertionValid(proof.assertion, client, issuer)
        : client['token_endpoint_auth_method'] === 'none' || isSecretValid(proof.secret, client);
      if (!isProven) throw refuse('token.unproven');
      return client;
    },
    async issue(asked) {
      // A public client has proven nothing, and there is nobody else that the token would be for.
      if (asked.client['token_endpoint_auth_method'] === 'none') throw refuse('token.unproven');
      return issue(asked);
    },
    async issueTo(clientId, wanted, issuer, more) {
      const client = tenant.store.get('clients', clientId);
      if (client === undefined) throw refuse('token.unproven');
      const grantType = 'client_credentials';
      if (!textsOf(client['grant_types']).includes(grantType))
        throw refuse('token.grant-type-not-allowed', { grantType });
      const form = { ...wanted, grant_type: grantType, client_id: clientId };
      return issue({ request: new Request(`${issuer}oauth/token`, { method: 'POST' }), form, client, issuer }, more);
    },
  };
}

/** A request for a token, with the client that it is for. */
type Asked = Pick<TokenRequest, 'request' | 'form' | 'client' | 'issuer'>;

/** A request for a token whose client is known. */
interface TokenRequest {
  readonly request: Request;
  readonly form: Body;
  readonly client: Body;
  readonly issuer: string;
  readonly tenant: Tenant;
  readonly allowed: readonly string[] | undefined;
  readonly actions: Actions;
  readonly quotas: Quotas;
  readonly keys: KeyRing;
  /** Claims that who owns the emulator has set: they are in the token whatever else says. */
  readonly given: Body;
}

async function grantToken(asked: TokenRequest): Promise<Body> {
  const { request, form, client, issuer, tenant, allowed, actions, quotas, keys } = asked;
  const { audience, api } = audienceOf(form, issuer, tenant);
  const isManagement = api === managementApi(tenant);
  const grant = grantOf(client, api, tenant);
  const organization = organizationOf(form, client, grant, tenant);
  const granted = grantedScopes(grant, api).filter((scope) => !isManagement || (allowed?.includes(scope) ?? true));
  const scopes = requestedScopes(textOf(form['scope']), granted);
  const login = { request, form, client, audience, organizationId: organization, scopes };
  if (!isManagement) quotas.take(request, client, organization);
  const changed = await actions.onToken(login, granted);
  const scope = changed.scopes.join(' ');
  const expiresIn = Number(api['token_lifetime'] ?? 86_400);
  const seconds = Math.floor(tenant.now() / 1000);
  const claims = {
    ...changed.claims,
    iss: issuer,
    sub: subjectOf(client),
    aud: audience,
    iat: seconds,
    exp: seconds + expiresIn,
    scope,
    ...(organization === undefined ? {} : { org_id: organization }),
    ...dialectClaims(client, api, scope, tenant),
    ...asked.given,
  };
  return { access_token: signFor(api, claims, keys), scope, expires_in: expiresIn, token_type: 'Bearer' };
}

/** By what a request says which client it is, and proves it. */
interface Proof {
  readonly clientId: string;
  readonly secret: string;
  readonly assertion: string;
}

/** How a request says which client it is. */
export function proofOf(form: Body, authorization: string | null): Proof {
  const basic = /^Basic (.+)$/i.exec(authorization ?? '')?.[1];
  const [basicId, basicSecret] =
    basic === undefined
      ? []
      : Buffer.from(basic, 'base64')
          .toString()
          .split(':')
          .map((part) => decoded(part));
  const assertion = form['client_assertion_type'] === ASSERTION_TYPE ? textOf(form['client_assertion']) : '';
  const subject = assertion === '' ? undefined : textOf(parseJwt(assertion)?.claims['sub']);
  return {
    clientId: basicId ?? subject ?? textOf(form['client_id']),
    secret: basicSecret ?? textOf(form['client_secret']),
    assertion,
  };
}

function isSecretValid(secret: string, client: Body): boolean {
  const isSecretMethod = SECRET_METHODS.includes(textOf(client['token_endpoint_auth_method']));
  return isSecretMethod && secret !== '' && secret === client['client_secret'];
}

/** The Management API among the APIs of a tenant. */
export const managementApi = ({ store }: Tenant): Body =>
  store.find(
    'resource_servers',
    (api) => api['is_system'] === true && textOf(api['identifier']).endsWith('/api/v2/'),
  ) ?? {};

/** A tenant answers to two identifiers for its Management API: its own, and that of the URL that it is reached by. */
function isManagementAudience(audience: string, issuer: string, tenant: Tenant): boolean {
  const served = `${issuer}api/v2/`;
  return [served, served.replace(/^http:/, 'https:'), managementApi(tenant)['identifier']].includes(audience);
}

/** The API that an audience names; undefined when there is none. */
export const apiOf = (audience: string, issuer: string, tenant: Tenant): Body | undefined =>
  isManagementAudience(audience, issuer, tenant)
    ? managementApi(tenant)
    : tenant.store.find('resource_servers', ({ identifier }) => identifier === audience);

function audienceOf(form: Body, issuer: string, tenant: Tenant): { audience: string; api: Body } {
  const { store } = tenant;
  const asked = textOf(form['audience']);
  const audience = asked === '' ? textOf(store.get('settings', 'tenant')?.['default_audience']) : asked;
  if (audience === '') throw refuse('token.without-audience');
  const api = apiOf(audience, issuer, tenant);
  if (api === undefined) throw refuse('token.unknown-audience', { audience });
  return { audience, api };
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
    throw refuse('token.without-grant', { identifier: textOf(api['identifier']) });
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
    if (usage === 'require') throw refuse('token.organization-required');
    return undefined;
  }
  const organization = store.find('organizations', ({ id, name }) => id === asked || name === asked);
  if (organization === undefined || usage === 'deny') {
    throw refuse('token.organization-denied');
  }
  const id = textOf(organization['id']);
  const isLinked = store.get('organization_client_grants', `${id}|${textOf(grant['id'])}`) !== undefined;
  if (!isLinked && grant['allow_any_organization'] !== true) {
    throw refuse('token.organization-without-grant');
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
  if (missing.length > 0) throw refuse('token.scope-not-granted', { scopes: missing.join(', ') });
  return wanted.length === 0 ? granted : wanted;
}

/** A client that belongs to an agent acts as that agent; any other one as itself. */
function subjectOf(client: Body): string {
  const agent = textOf(client['agent_id']);
  return agent === '' ? `${textOf(client['client_id'])}@clients` : agent;
}

/** `rfc9068_profile` names the client in `client_id` and adds `jti`; `…_authz` adds `permissions` while RBAC is on. */
function dialectClaims(client: Body, api: Body, scope: string, { store }: Tenant): Body {
  const dialect = textOf(api['token_dialect']);
  const clientId = textOf(client['client_id']);
  const isAuthorized = dialect.endsWith('_authz') && api['enforce_policies'] === true;
  return {
    ...(dialect.startsWith('rfc9068')
      ? { jti: store.newId('keyId'), client_id: clientId }
      : { gty: 'client-credentials', azp: clientId }),
    ...(isAuthorized && { permissions: scope.split(' ').filter((value) => value !== '') }),
  };
}

/** Signs claims as an API wants its tokens. */
export function signFor(api: Body, claims: Body, keys: Pick<KeyRing, 'sign'>): string {
  const alg = textOf(api['signing_alg']) || 'RS256';
  const typ = textOf(api['token_dialect']).startsWith('rfc9068') ? 'at+jwt' : 'JWT';
  if (alg !== 'HS256') return keys.sign(alg, typ, claims);
  return signJwt({ alg, typ }, claims, createSecretKey(Buffer.from(textOf(api['signing_secret']))));
}

/** A token whose signature holds. */
interface Held {
  readonly audience: string;
  readonly expiresAt: unknown;
  readonly scopes: ReadonlySet<string>;
  readonly clientId: string;
}

/** A client shows one token again and again: this many are remembered, so that signatures are verified once. */
const REMEMBERED = 100;

/** Reads the tokens that Authorization headers show; refuses what is none of this emulator's. */
function tokenReader(keys: KeyRing): (authorization: string | null) => Held {
  const known = new Map<string, Held>();
  return (authorization) => {
    const token = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) throw refuse('token.missing');
    const seen = known.get(token);
    if (seen !== undefined) return seen;
    const jwt = parseJwt(token);
    if (jwt === undefined || jwt.header['alg'] !== 'RS256' || !keys.isOwn(jwt)) throw refuse('token.invalid');
    const { aud, exp, scope, azp } = jwt.claims;
    const held = {
      audience: textOf(aud),
      expiresAt: exp,
      scopes: new Set(textOf(scope).split(' ')),
      clientId: textOf(azp),
    };
    const [oldest] = known.keys();
    if (known.size >= REMEMBERED && oldest !== undefined) known.delete(oldest);
    known.set(token, held);
    return held;
  };
}

function authorize({ audience, expiresAt, ...held }: Held, issuer: string, tenant: Tenant): Authorized {
  if (!isManagementAudience(audience, issuer, tenant)) throw refuse('token.other-audience', { audience });
  if (typeof expiresAt !== 'number' || expiresAt * 1000 <= tenant.now()) throw refuse('token.expired');
  return held;
}
