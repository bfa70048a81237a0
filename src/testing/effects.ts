import { isBody, keyText } from '../model/json.ts';
import type { Body, Json } from '../model/json.ts';
import { triggers } from '../runtime/triggers.ts';
import type { Call } from '../runtime/types.ts';

/** What a test may expect of calls; all other calls are under `calls`. */
export type EffectKey =
  | 'claims'
  | 'idTokenClaims'
  | 'scope'
  | 'denied'
  | 'redirect'
  | 'mfa'
  | 'userMetadata'
  | 'appMetadata'
  | 'cache'
  | 'notification'
  | 'saml';

/** An effect of calls, and the calls that it comes of. */
export interface Effect {
  value: Json;
  calls: Call[];
}

/** What the calls of an execution come to. */
export interface Effects {
  of: Partial<Record<EffectKey, Effect>>;
  /** The calls that come to none of those, in order. */
  others: Call[];
  /** The calls that Auth0 does nothing for. */
  dropped: Call[];
}

/** How a call changes what was there before it. */
interface Row {
  key: EffectKey;
  next: (before: Json | undefined, given: Json[], names: readonly string[]) => Json;
}

const keyed = (key: EffectKey): Row => ({
  key,
  next: (before, [name, value = null]) => ({ ...bodyOf(before), [keyText(name ?? null)]: value }),
});

const scope = (next: (before: string[], given: string[]) => string[]): Row => ({
  key: 'scope',
  next: (before, [given = []]) => [...new Set(next(textsOf(before), textsOf([given].flat())))].sort(),
});

/** The arguments by the names that the method has for them. */
const named = (key: EffectKey, rename: Readonly<Record<string, string>> = {}): Row => ({
  key,
  next: (_before, given, names) =>
    Object.fromEntries(
      given.flatMap((value, index) =>
        value === null ? [] : [[rename[names[index] ?? ''] ?? names[index] ?? '', value]],
      ),
    ),
});

const factors = (field: 'challenge' | 'enroll'): Row => ({
  key: 'mfa',
  next: (_before, [given = [], options]) => {
    const types = [given].flat().map((factor) => (isBody(factor) ? (factor['type'] ?? null) : factor));
    return { [field]: types, ...(isBody(options) ? { options } : {}) };
  },
});

const rows: Readonly<Record<string, Row>> = {
  'accessToken.setCustomClaim': keyed('claims'),
  'idToken.setCustomClaim': keyed('idTokenClaims'),
  'accessToken.addScope': scope((before, given) => [...before, ...given]),
  'accessToken.removeScope': scope((before, given) => before.filter((one) => !given.includes(one))),
  'transaction.addTargetScope': scope((before, given) => [...before, ...given]),
  'transaction.removeTargetScope': scope((before, given) => before.filter((one) => !given.includes(one))),
  'transaction.setTargetScopes': scope((_before, given) => given),
  'transaction.clearTargetScopes': scope(() => []),
  'access.deny': named('denied'),
  'access.rejectInvalidSubjectToken': named('denied'),
  'validation.error': named('denied', { errorCode: 'code', errorMessage: 'reason' }),
  'redirect.sendUserTo': {
    key: 'redirect',
    next: (_before, [url = null, options]) => ({ url, ...(isBody(options) ? options : {}) }),
  },
  'multifactor.enable': {
    key: 'mfa',
    next: (_before, [provider = null, options]) => ({ provider, ...(isBody(options) ? { options } : {}) }),
  },
  'authentication.challengeWith': factors('challenge'),
  'authentication.challengeWithAny': factors('challenge'),
  'authentication.enrollWith': factors('enroll'),
  'authentication.enrollWithAny': factors('enroll'),
  'user.setUserMetadata': keyed('userMetadata'),
  'user.setAppMetadata': keyed('appMetadata'),
  'cache.set': keyed('cache'),
  'cache.delete': keyed('cache'),
  'notification.drop': named('notification', { reason: 'drop' }),
  'notification.retry': named('notification', { reason: 'retry' }),
  'samlResponse.setAttribute': {
    key: 'saml',
    next: (before, [name, value = null]) => {
      const whole = bodyOf(before);
      return { ...whole, attributes: { ...bodyOf(whole['attributes']), [keyText(name ?? null)]: value } };
    },
  },
};

/** What calls come to; `scopes` are those that a token has without them. */
export function effectsOf(trigger: string, calls: readonly Call[], scopes: readonly string[]): Effects {
  const methods = triggers[trigger]?.methods ?? {};
  const effects: Effects = { of: {}, others: [], dropped: [] };
  for (const call of calls) {
    const method = methods[call.method];
    if (call.dropped !== undefined) effects.dropped.push(call);
    else if (isReading(call.method, method?.returns)) continue;
    else {
      const row = rowOf(call.method);
      if (row === undefined) {
        effects.others.push(call);
        continue;
      }
      const before = effects.of[row.key];
      const names = (method?.parameters ?? []).map(({ name }) => name);
      const start = row.key === 'scope' ? [...scopes] : undefined;
      const value = row.next(before?.value ?? start, call.arguments, names);
      effects.of[row.key] = { value, calls: [...(before?.calls ?? []), call] };
    }
  }
  return effects;
}

function rowOf(method: string): Row | undefined {
  const row = rows[method];
  if (row !== undefined || !method.startsWith('samlResponse.set')) return row;
  const field = method.slice('samlResponse.set'.length);
  const name = field.slice(0, 1).toLowerCase() + field.slice(1);
  return { key: 'saml', next: (before, [value = null]) => ({ ...bodyOf(before), [name]: value }) };
}

/** Whether a method asks and changes nothing. */
function isReading(method: string, returns: string | undefined): boolean {
  return (returns === 'value' || returns === 'promise') && !['cache.set', 'cache.delete'].includes(method);
}

function bodyOf(value: Json | undefined): Body {
  return isBody(value) ? value : {};
}

function textsOf(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
