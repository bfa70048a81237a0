import { generateKeyPairSync } from 'node:crypto';
import { expect } from 'vitest';
import { parse } from 'yaml';
import { read } from '../schemas/validators.ts';
import { action, api, client, holds, like, organization, role } from './steps.ts';

const example = parse(read('test/schemas/valid.yaml')) as { themes: [{ themeId: string }] };
const { themeId: _id, ...theme } = example.themes[0];
const domain = { send: 'POST /custom-domains', body: { domain: 'a.test', type: 'auth0_managed_certs' }, status: 201 };
const page = { template: '<html><head>{%- auth0:head -%}</head><body>{%- auth0:widget -%}</body></html>' };
const pem = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ type: 'spki', format: 'pem' });
const permission = (permission_name: string): object => ({
  permission_name,
  resource_server_identifier: 'https://a.test',
});
const management = 'GET /resource-servers/https:%2F%2Flocal%2Fapi%2Fv2%2F';

holds({
  scopes: [
    [
      'of the Management API are all there, each described in words',
      {
        send: management,
        has: {
          scopes: like(
            expect.arrayContaining([
              { value: 'read:client_grants', description: 'Read Client Grants' },
              { value: 'blacklist:tokens', description: like(expect.any(String)) },
              { value: 'read:security_metrics', description: like(expect.any(String)) },
            ]),
          ),
        },
      },
    ],
  ],
  'what a client takes': [
    [
      'is no page of its own, and the mode that it has',
      {
        send: 'POST /clients',
        body: { name: 'a', is_first_party: false, custom_login_page: '', third_party_security_mode: 'strict' },
        status: 201,
      },
      { send: 'PATCH /clients/{0.client_id}', body: { third_party_security_mode: 'strict', custom_login_page: '' } },
      { send: 'PATCH /clients/{0.client_id}', body: { third_party_security_mode: 'permissive' }, status: 400 },
    ],
    [
      'is a delegation bound to networks, and how sessions are handed over is completed',
      {
        send: 'POST /clients',
        body: { name: 'a', session_transfer: { delegation: { enforce_device_binding: 'asn' } } },
        status: 201,
        has: {
          session_transfer: {
            can_create_session_transfer_token: false,
            enforce_cascade_revocation: true,
            allowed_authentication_methods: [],
            enforce_device_binding: 'ip',
            allow_refresh_token: false,
            enforce_online_refresh_tokens: true,
            delegation: { enforce_device_binding: 'asn' },
          },
        },
      },
      {
        send: 'PATCH /clients/{0.client_id}',
        body: { session_transfer: { allow_refresh_token: true } },
        has: { session_transfer: { allow_refresh_token: true, enforce_device_binding: 'ip' } },
      },
      { send: 'PATCH /clients/{0.client_id}', body: { session_transfer: null }, lacks: ['session_transfer'] },
    ],
  ],
  'a credential of a client': [
    [
      'that nothing uses any more can be deleted, and the client shows its secret again',
      client,
      {
        send: 'POST /clients/{0.client_id}/credentials',
        body: { credential_type: 'public_key', name: 'a', pem, alg: 'RS256' },
        status: 201,
      },
      {
        send: 'PATCH /clients/{0.client_id}',
        body: {
          jwt_configuration: { alg: 'RS256' },
          client_authentication_methods: { private_key_jwt: { credentials: [{ id: '{1.id}' }] } },
        },
        lacks: ['client_secret'],
      },
      { send: 'DELETE /clients/{0.client_id}/credentials/{1.id}', status: 400 },
      {
        send: 'PATCH /clients/{0.client_id}',
        body: { client_authentication_methods: null },
        has: { client_secret: like(expect.any(String)) },
      },
      { send: 'DELETE /clients/{0.client_id}/credentials/{1.id}', status: 204 },
    ],
  ],
  'a client by a document of its own': [
    [
      'says where it comes from when it is read, not when it is changed',
      { send: 'POST /clients/cimd/register', body: { external_client_id: 'https://a.test/a.json' } },
      { send: 'POST /clients/cimd/preview', body: { external_client_id: 'https://a.test/a.json' } },
      { send: 'GET /clients/{0.client_id}', has: { external_metadata_type: 'cimd' } },
      {
        send: 'PATCH /clients/{0.client_id}',
        body: { description: 'b' },
        lacks: ['external_client_id', 'external_metadata_type', 'external_metadata_created_by'],
      },
    ],
  ],
  APIs: [
    [
      'show a key for the encryption of tokens by its thumbprint alone',
      {
        send: 'POST /resource-servers',
        body: {
          identifier: 'https://a.test',
          token_encryption: {
            format: 'compact-nested-jwe',
            encryption_key: { alg: 'RSA-OAEP-256', name: 'a', pem },
          },
        },
        status: 201,
        has: {
          token_encryption: { encryption_key: { thumbprint_sha256: like(expect.stringMatching(/^[\w-]{43}$/)) } },
        },
        lacks: ['token_encryption.encryption_key.pem'],
      },
      { send: 'GET /resource-servers/{0.id}', lacks: ['token_encryption.encryption_key.pem'] },
    ],
    [
      'say for whom tokens are',
      {
        ...api,
        has: {
          subject_type_authorization: { user: { policy: 'allow_all' }, client: { policy: 'require_client_grant' } },
        },
      },
    ],
  ],
  success: [
    ['of a theme is 200', { send: 'POST /branding/themes', body: theme }],
    [
      'of a template of pages is 201, and 204 over one that is there',
      domain,
      { send: 'PUT /branding/templates/universal-login', body: page, status: 201 },
      { send: 'PUT /branding/templates/universal-login', body: page, status: 204 },
    ],
    [
      'of texts and partials is what was sent, and an empty object for none',
      domain,
      {
        send: 'PUT /prompts/login/custom-text/en',
        body: { login: { title: 'a' } },
        has: { login: { title: 'a' } },
      },
      { send: 'PUT /prompts/login/custom-text/en', body: {}, has: {}, lacks: ['login'] },
      {
        send: 'PUT /prompts/login/partials',
        body: { login: { 'form-content-start': '<p>' } },
        has: { login: { 'form-content-start': '<p>' } },
      },
      { send: 'PUT /prompts/login/partials', body: {}, has: {}, lacks: ['login'] },
    ],
    [
      'of permissions given is an empty object',
      { ...api, body: { identifier: 'https://a.test', scopes: [{ value: 'a' }] } },
      role,
      { send: 'POST /roles/{1.id}/permissions', body: { permissions: [permission('a')] }, status: 201, has: {} },
    ],
    [
      'of a changed profile of token exchange is the profile',
      {
        ...action,
        body: { name: 'a', code: '//', supported_triggers: [{ id: 'custom-token-exchange', version: 'v1' }] },
      },
      {
        send: 'POST /token-exchange-profiles',
        body: { name: 'abc', subject_token_type: 'urn:acme:a', type: 'custom_authentication', action_id: '{0.id}' },
        status: 201,
      },
      { send: 'PATCH /token-exchange-profiles/{1.id}', body: { name: 'bcd' }, has: { name: 'bcd' } },
    ],
  ],
  'custom domains': [
    [
      'tell how to prove them, by names in capitals, and nothing of what is not set',
      {
        ...domain,
        has: {
          primary: true,
          status: 'pending_verification',
          tls_policy: 'recommended',
          verification: {
            methods: [
              {
                name: 'CNAME',
                domain: 'a.test',
                record: like(expect.stringMatching(/^local-cd-\w{16}\.edge\.tenants\.us\.auth0\.com$/)),
              },
            ],
          },
        },
        lacks: ['verification.status', 'is_default', 'custom_client_ip_header', 'origin_domain_name', 'created_at'],
      },
      {
        send: 'POST /custom-domains',
        body: { domain: 'b.test', type: 'self_managed_certs' },
        status: 201,
        has: {
          primary: false,
          verification: { methods: [{ name: 'TXT', record: like(expect.stringContaining('auth0-domain')) }] },
        },
      },
      { send: 'GET /custom-domains/{0.custom_domain_id}', has: { status: 'pending_verification' } },
      {
        send: 'POST /custom-domains/{0.custom_domain_id}/verify',
        has: { status: 'ready', origin_domain_name: like(expect.stringContaining('.edge.tenants.')) },
      },
      { send: 'DELETE /custom-domains/{1.custom_domain_id}', status: 204 },
    ],
  ],
  keys: [
    [
      'of the tenant’s own come in three steps',
      { send: 'POST /keys/encryption', body: { type: 'customer-provided-root-key' }, status: 201 },
      { send: 'POST /keys/encryption/{0.kid}', body: { wrapped_key: 'YQ==' }, status: 409 },
      {
        send: 'POST /keys/encryption/{0.kid}/wrapping-key',
        status: 201,
        has: { algorithm: 'CKM_RSA_AES_KEY_WRAP', public_key: like(expect.stringContaining('PUBLIC KEY')) },
      },
      {
        send: 'POST /keys/encryption/{0.kid}',
        body: { wrapped_key: 'YQ==' },
        status: 201,
        has: { state: 'active', type: 'customer-provided-root-key' },
      },
      { send: 'DELETE /keys/encryption/{0.kid}', status: 204 },
    ],
    [
      'for custom signing are none until they are set',
      { send: 'GET /keys/custom-signing', status: 404 },
      { send: 'PUT /keys/custom-signing', body: { keys: [{ kty: 'EC', kid: 'a' }] }, has: { keys: [{ kid: 'a' }] } },
      { send: 'GET /keys/custom-signing', has: { keys: [{ kid: 'a' }] } },
      { send: 'DELETE /keys/custom-signing', status: 204 },
    ],
  ],
  groups: [
    [
      'are none, of the tenant, of a role and of an organization',
      role,
      organization,
      { send: 'GET /groups?take=50', has: { groups: [] } },
      { send: 'GET /groups/grp_none', status: 404 },
      { send: 'GET /roles/{0.id}/groups', has: { groups: [] } },
      { send: 'GET /organizations/{1.id}/groups', has: { groups: [] } },
      { send: 'GET /organizations/none/groups', status: 404 },
    ],
  ],
});
