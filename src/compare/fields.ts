import deepDiff from 'deep-diff';
import { arrange, arrangedPath, comparable, isValueSet, itemField } from '../canonical/comparable.ts';
import type { Pair } from '../canonical/comparable.ts';
import { wholeUpdate } from '../canonical/request.ts';
import { unknownPlaces, withLiveSecrets } from '../secrets/placeholders.ts';
import { hiddenSecrets, isSecretPlace } from '../secrets/secrets.ts';
import type { FieldChange } from '../model/change.ts';
import type { Body, Json } from '../model/json.ts';
import { compareText, isBody, isEmpty, own, pick } from '../model/json.ts';
import type { Path } from '../model/path.ts';
import { comparePaths, formatPath, isInside, strip, valueAt } from '../model/path.ts';
import type { DesiredResource } from '../model/resource.ts';
import type { SecretMemory } from '../secrets/secret-memory.ts';
import { secretsIn } from '../model/tree.ts';
import type { Trace } from '../model/tree.ts';
import type { Type } from '../catalog/catalog.ts';

/** What stands in the place of a secret value. */
export const secretMask = '(secret)';

/** A field in which a desired body differs from a live one, masked, with the path it has. */
export interface Difference {
  path: Path;
  field: FieldChange;
}

/** Whether a place holds a secret, or is inside one. */
export type IsSecret = (path: Path) => boolean;

/** Compares two canonical bodies of one type; fields of the live body that the desired one leaves out do not count. */
export function compareBodies(
  type: Type,
  desired: Body,
  live: Body,
  traces: readonly { path: Path; trace: Trace }[] = [],
): Difference[] {
  const pair = withLiveSecrets(type, desired, comparable(type, desired, live), traces);
  const paths = placesBetween(type, pair);
  if (paths.length === 0) return [];
  const isSecret = secretsOf(type, desired, traces);
  return paths.map((path) => ({ path, field: fieldChange(type, pair, path, isSecret) }));
}

/** The places in which two comparable bodies differ, in order. */
export function placesBetween(type: Type, pair: Pair): Path[] {
  const places = (deepDiff.diff(pair.live, pair.desired) ?? []).map((difference) => {
    const path = collapse(type, pair, pathOf(difference));
    return [JSON.stringify(path), path] as const;
  });
  return [...new Map(places).values()].sort(comparePaths);
}

/**
 * What an update changes beside the fields in which the files differ: what it clears because another choice is made, and
 * what goes with an object that is replaced.
 */
export function changedBeside(
  type: Type,
  desired: Body,
  live: Body,
  found: readonly Difference[],
  traces: readonly { path: Path; trace: Trace }[] = [],
): Difference[] {
  const isFound = (path: Path): boolean => found.some((one) => isInside(path, one.path) || isInside(one.path, path));
  const request = wholeUpdate(type, desired, live, fieldsIn(found));
  const hidden = [...(type.secret ?? []), ...(type.sensitive ?? []), ...(type.immutable ?? [])];
  const side = (body: Body): Body => arrange(type, strip(withDefaults(type, pick(body, Object.keys(request))), hidden));
  const pair = withLiveSecrets(type, desired, { desired: side(request), live: side(live) }, traces);
  const places = (deepDiff.diff(pair.live, pair.desired) ?? []).map((difference) =>
    collapse(type, pair, pathOf(difference)),
  );
  const isNothing = (path: Path): boolean =>
    [pair.desired, pair.live].every((body) => isEmpty(valueAt(body, path) ?? null));
  const paths = new Map(
    places
      .filter((path) => !isFound(path) && !isNothing(path))
      .map((path): [string, Path] => [JSON.stringify(path), path]),
  );
  const isSecret = secretsOf(type, desired, traces);
  return [...paths.values()].map((path) => ({ path, field: fieldChange(type, pair, path, isSecret) }));
}

/** The top-level fields that differ. */
export function fieldsIn(differences: readonly Difference[]): string[] {
  return [...new Set(differences.map(({ path }) => String(path[0] ?? '')))].sort(compareText);
}

/** A body with the defaults of the fields that it has without a value. */
function withDefaults(type: Type, body: Body): Body {
  const missing = Object.entries(type.defaults ?? {}).filter(([field]) => (own(body, field) ?? null) === null);
  return { ...body, ...Object.fromEntries(missing) };
}

/** The secrets that the API does not return and that have another value than the one last applied, masked. */
export function changedSecrets(
  type: Type,
  { address, body, marked: desired = body, source }: DesiredResource,
  live: Body,
  memory: SecretMemory,
): Difference[] {
  const unknown = new Set(unknownPlaces(type, desired, source?.traces ?? []).map(formatPath));
  const isOther = (place: string, value: Json): boolean =>
    memory.compare(address, place, unknown.has(place) ? undefined : value) === 'other';
  return hiddenSecrets(type, desired, live)
    .filter(({ path, value }) => isOther(formatPath(path), value))
    .map(({ path }) => ({
      path,
      field: { path: formatPath(path), before: secretMask, after: secretMask, as: 'value', isSecret: true },
    }));
}

/** The fields of a body that is new, masked. */
export function describe(type: Type, body: Body, traces: readonly { path: Path; trace: Trace }[] = []): FieldChange[] {
  const pair = { desired: arrange(type, body), live: {} };
  const isSecret = secretsOf(type, body, traces);
  const fields = Object.keys(body).filter((field) => body[field] !== null);
  return fields.sort(compareText).map((field) => fieldChange(type, pair, [field], isSecret));
}

/** Secrets are told by their path, and by the keywords that their value came from. */
export function secretsOf(type: Type, body: Body, traces: readonly { path: Path; trace: Trace }[]): IsSecret {
  const places = traces
    .filter(({ trace }) => secretsIn(trace).length > 0)
    .map(({ path }) => arrangedPath(type, body, path));
  return (path) => isSecretPlace(type, path) || places.some((place) => isInside(path, place));
}

function pathOf(difference: deepDiff.Diff<Body, Body>): Path {
  const path: unknown[] = difference.path ?? [];
  const isArrayChange = difference.kind === 'A';
  return [...path, ...(isArrayChange ? [difference.index] : [])].map((segment) =>
    typeof segment === 'number' ? segment : String(segment),
  );
}

/** The place to report for a difference: a set as a whole, and a list as a whole when items came or went. */
function collapse(type: Type, pair: Pair, path: Path): Path {
  for (let length = 0; length < path.length; length += 1) {
    const above = path.slice(0, length);
    const [desired, live] = [valueAt(pair.desired, above), valueAt(pair.live, above)];
    if (!Array.isArray(desired) && !Array.isArray(live)) continue;
    const isResized = !Array.isArray(desired) || !Array.isArray(live) || desired.length !== live.length;
    if (isResized || isValueSet(type, above)) return above;
  }
  return path;
}

/** What differs at a place of two comparable bodies, masked. */
export function fieldChange(type: Type, pair: Pair, path: Path, isSecret: IsSecret): FieldChange {
  const before = valueAt(pair.live, path);
  const after = valueAt(pair.desired, path);
  return {
    path: formatPath(path),
    ...(before === undefined ? {} : { before: shown(type, before, path, isSecret) }),
    ...(after === undefined ? {} : { after: shown(type, after, path, isSecret) }),
    as: shapeOf(type, path, before, after),
    ...(isSecret(path) ? { isSecret: true } : {}),
  };
}

/** A value as it may be shown: secrets masked, keyed lists as lists again. */
function shown(type: Type, value: Json, path: Path, isSecret: IsSecret): Json {
  if (isSecret(path)) return secretMask;
  if (Array.isArray(value)) return value.map((item, index) => shown(type, item, [...path, index], isSecret));
  if (!isBody(value)) return value;
  const fields = Object.entries(value)
    .sort(([a], [b]) => compareText(a, b))
    .map(([field, inner]): [string, Json] => [field, shown(type, inner, [...path, field], isSecret)]);
  return itemField(type, path) === undefined ? Object.fromEntries(fields) : fields.map(([, inner]) => inner);
}

function shapeOf(type: Type, path: Path, before: Json | undefined, after: Json | undefined): FieldChange['as'] {
  // Some fields are a list for one resource and a string for another.
  const isList = [before, after].every((value) => isEmpty(value ?? null) || Array.isArray(value));
  if (isValueSet(type, path) && isList) return 'set';
  const isLong = [before, after].some((value) => typeof value === 'string' && value.includes('\n'));
  return isLong || Array.isArray(before) || Array.isArray(after) ? 'lines' : 'value';
}
