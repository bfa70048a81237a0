import type { RefusalId } from '../../src/emulator/refusals.ts';
import { managementScopes } from '../../src/emulator/scopes.ts';
import { action } from './row.ts';
import type { Foreseen, Reason } from './row.ts';

const neverSent = 'the tool sends no such request';
const raced = 'what exists is read and never created again: only somebody else at the same time can bring it';
const ownIds = 'ids come from what was just read or written: only somebody else at the same time can take it away';
const unmanaged = 'no type of the catalog is about it';
const noToken = 'nothing is read without a token, so nothing is planned and nothing is written';
const sendsRight = 'the adapter of the type never sends it so';
const fixedPaths = 'the schema closes the names that stand in the path';
const otherBytes = 'the value is a secret or a key of which only Auth0 reads what is inside';

const many = <Item>(count: number, item: (at: number) => Item): Item[] =>
  Array.from({ length: count }, (_one, at) => item(at + 1));
const api = { name: 'A', identifier: 'https://a.example', scopes: [{ value: 'read:a' }] };
const key = { credential_type: 'public_key', pem: 'x' };
const keys = (count: number): object[] => many(count, (at) => ({ name: `K${at}`, ...key }));
const attributes = (email: object): object => ({ options: { attributes: { email } } });
const sharedEmail = (unique: boolean): object => ({
  options: {
    attributes: { email: { unique, identifier: { active: false } }, username: { identifier: { active: true } } },
  },
});
const acl = (rule: object): object => ({ networkACLs: [{ description: 'd', active: true, priority: 1, rule }] });

/** For each refusal of the emulator the check of the plan that foresees it, or why none can. */
export const foreseen: Record<RefusalId, Foreseen | Reason> = {
  'route.unknown': neverSent,
  'signing-keys.current': neverSent,
  'encryption-keys.not-wrapped': neverSent,
  'scope.missing': {
    code: 'missing-scopes',
    files: { roles: [{ name: 'Courier' }] },
    scopes: managementScopes().filter((scope) => scope !== 'create:roles'),
    severity: 'warning',
  },
  'query.invalid': neverSent,
  'users.search-engine': neverSent,
  'users.read-only': neverSent,
  'absent.user': neverSent,
  'body.invalid': { code: 'schema', files: { roles: [{ name: 'Courier', description: 1 }] } },
  'body.invalid-property': { code: 'schema', files: { clients: [{ name: 'A', app_type: 'none' }] } },
  'entities.too-many': {
    code: 'limit',
    live: { networkACLKeys: many(10, (at) => ({ name: `key${at}`, alg: 'hmac-sha256', value: 'A'.repeat(64) })) },
    environment: { domain: 'local', policy: { delete: true } },
    files: { networkACLKeys: [{ name: 'other', alg: 'hmac-sha256', value: 'A'.repeat(64) }] },
  },
  'path.malformed': ownIds,

  // Tokens
  'token.missing': noToken,
  'token.invalid': noToken,
  'token.other-audience': noToken,
  'token.expired': noToken,
  'token.other-grant-type': noToken,
  'token.unproven': noToken,
  'token.grant-type-not-allowed': noToken,
  'token.without-audience': noToken,
  'token.unknown-audience': noToken,
  'token.without-grant': noToken,
  'token.organization-required': noToken,
  'token.organization-denied': noToken,
  'token.organization-without-grant': noToken,
  'token.scope-not-granted': noToken,
  'token.quota': noToken,
  'token.denied-request': noToken,
  'token.denied-scope': noToken,
  'token.denied-server': noToken,
  'token.action-failed': noToken,
  'token.action-ended': noToken,

  // Actions
  'actions.bound': 'actions are deleted with force',
  'actions.draft-not-built': 'a deploy waits for the build',
  'actions.unknown-runtime': { code: 'rule', files: { actions: [action('A', 'post-login', { runtime: 'node99' })] } },
  'actions.unknown-trigger-version': { code: 'schema', files: { actions: [action('A', 'never')] } },
  'actions.second-of-single-trigger': {
    code: 'limit',
    live: { actions: [action('A', 'custom-phone-provider')] },
    files: { actions: [action('B', 'custom-phone-provider')] },
  },
  'actions.name-taken': raced,
  'bindings.unknown-action': {
    code: 'unknown-reference',
    files: { triggers: { 'post-login': [{ action_name: 'A' }] } },
  },
  'bindings.entity-bound-trigger': {
    code: 'rule',
    files: {
      actions: [action('A', 'event-stream', { deployed: true })],
      triggers: { 'event-stream': [{ action_name: 'A' }] },
    },
  },
  'bindings.unsupported-trigger': {
    code: 'not-defined',
    live: { actions: [action('A', 'post-login', { deployed: true })] },
    files: { triggers: { 'credentials-exchange': [{ action_name: 'A' }] } },
  },
  'bindings.undeployed-action': {
    code: 'rule',
    files: { actions: [action('A', 'post-login')], triggers: { 'post-login': [{ action_name: 'A' }] } },
  },
  'modules.unknown-reference': {
    code: 'unknown-reference',
    files: {
      actions: [action('A', 'post-login', { modules: [{ module_name: 'm', module_version_number: 1 }] })],
    },
  },
  'modules.in-use': {
    code: 'in-use',
    requests: [['POST', '/actions/modules', { name: 'm', code: '1', publish: true }]],
    live: {
      actions: [action('A', 'post-login', { modules: [{ module_name: 'm', module_version_number: 1 }] })],
    },
    files: { actions: [action('A', 'post-login')], actionModules: [] },
  },
  'modules.too-many-versions':
    'how many versions a module has is no part of the files, and a list of all for each module would be read',
  'modules.nothing-to-publish': 'only a module whose draft is ahead is published',
  'modules.name-taken': raced,
  'secrets.without-name': {
    code: 'item-key',
    files: { actions: [action('A', 'post-login', { secrets: [{ value: 'x' }] })] },
  },
  'secrets.twice': {
    code: 'duplicate-item',
    files: {
      actions: [
        action('A', 'post-login', {
          secrets: [
            { name: 's', value: 'x' },
            { name: 's', value: 'y' },
          ],
        }),
      ],
    },
  },
  'secrets.without-value': {
    code: 'left-out',
    severity: 'warning',
    live: { actions: [action('A', 'post-login', { secrets: [{ name: 's', value: 'x' }] })] },
    files: { actions: [action('A', 'post-login', { secrets: [{ name: 's' }, { name: 't' }] })] },
  },

  // APIs, grants and roles
  'apis.system-field': 'changes of an API that Auth0 owns are kept back',
  'apis.scope-twice': {
    code: 'duplicate-item',
    files: { resourceServers: [{ ...api, scopes: [{ value: 'read:a' }, { value: 'read:a', description: 'd' }] }] },
  },
  'apis.system-deleted': 'what Auth0 owns is never deleted',
  'apis.identifier-taken': raced,
  'client-grants.for-whom': {
    code: 'exclusive',
    files: {
      resourceServers: [api],
      clients: [{ name: 'A' }],
      clientGrants: [{ client_id: 'A', default_for: 'third_party_clients', audience: 'https://a.example', scope: [] }],
    },
  },
  'client-grants.default-for-system-api': {
    code: 'rule',
    files: { clientGrants: [{ default_for: 'third_party_clients', audience: 'https://local/api/v2/', scope: [] }] },
  },
  'client-grants.scopes-and-all': {
    code: 'exclusive',
    files: {
      resourceServers: [api],
      clients: [{ name: 'A' }],
      clientGrants: [{ client_id: 'A', audience: 'https://a.example', scope: ['read:a'], allow_all_scopes: true }],
    },
  },
  'client-grants.unknown-details-types': {
    code: 'not-defined',
    live: { resourceServers: [api], clients: [{ name: 'A' }] },
    files: {
      clientGrants: [
        {
          client_id: 'A',
          audience: 'https://a.example',
          subject_type: 'user',
          scope: [],
          authorization_details_types: ['payment'],
        },
      ],
    },
  },
  'client-grants.exists': raced,
  'roles.owner': sendsRight,
  'roles.unknown-owner': 'a role of an organization stands under the organization',
  'roles.too-many-permissions': {
    code: 'limit',
    files: {
      resourceServers: [api],
      roles: [
        {
          name: 'R',
          permissions: many(1001, (at) => ({ resource_server_identifier: api.identifier, permission_name: `p${at}` })),
        },
      ],
    },
  },
  'roles.unknown-permission': {
    code: 'not-defined',
    live: { resourceServers: [api] },
    files: {
      roles: [
        { name: 'R', permissions: [{ resource_server_identifier: api.identifier, permission_name: 'delete:a' }] },
      ],
    },
  },
  'roles.name-taken': raced,

  // Clients
  'captcha.without-site-key': 'a provider with an empty site key is left out',
  'clients.document-field': 'what the metadata document says is left out of updates',
  'clients.document-address': { code: 'rule', files: { clients: [{ name: 'A', external_client_id: 'a' }] } },
  'clients.mode-changed': 'another mode is a replacement',
  'clients.two-authentications': 'of the two the method is left out, with a warning',
  'clients.authentication-without-rs256': {
    code: 'rule',
    live: { clients: [{ name: 'A', jwt_configuration: { alg: 'HS256' } }] },
    files: { clients: [{ name: 'A', client_authentication_methods: { private_key_jwt: { credentials: keys(1) } } }] },
  },
  'clients.unknown-credential': 'a client and its credentials stand in one place of the files',
  'clients.third-party-organizations': {
    code: 'rule',
    live: { clients: [{ name: 'A', is_first_party: false }] },
    files: { clients: [{ name: 'A', organization_usage: 'allow' }] },
  },
  'clients.unknown-organization': {
    code: 'unknown-reference',
    files: { clients: [{ name: 'A', default_organization: { organization_id: 'o', flows: ['client_credentials'] } }] },
  },
  'clients.alias-taken': {
    code: 'taken',
    live: { clients: [{ name: 'A', client_aliases: ['https://x.example'] }] },
    files: { clients: [{ name: 'A' }, { name: 'B', client_aliases: ['https://x.example'] }] },
  },
  'clients.unknown-api': {
    code: 'unknown-reference',
    files: { clients: [{ name: 'A', app_type: 'resource_server', resource_server_identifier: 'https://a.example' }] },
  },
  'clients.field-of-api-client': {
    code: 'rule',
    files: {
      resourceServers: [api],
      clients: [
        {
          name: 'A',
          app_type: 'resource_server',
          resource_server_identifier: 'https://a.example',
          oidc_logout: { backchannel_logout_urls: ['https://a.example'] },
        },
      ],
    },
  },
  'clients.global-deleted': 'the global client is never deleted',
  'credentials.too-many': {
    code: 'limit',
    files: { clients: [{ name: 'A', client_authentication_methods: { private_key_jwt: { credentials: keys(3) } } }] },
  },
  'credentials.subject-or-pem': {
    code: 'exclusive',
    files: {
      clients: [
        {
          name: 'A',
          client_authentication_methods: {
            tls_client_auth: {
              credentials: [{ name: 'K', credential_type: 'cert_subject_dn', pem: 'x', subject_dn: 'CN=a' }],
            },
          },
        },
      ],
    },
  },
  'credentials.without-pem': {
    code: 'left-out',
    severity: 'warning',
    files: {
      clients: [
        {
          name: 'A',
          client_authentication_methods: {
            private_key_jwt: { credentials: [{ name: 'K', credential_type: 'public_key' }] },
          },
        },
      ],
    },
  },
  'credentials.unreadable-key': otherBytes,
  'credentials.unreadable-certificate': otherBytes,
  'credentials.in-use': 'a credential goes after its client names another',

  // Connections
  'connection-keys.exist': unmanaged,
  'connection-keys.unsupported-strategy': unmanaged,
  'connection-profiles.name-taken': raced,
  'connections.requesting-app-of-database': {
    code: 'rule',
    files: { databases: [{ name: 'a', cross_app_access_requesting_app: { active: true } }] },
  },
  'connections.unknown-client': {
    code: 'unknown-reference',
    files: { databases: [{ name: 'a', enabled_clients: ['nobody'] }] },
  },
  'connections.name-taken': {
    code: 'taken',
    live: { databases: [{ name: 'a' }] },
    files: { databases: [{ name: 'a' }], connections: [{ name: 'a', strategy: 'google-oauth2' }] },
  },
  'databases.exclusive-options': {
    code: 'exclusive',
    files: {
      databases: [
        {
          name: 'a',
          options: {
            validation: { username: { min: 1, max: 2 } },
            attributes: { email: { identifier: { active: true } } },
          },
        },
      ],
    },
  },
  'databases.attributes-and-username': {
    code: 'exclusive',
    files: {
      databases: [
        { name: 'a', options: { requires_username: true, attributes: { email: { identifier: { active: true } } } } },
      ],
    },
  },
  'databases.unknown-hash-action': {
    code: 'unknown-reference',
    files: { databases: [{ name: 'a', options: { custom_password_hash: { action_id: 'none' } } }] },
  },
  'databases.no-identifier': {
    code: 'rule',
    files: { databases: [{ name: 'a', ...attributes({ identifier: { active: false } }) }] },
  },
  'databases.shared-identifier': {
    code: 'rule',
    files: { databases: [{ name: 'a', ...attributes({ unique: false, identifier: { active: true } }) }] },
  },
  'databases.unique-changed': {
    code: 'rule',
    live: { databases: [{ name: 'a', ...sharedEmail(false) }] },
    files: { databases: [{ name: 'a', ...sharedEmail(true) }] },
  },
  'databases.hidden-attribute': {
    code: 'rule',
    files: {
      databases: [
        {
          name: 'a',
          ...attributes({ identifier: { active: true }, profile_required: true, signup: { status: 'inactive' } }),
        },
      ],
    },
  },
  'directory.unsupported-strategy': {
    code: 'rule',
    files: { connections: [{ name: 'a', strategy: 'oidc', directory_provisioning_configuration: {} }] },
  },
  'directory.exists': raced,
  'directory.groups-not-selected': {
    code: 'rule',
    files: {
      connections: [
        {
          name: 'a',
          strategy: 'google-apps',
          directory_provisioning_configuration: { synchronize_groups: 'off', synchronized_groups: [{ id: 'g' }] },
        },
      ],
    },
  },
  'scim.unsupported-strategy': {
    code: 'rule',
    files: {
      connections: [
        { name: 'a', strategy: 'google-oauth2', scim_configuration: { user_id_attribute: 'id', mapping: [] } },
      ],
    },
  },
  'scim.exists': raced,

  // Domains, emails and prompts
  'custom-domains.default-deleted': {
    code: 'rule',
    live: { customDomains: [{ domain: 'a.example', type: 'auth0_managed_certs', is_default: true }] },
    files: { customDomains: [] },
  },
  'custom-domains.unknown-default': 'a domain becomes the default behind its create',
  'custom-domains.taken': 'whether another tenant has the domain is known to Auth0 alone',
  'discovery-domains.exists': raced,
  'email-provider.exists': raced,
  'email-provider.other-without-credentials': {
    code: 'rule',
    live: { emailProvider: { name: 'sendgrid', credentials: { api_key: 'x' } } },
    files: { emailProvider: { name: 'mandrill' } },
  },
  'email-provider.credentials-incomplete': {
    code: 'schema',
    files: { emailProvider: { name: 'smtp', credentials: { smtp_host: 'h' } } },
  },
  'email-provider.custom-with-credentials': {
    code: 'rule',
    files: { emailProvider: { name: 'custom', credentials: { api_key: 'x' } } },
  },
  'email-provider.custom-without-action': {
    code: 'requirement',
    files: { emailProvider: { name: 'custom', credentials: {} } },
  },
  'email-templates.exists': raced,
  'email-templates.unknown-name': fixedPaths,
  'email-templates.renamed': sendsRight,
  'login-template.too-large': {
    code: 'limit',
    files: {
      branding: {
        templates: [
          { template: 'universal_login', body: `{%- auth0:head -%}{%- auth0:widget -%}${'x'.repeat(102_401)}` },
        ],
      },
    },
  },
  'login-template.without-tags': {
    code: 'rule',
    files: { branding: { templates: [{ template: 'universal_login', body: 'x' }] } },
  },
  'login-template.without-domain': {
    code: 'requirement',
    files: {
      branding: { templates: [{ template: 'universal_login', body: '{%- auth0:head -%}{%- auth0:widget -%}' }] },
    },
  },
  'prompts.unknown-language': fixedPaths,
  'prompts.partials-without-domain': {
    code: 'requirement',
    files: { prompts: { partials: { login: { login: { 'form-content-start': '<p>' } } } } },
  },
  'prompts.advanced-field': {
    code: 'rule',
    files: {
      prompts: {
        screenRenderers: [
          { 'login-id': { 'login-id': { rendering_mode: 'standard', context_configuration: ['branding.settings'] } } },
        ],
      },
    },
  },

  // Streams, flows and factors
  'event-streams.destination-changed': 'another destination is a replacement',
  'event-streams.unknown-action': {
    code: 'unknown-reference',
    files: {
      eventStreams: [
        {
          name: 'e',
          subscriptions: [{ event_type: 'user.created' }],
          destination: { type: 'action', configuration: { action_id: 'A' } },
        },
      ],
    },
  },
  'event-streams.name-taken': raced,
  'flows.unknown-reference':
    'ids inside of flows are names in the files, which are resolved; the other ids are those of the tenant',
  'guardian.timeouts': {
    code: 'order',
    live: { guardianSettings: { mfa_session_inactivity_timeout: 3600, mfa_session_overall_timeout: 7200 } },
    files: { guardianSettings: { mfa_session_inactivity_timeout: 86_400 } },
  },
  'guardian.unknown-factor': fixedPaths,
  'log-streams.suspended': 'files that say suspended leave the state as it is: only Auth0 suspends a stream',
  'log-streams.cloud-sink-changed': 'another sink at a cloud is a replacement',
  'log-streams.sink-of-other-type': {
    code: 'schema',
    files: { logStreams: [{ name: 'l', type: 'http', sink: { awsRegion: 'x' } }] },
  },
  'metadata.too-many-keys': {
    code: 'schema',
    files: { clients: [{ name: 'A', client_metadata: Object.fromEntries(many(11, (at) => [`k${at}`, 'x'])) }] },
  },

  // Networks
  'network-acl-keys.length': {
    code: 'rule',
    files: { networkACLKeys: [{ name: 'key', alg: 'hmac-sha256', value: 'QQ==' }] },
  },
  'network-acl-keys.in-use': {
    code: 'in-use',
    live: {
      networkACLKeys: [{ name: 'key', alg: 'hmac-sha256', value: 'A'.repeat(64) }],
      ...acl({
        action: { block: true },
        scope: 'tenant',
        match: { http_message_signature: { keys: [{ id: 'key' }] } },
      }),
    },
    files: { networkACLKeys: [] },
  },
  'network-acl-keys.name-taken': raced,
  'network-acls.priority-taken': raced,
  'network-acls.unknown-list': {
    code: 'rule',
    files: acl({ action: { block: true }, scope: 'tenant', match: { auth0_managed: ['auth0.none'] } }),
  },
  'network-acls.actions': {
    code: 'exclusive',
    files: acl({ action: { block: true, allow: true }, scope: 'tenant', match_all: true }),
  },
  'network-acls.redirect-without-uri': {
    code: 'rule',
    files: acl({ action: { redirect: true }, scope: 'tenant', match_all: true }),
  },
  'network-acls.conditions': {
    code: 'exclusive',
    files: acl({ action: { block: true }, scope: 'tenant', match_all: true, match: { asns: [1] } }),
  },
  'network-acls.unknown-key': {
    code: 'unknown-reference',
    files: acl({
      action: { block: true },
      scope: 'tenant',
      match: { http_message_signature: { keys: [{ id: 'none' }] } },
    }),
  },
  'rate-limit-policies.unknown-client': {
    code: 'unknown-reference',
    files: {
      rateLimitPolicies: [
        {
          resource: 'oauth_authentication_api',
          consumer: 'client',
          consumer_selector: 'client_id:nobody',
          configuration: { action: 'allow' },
        },
      ],
    },
  },
  'rate-limit-policies.exists': raced,

  // Organizations
  'organization-connections.unknown-connection': {
    code: 'unknown-reference',
    files: { organizations: [{ name: 'o', connections: [{ name: 'none' }] }] },
  },
  'organization-connections.exists': raced,
  'organization-connections.too-many': {
    code: 'limit',
    live: {
      databases: many(11, (at) => ({ name: `c${at}` })),
      organizations: [{ name: 'org', connections: many(10, (at) => ({ name: `c${at}` })) }],
    },
    files: { organizations: [{ name: 'org', connections: many(10, (at) => ({ name: `c${at + 1}` })) }] },
  },
  'organization-connections.signup-without-database': {
    code: 'rule',
    live: { connections: [{ name: 'google', strategy: 'google-oauth2' }] },
    files: {
      organizations: [
        { name: 'org', connections: [{ name: 'google', is_signup_enabled: true, assign_membership_on_login: true }] },
      ],
    },
  },
  'organization-connections.signup-without-membership': {
    code: 'rule',
    live: { databases: [{ name: 'a' }] },
    files: {
      organizations: [
        { name: 'org', connections: [{ name: 'a', is_signup_enabled: true, assign_membership_on_login: false }] },
      ],
    },
  },
  'organization-grants.not-allowed': {
    code: 'rule',
    live: {
      resourceServers: [api],
      clients: [{ name: 'A' }],
      clientGrants: [{ client_id: 'A', audience: api.identifier, scope: [] }],
    },
    files: { organizations: [{ name: 'org', client_grants: [{ client_id: 'A', audience: api.identifier }] }] },
  },
  'organization-grants.exists': raced,
  'organizations.too-many-links': {
    code: 'limit',
    files: {
      clients: many(101, (at) => ({ name: `C${at}` })),
      organizations: [{ name: 'org', clients: many(101, (at) => ({ client_id: `C${at}` })) }],
    },
  },
  'organizations.name-taken': raced,
  'paging.offset-too-far': neverSent,
  'paging.invalid-cursor': neverSent,

  // Phones
  'phone-provider.exists': raced,
  'phone-provider.without-credentials': {
    code: 'needed-field',
    files: {
      phoneProviders: [
        { name: 'twilio', configuration: { sid: 's', default_from: '+15550100', delivery_methods: ['text'] } },
      ],
    },
  },
  'phone-provider.credentials-unfit': {
    code: 'rule',
    files: {
      phoneProviders: [
        { name: 'custom', configuration: { delivery_methods: ['text'] }, credentials: { auth_token: 'x' } },
      ],
    },
  },
  'phone-provider.configuration-unfit': {
    code: 'schema',
    files: {
      phoneProviders: [
        { name: 'twilio', configuration: { delivery_methods: ['text'] }, credentials: { auth_token: 'x' } },
      ],
    },
  },
  'phone-provider.without-sender': {
    code: 'rule',
    files: {
      phoneProviders: [
        {
          name: 'twilio',
          configuration: { sid: 's', delivery_methods: ['text'] },
          credentials: { auth_token: 'x' },
        },
      ],
    },
  },
  'phone-provider.custom-without-action': {
    code: 'requirement',
    files: { phoneProviders: [{ name: 'custom', configuration: { delivery_methods: ['text'] }, credentials: {} }] },
  },
  'phone-templates.exists': raced,
  retired: { code: 'end-of-life', files: { rules: [{ name: 'r' }] } },

  // Profiles
  'self-service-profiles.too-many': {
    code: 'limit',
    live: { selfServiceProfiles: many(20, (at) => ({ name: `p${at}` })) },
    files: { selfServiceProfiles: many(20, (at) => ({ name: `p${at + 1}` })) },
  },
  'self-service-profiles.attributes-twice': {
    code: 'exclusive',
    files: {
      selfServiceProfiles: [
        {
          name: 'p',
          user_attribute_profile_id: 'u',
          user_attributes: [{ name: 'a', description: 'd', is_optional: true }],
        },
      ],
    },
  },
  'self-service-profiles.unknown-attribute-profile': {
    code: 'unknown-reference',
    files: { selfServiceProfiles: [{ name: 'p', user_attribute_profile_id: 'none' }] },
  },
  'self-service-profiles.unknown-page': fixedPaths,
  'tenant.lifetime-twice':
    'hours with fractions are sent as minutes, and never both: the files with both get a warning',
  'tenant.unknown-audience': {
    code: 'unknown-reference',
    files: { tenant: { default_audience: 'https://none.example' } },
  },
  'tenant.unknown-directory': { code: 'unknown-reference', files: { tenant: { default_directory: 'none' } } },
  'themes.exists': raced,
  'token-exchange-profiles.unfit-action': {
    code: 'rule',
    live: { actions: [action('A', 'post-login')] },
    files: {
      tokenExchangeProfiles: [
        { name: 'swap', subject_token_type: 'https://t.example/a', action_id: 'A', type: 'custom_authentication' },
      ],
    },
  },
  'token-exchange-profiles.type-taken': raced,
  'user-attribute-profiles.name-taken': raced,
  'verifiable-credential-templates.name-taken': raced,

  // What is named and does not exist
  'absent.resource-server': {
    code: 'unknown-reference',
    files: {
      clients: [{ name: 'A' }],
      clientGrants: [{ client_id: 'A', audience: 'https://other.eu.auth0.com/api/v2/', scope: [] }],
    },
  },
  'absent.client': {
    code: 'unknown-reference',
    files: { clientGrants: [{ client_id: 'A', audience: 'https://local/api/v2/', scope: [] }] },
  },
  'absent.client-grant': {
    code: 'unknown-reference',
    files: { organizations: [{ name: 'org', client_grants: [{ client_id: 'A', audience: 'https://a.example' }] }] },
  },
  'absent.prompt': fixedPaths,
  'absent.trigger': fixedPaths,
  'absent.email-provider': 'what is not there is created, not changed',
  'absent.email-template': 'what is not there is created, not changed',
  'absent.login-template': 'read as none',
  'absent.default-theme': 'read as none',
  'absent.signing-key': unmanaged,
  'absent.custom-signing-key': unmanaged,
  'absent.group': unmanaged,
  'absent.encryption-key': unmanaged,
  'absent.connection-key': unmanaged,
  'absent.connection-profile-template': unmanaged,
  'absent.user-attribute-profile-template': unmanaged,
  'absent.action-version': unmanaged,
  'absent.verifiable-credential-template': ownIds,
  'absent.scim-configuration': ownIds,
  'absent.directory-provisioning': ownIds,
  'absent.network-acl-key': ownIds,
  'absent.network-acl': ownIds,
  'absent.action-module': ownIds,
  'absent.action': ownIds,
  'absent.connection-profile': ownIds,
  'absent.connection': ownIds,
  'absent.credential': ownIds,
  'absent.custom-domain': ownIds,
  'absent.event-stream': ownIds,
  'absent.flow-vault-connection': ownIds,
  'absent.flow': ownIds,
  'absent.form': ownIds,
  'absent.log-stream': ownIds,
  'absent.module-version': ownIds,
  'absent.new-device-assessor': unmanaged,
  'absent.organization-client': ownIds,
  'absent.organization-connection': ownIds,
  'absent.organization-discovery-domain': ownIds,
  'absent.organization': ownIds,
  'absent.phone-provider-protection-configuration': unmanaged,
  'absent.phone-provider': ownIds,
  'absent.phone-template': ownIds,
  'absent.rate-limit-policy': ownIds,
  'absent.role': ownIds,
  'absent.self-service-profile': ownIds,
  'absent.theme': ownIds,
  'absent.token-exchange-profile': ownIds,
  'absent.user-attribute-profile': ownIds,
};
