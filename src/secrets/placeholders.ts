import { arrangedPath, isValueSet } from '../canonical/comparable.ts';
import type { Pair } from '../canonical/comparable.ts';
import type { Type } from '../catalog/catalog.ts';
import { isBody, isSame } from '../model/json.ts';
import type { Body, Json } from '../model/json.ts';
import { replaceAt, valueAt } from '../model/path.ts';
import type { Path } from '../model/path.ts';
import { isUnknownSecret } from '../model/tree.ts';
import type { Trace } from '../model/tree.ts';

/** The traces of a body. */
type Traces = readonly { path: Path; trace: Trace }[];

/** The arranged places of a body that hold secrets whose values are not known here. */
export function unknownPlaces(type: Type, body: Body, traces: Traces): Path[] {
  return traces.filter(({ trace }) => isUnknownSecret(trace)).map(({ path }) => arrangedPath(type, body, path));
}

/**
 * A pair in which secrets that are not known here are the live values, wherever these can be what the files say: the words
 * around the secrets are the same. Else it is certain that they differ.
 */
export function withLiveSecrets(type: Type, body: Body, pair: Pair, traces: Traces): Pair {
  const unknown = traces.filter(({ trace }) => isUnknownSecret(trace));
  if (unknown.length === 0) return pair;
  const written = new Set(unknown.flatMap(({ trace }) => trace.written ?? []));
  const desired = unknownPlaces(type, body, traces).reduce((rest, place) => {
    const [wanted, given] = [valueAt(rest, place), valueAt(pair.live, place)];
    if (wanted === undefined || given === undefined) return rest;
    const isSet = isValueSet(type, place) && Array.isArray(wanted) && Array.isArray(given);
    const isSame = isSet ? canBeSet(wanted, given, written) : canBe(wanted, given, written);
    return isSame ? replaceAt(rest, place, given) : rest;
  }, pair.desired);
  return { ...pair, desired };
}

/** Whether a live value can be what is written. */
function canBe(wanted: Json, given: Json, written: ReadonlySet<string>): boolean {
  if (typeof wanted === 'string' && written.has(wanted))
    return typeof given !== 'object' && fits(wanted, String(given));
  if (Array.isArray(wanted)) {
    const isAsLong = Array.isArray(given) && wanted.length === given.length;
    return isAsLong && wanted.every((item, index) => canBe(item, given[index] ?? null, written));
  }
  if (!isBody(wanted)) return isSame(wanted, given);
  if (!isBody(given)) return false;
  const fields = new Set([...Object.keys(wanted), ...Object.keys(given)]);
  return [...fields].every((field) => canBe(wanted[field] ?? null, given[field] ?? null, written));
}

/** Whether each item of a set can be one of the other's: what is known finds its own first. */
function canBeSet(wanted: readonly Json[], given: readonly Json[], written: ReadonlySet<string>): boolean {
  if (wanted.length !== given.length) return false;
  const left = [...given];
  const open = wanted.filter((item) => {
    const at = left.findIndex((other) => isSame(item, other));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  return open.every((item) => {
    const at = left.findIndex((other) => canBe(item, other, written));
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
}

/** Whether a text is what is written, with some text in the place of each marker. */
export function fits(written: string, text: string): boolean {
  const [first = '', ...others] = written.split(/##[A-Za-z_]\w*##/);
  const last = others.pop();
  if (last === undefined) return text === first;
  if (text === '' || !text.startsWith(first) || !text.endsWith(last)) return false;
  let at = first.length;
  for (const words of others) {
    const found = text.indexOf(words, at);
    if (found < 0) return false;
    at = found + words.length;
  }
  return at <= text.length - last.length;
}
