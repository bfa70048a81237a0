import { isBody, own } from '../model/json.ts';
import type { Json } from '../model/json.ts';

/** A value that something has which was not expected, or the reverse, at a path such as `claims.team`. */
export interface Mismatch {
  path: string;
  /** Absent when nothing is expected there. */
  expected?: Json;
  /** Absent when there is nothing. */
  happened?: Json;
}

/**
 * Where a value is not as expected. Objects and arrays have to have exactly what is expected; a string of the form `/…/` or `/…/i` is a regular
 * expression that the text of a string or number has to match; `null` where something may be absent means that it has to be.
 */
export function mismatches(expected: Json, happened: Json | undefined, path = ''): Mismatch[] {
  if (happened === undefined) return expected === null ? [] : [{ path, expected }];
  if (isBody(expected) && isBody(happened)) {
    const keys = [...new Set([...Object.keys(expected), ...Object.keys(happened)])];
    return keys.flatMap((key) => {
      const wanted = own(expected, key);
      const inner = path === '' ? key : `${path}.${key}`;
      const there = own(happened, key);
      if (wanted !== undefined) return mismatches(wanted, there, inner);
      return there === undefined ? [] : [{ path: inner, happened: there }];
    });
  }
  if (Array.isArray(expected) && Array.isArray(happened)) {
    const isLike = expected.length === happened.length;
    if (!isLike) return [{ path, expected, happened }];
    return expected.flatMap((item, index) => mismatches(item, happened[index], `${path}[${index}]`));
  }
  return isMatch(expected, happened) ? [] : [{ path, expected, happened }];
}

/**
 * Where the named parts of a value are not as expected; what is not named may be anything. `true` stands for any value, `false` and `null`
 * for none, and a text for a value of which one of the parts in `short` matches it.
 */
export function partsOf(
  expected: Json,
  happened: Json | undefined,
  short: readonly string[],
  path: string,
): Mismatch[] {
  if (expected === false || expected === null) return happened === undefined ? [] : [{ path, happened }];
  if (happened === undefined) return [{ path, expected }];
  if (expected === true) return [];
  if (isBody(expected) && isBody(happened)) {
    return Object.entries(expected).flatMap(([key, wanted]) =>
      mismatches(wanted, own(happened, key), `${path}.${key}`),
    );
  }
  const parts = isBody(happened) ? short.flatMap((key) => happened[key] ?? []) : [happened];
  return parts.some((part) => mismatches(expected, part).length === 0) ? [] : [{ path, expected, happened }];
}

/** The regular expression that a string of the form `/…/flags` is. */
export function patternOf(expected: Json): RegExp | undefined {
  const found = typeof expected === 'string' ? /^\/(.+)\/([imsu]*)$/s.exec(expected) : null;
  if (found === null) return undefined;
  try {
    return new RegExp(found[1] ?? '', found[2]);
  } catch {
    return undefined;
  }
}

/** Whether a string has the form of a regular expression, and is none. */
export function isBrokenPattern(expected: Json): boolean {
  return typeof expected === 'string' && /^\/.+\/[imsu]*$/s.test(expected) && patternOf(expected) === undefined;
}

function isMatch(expected: Json, happened: Json): boolean {
  const pattern = patternOf(expected);
  if (pattern === undefined) return expected === happened;
  return (typeof happened === 'string' || typeof happened === 'number') && pattern.test(String(happened));
}
