// THE TABLE of events: what Auth0 gives the code of each trigger, with sample values. From Auth0's reference of Actions.
import type { Body } from '../model/json.ts';

/** The event of a trigger: what every execution has, and what some have besides. An empty object may have any fields. */
export interface Sample {
  readonly event: Body;
  /** Fields that are there in some executions only: a test that wants one gives it. */
  readonly also: Body;
}

const time = '2026-01-15T08:30:00.000Z';
const languages = ['en'];

const geoip = {
  cityName: 'Bergen',
  continentCode: 'EU',
  countryCode: 'NO',
  countryCode3: 'NOR',
  countryName: 'Norway',
  latitude: 60.39,
  longitude: 5.32,
  subdivisionCode: '46',
  subdivisionName: 'Vestland',
  timeZone: 'Europe/Oslo',
};
const device = {
  initial_asn: '64500',
  initial_ip: '203.0.113.7',
  initial_user_agent: 'Mozilla/5.0',
  last_asn: '64500',
  last_ip: '203.0.113.7',
  last_user_agent: 'Mozilla/5.0',
};
const request = {
  geoip,
  hostname: 'tenant.example.auth0.com',
  ip: '203.0.113.7',
  language: 'en',
  method: 'POST',
  user_agent: 'Mozilla/5.0',
};
const withBody = { ...request, body: {} };
const withQuery = { ...withBody, query: {}, asn: '64500' };
const machineRequest = { ...withBody, user_agent: 'node' };
const client = { client_id: 'sample-client', metadata: {}, name: 'Sample Client' };
const connection = { id: 'con_sample', metadata: {}, name: 'Username-Password-Authentication', strategy: 'auth0' };
const names = { family_name: 'Doe', given_name: 'Jane', name: 'Jane Doe', nickname: 'jane' };
const user = {
  ...names,
  app_metadata: {},
  created_at: time,
  email: 'jane.doe@example.com',
  email_verified: true,
  identities: [
    { connection: connection.name, isSocial: false, provider: 'auth0', user_id: 'sample-user', userId: 'sample-user' },
  ],
  picture: 'https://cdn.example.com/jane.png',
  updated_at: time,
  user_id: 'auth0|sample-user',
  user_metadata: {},
};
const someUser = {
  last_password_reset: time,
  phone_number: '+4755500100',
  phone_verified: true,
  username: 'jane',
  multifactor: ['guardian'],
  enrolledFactors: [{ type: 'otp', method: 'otp' }],
};
const tenant = { id: 'tenant' };
const brandedTenant = {
  ...tenant,
  friendly_name: 'Tenant',
  home_url: 'https://example.com',
  logo_url: 'https://example.com/logo.png',
  support_email: 'support@example.com',
  support_url: 'https://example.com/support',
};
const correlated = { correlation_id: 'sample-correlation' };
const login = {
  acr_values: [],
  locale: 'en',
  protocol: 'oidc-basic-profile',
  redirect_uri: 'https://app.example.com/callback',
  requested_scopes: ['openid', 'profile', 'email'],
  response_mode: 'query',
  response_type: ['code'],
  state: 'sample-state',
  ui_locales: languages,
};
const authentication = { methods: [{ name: 'pwd', timestamp: time }] };
const risk = { riskAssessment: {} };
const session = {
  id: 'sample-session',
  authenticated_at: time,
  clients: [{ client_id: 'sample-client' }],
  cookie: { mode: 'persistent' },
  created_at: time,
  device,
  expires_at: time,
  idle_expires_at: time,
  last_interacted_at: time,
  metadata: {},
  updated_at: time,
  user_id: 'auth0|sample-user',
};

/** What any execution may have besides. */
const anywhere = {
  custom_domain: { domain: 'login.example.com', domain_metadata: {} },
  organization: { id: 'org_sample', display_name: 'Sample Organization', metadata: {}, name: 'sample' },
};
const agent = { agent_id: 'agent_sample', agent_metadata: {}, name: 'Sample Agent' };
const security = { security_context: { ja3: 'sample', ja4: 'sample' } };
const prompt = { id: 'prompt_sample', fields: {}, vars: {} };
const newClient = {
  authentication: {},
  external_client_id: 'https://example.com/client',
  external_metadata_type: 'cimd',
};

/** By trigger. */
export const samples: { readonly [trigger: string]: Sample } = {
  'credentials-exchange': {
    event: {
      accessToken: { customClaims: {}, scope: [] },
      client,
      request: machineRequest,
      resource_server: { identifier: 'https://api.example.com' },
      tenant,
      transaction: { ...correlated, requested_scopes: [] },
    },
    also: { ...anywhere, agent, client: newClient, transaction: { target_scopes: [], metadata: {} } },
  },
  'post-login': {
    event: {
      authentication,
      authorization: { roles: [] },
      client,
      connection,
      request: withQuery,
      resource_server: { identifier: 'https://api.example.com' },
      session,
      stats: { logins_count: 7 },
      tenant,
      transaction: { ...login, ...correlated, id: 'sample-transaction', login_hint: '', metadata: {}, prompt: [] },
      user,
    },
    also: {
      ...anywhere,
      ...security,
      agent,
      prompt,
      authentication: risk,
      anonymous_session: {},
      experiment: {},
      client: { ...newClient, refresh_token: {} },
      session: { actor: { sub: 'auth0|sample-actor' }, session_transfer: {} },
      refresh_token: {
        ...session,
        client_id: 'sample-client',
        last_exchanged_at: time,
        resource_servers: [],
        rotating: true,
        session_id: 'sample-session',
        session_transfer: {},
      },
      session_transfer_token: { client_id: 'sample-client', request: {}, scope: [] },
      transaction: {
        actor: {},
        actor_token_type: '',
        linking_id: '',
        requested_authorization_details: [],
        subject_token_type: '',
      },
      user: someUser,
    },
  },
  'pre-user-registration': {
    event: {
      client,
      connection,
      request: withBody,
      tenant,
      transaction: { ...login, ...correlated, login_hint: '', prompt: [] },
      user: { ...names, app_metadata: {}, email: user.email, picture: user.picture, user_metadata: {} },
    },
    also: { ...anywhere, ...security, authentication: risk, client: newClient, experiment: {}, user: someUser },
  },
  'post-user-registration': {
    event: { connection, request, tenant, transaction: { ...login, login_hint: '', prompt: [] }, user },
    also: { ...anywhere, ...security, authentication: risk, user: someUser },
  },
  'post-change-password': {
    event: {
      connection,
      request,
      tenant,
      transaction: correlated,
      user: { email: user.email, email_verified: true, last_password_reset: time, user_id: user.user_id },
    },
    also: { ...anywhere, authentication: risk, user: someUser },
  },
  'password-reset-post-challenge': {
    event: {
      authentication: { methods: [{ name: 'email', timestamp: time }] },
      authorization: { roles: [] },
      client,
      connection,
      request: withQuery,
      stats: { logins_count: 7 },
      tenant,
      transaction: { ...correlated, locale: 'en', state: 'sample-state', ui_locales: languages },
      user,
    },
    also: { ...anywhere, authentication: risk, prompt, transaction: { login_hint: '' }, user: someUser },
  },
  'send-phone-message': {
    event: {
      client,
      message_options: {
        action: 'second-factor-authentication',
        code: '123456',
        message_type: 'sms',
        recipient: '+4755500100',
        text: '123456 is your verification code',
      },
      request,
      tenant,
      transaction: correlated,
      user,
    },
    also: { ...anywhere, ...security, user: someUser },
  },
  'custom-phone-provider': {
    event: {
      client,
      notification: {
        as_text: 'Your verification code is 123456',
        as_voice: 'Your verification code is 1 2 3 4 5 6',
        code: '123456',
        delivery_method: 'text',
        locale: 'en',
        message_type: 'otp_verify',
        recipient: '+4755500100',
      },
      request,
      tenant: brandedTenant,
      transaction: correlated,
      user,
    },
    also: { ...anywhere, connection, notification: { from: '+4755500199' }, user: someUser },
  },
  'custom-email-provider': {
    event: {
      client,
      notification: {
        from: 'no-reply@example.com',
        html: '<p>Verify your account</p>',
        locale: 'en',
        message_type: 'verify_email',
        subject: 'Verify your account',
        text: 'Verify your account',
        to: 'jane.doe@example.com',
      },
      request,
      tenant: brandedTenant,
      transaction: correlated,
      user,
    },
    also: { ...anywhere, connection, request: { query: {} }, user: someUser },
  },
  'custom-token-exchange': {
    event: {
      client,
      request: machineRequest,
      resource_server: { identifier: 'https://api.example.com' },
      tenant,
      transaction: {
        requested_scopes: [],
        requested_token_type: 'urn:ietf:params:oauth:token-type:access_token',
        subject_token: 'sample-subject-token',
        subject_token_type: 'urn:example:sample',
      },
    },
    also: {
      ...anywhere,
      transaction: { actor_token: '', actor_token_type: '', actor_token_user: { ...user, ...someUser }, metadata: {} },
    },
  },
  'event-stream': {
    event: {
      message: {
        data: {},
        id: 'evt_sample',
        source: 'urn:auth0:tenant',
        specversion: '1.0',
        time,
        type: 'user.created',
      },
    },
    also: {},
  },
};
