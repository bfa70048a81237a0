import { isBody } from '../../../src/model/json.ts';
import type { Row } from '../row.ts';
import { body, flag, one, some, whole } from './values.ts';

const quota = body({
  client_credentials: body({ enforce: flag, per_hour: whole(1, 999) }, { per_day: whole(1, 9999) }),
});

/** The tenant's settings. */
export const tenant: Row[] = [
  {
    title: 'tenant',
    type: 'tenant',
    at: (resource) => ({ tenant: resource }),
    around: {
      resourceServers: [{ name: 'Api', identifier: 'https://api.test' }],
      databases: [{ name: 'people', options: {} }],
      connections: [{ name: 'work', strategy: 'oidc', options: {} }],
    },
    address: 'tenant',
    always: { friendly_name: 'Harbor' },
    fields: {
      friendly_name: one('Harbor', 'Harbor & Co'),
      picture_url: one('https://harbor.test/a.png', 'https://harbor.test/b.png'),
      support_email: one('help@harbor.test', 'info@harbor.test'),
      support_url: one('https://harbor.test/help', 'https://harbor.test/info'),
      default_redirection_uri: one('https://app.test/login', 'https://app.test/start'),
      allowed_logout_urls: some('https://a.test', 'https://b.test', 'https://c.test'),
      default_audience: one('https://api.test', ''),
      default_directory: one('people', 'work'),
      enabled_locales: some('en', 'de', 'pt-BR'),
      sandbox_version: one('22', '18'),
      session_lifetime: whole(1, 700),
      idle_session_lifetime: whole(1, 700),
      ephemeral_session_lifetime: whole(1, 700),
      idle_ephemeral_session_lifetime: whole(1, 700),
      session_cookie: body({ mode: one('persistent', 'non-persistent') }),
      'sessions.oidc_logout_prompt_enabled': flag,
      'oidc_logout.rp_logout_end_session_endpoint_discovery': flag,
      device_flow: body({ charset: one('base20', 'digits'), mask: one('****-****', '***-***') }),
      'default_token_quota.clients': quota,
      'default_token_quota.organizations': quota,
      'flags.enable_client_connections': flag,
      'flags.revoke_refresh_token_grant': flag,
      'flags.enable_apis_section': flag,
      'flags.allow_legacy_ro_grant_types': flag,
      'flags.disable_clickjack_protection_headers': flag,
      acr_values_supported: some('urn:one', 'urn:two', 'urn:three'),
      'mtls.enable_endpoint_aliases': flag,
      country_codes: body({ list: some('DE', 'AT', 'CH'), mode: one('allow', 'deny') }),
      security_headers: body({
        content_security_policy: body({ enabled: flag, policies: one([], [{ mode: 'reporting', directives: {} }]) }),
        x_xss_protection: body({ enabled: flag, mode: one('block') }),
      }),
      customize_mfa_in_postlogin_action: flag,
      allow_organization_name_in_authentication_api: flag,
      pushed_authorization_requests_supported: flag,
      authorization_response_iss_parameter_supported: flag,
      skip_non_verifiable_callback_uri_confirmation_prompt: flag,
      resource_parameter_profile: one('audience', 'compatibility'),
    },
    unordered: { allowed_logout_urls: true, 'country_codes.list': true },
    ordered: ['enabled_locales', 'acr_values_supported'],
    clearable: [
      'session_cookie',
      'sessions',
      'device_flow',
      'default_token_quota',
      'acr_values_supported',
      'mtls',
      'country_codes',
      'security_headers',
      'customize_mfa_in_postlogin_action',
      'allow_organization_name_in_authentication_api',
      'pushed_authorization_requests_supported',
      'authorization_response_iss_parameter_supported',
      'skip_non_verifiable_callback_uri_confirmation_prompt',
    ],
    server: { sandbox_versions_available: ['22', '18', '12'] },
    after: ['resourceServers/https://api.test', 'databases/people'],
    live: (read) => read('/tenants/settings'),
    byHand: [
      {
        patch: '/tenants/settings',
        body: {
          friendly_name: 'By hand',
          support_email: 'hand@harbor.test',
          session_lifetime_in_minutes: 181,
          idle_session_lifetime_in_minutes: 62,
          flags: { enable_client_connections: false, mfa_show_factor_list_on_enrollment: true },
          default_token_quota: {
            clients: { client_credentials: { enforce: true, per_day: 5 } },
            organizations: { client_credentials: { enforce: false, per_hour: 7 } },
          },
          device_flow: { charset: 'digits', mask: '*-*' },
          security_headers: { x_xss_protection: { enabled: true, mode: 'block', report_uri: 'https://harbor.test/r' } },
          country_codes: { list: ['FR'], mode: 'deny' },
        },
      },
    ],
    gone: 'never',
  },
  {
    title: 'tenant with lifetimes in minutes',
    type: 'tenant',
    at: (resource) => ({ tenant: resource }),
    address: 'tenant',
    always: { session_lifetime_in_minutes: 181 },
    fields: {
      session_lifetime_in_minutes: whole(1, 5000),
      idle_session_lifetime_in_minutes: whole(1, 5000),
      ephemeral_session_lifetime_in_minutes: whole(1, 5000),
      idle_ephemeral_session_lifetime_in_minutes: whole(1, 5000),
    },
    live: (read) => read('/tenants/settings'),
    byHand: [{ patch: '/tenants/settings', body: { session_lifetime: 3, idle_session_lifetime_in_minutes: 62 } }],
    restless: [
      'session_lifetime',
      'idle_session_lifetime',
      'ephemeral_session_lifetime',
      'idle_ephemeral_session_lifetime',
    ],
    gone: 'never',
  },
  {
    title: 'tenant with fractions of hours',
    type: 'tenant',
    at: (resource) => ({ tenant: resource }),
    address: 'tenant',
    always: { session_lifetime: 3.0166666666666666 },
    fields: {
      session_lifetime: one(3.0166666666666666, 0.5, 12),
      idle_session_lifetime: one(1.5, 1, 0.016666666666666666),
      ephemeral_session_lifetime: one(1.5, 1, 0.25),
      idle_ephemeral_session_lifetime: one(1.5, 1, 0.25),
    },
    live: (read) => read('/tenants/settings'),
    gone: 'never',
  },
];

/** Domains of the tenant's own. */
export const customDomains: Row[] = [
  {
    title: 'customDomains',
    type: 'customDomains',
    at: (resource) => ({ customDomains: [resource] }),
    address: 'customDomains/login.harbor.test',
    always: { domain: 'login.harbor.test', type: 'auth0_managed_certs' },
    fields: {
      tls_policy: one('recommended'),
      custom_client_ip_header: one('true-client-ip', 'cf-connecting-ip', 'x-forwarded-for'),
      'domain_metadata.team': one('identity', 'web'),
      'domain_metadata.region': one('north', 'south'),
      relying_party_identifier: one('harbor.test', 'login.harbor.test'),
    },
    maps: ['domain_metadata'],
    immutable: { type: ['auth0_managed_certs', 'self_managed_certs'] },
    clearable: ['custom_client_ip_header', 'relying_party_identifier', 'domain_metadata'],
    server: {
      custom_domain_id: 'cd_0000000000000000',
      primary: true,
      status: 'ready',
      verification: { methods: [] },
      certificate: { status: 'provisioned' },
      origin_domain_name: 'harbor.edge.test',
      created_at: '2026-01-01T00:00:00.000Z',
      updated_at: '2026-01-01T00:00:00.000Z',
    },
    rename: { id: 'custom_domain_id', fields: { domain: 'other.harbor.test' }, isReplaced: true },
    live: async (read) => {
      const domains = await read('/custom-domains');
      return Array.isArray(domains)
        ? domains.find((domain) => isBody(domain) && domain['domain'] === 'login.harbor.test')
        : undefined;
    },
    byHand: [
      {
        post: '/custom-domains',
        body: {
          domain: 'login.harbor.test',
          type: 'auth0_managed_certs',
          domain_metadata: { team: 'by hand', left: 'over' },
          custom_client_ip_header: 'x-azure-clientip',
          relying_party_identifier: 'hand.test',
        },
      },
    ],
  },
  {
    title: 'customDomains, the default one',
    type: 'customDomains',
    at: (resource) => ({
      customDomains: [resource, { domain: 'other.harbor.test', type: 'auth0_managed_certs', is_default: false }],
    }),
    address: 'customDomains/login.harbor.test',
    always: { domain: 'login.harbor.test', type: 'auth0_managed_certs', is_default: true },
    fields: { custom_client_ip_header: one('true-client-ip', 'cf-connecting-ip') },
    live: (read) => read('/custom-domains'),
    // The default domain cannot be deleted.
    gone: 'never',
  },
];

/** Colours, logo and font of the login pages, and their template. */
export const branding: Row[] = [
  {
    title: 'branding',
    type: 'branding',
    at: (resource) => ({ branding: resource }),
    around: { customDomains: [{ domain: 'login.harbor.test', type: 'auth0_managed_certs' }] },
    address: 'branding',
    always: { colors: { primary: '#0059d6' } },
    fields: {
      'colors.primary': one('#0059d6', '#112233'),
      'colors.page_background': one('#ffffff', '#eeeeee'),
      favicon_url: one('https://harbor.test/a.ico', 'https://harbor.test/b.ico'),
      logo_url: one('https://harbor.test/a.png', 'https://harbor.test/b.png'),
      'font.url': one('https://harbor.test/a.woff2', 'https://harbor.test/b.woff2'),
      templates: one(
        [{ template: 'universal_login', body: '<html>{%- auth0:head -%}{%- auth0:widget -%}</html>' }],
        [{ template: 'universal_login', body: '<html>{%- auth0:head -%}<b>{%- auth0:widget -%}</b></html>' }],
      ),
    },
    children: {
      templates: {
        name: 'templates',
        key: () => 'universal_login',
        isGuarded: true,
        after: ['customDomains/login.harbor.test'],
      },
    },
    clearable: ['favicon_url', 'logo_url', 'font', 'colors'],
    live: async (read) => {
      const template = await read('/branding/templates/universal-login');
      return { ...((await read('/branding')) as object), templates: [template ?? null] };
    },
    byHand: [
      {
        patch: '/branding',
        body: {
          colors: {
            primary: '#000000',
            page_background: { type: 'linear-gradient', start: '#fff', end: '#000', angle_deg: 9 },
          },
          logo_url: 'https://harbor.test/hand.png',
          favicon_url: null,
          font: { url: 'https://harbor.test/hand.woff2' },
        },
      },
      { patch: '/prompts', body: { identifier_first: true } },
      {
        put: '/branding/templates/universal-login',
        body: { template: '<html>{%- auth0:head -%}by hand{%- auth0:widget -%}</html>' },
      },
    ],
    gone: 'never',
  },
];
