import { stringify } from 'yaml';
import type { Body } from '../../src/model/json.ts';

const scopes = ['read', 'write'].map((value) => ({ value, description: value }));
const permission = (name: string): Body => ({ permission_name: name, resource_server_identifier: 'https://api.test' });
const key = { name: 'first', credential_type: 'public_key', alg: 'RS256' };

/** Files of a tenant that has been in use: what is there when a campaign begins. */
export function before(): string {
  return stringify({
    resourceServers: [{ name: 'Api', identifier: 'https://api.test', scopes: scopes.slice(0, 1) }],
    clients: [
      { name: 'Portal', app_type: 'spa', description: 'before', client_metadata: { team: 'web' } },
      { name: 'Old', app_type: 'spa' },
    ],
    roles: [{ name: 'Courier', permissions: [permission('read')] }, { name: 'Gone' }],
    organizations: [{ name: 'north', display_name: 'Before' }],
    actions: [action('before')],
  });
}

/** Files that create, change and delete, with children, batches, circles, builds, and steps behind steps. */
export function after(pem: string): string {
  return stringify({
    tenant: { friendly_name: 'After' },
    resourceServers: [
      { name: 'Api', identifier: 'https://api.test', token_lifetime: 60, scopes },
      { name: 'New', identifier: 'https://new.test', scopes },
    ],
    clients: [
      { name: 'Portal', app_type: 'spa', description: 'after', client_metadata: { tier: 'gold' } },
      {
        name: 'Service',
        app_type: 'non_interactive',
        default_organization: { organization_id: 'south', flows: ['client_credentials'] },
      },
      {
        name: 'Signer',
        app_type: 'non_interactive',
        jwt_configuration: { alg: 'RS256' },
        client_authentication_methods: { private_key_jwt: { credentials: [{ ...key, pem }] } },
      },
    ],
    clientGrants: [
      {
        client_id: 'Service',
        audience: 'https://new.test',
        scope: ['read'],
        organization_usage: 'allow',
        allow_any_organization: false,
      },
    ],
    roles: [
      { name: 'Courier', description: 'Drives', permissions: ['read', 'write'].map(permission) },
      { name: 'Manager', permissions: [permission('write')] },
    ],
    databases: [{ name: 'people', enabled_clients: ['Portal', 'Service'], options: { disable_signup: true } }],
    connections: [
      {
        name: 'work',
        strategy: 'oidc',
        options: { client_id: 'a', issuer: 'https://a.test/', type: 'back_channel' },
        enabled_clients: ['Portal'],
      },
    ],
    organizations: [
      { name: 'north', display_name: 'After', connections: [{ name: 'work', assign_membership_on_login: true }] },
      {
        name: 'south',
        client_grants: [{ client_id: 'Service' }],
        discovery_domains: [{ domain: 'south.test', status: 'pending' }],
      },
    ],
    actions: [action('after'), { ...action('new'), name: 'Second' }],
    triggers: { 'post-login': [{ action_name: 'Enrich' }, { action_name: 'Second' }] },
    emailProvider: { name: 'sendgrid', default_from_address: 'a@b.test', credentials: { api_key: 'an-api-key' } },
    emailTemplates: [
      {
        template: 'verify_email',
        body: '<p>hello</p>',
        from: 'a@b.test',
        subject: 'Hello',
        syntax: 'liquid',
        enabled: true,
      },
    ],
    branding: { colors: { primary: '#112233' } },
    prompts: { identifier_first: true },
  });
}

function action(word: string): Body {
  return {
    name: 'Enrich',
    code: `exports.onExecutePostLogin = async () => { /* ${word} */ };\n`,
    supported_triggers: [{ id: 'post-login', version: 'v3' }],
    deployed: true,
  };
}
