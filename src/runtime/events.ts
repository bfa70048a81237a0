// A full event of each trigger, as Auth0's reference describes it: everything that may be there is there.
import type { Value } from './types.ts';

type Event = { [key: string]: Value };

const geoip: Event = {
  cityName: 'Hamburg',
  continentCode: 'EU',
  countryCode: 'DE',
  countryCode3: 'DEU',
  countryName: 'Germany',
  latitude: 53.55,
  longitude: 9.99,
  subdivisionCode: 'HH',
  subdivisionName: 'Hamburg',
  timeZone: 'Europe/Berlin',
};

const agent: Event = { agent_id: 'agt_0000000000000001', agent_metadata: {}, name: 'Sample agent' };
const client: Event = { client_id: 'sampleclient00000000000000000001', metadata: {}, name: 'Sample client' };
const connection: Event = {
  id: 'con_0000000000000001',
  metadata: {},
  name: 'Username-Password-Authentication',
  strategy: 'auth0',
};
const custom_domain: Event = { domain: 'login.example.com', domain_metadata: {} };
const organization: Event = {
  id: 'org_0000000000000001',
  display_name: 'Sample organization',
  metadata: {},
  name: 'sample-organization',
};
const resource_server: Event = { identifier: 'https://api.example.com' };
const security_context: Event = {
  ja3: '773906b0efdefa24a7f2b8eb6985bf37',
  ja4: 't13d1516h2_8daaf6152771_02713d6af862',
};
const tenant: Event = { id: 'sample' };
const namedTenant: Event = {
  id: 'sample',
  friendly_name: 'Sample',
  home_url: 'https://example.com',
  logo_url: 'https://example.com/logo.png',
  support_email: 'support@example.com',
  support_url: 'https://example.com/support',
};

const browser: Event = {
  geoip,
  hostname: 'sample.eu.auth0.com',
  ip: '203.0.113.7',
  language: 'en',
  method: 'POST',
  user_agent: 'Mozilla/5.0',
};
const withBody: Event = { ...browser, body: {} };
const withQuery: Event = { ...withBody, query: {} };

const names: Event = {
  family_name: 'Lovelace',
  given_name: 'Ada',
  name: 'Ada Lovelace',
  nickname: 'ada',
  picture: 'https://example.com/ada.png',
};
const user: Event = {
  ...names,
  app_metadata: {},
  created_at: '2026-01-01T00:00:00.000Z',
  email: 'ada@example.com',
  email_verified: true,
  last_password_reset: '2026-02-01T00:00:00.000Z',
  phone_number: '+494000000000',
  phone_verified: true,
  updated_at: '2026-03-01T00:00:00.000Z',
  user_id: 'auth0|0000000000000000000000001',
  user_metadata: {},
  username: 'ada',
};
const identities: Value[] = [
  {
    connection: 'Username-Password-Authentication',
    isSocial: false,
    provider: 'auth0',
    user_id: '0000000000000000000000001',
  },
];
const enrolledFactors: Value[] = [{ method: 'otp', type: 'otp' }];

/** What a risk assessment says at a login; elsewhere it has the supplemental part alone. */
const supplemental: Event = { akamai: { akamaiBot: {}, akamaiUserRisk: {} } };
const riskAssessment: Event = {
  confidence: 'high',
  version: '1',
  assessments: {
    UntrustedIP: { code: 'not_found_on_deny_list', confidence: 'high' },
    NewDevice: { code: 'match', confidence: 'high' },
    ImpossibleTravel: { code: 'minimal_travel_from_last_login', confidence: 'high' },
    AgentDetection: { code: 'no_agent', confidence: 'high' },
  },
  supplemental,
};
const methods: Value[] = [{ name: 'pwd', timestamp: '2026-03-01T00:00:00.000Z' }];

const device: Event = {
  initial_asn: '64500',
  initial_ip: '203.0.113.7',
  initial_user_agent: 'Mozilla/5.0',
  last_asn: '64500',
  last_ip: '203.0.113.7',
  last_user_agent: 'Mozilla/5.0',
};
const times: Event = {
  created_at: '2026-03-01T00:00:00.000Z',
  expires_at: '2026-04-01T00:00:00.000Z',
  idle_expires_at: '2026-03-04T00:00:00.000Z',
};

const refresh_token: Event = {
  ...times,
  id: 'rt_0000000000000001',
  client_id: 'sampleclient00000000000000000001',
  device,
  last_exchanged_at: '2026-03-01T00:00:00.000Z',
  metadata: {},
  resource_servers: [{ audience: 'https://api.example.com', scopes: 'read:things' }],
  rotating: true,
  session_id: 'sess_0000000000000001',
  session_transfer: { parent_refresh_token: { id: 'rt_0000000000000000' } },
  user_id: 'auth0|0000000000000000000000001',
};
const session: Event = {
  ...times,
  id: 'sess_0000000000000001',
  actor: { sub: 'auth0|0000000000000000000000002' },
  authenticated_at: '2026-03-01T00:00:00.000Z',
  clients: [{ client_id: 'sampleclient00000000000000000001' }],
  cookie: { mode: 'non-persistent' },
  device,
  last_interacted_at: '2026-03-01T00:00:00.000Z',
  metadata: {},
  session_transfer: { parent_refresh_token: { id: 'rt_0000000000000000', metadata: {} } },
  updated_at: '2026-03-01T00:00:00.000Z',
  user_id: 'auth0|0000000000000000000000001',
};

const transaction: Event = {
  acr_values: [],
  locale: 'en',
  login_hint: 'ada@example.com',
  prompt: [],
  protocol: 'oidc-basic-profile',
  redirect_uri: 'https://app.example.com/callback',
  requested_scopes: ['openid'],
  response_mode: 'query',
  response_type: ['code'],
  state: 'sample-state',
  ui_locales: ['en'],
};
const correlated: Event = { correlation_id: 'corr_0000000000000001' };
const prompt: Event = { id: 'ap_0000000000000001', fields: {}, vars: {} };
const stats: Event = { logins_count: 1 };
const authorization: Event = { roles: [] };

const login: Event = {
  agent,
  authentication: { methods, riskAssessment },
  authorization,
  client: { ...client, refresh_token: { policies: [] } },
  connection,
  custom_domain,
  organization,
  prompt,
  refresh_token,
  request: { ...withQuery, asn: '64500' },
  resource_server,
  security_context,
  session,
  session_transfer_token: {
    client_id: 'sampleclient00000000000000000002',
    request: { asn: '64500', geoip, ip: '203.0.113.7', user_agent: 'Mozilla/5.0' },
    scope: ['openid'],
  },
  stats,
  tenant,
  transaction: {
    ...transaction,
    ...correlated,
    id: 'txn_0000000000000001',
    linking_id: 'lnk_0000000000000001',
    requested_authorization_details: [],
    actor: { sub: 'auth0|0000000000000000000000002' },
    actor_token_type: 'urn:ietf:params:oauth:token-type:access_token',
    metadata: {},
    subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
  },
  user: { ...user, enrolledFactors, multifactor: [], identities },
};

/** The sample events, by trigger. */
export const sampleEvents: { readonly [trigger: string]: Event } = {
  'credentials-exchange': {
    accessToken: { customClaims: {}, scope: ['read:things'] },
    agent,
    client,
    custom_domain,
    organization,
    request: withBody,
    resource_server,
    tenant,
    transaction: { ...correlated, requested_scopes: [], target_scopes: ['read:things'] },
  },
  'post-login': login,
  'pre-user-registration': {
    authentication: { riskAssessment: { supplemental } },
    client,
    connection,
    custom_domain,
    request: withBody,
    security_context,
    tenant,
    transaction: { ...transaction, ...correlated },
    user: {
      ...names,
      app_metadata: {},
      email: 'ada@example.com',
      phone_number: '+494000000000',
      user_metadata: {},
      username: 'ada',
    },
  },
  'post-user-registration': {
    authentication: { riskAssessment: { supplemental } },
    connection,
    custom_domain,
    request: browser,
    security_context,
    tenant,
    transaction,
    user,
  },
  'post-change-password': {
    authentication: { riskAssessment: { supplemental } },
    connection,
    custom_domain,
    request: browser,
    tenant,
    transaction: correlated,
    user: {
      email: 'ada@example.com',
      email_verified: true,
      last_password_reset: '2026-02-01T00:00:00.000Z',
      phone_number: '+494000000000',
      phone_verified: true,
      user_id: 'auth0|0000000000000000000000001',
      username: 'ada',
    },
  },
  'password-reset-post-challenge': {
    authentication: { methods, riskAssessment: { supplemental } },
    authorization,
    client,
    connection,
    custom_domain,
    organization,
    prompt,
    request: withQuery,
    stats,
    tenant,
    transaction: {
      ...correlated,
      locale: 'en',
      login_hint: 'ada@example.com',
      state: 'sample-state',
      ui_locales: ['en'],
    },
    user: { ...user, enrolledFactors, identities },
  },
  'send-phone-message': {
    client,
    custom_domain,
    message_options: {
      action: 'second-factor-authentication',
      code: '123456',
      message_type: 'sms',
      recipient: '+494000000000',
      text: 'Your code is 123456.',
    },
    request: browser,
    security_context,
    tenant,
    transaction: correlated,
    user: { ...user, identities },
  },
  'custom-phone-provider': {
    client,
    connection,
    custom_domain,
    notification: {
      as_text: 'Your code is 123456.',
      as_voice: 'Your code is 1 2 3 4 5 6.',
      code: '123456',
      delivery_method: 'text',
      from: '+494000000001',
      locale: 'en',
      message_type: 'otp_verify',
      recipient: '+494000000000',
    },
    organization,
    request: browser,
    tenant: namedTenant,
    transaction: correlated,
    user: { ...user, identities },
  },
  'custom-email-provider': {
    client,
    connection,
    custom_domain,
    notification: {
      from: 'login@example.com',
      html: '<p>Welcome.</p>',
      locale: 'en',
      message_type: 'welcome_email',
      subject: 'Welcome',
      text: 'Welcome.',
      to: 'ada@example.com',
    },
    organization,
    request: { geoip, hostname: 'sample.eu.auth0.com', ip: '203.0.113.7', query: {}, user_agent: 'Mozilla/5.0' },
    tenant: namedTenant,
    transaction: correlated,
    user: {
      ...names,
      app_metadata: {},
      email: 'ada@example.com',
      email_verified: true,
      user_id: 'auth0|0000000000000000000000001',
      user_metadata: {},
      username: 'ada',
    },
  },
  'custom-token-exchange': {
    client,
    organization,
    request: withBody,
    resource_server,
    tenant,
    transaction: {
      actor_token: 'sample-actor-token',
      actor_token_type: 'urn:example:actor',
      actor_token_user: { ...user, enrolledFactors, multifactor: [], identities },
      requested_scopes: ['read:things'],
      requested_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      subject_token: 'sample-subject-token',
      subject_token_type: 'urn:example:subject',
    },
  },
  'event-stream': {
    message: {
      id: 'evt_0000000000000001',
      type: 'user.created',
      data: { object: { user_id: 'auth0|0000000000000000000000001' } },
      source: 'urn:auth0:sample',
      specversion: '1.0',
      time: '2026-03-01T00:00:00.000Z',
    },
  },
};
