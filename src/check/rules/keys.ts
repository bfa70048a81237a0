import { createPublicKey, X509Certificate } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { select } from '../../model/path.ts';
import { failedAt, passed, skipped, unknown } from '../verdict.ts';
import type { CheckRule } from '../rule.ts';
import { valueOf } from '../tests.ts';
import { auth0Docs, checkMate, experience } from './common.ts';

const day = 86_400_000;
const algorithms = ['RS256', 'RS384', 'PS256'];

function keyOf(pem: string): KeyObject | undefined {
  try {
    return pem.includes('CERTIFICATE') ? new X509Certificate(pem).publicKey : createPublicKey(pem);
  } catch {
    return undefined;
  }
}

/** Checks of how clients prove who they are. */
export const keyRules: readonly CheckRule[] = [
  {
    type: 'each',
    id: 'keys/expiring-credential',
    about: 'clients.credentials',
    app: 'parent',
    options: { days: { default: 30, says: 'How many days before its end a key is to be replaced.' } },
    find: (subject, { now, toKnow }, options) => {
      const ends = valueOf(subject, 'expires_at');
      if (!ends.isKnown) return unknown(toKnow);
      if (typeof ends.value !== 'string') return skipped;
      const left = Math.floor((Date.parse(ends.value) - now) / day);
      if (left >= options.number('days')) return passed;
      const says = left < 0 ? 'it has ended' : `it ends in ${left} days`;
      return failedAt([{ path: ['expires_at'], value: ends.value, says }]);
    },
    says: 'a key by which a client proves who it is ends soon',
    hint: 'add a second credential with a new key, let the client use it, then take this one out',
    why: 'From that moment the client gets no token any more.',
    production: 'error',
    other: 'warning',
    profiles: ['m2m', 'security'],
    from: experience,
    decided: 'files',
  },
  {
    type: 'each',
    id: 'keys/one-credential',
    about: 'clients',
    app: 'key',
    find: (subject, { toKnow }) => {
      const found = valueOf(subject, 'client_authentication_methods.private_key_jwt.credentials');
      if (!found.isKnown) return unknown(toKnow);
      if (!Array.isArray(found.value) || found.value.length === 0) return skipped;
      const path = ['client_authentication_methods'];
      return found.value.length > 1 ? passed : failedAt([{ path }]);
    },
    says: 'the client has one key, so it cannot be replaced without a gap',
    hint: 'add the next key as a second credential before this one has to go',
    why: 'With two keys the client changes from one to the other at its own time.',
    production: 'info',
    other: 'off',
    profiles: ['m2m', 'security'],
    from: auth0Docs,
    decided: 'files',
  },
  {
    type: 'each',
    id: 'keys/secret-instead-of-key',
    about: 'clients',
    app: 'key',
    when: [{ path: 'token_endpoint_auth_method', is: ['client_secret_post', 'client_secret_basic'] }],
    says: 'the client proves who it is by a secret that goes over the network',
    hint: 'register a public key in client_authentication_methods.private_key_jwt, where the plan of the tenant has it',
    why: 'A private key never leaves the client; a secret is in every request, and in the configuration of both sides.',
    production: 'info',
    other: 'off',
    profiles: ['m2m', 'security'],
    from: checkMate,
    decided: 'files',
  },
  {
    type: 'each',
    id: 'keys/weak-pem',
    about: 'clients.credentials',
    app: 'parent',
    find: ({ resource: { body } }) => {
      const hits = select(body, 'alg').flatMap(({ path, value }) =>
        typeof value === 'string' && !algorithms.includes(value)
          ? [{ path, value, says: `Auth0 takes ${algorithms.join(', ')}` }]
          : [],
      );
      const { pem } = body;
      const key = typeof pem === 'string' ? keyOf(pem) : undefined;
      const bits = key?.asymmetricKeyDetails?.modulusLength;
      if (bits !== undefined && bits < 2048) hits.push({ path: ['pem'], value: '', says: `it has ${bits} bits` });
      const type = key?.asymmetricKeyType;
      if (type?.startsWith('rsa') === false) hits.push({ path: ['pem'], value: '', says: `it is a key of ${type}` });
      if (hits.length === 0 && key === undefined) return skipped;
      return failedAt(hits.map(({ value, ...hit }) => (value === '' ? hit : { ...hit, value })));
    },
    says: 'a key is too short, or of an algorithm that assertions cannot be signed by',
    hint: 'make an RSA key of at least 2048 bits',
    why: 'Short keys can be broken; with another algorithm no assertion is accepted.',
    production: 'error',
    other: 'error',
    profiles: ['m2m', 'security'],
    from: auth0Docs,
    decided: 'files',
  },
];
