import type { Area } from '../area.ts';
import { type Body, bodyOf, omit, textOf } from '../body.ts';
import type { Write } from '../collection.ts';
import type { Call } from '../route.ts';
import { badRequest, invalidBody } from '../errors.ts';
import { type Additions, type Constraints, atLeastOne, items } from '../schema.ts';
import type { Singleton } from '../singleton.ts';

const LIFETIMES = [
  'session_lifetime',
  'idle_session_lifetime',
  'ephemeral_session_lifetime',
  'idle_ephemeral_session_lifetime',
];

/**
 * PATCH takes each lifetime in whole hours or in minutes, never both; GET always tells hours, fractional if need be.
 * A default audience or directory must name what exists; an empty text is none.
 */
export function tenantBeforeStore(body: Body, { call, sent }: Write): Body {
  const hours: Body = {};
  for (const name of LIFETIMES) {
    const minutes = sent[`${name}_in_minutes`];
    if (typeof minutes !== 'number') continue;
    if (sent[name] !== undefined) throw invalidBody(`${name} and ${name}_in_minutes are mutually exclusive`);
    hours[name] = minutes / 60;
  }
  const audience = textOf(sent['default_audience']);
  const isApi = call.store.some('resource_servers', ({ identifier }) => identifier === audience);
  if (audience !== '' && !isApi) throw badRequest('The default audience is not a known API.');
  const directory = textOf(sent['default_directory']);
  const isDatabase = call.store.some('connections', ({ name }) => name === directory);
  if (directory !== '' && !isDatabase) throw badRequest('The default directory is not a known connection.');
  return {
    ...omit(
      body,
      LIFETIMES.map((name) => `${name}_in_minutes`),
    ),
    ...hours,
  };
}

/** The answer to a PATCH has two flags that no GET has, and not the versions of the sandbox. */
function revealTenant(tenant: Body, { method }: Call): Body {
  if (method === 'GET') return tenant;
  const flags = {
    ...bodyOf(tenant['flags']),
    cannot_change_enforce_client_authentication_on_passwordless_start: true,
    enforce_client_authentication_on_passwordless_start: true,
  };
  return { ...omit(tenant, ['sandbox_versions_available']), flags };
}

const tenant: Singleton = {
  name: 'tenant',
  path: '/tenants/settings',
  stem: 'tenant_settings',
  update: 'UpdateTenantSettingsRequestContent',
  fields: true,
  merged: ['flags'],
  beforeStore: tenantBeforeStore,
  reveal: revealTenant,
  defaults: {
    flags: {
      allow_changing_enable_sso: false,
      disable_clickjack_protection_headers: true,
      disable_impersonation: true,
      enable_sso: true,
      revoke_refresh_token_grant: false,
      // Read although no PATCH may hold it.
      universal_login: true,
    },
    universal_login: { colors: { page_background: '#000000', primary: '#0059d6' } },
    enabled_locales: ['en'],
    session_lifetime: 168,
    idle_session_lifetime: 72,
    sandbox_version: '22',
    sandbox_versions_available: ['22', '18'],
    oidc_logout: { rp_logout_end_session_endpoint_discovery: true },
    resource_parameter_profile: 'audience',
    phone_consolidated_experience: false,
    client_id_metadata_document_supported: false,
  },
};

const wholeHours = { type: 'integer', minimum: 1 };

const constraints: Constraints = {
  UpdateTenantSettingsRequestContent: {
    ...atLeastOne,
    properties: {
      enabled_locales: items(1),
      ...Object.fromEntries(
        [
          'session_lifetime',
          'idle_session_lifetime',
          'ephemeral_session_lifetime',
          'idle_ephemeral_session_lifetime',
        ].flatMap((name) => [
          [name, wholeHours],
          [`${name}_in_minutes`, wholeHours],
        ]),
      ),
    },
  },
};

/** What the API takes although the SDK's types do not have it. */
const additions: Additions = {
  UpdateTenantSettingsRequestContent: {
    universal_login: {
      type: 'object',
      properties: { colors: { type: 'object', additionalProperties: { type: 'string' } } },
    },
  },
  TenantSettingsFlags: { use_scope_descriptions_for_consent: { type: 'boolean' } },
};

/** The settings of the tenant. */
export const tenantArea: Area = {
  additions,
  singletons: [tenant],
  constraints,
};
