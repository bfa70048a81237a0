import { answer, one } from '../../catalog/endpoints.ts';
import { formerly } from '../../catalog/resource-type.ts';
import type { ResourceType } from '../../catalog/resource-type.ts';
import { isBody, isSame, omit } from '../../model/json.ts';
import type { Json } from '../../model/json.ts';
import type { Body } from '../../model/json.ts';
import { builtInAudience } from '../resourceServers/resource-servers.ts';

const lifetimes = [
  'session_lifetime',
  'idle_session_lifetime',
  'ephemeral_session_lifetime',
  'idle_ephemeral_session_lifetime',
];

/** The tenant's settings. */
export const tenant: ResourceType = {
  name: 'tenant',
  section: 'tenant',
  identity: { keys: [] },
  scopes: 'tenant_settings',
  endpoints: {
    get: (api) => one(api.tenants.settings.get()),
    update: (api, _target, body) => answer(api.tenants.settings.update(body)),
  },
  readOnly: ['sandbox_versions_available'],
  former: {
    // The three pages live in the same object but are resources of the type `pages`.
    ...formerly('change_password guardian_mfa_page error_page', 'it is one of the pages, and set there'),
    // The API refuses flags that it no longer lets a tenant set, though it shows some of them, and older files have them.
    ...formerly(`
      flags.enable_custom_domain_in_emails flags.enable_legacy_logs_search_v2
      flags.new_universal_login_experience_enabled flags.remove_stale_idp_attributes
      flags.require_pushed_authorization_requests flags.universal_login flags.use_scope_descriptions_for_consent
      flags.dashboard_new_onboarding flags.cannot_change_enforce_client_authentication_on_passwordless_start
      flags.force_logout_extensions flags.include_email_in_reset_pwd_redirect
      flags.include_email_in_verify_email_redirect flags.require_signed_request_object
      flags.sso_cookie_same_site_none flags.enable_guardian flags.allow_refresh_token_for_v2_scopes
      flags.password_strength_enforcement
    `),
  },
  rules: lifetimes.map((field) => ({
    when: [{ path: `${field}_in_minutes` }, { path: field }],
    says: `${field} and ${field}_in_minutes say the same`,
    hint: 'keep one of the two: the API takes no request with both',
    severity: 'warning',
  })),
  orders: ['', 'ephemeral_'].flatMap((type) =>
    ['', '_in_minutes'].map((unit) => ({
      low: `idle_${type}session_lifetime${unit}`,
      high: `${type}session_lifetime${unit}`,
      severity: 'warning',
    })),
  ),
  sets: { allowed_logout_urls: true, 'country_codes.list': true },
  references: {
    default_directory: { to: ['databases', 'connections'], by: 'key' },
    default_audience: { to: 'resourceServers', by: 'key', builtIn: builtInAudience },
  },
  hooks: {
    // GET answers in hours, with fractions when minutes were set; PATCH takes whole hours or `*_in_minutes`, not both.
    // It keeps whole minutes.
    fromApi: (live) => ({ ...inWholeMinutes(live), ...minutesOf(live) }),
    fromFile: inWholeMinutes,
    // Whole hours say more than minutes; a file with both could not be sent.
    toFile: (live) => {
      const isWhole = (field: string): boolean => Number.isInteger(live[field]);
      return omit(live, [
        ...lifetimes.filter((field) => !isWhole(field) && Object.hasOwn(live, `${field}_in_minutes`)),
        ...lifetimes.filter(isWhole).map((field) => `${field}_in_minutes`),
      ]);
    },
    // Flags are merged one by one, and one that this tenant may not set is refused: only those that differ are sent.
    toUpdate: (request, { flags: wanted }, { flags: given }) => {
      if (request['flags'] === undefined || !isBody(wanted) || !isBody(given)) return request;
      const differing = Object.entries(wanted).filter(([flag, value]) => !isSame(value, given[flag] ?? null));
      if (differing.length === 0) return omit(request, ['flags']);
      return { ...request, flags: Object.fromEntries(differing) };
    },
    toApi: (request) => {
      const fractional = lifetimes.filter((field) => !Number.isInteger(request[field] ?? 0));
      const rest = Object.entries(request).filter(([field]) => !fractional.includes(field));
      return {
        ...Object.fromEntries(rest),
        ...minutesOf(Object.fromEntries(fractional.map((f) => [f, request[f] ?? 0]))),
      };
    },
  },
};

/** Lifetimes in hours as the API keeps them. */
function inWholeMinutes(body: Body): Body {
  const hours = Object.entries(body).filter(([field]) => lifetimes.includes(field));
  const rounded = hours.map(([field, value]): [string, Json] => [
    field,
    typeof value === 'number' ? Math.round(value * 60) / 60 : value,
  ]);
  return { ...body, ...Object.fromEntries(rounded) };
}

function minutesOf(body: Body): Body {
  const minutes = lifetimes.map((field) => [`${field}_in_minutes`, body[field]] as const);
  return Object.fromEntries(
    minutes.flatMap(([field, hours]) => (typeof hours === 'number' ? [[field, Math.round(hours * 60)]] : [])),
  );
}
