import fc from 'fast-check';
import type { Body, Json } from '../../../src/model/json.ts';
import type { Row } from '../row.ts';
import { common } from './clients.ts';
import { certificates, one, publicKeys, textOf } from './values.ts';

/** Clients that prove who they are by a key or a certificate. */
export const clientCredentials: Row[] = [
  {
    ...common,
    title: 'clients with a key',
    always: {
      name: 'Portal',
      jwt_configuration: { alg: 'RS256' },
      client_authentication_methods: { private_key_jwt: { credentials: [] } },
    },
    fields: {
      description: one('The portal', 'A portal'),
      'client_authentication_methods.private_key_jwt.credentials': fc.constantFrom<Json[]>(
        [key('first', 0)],
        [key('first', 0), key('second', 1)],
        [{ ...key('first', 0), expires_at: '2031-01-01T00:00:00.000Z' }],
      ),
    },
    children: {
      'client_authentication_methods.private_key_jwt.credentials': {
        name: 'credentials',
        key: (item) => textOf(item, 'name'),
        isLinked: true,
        unseen: ['pem'],
      },
    },
    byHand: [{ post: '/clients', body: { name: 'Portal', token_endpoint_auth_method: 'client_secret_basic' } }],
    // An application has one way to prove who it is.
    restless: ['token_endpoint_auth_method', 'credentials', 'client_secret'],
  },
  {
    ...common,
    title: 'clients with a key, replaced',
    always: {
      name: 'Portal',
      jwt_configuration: { alg: 'RS256' },
      client_authentication_methods: { private_key_jwt: { credentials: [] } },
    },
    fields: {
      'client_authentication_methods.private_key_jwt.credentials': fc.constantFrom<Json[]>(
        [key('first', 0)],
        [{ ...key('first', 0), alg: 'RS384' }],
        [{ ...key('first', 0), kid: 'another-0123456789' }],
        [{ ...key('first', 0), credential_type: 'x509_cert', pem: certificates[0] ?? '' }],
      ),
    },
    children: {
      'client_authentication_methods.private_key_jwt.credentials': {
        name: 'credentials',
        key: (item) => textOf(item, 'name'),
        isLinked: true,
        immutable: ['alg', 'kid', 'credential_type'],
        unseen: ['pem'],
      },
    },
  },
  {
    ...common,
    title: 'clients with a certificate',
    always: {
      name: 'Portal',
      jwt_configuration: { alg: 'RS256' },
      client_authentication_methods: { self_signed_tls_client_auth: { credentials: [certificate('first', 0)] } },
    },
    fields: {
      'client_authentication_methods.self_signed_tls_client_auth.credentials': fc.constantFrom<Json[]>(
        [certificate('first', 0)],
        [certificate('second', 1)],
        [certificate('first', 0), certificate('second', 1)],
      ),
    },
    children: {
      'client_authentication_methods.self_signed_tls_client_auth.credentials': {
        name: 'credentials',
        key: (item) => textOf(item, 'name'),
        isLinked: true,
        unseen: ['pem'],
      },
    },
  },
  {
    ...common,
    title: 'clients with a subject',
    always: {
      name: 'Portal',
      jwt_configuration: { alg: 'RS256' },
      client_authentication_methods: {
        tls_client_auth: { credentials: [{ name: 'first', credential_type: 'cert_subject_dn', subject_dn: 'CN=a' }] },
      },
    },
    fields: {
      'client_authentication_methods.tls_client_auth.credentials': fc.constantFrom<Json[]>(
        [{ name: 'first', credential_type: 'cert_subject_dn', subject_dn: 'CN=a' }],
        [{ name: 'first', credential_type: 'cert_subject_dn', subject_dn: 'CN=b' }],
      ),
    },
    children: {
      'client_authentication_methods.tls_client_auth.credentials': {
        name: 'credentials',
        key: (item) => textOf(item, 'name'),
        isLinked: true,
        immutable: ['subject_dn'],
      },
    },
  },
];

function key(name: string, index: number): Body {
  return { name, credential_type: 'public_key', pem: publicKeys[index] ?? '', alg: 'RS256', kid: `${name}-0123456789` };
}

function certificate(name: string, index: number): Body {
  return { name, credential_type: 'x509_cert', pem: certificates[index] ?? '' };
}
