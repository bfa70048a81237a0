import { jsonText } from '../model/json.ts';
import type { Json } from '../model/json.ts';
import type { Quota } from './trial.ts';

/** A value as it is shown. */
const shown = (value: Json | undefined): string =>
  value === undefined ? 'nothing' : typeof value === 'string' ? value : jsonText(value);

/** Values as a list in a sentence. */
const list = (values: readonly string[]): string => (values.length === 0 ? 'none' : values.join(' '));

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

/** What is said of tokens, and of what the smoke file asks for. */
export const messages = {
  differs: (happened: Json | undefined, expected: Json | undefined, from = 'the files say'): string =>
    `is ${shown(happened)}, ${from} ${shown(expected)}`,
  lifetime: (happened: number, expected: number): string => `is ${happened} s, the files say ${expected}`,
  clock: (seconds: number): string => `was issued ${Math.abs(seconds)} s ${seconds < 0 ? 'from now' : 'ago'}`,
  opaque: (): string => 'is no JSON Web Token',
  encrypted: (): string => 'is encrypted, and the files do not say so',
  notEncrypted: (): string => 'is not encrypted, the files have token_encryption',
  unreadable: (): string => 'the token is encrypted, and the key that reads it is not known',
  badSignature: (): string => 'does not hold',
  noKeys: (): string => 'the keys that it is verified with are not known',
  unpublished: (kid: Json | undefined): string => `${shown(kid)} is none of the keys that the issuer publishes`,
  otherDialect: (happened: string, expected: string): string =>
    `is ${happened}, the files say token_dialect ${expected}`,
  otherwise: (what: string): string => `cannot be told: ${what} is not as declared`,
  missing: (): string => 'is missing',
  unwanted: (value: Json): string => `is ${shown(value)}, and nothing is expected there`,
  scopes: (more: readonly string[], less: readonly string[]): string =>
    [
      ...(more.length > 0 ? [`has ${list(more)}, which the files do not grant`] : []),
      ...(less.length > 0 ? [`lacks ${list(less)}, which the files grant`] : []),
    ].join('; '),
  noPermissions: (dialect: string): string => `is missing: RBAC is off, or the token_dialect is not ${dialect}`,
  permissions: (more: readonly string[], less: readonly string[]): string =>
    [
      ...(more.length > 0 ? [`has ${list(more)} beyond the scopes`] : []),
      ...(less.length > 0 ? [`lacks ${list(less)}`] : []),
    ].join('; '),
  summary: (parts: readonly string[], quota: Quota | undefined): string =>
    [
      parts.join(' '),
      ...(quota === undefined
        ? []
        : [`quota ${quota.left} of ${quota.limit} ${quota.per === '' ? '' : `this ${quota.per}`}`]),
    ]
      .join('   ')
      .trim(),
  scopeCount: (count: number): string => plural(count, 'scope'),

  refusedWith: (status: number, code: string, reason: string): string =>
    [`${status} ${code}`.trim(), ...(reason === '' ? [] : [reason])].join(': '),
  organizationMissing: (): string => 'the tenant does not have the organization',
  clientMissing: (): string => 'the tenant does not have the client',
  broken: (reason: string): string => `no answer: ${reason}`,
  givenAlthough: (refused: 'scope' | 'api' | 'organization', scope: string): string =>
    ({
      scope: `a token with ${scope} was given, and the grant does not have it`,
      api: 'a token was given, and the files have no grant',
      organization: 'a token was given without an organization, and the grant requires one',
    })[refused],
  refusedForAnother: (): string => 'cannot be told: the client could not prove who it is',
  heldAlready: (scope: string): string => `cannot be told: the token above has ${scope} already`,
  notDenied: (): string => 'a token was given, and none is expected',
  deniedOtherwise: (happened: string, expected: string): string =>
    `is refused with ${happened}, expected is ${expected}`,
  claim: (path: string, happened: Json | undefined, expected: Json | undefined): string =>
    `${path} is ${shown(happened)}, expected is ${shown(expected)}`,
  answered: (status: number, expected: number): string => `answers ${status}, expected is ${expected}`,
};
