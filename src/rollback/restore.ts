import { isMap } from '../canonical/comparable.ts';
import type { Body, Json } from '../model/json.ts';
import { isBody, isSame, own, pick } from '../model/json.ts';
import { formatPath } from '../model/path.ts';
import type { Path } from '../model/path.ts';
import type { Type } from '../catalog/catalog.ts';

/** A resource that a run has updated. */
export interface Updated {
  type: Type;
  /** As it was before the run, and as it is now. */
  before: Body;
  now: Body;
  /** The top-level fields that the run wrote. */
  written: readonly string[];
  /** The places of the secrets that were not kept. */
  lost: readonly Path[];
  /** Whether the resource may have that value at a place. */
  accepts: (path: Path, value: Json) => boolean;
}

/** What a rollback does with a field: it leaves it as it is now, gives it a value, or clears it. */
type Restored = { do: 'keep' } | { do: 'set'; value: Json } | { do: 'clear'; empty: Json };

const keep: Restored = { do: 'keep' };

/** The fields to write so that a resource is as it was: what the run did not write and is another by now stays. */
export function restoredBody(updated: Updated): Body {
  const { type, before, now, written } = updated;
  const fields = Object.keys({ ...before, ...pick(now, written) }).flatMap((field) => {
    const [old, current = null] = [own(before, field), own(now, field)];
    return entryOf(
      field,
      written.includes(field) ? restored(updated, [field], old, current) : restoredUnwritten(old, current),
    );
  });
  return { ...pick(before, type.identity.keys), ...Object.fromEntries(fields) };
}

function restored(updated: Updated, path: Path, before: Json | undefined, now: Json): Restored {
  if (before === undefined) return cleared(updated, path, now);
  if (!isBody(before) || !isBody(now)) return { do: 'set', value: before };
  const isComplete = isMap(updated.type, path);
  const fields = Object.keys({ ...before, ...now }).flatMap((field) => {
    const [old, current = null] = [own(before, field), own(now, field)];
    // What is the same travels along by itself, but for objects whose keys are complete.
    const isLeft = old !== undefined && isSame(old, current) && !isComplete;
    return entryOf(field, isLeft ? keep : restored(updated, [...path, field], old, current));
  });
  return { do: 'set', value: Object.fromEntries(fields) };
}

/** What was not written and is another by now was changed by others. */
function restoredUnwritten(before: Json | undefined, now: Json): Restored {
  return before !== undefined && isSame(before, now) ? { do: 'set', value: before } : keep;
}

/** What was not there goes, unless it was a secret; what can be neither null nor empty stays as it is. */
function cleared({ lost, accepts }: Updated, path: Path, now: Json): Restored {
  const place = formatPath(path);
  if (lost.some((other) => formatPath(other) === place)) return keep;
  const empty = [null, emptyLike(now)].find((value) => accepts(path, value));
  return empty === undefined ? keep : { do: 'clear', empty };
}

/** The value of the same type that says nothing, for fields that cannot be null. */
function emptyLike(value: Json): Json {
  if (typeof value === 'string') return '';
  if (typeof value === 'boolean') return false;
  return Array.isArray(value) ? [] : null;
}

function entryOf(field: string, found: Restored): [string, Json][] {
  switch (found.do) {
    case 'keep':
      return [];
    case 'set':
      return [[field, found.value]];
    case 'clear':
      return [[field, found.empty]];
  }
}
