import { expect, it } from 'vitest';
import { domainCases } from '../../../src/smoke/domains.ts';
import type { Seen } from '../../../src/smoke/domains.ts';

const now = Date.parse('2026-01-01T00:00:00Z');
const day = 86_400_000;
const row = {
  domain: 'login.acme.test',
  status: 'ready',
  type: 'auth0_managed_certs',
  verification: { methods: [{ name: 'CNAME', record: 'acme.edge.test', domain: 'login.acme.test' }] },
  certificate: { status: 'provisioned', renews_before: '2026-03-01T00:00:00Z' },
};
const record = { type: 'CNAME', name: 'login.acme.test', wanted: 'acme.edge.test', answers: ['acme.edge.test.'] };
const tls = { type: 'answered', version: 'TLSv1.3', cipher: 'TLS_AES', endsAt: now + 80 * day, issuer: 'CA' } as const;
const well = { records: [record], tls, issuer: { text: 'https://login.acme.test/' }, keys: ['a', 'b'] };

const states = (seen: Seen, changed: object = {}): [string, string, string][] =>
  domainCases(
    { name: 'login.acme.test', issuer: 'https://login.acme.test/', row: { ...row, ...changed } },
    seen,
    ['b', 'a'],
    now,
  ).flatMap(({ code = '', state, lines }) => (state === 'passed' ? [] : [[code, state, lines.join()]]));

it('a domain that works has nothing to do', () => {
  expect(states(well)).toEqual([]);
});

it.each<[string, Seen, object, string, string]>([
  [
    'waits for its verification',
    { records: [{ ...record, answers: [] }] },
    { status: 'pending_verification' },
    'domain/status',
    'failed',
  ],
  [
    'has no record',
    { ...well, records: [{ ...record, answers: [], why: 'ENOTFOUND' }] },
    {},
    'domain/record',
    'failed',
  ],
  ['leads elsewhere', { ...well, records: [{ ...record, answers: ['other.test'] }] }, {}, 'domain/record', 'failed'],
  ['gets no certificate', well, { certificate: { status: 'provisioning_failed' } }, 'domain/certificate', 'failed'],
  ['waits for its certificate', well, { certificate: { status: 'provisioning' } }, 'domain/certificate', 'unknown'],
  [
    'has a certificate that ends soon',
    { ...well, tls: { ...tls, endsAt: now + 12 * day } },
    {},
    'domain/tls',
    'failed',
  ],
  ['has a certificate that ended', { ...well, tls: { ...tls, endsAt: now - day } }, {}, 'domain/tls', 'failed'],
  [
    'has a certificate that nobody trusts',
    { ...well, tls: { ...tls, why: 'SELF_SIGNED' } },
    {},
    'domain/tls',
    'failed',
  ],
  ['speaks an old TLS', { ...well, tls: { ...tls, version: 'TLSv1.1' } }, {}, 'domain/tls', 'failed'],
  ['does not answer', { ...well, tls: { type: 'silent', why: 'ECONNREFUSED' } }, {}, 'domain/tls', 'failed'],
  ['names another issuer', { ...well, issuer: { text: 'https://acme.test/' } }, {}, 'domain/issuer', 'failed'],
  ['has other keys', { ...well, keys: ['c'] }, {}, 'domain/keys', 'failed'],
])('a domain that %s', (_what, seen, changed, code, state) => {
  expect(states(seen, changed)[0]?.slice(0, 2)).toEqual([code, state]);
});

it('says in how many days a certificate ends, as a warning', () => {
  const [found] = states({ ...well, tls: { ...tls, endsAt: now + 12 * day } });
  expect(found?.[2]).toBe('the certificate ends in 12 days');
});
