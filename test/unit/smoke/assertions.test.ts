import { generateKeyPairSync } from 'node:crypto';
import { CompactEncrypt } from 'jose';
import { describe, expect, it } from 'vitest';
import { assertionsOf, summaryOf } from '../../../src/smoke/assertions.ts';
import type { Described } from '../../../src/smoke/assertions.ts';
import { understood } from '../../../src/smoke/verify.ts';
import { at, contentOf, described, failing, keys, signed } from './support.ts';
import type { Content } from './support.ts';

const dialects = ['access_token', 'access_token_authz', 'rfc9068_profile', 'rfc9068_profile_authz'];
const algs = ['RS256', 'RS512', 'PS256', 'HS256'];
const content = contentOf(described);

describe('a token as its API is declared passes every assertion', () => {
  it.each(dialects.flatMap((dialect) => algs.map((alg) => [dialect, alg] as const)))('%s %s', async (dialect, alg) => {
    const expected: Described = { ...described, dialect, alg, hasPermissions: dialect.endsWith('_authz') };
    expect(await failing(await signed(contentOf(expected)), expected)).toEqual([]);
  });
});

describe('one thing that is wrong fails one assertion', () => {
  const header = (changed: Partial<Content['header']>): Content => ({
    ...content,
    header: { ...content.header, ...changed },
  });
  const claims = (changed: Record<string, unknown>): Content => ({
    ...content,
    claims: { ...content.claims, ...changed },
  });
  it.each<[string, Content, string]>([
    ['typ', header({ typ: 'JWT' }), 'token/typ'],
    ['alg', header({ alg: 'PS256' }), 'token/alg'],
    ['alg, to a shared secret', header({ alg: 'HS256' }), 'token/alg'],
    ['aud', claims({ aud: 'https://other.test' }), 'token/aud'],
    ['aud, to several', claims({ aud: ['https://api.test', 'https://other.test'] }), 'token/aud'],
    ['iss', claims({ iss: 'https://other.test/' }), 'token/iss'],
    ['exp', claims({ exp: at + 86_400 }), 'token/lifetime'],
    ['exp, to the past', claims({ exp: at - 10 }), 'token/lifetime'],
    ['kid', header({ kid: 'k2' }), 'token/kid'],
    ['scope, with one more', claims({ scope: 'read:a write:a delete:a' }), 'token/scope'],
    ['scope, with one less', claims({ scope: 'read:a' }), 'token/scope'],
    ['sub', claims({ sub: 'c2@clients' }), 'token/sub'],
    ['client', claims({ client_id: 'c2' }), 'token/client'],
    ['jti', claims({ jti: undefined }), 'token/extras'],
    ['time of issue', claims({ iat: at - 7200, exp: at - 3600 }), 'token/iat'],
    ['permissions', claims({ permissions: undefined }), 'token/permissions'],
    ['permissions, with one more', claims({ permissions: ['read:a', 'write:a', 'x'] }), 'token/permissions'],
    ['organization', claims({ org_id: 'org_1' }), 'token/organization'],
  ])('%s', async (_what, changed, code) => {
    expect(await failing(await signed(changed))).toEqual([code]);
  });

  it('signature', async () => {
    expect(await failing(await signed(content, 'another'))).toEqual(['token/signature']);
    const [head, payload, signature = ''] = (await signed(content)).split('.');
    const broken = [head, payload, `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`].join('.');
    expect(await failing(broken)).toEqual(['token/signature']);
  });

  it('signature by a shared secret', async () => {
    const expected = { ...described, alg: 'HS256' };
    expect(await failing(await signed(contentOf(expected)), expected, { ...keys, secret: 'x'.repeat(32) })).toEqual([
      'token/signature',
    ]);
  });

  it('no signature at all', async () => {
    const [head, payload] = [{ ...content.header, alg: 'none' }, content.claims].map((part) =>
      Buffer.from(JSON.stringify(part)).toString('base64url'),
    );
    expect(await failing(`${head}.${payload}.`)).toEqual(['token/alg']);
  });

  it('another dialect, of which several claims tell', async () => {
    for (const dialect of dialects.filter((one) => !one.startsWith('rfc'))) {
      const hasPermissions = dialect.endsWith('_authz');
      const token = await signed(contentOf({ ...described, dialect, hasPermissions }));
      expect(await failing(token)).toEqual(['token/dialect']);
    }
    const plain = { ...described, dialect: 'access_token', hasPermissions: false };
    expect(await failing(await signed(contentOf(described)), plain)).toEqual(['token/dialect']);
  });

  it('permissions where there are to be none', async () => {
    const plain = { ...described, dialect: 'rfc9068_profile', hasPermissions: false };
    expect(await failing(await signed(contentOf(described)), plain)).toEqual(['token/permissions']);
  });

  it('a token that is none', async () => {
    expect(await failing('opaque')).toEqual(['token/format']);
    expect(await failing('a.b.c')).toEqual(['token/format']);
  });
});

it('a scope that the tenant grants beyond the files is no fault of the permissions', async () => {
  const scopes = ['read:a', 'write:a', 'delete:a'];
  expect(await failing(await signed(contentOf({ ...described, scopes })))).toEqual(['token/scope']);
});

it('an agent has a subject of its own', async () => {
  const changed = { ...content, claims: { ...content.claims, sub: 'agent' } };
  expect(await failing(await signed(changed), { ...described, subject: undefined })).toEqual([]);
});

describe('an encrypted token', () => {
  const pair = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const encrypted = async (token: string): Promise<string> =>
    new CompactEncrypt(new TextEncoder().encode(token))
      .setProtectedHeader({ alg: 'RSA-OAEP-256', enc: 'A256GCM', cty: 'JWT' })
      .encrypt(await import('node:crypto').then(({ createPublicKey }) => createPublicKey(pair.publicKey)));
  const expected = { ...described, isEncrypted: true };
  const by = { ...keys, decryption: pair.privateKey };

  it('is read with the key of its API, and judged as any other', async () => {
    expect(await failing(await encrypted(await signed(content)), expected, by)).toEqual([]);
    const other = { ...content, claims: { ...content.claims, iss: 'https://other.test/' } };
    expect(await failing(await encrypted(await signed(other)), expected, by)).toEqual(['token/iss']);
  });

  it('says that it cannot be judged without the key', async () => {
    const token = await understood(await encrypted(await signed(content)), keys, at * 1000);
    const states = new Set(assertionsOf(expected).map(({ judge }) => judge(token).state));
    expect(states).toEqual(new Set(['passed', 'skipped']));
  });

  it('is told where it is not expected, and where it is missing', async () => {
    expect(await failing(await encrypted(await signed(content)), described, by)).toEqual(['token/encryption']);
    expect(await failing(await signed(content), expected, by)).toEqual(['token/encryption']);
  });
});

it('says in a few words what a token is like', async () => {
  expect(summaryOf(await understood(await signed(content), keys, at * 1000))).toEqual([
    'RS256',
    'at+jwt',
    '3600 s',
    '2 scopes',
  ]);
});
