import { apiName } from '../model/access.ts';
import type { Access, Grant, Known } from '../model/access.ts';
import type { Case } from '../model/case.ts';
import { isBody, keyText } from '../model/json.ts';
import type { Json } from '../model/json.ts';
import { assertionsOf } from './assertions.ts';
import type { Described } from './assertions.ts';
import { messages } from './messages.ts';
import { reasons } from './reasons.ts';
import { askKey } from './trial.ts';
import type { Ask, Expected, Trial } from './trial.ts';

/** What is known of a tenant beside its files. */
export interface Tenant {
  /** Whose tokens they are, with a slash at the end. */
  issuer: string;
  /** Why a client cannot prove who it is; nothing when it can. */
  lacks: (client: Known) => { says: string; hint?: string } | undefined;
}

/** What is tried, and what cannot be, with the reason. */
export interface Trials {
  trials: Trial[];
  untried: Case[];
}

/** What the grants of the files say, as trials: each token that they promise, and of each client what it must not get. */
export function derivedTrials(access: Access, tenant: Tenant): Trials {
  const untried: Case[] = [];
  const tried = access.grants.flatMap((grant) => {
    untried.push(...absentOrganizations(grant));
    const open = untriedOf(grant, access, tenant);
    if (open !== undefined) untried.push(open);
    return open === undefined ? [{ grant, trials: tokensOf(grant, access, tenant) }] : [];
  });
  const tokens = tried.flatMap(({ trials }) => trials);
  const clients = [...new Set(tried.map(({ grant }) => grant.client))];
  const refusals = clients.flatMap((client) =>
    refusalsOf(
      client,
      tried.map(({ grant }) => grant).filter((grant) => grant.client === client),
      access,
      tenant,
    ),
  );
  return { trials: [...tokens.filter(isPlain), ...tokens.filter((one) => !isPlain(one)), ...refusals], untried };
}

/** Tokens without an organization come first: when not all may be asked for, each client has some. */
function isPlain({ ask }: Trial): boolean {
  return ask.organization === undefined;
}

/** Why no token is asked for; nothing when it can be. A client that the tenant lacks is a failure. */
function untriedOf(grant: Grant, access: Access, tenant: Tenant): Case | undefined {
  const { client, api } = grant;
  const said = (state: Case['state'], code: string, says: string, hint?: string): Case => {
    const place = grant.placeOf([]);
    return {
      suite: client.key,
      name: apiName(api),
      state,
      code,
      lines: [says],
      ...(hint === undefined ? {} : { hint }),
      ...(place === undefined ? {} : { place }),
    };
  };
  if (client.id === undefined) return said('failed', 'client/missing', messages.clientMissing());
  const lacking = reasonAgainst(grant) ?? tenant.lacks(client);
  if (lacking !== undefined) return said('skipped', 'token', lacking.says, lacking.hint);
  if (asksOf(grant, access).length > 0 || grant.organizations.length > 0) return undefined;
  return said('skipped', 'token', reasons.noOrganization());
}

/** The organizations of a grant that the tenant does not have: each is a failure, as a client is. */
function absentOrganizations({ client, api, organizations, placeOf }: Grant): Case[] {
  const place = placeOf(['organization_usage']);
  return organizations.flatMap(({ id, key }): Case[] =>
    id !== undefined
      ? []
      : [
          {
            suite: client.key,
            name: reasons.inOrganization(apiName(api), key),
            state: 'failed',
            code: 'organization/missing',
            lines: [messages.organizationMissing()],
            ...(place === undefined ? {} : { place }),
          },
        ],
  );
}

function reasonAgainst({ client, api }: Grant): { says: string; hint?: string } | undefined {
  const types = client.body['grant_types'];
  if (Array.isArray(types) && !types.includes('client_credentials')) return { says: reasons.noGrantType() };
  if (client.body['token_endpoint_auth_method'] === 'none' && !isBody(client.body['client_authentication_methods']))
    return { says: reasons.publicClient() };
  const { mechanism, required } = isBody(api.body['proof_of_possession']) ? api.body['proof_of_possession'] : {};
  return required === true ? { says: reasons.bound(keyText(mechanism ?? '')) } : undefined;
}

/** The organizations for which a grant lets tokens be asked; `undefined` stands for none. */
function asksOf({ body, organizations }: Grant, access: Access): (Known | undefined)[] {
  const usage = body['organization_usage'] ?? 'deny';
  if (usage === 'deny') return [undefined];
  const any = body['allow_any_organization'] === true ? access.organizations.slice(0, 1) : [];
  const named = (organizations.length > 0 ? organizations : any).filter(({ id }) => id !== undefined);
  return usage === 'require' ? named : [undefined, ...named];
}

function tokensOf(grant: Grant, access: Access, tenant: Tenant): Trial[] {
  const { client, api } = grant;
  return asksOf(grant, access).map((organization): Trial => {
    const ask: Ask = { client, audience: api.key, organization };
    const name = organization === undefined ? apiName(api) : reasons.inOrganization(apiName(api), organization.key);
    return { suite: client.key, name, ask, expected: expectedOf(grant, ask, access, tenant), place: grant.placeOf([]) };
  });
}

/** What a grant promises of a token that is asked for. */
export function expectedOf(grant: Grant, ask: Ask, access: Access, tenant: Tenant): Expected {
  // Only the files can take back what the grant promises: that a tenant gives no token is what is looked for.
  const authorization = grant.api.declared?.body['subject_type_authorization'];
  const policy = isBody(authorization) ? authorization['client'] : undefined;
  if (isBody(policy) && policy['policy'] === 'deny_all') return { type: 'refusal', refused: 'api', held: ask };
  return { type: 'token', assertions: assertionsOf(describe(grant, ask, access, tenant)) };
}

/** The token that a grant promises. */
export function describe(grant: Grant, ask: Ask, access: Access, { issuer }: Tenant): Described {
  const { client, api } = grant;
  const dialect = text(api.body['token_dialect'], 'access_token');
  const isAgent = client.body['agent_id'] !== undefined && client.body['agent_id'] !== null;
  return {
    issuer,
    audience: api.key,
    clientId: client.id ?? '',
    subject: isAgent ? undefined : `${client.id ?? ''}@clients`,
    alg: text(api.body['signing_alg'], 'RS256'),
    dialect,
    lifetime: Number(api.body['token_lifetime'] ?? 86_400),
    scopes: ask.scope ?? scopesOf(grant),
    hasPermissions: dialect.endsWith('_authz') && api.body['enforce_policies'] === true,
    organizationId: (ask.organization ?? standardOrganization(client, access))?.id,
    isEncrypted: isBody(api.body['token_encryption']),
    places: {
      'token/lifetime': api.placeOf(['token_lifetime']),
      'token/alg': api.placeOf(['signing_alg']),
      'token/dialect': api.placeOf(['token_dialect']),
      'token/typ': api.placeOf(['token_dialect']),
      'token/client': api.placeOf(['token_dialect']),
      'token/permissions': api.placeOf(['enforce_policies']),
      'token/encryption': api.placeOf(['token_encryption']),
      'token/aud': api.placeOf(['identifier']),
      'token/scope': grant.placeOf(['scope']),
      'token/organization': grant.placeOf(['organization_usage']),
    },
  };
}

/** The organization that a client's tokens are for when it names none. */
function standardOrganization(client: Known, { organizations }: Access): Known | undefined {
  const standard = client.body['default_organization'];
  const { flows, organization_id: name } = isBody(standard) ? standard : {};
  if (!Array.isArray(flows) || !flows.includes('client_credentials')) return undefined;
  return organizations.find(({ key, id }) => key === name || id === name);
}

function scopesOf({ body, api }: Grant): string[] {
  if (body['allow_all_scopes'] === true) return scopeNames(api);
  return Array.isArray(body['scope']) ? body['scope'].map(keyText) : [];
}

function scopeNames({ body: { scopes } }: Known): string[] {
  return Array.isArray(scopes) ? scopes.filter(isBody).map(({ value }) => keyText(value ?? '')) : [];
}

/** What a client must not get: a scope beyond its grant, an API without one, and nothing without an organization where one is required. */
function refusalsOf(client: Known, grants: readonly Grant[], access: Access, tenant: Tenant): Trial[] {
  const refusal = (name: string, ask: Ask, expected: Omit<Expected & { type: 'refusal' }, 'type' | 'held'>): Trial => ({
    suite: client.key,
    name,
    ask,
    expected: { type: 'refusal', held: { ...ask, scope: undefined }, ...expected },
    place: grants[0]?.placeOf([]),
  });
  const beyond = grants.flatMap((grant) => {
    const held = scopesOf(grant);
    const scope = scopeNames(grant.api).find((one) => !held.includes(one));
    const [organization] = asksOf(grant, access);
    return scope === undefined ? [] : [{ grant, scope, organization }];
  })[0];
  const granted = new Set(access.grants.filter((grant) => grant.client.key === client.key).map(({ api }) => api.key));
  const other = [...access.apis.map((api) => ({ key: api.key, name: apiName(api) })), managementOf(tenant)].find(
    ({ key }) => !granted.has(key),
  );
  const required = grants.find(
    ({ body }) => body['organization_usage'] === 'require' && standardOrganization(client, access) === undefined,
  );
  return [
    ...(beyond === undefined
      ? []
      : [
          refusal(
            reasons.refuses(apiName(beyond.grant.api), beyond.scope),
            { client, audience: beyond.grant.api.key, organization: beyond.organization, scope: [beyond.scope] },
            { refused: 'scope', scope: beyond.scope },
          ),
        ]),
    ...(other === undefined
      ? []
      : [refusal(reasons.refuses(other.name, undefined), { client, audience: other.key }, { refused: 'api' })]),
    ...(required === undefined
      ? []
      : [
          refusal(
            reasons.refusesWithout(apiName(required.api)),
            { client, audience: required.api.key },
            { refused: 'organization' },
          ),
        ]),
  ];
}

/** Every tenant has an API that most clients must not reach. */
function managementOf({ issuer }: Tenant): { key: string; name: string } {
  return { key: `${issuer.replace(/^http:/, 'https:')}api/v2/`, name: 'Management API' };
}

function text(value: Json | undefined, fallback: string): string {
  return typeof value === 'string' && value !== '' ? value : fallback;
}

/** The trials without those that a test of the smoke file is about as a whole. */
export function withoutOverridden(trials: readonly Trial[], tests: readonly Trial[]): Trial[] {
  const denied = new Set(tests.filter(({ expected }) => expected.type === 'denied').map(({ ask }) => askKey(ask)));
  const stated = new Map<string, Set<string>>();
  for (const { ask, expected } of tests) {
    if (expected.type !== 'token') continue;
    const codes = stated.get(askKey(ask)) ?? new Set();
    for (const { code } of expected.assertions) codes.add(code);
    stated.set(askKey(ask), codes);
  }
  return trials.flatMap((trial): Trial[] => {
    const { expected, ask } = trial;
    if (expected.type !== 'token') return [trial];
    if (denied.has(askKey(ask))) return [];
    const codes = stated.get(askKey(ask));
    if (codes === undefined) return [trial];
    return [
      { ...trial, expected: { ...expected, assertions: expected.assertions.filter(({ code }) => !codes.has(code)) } },
    ];
  });
}
