import type fc from 'fast-check';
import type { Body, Json } from '../../../src/model/json.ts';
import type { Row } from '../row.ts';
import { body, certificates, flag, items, one, secret, some, whole } from './values.ts';

import { around, common, enabledClients, read, server } from './connection.ts';

const connection = (
  strategy: string,
  fields: Record<string, fc.Arbitrary<Json>>,
  more: Partial<Row> = {},
  options: Body = {},
): Row => ({
  title: `connections, ${strategy}`,
  type: 'connections',
  at: (resource) => ({ connections: [resource] }),
  address: 'connections/work',
  around,
  always: { name: 'work', strategy, options },
  fields,
  server,
  live: read('work'),
  ...more,
});

const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** Connections of every other strategy. */
export const connections: Row[] = [
  connection(
    'oidc',
    {
      ...common,
      show_as_button: flag,
      'options.client_id': one('a', 'b'),
      'options.client_secret': secret,
      'options.issuer': one('https://a.test/', 'https://b.test/'),
      'options.scope': one('openid profile', 'openid'),
      'options.type': one('back_channel', 'front_channel'),
      'options.domain_aliases': some('a.test', 'b.test', 'c.test'),
      'options.set_user_root_attributes': one('on_each_login', 'on_first_login'),
      'options.attribute_map': body({
        mapping_mode: one('use_map', 'bind_all'),
        attributes: one({ name: 'n' }, { name: 'm' }),
      }),
      'options.connection_settings': body({ pkce: one('auto', 'disabled') }),
      'options.upstream_params': body({ login_hint: one({ alias: 'login_hint' }, { alias: 'prompt' }) }),
      'options.an_option_of_tomorrow': one('a', 'b'),
      scim_configuration: body({
        user_id_attribute: one('externalId', 'id'),
        mapping: items('scim', ['userName', 'name.givenName', 'externalId'], {
          auth0: one('preferred_username', 'given_name'),
        }),
      }),
    },
    {
      unordered: { 'options.domain_aliases': true, 'scim_configuration.mapping': 'scim' },
      ordered: ['realms'],
      maps: ['metadata'],
      secrets: ['options.client_secret'],
      children: {
        enabled_clients: enabledClients,
        scim_configuration: { name: 'scim_configuration', key: () => '', isGuarded: true },
      },
      clearable: ['metadata', 'options.upstream_params'],
      restless: ['scim_configuration.updated_on'],
      rename: { id: 'id', fields: { name: 'office' }, isReplaced: true },
      byHand: [
        {
          post: '/connections',
          body: {
            name: 'work',
            strategy: 'oidc',
            display_name: 'By hand',
            options: {
              client_id: 'hand',
              client_secret: 'hand',
              domain_aliases: ['hand.test'],
              oidc_metadata: { issuer: 'https://hand.test', jwks_uri: 'https://hand.test/jwks' },
              attribute_map: { userinfo_scope: 'hand', attributes: { email: 'hand' } },
              thumbprints: ['00'],
            },
          },
          as: 'work',
        },
        { patch: '/connections/{work}/clients', body: [{ client_id: '{clients/App}', status: true }] },
        {
          post: '/connections/{work}/scim-configuration',
          body: { user_id_attribute: 'hand', mapping: [{ auth0: 'hand', scim: 'hand' }] },
        },
      ],
    },
  ),
  connection(
    'samlp',
    {
      'options.signInEndpoint': one('https://a.test/in', 'https://b.test/in'),
      'options.signOutEndpoint': one('https://a.test/out', 'https://b.test/out'),
      'options.signingCert': one(...certificates.map(base64)),
      'options.signSAMLRequest': flag,
      'options.protocolBinding': one(
        'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST',
        'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect',
      ),
      'options.fieldsMap': one({ email: 'mail' }, { email: ['mail', 'email'], name: 'cn' }),
      'options.idpinitiated': body({
        enabled: flag,
        client_id: one('Portal', 'App'),
        client_protocol: one('oidc', 'samlp'),
      }),
      'options.signing_key': body({ key: secret, cert: one(certificates[0] ?? '') }),
      'options.decryptionKey': body({ key: secret, cert: one(certificates[0] ?? '') }),
    },
    {
      secrets: ['options.signing_key.key', 'options.decryptionKey.key'],
      // They follow from the certificate.
      restless: ['options.thumbprints', 'options.subject', 'options.expires', 'options.cert'],
      after: ['clients/Portal', 'clients/App'],
      byHand: [
        {
          post: '/connections',
          body: {
            name: 'work',
            strategy: 'samlp',
            options: {
              signInEndpoint: 'https://hand.test',
              signingCert: base64(certificates[0] ?? ''),
              metadataUrl: 'https://hand.test/metadata',
              thumbprints: ['00'],
              expires: '2030-01-01T00:00:00.000Z',
              subject: { commonName: 'hand' },
              bindingMethod: 'hand',
              idpinitiated: { client_authorizequery: 'hand', enabled: true },
              agentMode: true,
            },
          },
        },
      ],
    },
  ),
  connection(
    'pingfederate',
    {
      'options.pingFederateBaseUrl': one('https://a.test', 'https://b.test'),
      'options.signingCert': one(...certificates.map(base64)),
    },
    {},
    { pingFederateBaseUrl: 'https://a.test' },
  ),
  connection(
    'google-oauth2',
    {
      'options.client_id': one('a', 'b'),
      'options.client_secret': secret,
      'options.scope': one(['email', 'profile'], ['profile']),
      'options.allowed_audiences': one(['a'], ['a', 'b']),
    },
    { secrets: ['options.client_secret'], unordered: { 'options.scope': true } },
  ),
  connection(
    'waad',
    {
      'options.client_id': one('a', 'b'),
      'options.client_secret': secret,
      'options.tenant_domain': one('a.test', 'b.test'),
      'options.domain_aliases': some('a.test', 'b.test'),
      'options.identity_api': one('microsoft-identity-platform-v2.0'),
      'options.ext_groups': flag,
    },
    {
      unordered: { 'options.domain_aliases': true },
      secrets: ['options.client_secret'],
      byHand: [
        {
          post: '/connections',
          body: {
            name: 'work',
            strategy: 'waad',
            options: {
              client_id: 'hand',
              thumbprints: ['00'],
              app_domain: 'hand.test',
              cert_rollover_notification: 'x',
              granted: true,
              tenantId: 'hand',
            },
          },
        },
      ],
    },
  ),
  connection(
    'google-apps',
    { 'options.client_id': one('a', 'b'), 'options.client_secret': secret, 'options.domain': one('a.test', 'b.test') },
    {
      secrets: ['options.client_secret'],
      byHand: [
        {
          post: '/connections',
          body: {
            name: 'work',
            strategy: 'google-apps',
            options: {
              client_id: 'hand',
              admin_access_token: 'hand',
              admin_refresh_token: 'hand',
              handleLoginFromSocial: true,
            },
          },
        },
      ],
    },
  ),
  connection(
    'google-apps',
    { 'options.admin_access_token': secret, 'options.admin_refresh_token': secret },
    {
      title: 'connections, google-apps of an administrator',
      secrets: ['options.admin_access_token', 'options.admin_refresh_token'],
    },
  ),
  connection(
    'facebook',
    { 'options.client_id': one('a', 'b'), 'options.client_secret': secret },
    { secrets: ['options.client_secret'], immutable: { strategy: ['facebook', 'github'] } },
  ),
  connection(
    'apple',
    { 'options.app_secret': secret, 'options.client_id': one('a', 'b') },
    { secrets: ['options.app_secret'] },
  ),
  connection(
    'email',
    {
      'options.email': body({
        from: one('a@harbor.test'),
        subject: one('Code', 'Your code'),
        syntax: one('liquid'),
        body: one('<b>@@password@@</b>', '<i>\n{{ code }}\n</i>'),
      }),
      'options.disable_signup': flag,
      'options.totp': body({ length: whole(4, 8), time_step: whole(60, 300) }),
      'options.authParams': one({ scope: 'openid' }, { scope: 'profile' }),
    },
    {
      at: (resource) => ({ connections: [resource] }),
      address: 'connections/email',
      live: read('email'),
      always: { name: 'email', strategy: 'email', options: { name: 'email', brute_force_protection: true } },
    },
  ),
  connection(
    'sms',
    {
      'options.twilio_sid': one('AC1', 'AC2'),
      'options.twilio_token': secret,
      'options.from': one('+1', '+2'),
      'options.template': one('Code: @@password@@', '{{ code }}'),
      'options.gateway_authentication': body({ method: one('bearer'), subject: one('s'), audience: one('a'), secret }),
    },
    {
      secrets: ['options.twilio_token', 'options.gateway_authentication.secret'],
      clearable: ['options.gateway_authentication'],
    },
    { provider: 'twilio', name: 'sms', brute_force_protection: true },
  ),
  connection('custom', { 'options.anything': one([1, { at: 'all' }], { else: true }) }),
];
