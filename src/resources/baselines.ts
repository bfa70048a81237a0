import type { Type } from '../catalog/catalog.ts';
import { isSame, own } from '../model/json.ts';
import type { Body, Json } from '../model/json.ts';

/** What the API answered for a resource that was created without these fields. */
interface Recorded {
  type: string;
  /** Only where the resource has one of these values. */
  when?: Record<string, readonly Json[]>;
  body: Body;
  /** The day of the latest recording that has it. */
  recorded: string;
  /** The test of Auth0's Terraform provider whose recording that is. */
  source: string;
}

const tokens = {
  rotation_type: 'non-rotating',
  expiration_type: 'non-expiring',
  leeway: 0,
  infinite_token_lifetime: true,
  infinite_idle_token_lifetime: true,
};

/**
 * What goes without saying, as recordings of the real API show it: a pull leaves these fields out where a tenant has these values.
 *
 * Only what was recorded is here, and only where all recordings agree; what is not is written out. Which grants a client has, how it
 * proves itself and what it is signed with are always written.
 */
const recordings: readonly Recorded[] = [
  {
    type: 'clients',
    body: {
      is_first_party: true,
      is_token_endpoint_ip_header_trusted: false,
      sso_disabled: false,
      cross_origin_authentication: false,
      custom_login_page_on: true,
    },
    recorded: '2026-08-14',
    source: 'TestAccOrganizationClients',
  },
  {
    type: 'clients',
    when: { app_type: ['native', 'spa'] },
    body: { refresh_token: { ...tokens, token_lifetime: 2_592_000, idle_token_lifetime: 1_296_000 } },
    recorded: '2026-01-28',
    source: 'TestAccClientMobile, TestAccClientSkipPrompt',
  },
  {
    type: 'clients',
    when: { app_type: ['non_interactive'], client_authentication_methods: [null] },
    body: { refresh_token: { ...tokens, token_lifetime: 31_557_600, idle_token_lifetime: 2_592_000 } },
    recorded: '2026-08-13',
    source: 'TestAccClientCredentialsTokenVaultPrivilegedAccess',
  },
  {
    type: 'clients',
    when: { app_type: ['native', 'spa', 'non_interactive'] },
    body: { jwt_configuration: { secret_encoded: false, lifetime_in_seconds: 36_000 } },
    recorded: '2026-01-28',
    source: 'TestAccClientMobile, TestAccClientSkipPrompt, TestAccDataSourceConnection',
  },
  {
    type: 'resourceServers',
    when: { signing_alg: ['RS256'] },
    body: {
      allow_offline_access: false,
      skip_consent_for_verifiable_first_party_clients: false,
      token_lifetime: 86_400,
      token_lifetime_for_web: 7200,
      subject_type_authorization: { client: { policy: 'require_client_grant' }, user: { policy: 'allow_all' } },
    },
    recorded: '2026-08-14',
    source: 'TestAccDataSourceClientGrantOrganizations',
  },
  {
    type: 'databases',
    body: { is_domain_connection: false, authentication: { active: true }, connected_accounts: { active: false } },
    recorded: '2026-04-23',
    source: 'TestAccOrganizationConnections',
  },
  {
    type: 'connections',
    when: { strategy: ['okta', 'oidc', 'oauth2', 'waad', 'google-apps'] },
    body: { authentication: { active: true }, connected_accounts: { active: false } },
    recorded: '2026-08-13',
    source:
      'TestAccDirectorySynchronizedGroupsMetadata, TestAccConnectionOkta, TestAccConnectionOAuth2, TestAccSCIMToken',
  },
  {
    type: 'connections',
    when: { strategy: ['okta', 'oidc', 'waad', 'adfs', 'pingfederate'] },
    body: { is_domain_connection: false },
    recorded: '2026-07-28',
    source: 'TestAccConnectionCrossAppAccessRequestingApp, TestAccConnectionOkta, TestAccConnectionADFS',
  },
  {
    type: 'connections',
    when: { strategy: ['okta', 'oidc'] },
    body: { show_as_button: false },
    recorded: '2026-07-28',
    source: 'TestAccConnectionCrossAppAccessRequestingApp, TestAccOrganizationConnections',
  },
  {
    type: 'organizations',
    body: { third_party_client_access: 'block', is_app_entitlement_active: false },
    recorded: '2026-08-14',
    source: 'TestAccOrganizationIsAppEntitlementActive',
  },
  {
    type: 'actions',
    body: { dependencies: [], secrets: [] },
    recorded: '2026-06-11',
    source: 'TestTokenExchangeDataSourceResource',
  },
  {
    type: 'customDomains',
    when: { type: ['auth0_managed_certs'] },
    body: { tls_policy: 'recommended' },
    recorded: '2025-04-25',
    source: 'TestAccPromptScreenPartials',
  },
  { type: 'eventStreams', body: { status: 'enabled' }, recorded: '2026-01-20', source: 'TestAccEventStream' },
  {
    type: 'logStreams',
    when: { type: ['eventbridge', 'mixpanel', 'sumo'] },
    body: { status: 'active' },
    recorded: '2022-12-14',
    source: 'TestAccLogStreamMixpanel, TestAccLogStreamEventBridge, TestAccLogStreamSumo',
  },
];

/** What of a body goes without saying. */
export function baseline({ name }: Type, body: Body): Body {
  const fitting = recordings.filter(({ type, when = {} }) => {
    const isOne = ([field, values]: [string, readonly Json[]]): boolean =>
      values.some((value) => isSame(value, own(body, field) ?? null));
    return type === name && Object.entries(when).every(isOne);
  });
  return Object.fromEntries(fitting.flatMap((one) => Object.entries(one.body)));
}
