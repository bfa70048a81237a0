import { bytesOf, droppedClaim, type ClaimPlace } from './claims.ts';
import type { Call, Value } from './types.ts';

/** What of a token actions can change. */
export interface Changeable {
  readonly claims: { readonly [name: string]: Value };
  readonly scopes: readonly string[];
}

/** What the tenant decides of it. */
export interface TokenPlace extends ClaimPlace {
  /** The scopes that the client has a grant for; without them none is dropped. */
  readonly grantedScopes?: readonly string[] | undefined;
}

/**
 * What a token has after calls of `api`: the custom claims but for those that Auth0 drops, and the scopes but for those that the client has no
 * grant for.
 */
export function tokenAfter(calls: readonly Call[], before: Changeable, place: TokenPlace = {}): Changeable {
  const claims: { [name: string]: Value } = { ...before.claims };
  let { scopes } = before;
  const { grantedScopes } = place;
  const granted = (names: readonly string[]): string[] =>
    names.filter((name) => grantedScopes === undefined || grantedScopes.includes(name));
  for (const { method, arguments: given } of calls) {
    const [first, second = null] = given;
    const name = typeof first === 'string' ? first : '';
    switch (method) {
      case 'accessToken.setCustomClaim':
        if (droppedClaim(name, second, { ...place, bytes: bytesOf(claims) }) === undefined) claims[name] = second;
        break;
      case 'accessToken.addScope':
      case 'transaction.addTargetScope':
        scopes = [...new Set([...scopes, ...granted([name])])];
        break;
      case 'accessToken.removeScope':
      case 'transaction.removeTargetScope':
        scopes = scopes.filter((scope) => scope !== name);
        break;
      case 'transaction.setTargetScopes':
        scopes = [...new Set(granted(textsOf(first)))];
        break;
      case 'transaction.clearTargetScopes':
        scopes = [];
        break;
    }
  }
  return { claims, scopes };
}

const textsOf = (value: Value | undefined): string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
