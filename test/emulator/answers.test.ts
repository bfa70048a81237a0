import { acl, action, api, client, database, organization, role, holds, type Step } from './steps.ts';

holds({
  'scopes and grants': [
    [
      'a grant holds scopes that no API defines',
      client,
      api,
      {
        send: 'POST /client-grants',
        body: { client_id: '{0.client_id}', audience: '{1.identifier}', scope: ['read:users_app_metadata', 'x:y'] },
        status: 201,
        has: { scope: ['read:users_app_metadata', 'x:y'] },
      },
    ],
  ],
  'settings of the tenant': [
    [
      'take flags for consent, and how Universal Login looks',
      {
        send: 'PATCH /tenants/settings',
        body: {
          flags: { use_scope_descriptions_for_consent: true },
          universal_login: { colors: { primary: '#000000', page_background: '#ffffff' } },
        },
        has: { flags: { use_scope_descriptions_for_consent: true } },
      },
    ],
  ],
  APIs: [
    [
      'take the lifetime of tokens for the web, which they show',
      api,
      {
        send: 'PATCH /resource-servers/{0.id}',
        body: { token_lifetime_for_web: 100, token_lifetime: 200 },
        has: { token_lifetime_for_web: 100 },
      },
    ],
    [
      'say nothing of being the system’s, and lose what is null',
      { ...api, lacks: ['is_system'] },
      {
        send: 'PATCH /resource-servers/{0.id}',
        body: { authorization_details: null, token_encryption: null, proof_of_possession: null },
        lacks: ['authorization_details', 'token_encryption', 'proof_of_possession'],
      },
      { send: 'GET /resource-servers/{0.id}', lacks: ['is_system', 'token_encryption'] },
    ],
    [
      'are found by their identifier, escaped once or twice',
      api,
      { send: 'GET /resource-servers/https%3A%2F%2Fa.test', has: { identifier: 'https://a.test' } },
      { send: 'GET /resource-servers/https:%252F%252Fa.test', has: { identifier: 'https://a.test' } },
    ],
  ],
  'null in a change of a client': [
    'addons',
    'signed_request_object',
    'token_vault_privileged_access',
    'oidc_backchannel_logout',
  ].map((field): [string, ...Step[]] => [
    `${field} is gone`,
    client,
    { send: 'PATCH /clients/{0.client_id}', body: { [field]: null }, lacks: [field] },
  ]),
  'network ACLs': [
    [
      'are answered whole, replaced, and deleted with 200',
      { ...acl, has: { description: 'a', priority: 1 } },
      {
        send: 'PUT /network-acls/{0.id}',
        body: { ...acl.body, description: 'b' },
        has: { description: 'b' },
      },
      { send: 'GET /network-acls/{0.id}', has: { description: 'b', deleted_at: null } },
      { send: 'DELETE /network-acls/{0.id}', status: 200 },
    ],
    [
      'name curated lists that there are, each once',
      ...[['auth0.made_up'], ['auth0.low_reputation', 'auth0.low_reputation']].map((auth0_managed) => ({
        send: 'POST /network-acls',
        body: { ...acl.body, rule: { action: { block: true }, match: { auth0_managed }, scope: 'tenant' } },
        status: 400,
        has: { errorCode: 'invalid_body' },
      })),
    ],
  ],
  'ids in paths that are none': [
    ['of event streams', { send: 'GET /event-streams/est_short', status: 400, has: { errorCode: 'invalid_uri' } }],
    [
      'of network ACLs, whatever is done',
      ...['GET', 'DELETE'].map((method) => ({
        send: `${method} /network-acls/none`,
        status: 400,
        has: { errorCode: 'invalid_uri' },
      })),
      { send: 'GET /network-acls/acl_0000000000000000000000', status: 404 },
    ],
  ],
  'query parameters': [
    [
      'that are taken',
      client,
      organization,
      { send: 'GET /clients/{0.client_id}/credentials?include_totals=true&per_page=50' },
      { send: 'GET /custom-domains?q=domain:a' },
      { send: 'GET /organizations/{1.id}?include_client_association_for={0.client_id}' },
    ],
  ],
  'rules and hooks': [['are none, and can be listed', { send: 'GET /rules' }, { send: 'GET /hooks' }]],
  merging: [
    [
      'of a log stream drops what protects personal data',
      {
        send: 'POST /log-streams',
        body: {
          name: 'a',
          type: 'http',
          sink: { httpEndpoint: 'https://a.test' },
          pii_config: { log_fields: ['first_name'], method: 'mask', algorithm: 'xxhash' },
        },
        has: { pii_config: { method: 'mask' } },
      },
      { send: 'PATCH /log-streams/{0.id}', body: { name: 'b' }, lacks: ['pii_config'] },
    ],
    [
      'of the email provider drops the settings of another one',
      {
        send: 'POST /emails/provider',
        body: { name: 'mandrill', credentials: { api_key: 'a' }, settings: { message: { view_content_link: true } } },
        status: 201,
        has: { settings: { message: {} } },
      },
      { send: 'PATCH /emails/provider', body: { enabled: false }, has: { settings: { message: {} } } },
      {
        send: 'PATCH /emails/provider',
        body: { name: 'sendgrid', credentials: { api_key: 'a' } },
        lacks: ['settings'],
      },
    ],
    [
      'of stages goes to the ground',
      {
        send: 'PATCH /attack-protection/suspicious-ip-throttling',
        body: { stage: { 'pre-login': { max_attempts: 5 } } },
        has: {
          stage: {
            'pre-login': { max_attempts: 5, rate: 864_000 },
            'pre-user-registration': {},
            'pre-custom-token-exchange': { max_attempts: 10, rate: 600_000 },
          },
        },
      },
      {
        send: 'PATCH /attack-protection/breached-password-detection',
        body: { stage: { 'pre-user-registration': { shields: ['block'] } } },
        has: { stage: { 'pre-change-password': {}, 'pre-user-registration': { shields: ['block'] } } },
      },
    ],
    [
      'of a database keeps how people authenticate',
      {
        ...database,
        has: { options: { passkey_options: {}, authentication_methods: { passkey: { enabled: false } } } },
      },
      {
        send: 'PATCH /connections/{0.id}',
        body: { options: { disable_signup: true } },
        has: { options: { passkey_options: {}, authentication_methods: { password: { enabled: true } } } },
      },
    ],
  ],
  databases: [
    [
      'have attributes beside requires_username: false, and not beside true',
      ...[
        [false, 201],
        [true, 400],
      ].map(([requires_username, status]) => ({
        send: 'POST /connections',
        body: {
          name: `requires-${String(requires_username)}`,
          strategy: 'auth0',
          options: {
            requires_username,
            attributes: { username: { identifier: { active: true, default_method: 'password' } } },
          },
        },
        status: Number(status),
      })),
    ],
    [
      'complete methods of which parts are sent',
      {
        send: 'POST /connections',
        body: { name: 'a', strategy: 'auth0', options: { authentication_methods: { passkey: { enabled: true } } } },
        status: 201,
        has: {
          options: {
            authentication_methods: {
              password: { enabled: true, api_behavior: 'required', signup_behavior: 'allow' },
              passkey: { enabled: true },
              email_otp: { enabled: false },
              phone_otp: { enabled: false },
            },
          },
        },
      },
    ],
    [
      'request no access for apps',
      {
        send: 'POST /connections',
        body: { name: 'a', strategy: 'auth0', cross_app_access_requesting_app: { active: true } },
        status: 400,
        has: { errorCode: 'operation_not_supported' },
      },
    ],
  ],
  success: [
    [
      'of a deployment is 200',
      action,
      { send: 'GET /actions/actions/{0.id}' },
      { send: 'POST /actions/actions/{0.id}/deploy' },
    ],
    [
      'of permissions taken away is 204',
      { ...api, body: { identifier: 'https://a.test', scopes: [{ value: 'a' }] } },
      role,
      {
        send: 'POST /roles/{1.id}/permissions',
        body: { permissions: [{ resource_server_identifier: 'https://a.test', permission_name: 'a' }] },
        status: 201,
      },
      {
        send: 'DELETE /roles/{1.id}/permissions',
        body: { permissions: [{ resource_server_identifier: 'https://a.test', permission_name: 'a' }] },
        status: 204,
      },
    ],
    [
      'of a discovery domain deleted twice is 204',
      organization,
      {
        send: 'POST /organizations/{0.id}/discovery-domains',
        body: { domain: 'a.test', status: 'pending' },
        status: 201,
      },
      { send: 'DELETE /organizations/{0.id}/discovery-domains/{1.id}', status: 204 },
      { send: 'DELETE /organizations/{0.id}/discovery-domains/{1.id}', status: 204 },
    ],
    ['of a role deleted is an empty object', role, { send: 'DELETE /roles/{0.id}', has: {} }],
    [
      'of a connection deleted says when',
      database,
      { send: 'DELETE /connections/{0.id}', status: 202, has: { deleted_at: '2026-11-22T12:00:00.000Z' } },
    ],
  ],
});
