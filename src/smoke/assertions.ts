import type { Place } from '../model/diagnostic.ts';
import { keyText } from '../model/json.ts';
import type { Body, Json } from '../model/json.ts';
import { messages } from './messages.ts';
import type { Assertion, Token, Verdict } from './trial.ts';

/** What a token is to be like. */
export interface Described {
  issuer: string;
  audience: string;
  clientId: string;
  /** Absent where Auth0 names another subject than the client, as of an agent. */
  subject: string | undefined;
  alg: string;
  dialect: string;
  lifetime: number;
  scopes: readonly string[];
  hasPermissions: boolean;
  organizationId: string | undefined;
  isEncrypted: boolean;
  /** Where the files say it, by the code of the assertion. */
  places: Readonly<Record<string, Place | undefined>>;
}

/** How far the clocks of a tenant and of this machine may be apart, in seconds. */
const skew = 300;

const passed: Verdict = { state: 'passed' };
const failed = (says: string): Verdict => ({ state: 'failed', says });
const untold = (says: string): Verdict => ({ state: 'skipped', says });

/** Everything that is asserted of a token which is to be as described, each assertion about one thing. */
export function assertionsOf(described: Described): Assertion[] {
  const { places } = described;
  const all: [code: string, name: string, judge: Assertion['judge']][] = [
    ['token/format', 'format', ({ format }) => (format === 'opaque' ? failed(messages.opaque()) : passed)],
    ['token/encryption', 'encryption', (token) => encryption(token, described)],
    ['token/alg', 'algorithm', ({ header }) => equal(header['alg'], described.alg)],
    ['token/kid', 'key', ({ header, signature }) => keyName(header, signature)],
    ['token/signature', 'signature', (token) => signature(token, described)],
    ['token/dialect', 'dialect', (token) => dialect(token, described)],
    ['token/typ', 'type', unlessOther(described, ({ header }) => equal(header['typ'], marksOf(described.dialect).typ))],
    ['token/client', 'client', unlessOther(described, ({ claims }) => client(claims, described))],
    ['token/extras', 'jti or gty', unlessOther(described, ({ claims }) => extras(claims, described))],
    ['token/iss', 'issuer', ({ claims }) => equal(claims['iss'], described.issuer)],
    ['token/aud', 'audience', ({ claims }) => equal(single(claims['aud']), described.audience)],
    ...(described.subject === undefined
      ? []
      : [['token/sub', 'subject', ({ claims }: Token) => equal(claims['sub'], described.subject)] satisfies Row]),
    ['token/lifetime', 'lifetime', ({ claims }) => lifetime(claims, described.lifetime)],
    ['token/iat', 'time of issue', (token) => issued(token)],
    ['token/scope', 'scope', ({ claims }) => scope(claims, described)],
    ['token/permissions', 'permissions', unlessOther(described, ({ claims }) => permissions(claims, described))],
    ['token/organization', 'organization', ({ claims }) => equal(claims['org_id'], described.organizationId)],
  ];
  return all.map(([code, name, judge]) => ({ code, name, place: places[code], judge: readable(code, judge) }));
}

type Row = [code: string, name: string, judge: Assertion['judge']];

/** What a token tells of itself in a few words. */
export function summaryOf({ header, claims }: Token): string[] {
  const scopes = textsIn(claims['scope']);
  return [
    keyText(header['alg'] ?? ''),
    keyText(header['typ'] ?? ''),
    `${Number(claims['exp']) - Number(claims['iat'])} s`,
    messages.scopeCount(scopes.length),
  ];
}

/** Of a token that cannot be read one assertion says so, and the others say nothing. */
function readable(code: string, judge: Assertion['judge']): Assertion['judge'] {
  if (code === 'token/format' || code === 'token/encryption') return judge;
  return (token) => {
    if (token.format === 'opaque') return untold(messages.opaque());
    if (token.format === 'encrypted' && Object.keys(token.claims).length === 0) return untold(messages.unreadable());
    return judge(token);
  };
}

function encryption({ format }: Token, { isEncrypted }: Described): Verdict {
  if (format === 'opaque' || (format === 'encrypted') === isEncrypted) return passed;
  return failed(isEncrypted ? messages.notEncrypted() : messages.encrypted());
}

function keyName({ kid }: Body, of: Token['signature']): Verdict {
  return of === 'unpublished' ? failed(messages.unpublished(kid)) : passed;
}

/** A signature by another algorithm than the declared one is verified, too: what is wrong then is the algorithm alone. */
function signature({ signature: found, header }: Token, { alg }: Described): Verdict {
  if (found === 'valid') return passed;
  if (found === 'unpublished') return untold(messages.otherwise('the key'));
  if (header['alg'] !== alg) return untold(messages.otherwise('the algorithm'));
  return found === 'invalid' ? failed(messages.badSignature()) : { state: 'unknown', says: messages.noKeys() };
}

/** What tells the dialects apart. */
interface Marks {
  typ: string;
  /** The claim that names the client, and the one of the other dialect. */
  client: 'client_id' | 'azp';
  other: 'client_id' | 'azp';
  profile: string;
}

function marksOf(name: string): Marks {
  return name.startsWith('rfc9068')
    ? { typ: 'at+jwt', client: 'client_id', other: 'azp', profile: 'rfc9068_profile' }
    : { typ: 'JWT', client: 'azp', other: 'client_id', profile: 'access_token' };
}

/** Whether type and claims are both those of the other dialect: then it is that, and not one of them. */
function isOther({ header, claims }: Token, { dialect: name }: Described): boolean {
  const { typ, other, client: own } = marksOf(name);
  return header['typ'] !== typ && claims[other] !== undefined && claims[own] === undefined;
}

function dialect(token: Token, described: Described): Verdict {
  if (!isOther(token, described)) return passed;
  const other = marksOf(marksOf(described.dialect).client === 'azp' ? 'rfc9068_profile' : 'access_token');
  return failed(messages.otherDialect(other.profile, described.dialect));
}

function unlessOther(described: Described, judge: Assertion['judge']): Assertion['judge'] {
  return (token) => (isOther(token, described) ? untold(messages.otherwise('the dialect')) : judge(token));
}

function client(claims: Body, { dialect: name, clientId }: Described): Verdict {
  const { client: own, other } = marksOf(name);
  if (claims[own] === undefined && claims[other] !== undefined) return failed(messages.unwanted(claims[other]));
  return equal(claims[own], clientId);
}

function extras({ jti, gty }: Body, { dialect: name }: Described): Verdict {
  if (!name.startsWith('rfc9068')) return equal(gty, 'client-credentials');
  return jti === undefined ? failed(messages.missing()) : passed;
}

function lifetime({ exp, iat }: Body, expected: number): Verdict {
  const happened = Number(exp) - Number(iat);
  return happened === expected ? passed : failed(messages.lifetime(happened, expected));
}

function issued({ claims: { iat }, at }: Token): Verdict {
  const age = at - Number(iat);
  return Math.abs(age) <= skew ? passed : failed(messages.clock(age));
}

function scope(claims: Body, { scopes }: Described): Verdict {
  const { more, less } = difference(textsIn(claims['scope']), scopes);
  return more.length + less.length === 0 ? passed : failed(messages.scopes(more, less));
}

/** Permissions are the scopes that were granted: what is wrong with those is told of the scope. */
function permissions(claims: Body, { hasPermissions, scopes, dialect: name }: Described): Verdict {
  const happened = claims['permissions'];
  if (!hasPermissions) return happened === undefined ? passed : failed(messages.unwanted(happened));
  if (!Array.isArray(happened)) return failed(messages.noPermissions(name));
  const held = happened.map(keyText);
  const wanted = [scopes, textsIn(claims['scope'])].map((expected) => difference(held, expected));
  if (wanted.some(({ more, less }) => more.length + less.length === 0)) return passed;
  const { more = [], less = [] } = wanted[0] ?? {};
  return failed(messages.permissions(more, less));
}

function equal(happened: Json | undefined, expected: Json | undefined): Verdict {
  if (happened === expected) return passed;
  if (happened === undefined) return failed(messages.missing());
  return failed(expected === undefined ? messages.unwanted(happened) : messages.differs(happened, expected));
}

function single(value: Json | undefined): Json | undefined {
  return Array.isArray(value) && value.length === 1 ? value[0] : value;
}

/** The scopes in a claim. */
export function textsIn(value: Json | undefined): string[] {
  return typeof value === 'string' ? value.split(' ').filter((one) => one !== '') : [];
}

function difference(held: readonly string[], wanted: readonly string[]): { more: string[]; less: string[] } {
  return {
    more: held.filter((one) => !wanted.includes(one)),
    less: wanted.filter((one) => !held.includes(one)),
  };
}
