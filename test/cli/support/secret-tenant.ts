import type { Body } from '../../../src/model/json.ts';

/** The names of the secrets of the tenant. */
export const names: string[] = [];

/** A place for another secret. */
function secret(): string {
  names.push(`S${names.length}`);
  return `##S${names.length - 1}##`;
}

const key = { name: 'first', credential_type: 'public_key', alg: 'RS256' };
const stream = (name: string, type: string, sink: Body): Body => ({ name, type, sink });
const hook = (name: string, login: Body): Body => ({
  name,
  subscriptions: [{ event_type: 'user.created' }],
  destination: {
    type: 'webhook',
    configuration: { webhook_endpoint: 'https://p.test', webhook_authorization: login },
  },
});
const push = (provider: string, fields: Body): Body => ({ name: 'push-notification', provider, ...fields });

/** A tenant with a secret in every place that the catalog has for one. */
export const tenant: Body = {
  emailProvider: {
    name: 'smtp',
    default_from_address: 'a@b.test',
    credentials: { smtp_host: 'm.test', smtp_port: 25, smtp_user: 'u', smtp_pass: secret() },
  },
  phoneProviders: [
    {
      name: 'twilio',
      configuration: { default_from: '+49123456789', sid: 'AC0', delivery_methods: ['text'] },
      credentials: { auth_token: secret() },
    },
  ],
  resourceServers: [
    { name: 'Old', identifier: 'https://o.test', signing_alg: 'HS256', signing_secret: secret() },
    {
      name: 'Encrypted',
      identifier: 'https://e.test',
      token_encryption: { format: 'compact-nested-jwe', encryption_key: { alg: 'RSA-OAEP-256', pem: '##PEM##' } },
    },
  ],
  clients: [
    {
      name: 'Service',
      app_type: 'non_interactive',
      client_secret: secret(),
      encryption_key: { pub: secret(), cert: secret(), subject: 'CN=a' },
    },
    {
      name: 'Signer',
      app_type: 'non_interactive',
      jwt_configuration: { alg: 'RS256' },
      client_authentication_methods: { private_key_jwt: { credentials: [{ ...key, pem: '##PEM##' }] } },
    },
  ],
  databases: [{ name: 'people', options: { configuration: { KEY: secret(), OTHER: secret() } } }],
  connections: [
    {
      name: 'oidc',
      strategy: 'oidc',
      options: { client_id: 'a', client_secret: secret(), issuer: 'https://a.test/', type: 'back_channel' },
    },
    { name: 'apple', strategy: 'apple', options: { client_id: 'a', app_secret: secret() } },
    {
      name: 'sms',
      strategy: 'sms',
      options: {
        twilio_sid: 'AC0',
        twilio_token: secret(),
        from: '+49123456789',
        gateway_authentication: { method: 'bearer', subject: 'a', audience: 'b', secret: secret() },
      },
    },
    {
      name: 'google',
      strategy: 'google-apps',
      options: {
        client_id: 'a',
        client_secret: secret(),
        domain: 'a.test',
        admin_access_token: secret(),
        admin_refresh_token: secret(),
      },
    },
    {
      name: 'saml',
      strategy: 'samlp',
      options: {
        signInEndpoint: 'https://a.test/saml',
        signing_key: { key: secret(), cert: 'c' },
        signingKey: { key: secret(), cert: 'c' },
        decryptionKey: { key: secret(), cert: 'c' },
      },
    },
    {
      name: 'ping',
      strategy: 'pingfederate',
      options: { pingFederateBaseUrl: 'https://p.test', decryptionKey: secret() },
    },
  ],
  actions: [
    {
      name: 'Enrich',
      code: '//',
      deployed: true,
      supported_triggers: [{ id: 'post-login', version: 'v3' }],
      secrets: [{ name: 'KEY', value: secret() }],
    },
  ],
  actionModules: [{ name: 'helper', code: '//', secrets: [{ name: 'KEY', value: secret() }] }],
  flowVaultConnections: [
    { name: 'Partner', app_id: 'HTTP', setup: { type: 'BEARER', token: secret() } },
    { name: 'Sheet', app_id: 'STRIPE', setup: { type: 'KEY_PAIR', private_key: secret(), public_key: secret() } },
  ],
  attackProtection: {
    captcha: {
      active_provider_id: 'hcaptcha',
      hcaptcha: { site_key: 'a', secret: secret() },
      friendly_captcha: { site_key: 'a', secret: secret() },
      arkose: { site_key: 'a', secret: secret() },
      recaptcha_v2: { site_key: 'a', secret: secret() },
      recaptcha_enterprise: { site_key: 'a', project_id: 'p', api_key: secret() },
    },
  },
  guardianPushFactorSelectedProvider: { provider: 'direct' },
  guardianFactorProviders: [
    { name: 'phone', provider: 'twilio', auth_token: secret(), sid: 'AC0', from: '+49123456789' },
    { name: 'duo', provider: 'duo', ikey: 'DI1', skey: secret(), host: 'api-1.duosecurity.com' },
    push('apns', { bundle_id: 'com.a.b', sandbox: true, p12: secret() }),
    push('fcm', { server_key: secret() }),
    push('fcmv1', { server_credentials: secret() }),
    push('sns', {
      aws_access_key_id: 'AKIA1',
      aws_secret_access_key: secret(),
      aws_region: 'eu-west-1',
      sns_apns_platform_application_arn: 'arn:one',
      sns_gcm_platform_application_arn: 'arn:two',
    }),
  ],
  networkACLKeys: [{ name: 'Edge', alg: 'hmac-sha256', value: '##ACL##' }],
  logStreams: [
    stream('Hook', 'http', {
      httpEndpoint: 'https://w.test',
      httpAuthorization: secret(),
      httpContentType: 'application/json',
      httpContentFormat: 'JSONLINES',
      httpCustomHeaders: [{ header: 'X-One', value: secret() }],
    }),
    stream('Dog', 'datadog', { datadogApiKey: secret(), datadogRegion: 'eu' }),
    stream('Splunk', 'splunk', {
      splunkDomain: 's.test',
      splunkPort: '8088',
      splunkSecure: true,
      splunkToken: secret(),
    }),
    stream('Segment', 'segment', { segmentWriteKey: secret() }),
    stream('Panel', 'mixpanel', {
      mixpanelRegion: 'us',
      mixpanelProjectId: '1',
      mixpanelServiceAccountUsername: 'u',
      mixpanelServiceAccountPassword: secret(),
    }),
  ],
  eventStreams: [
    hook('Basic', { method: 'basic', username: 'u', password: secret() }),
    hook('Bearer', { method: 'bearer', token: secret() }),
    hook('Header', { method: 'custom_header', header_key: 'X-Key', header_value: secret() }),
  ],
};
