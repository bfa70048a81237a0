import type { LiveState } from '../canonical/live.ts';
import { typeOf } from '../catalog/catalog.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { Address } from '../model/address.ts';
import type { Cause, Change, FieldChange } from '../model/change.ts';
import { isSame } from '../model/json.ts';
import { formatPath, isInside } from '../model/path.ts';
import type { Path } from '../model/path.ts';
import type { DesiredState } from '../model/resource.ts';
import type { KeptResource } from '../model/snapshot.ts';
import { compareBodies } from './fields.ts';

/** Both sides, and what was last applied. */
export interface ThreeSides {
  desired: DesiredState;
  live: LiveState;
  catalog: Catalog;
  /** What was there when the last apply had ended; `undefined` when nobody knows. */
  base: ReadonlyMap<Address, KeptResource> | undefined;
}

/**
 * The changes with the reason why each field differs: the tenant is other than it was applied, or the files are, or both.
 *
 * Only what the files manage is looked at; where the record has nothing to compare with, that is what is said.
 */
export function withCauses(changes: readonly Change[], sides: ThreeSides): Change[] {
  return changes.map((change) => {
    const base = sides.base?.get(change.address);
    const isWhole = change.action === 'create' || change.action === 'delete';
    if (isWhole && sides.base === undefined) return { ...change, cause: 'unknown' };
    if (isWhole) return { ...change, cause: (base === undefined) === (change.action === 'create') ? 'files' : 'live' };
    const causeOf = base === undefined ? (): Cause => 'unknown' : causesOf(change, base, sides);
    return { ...change, fields: change.fields.map((field) => ({ ...field, cause: causeOf(field) })) };
  });
}

/** Why a field differs, by what the record has at its place. */
function causesOf(
  { address, type: name }: Change,
  base: KeptResource,
  { desired, live, catalog }: ThreeSides,
): (field: FieldChange) => Cause {
  const type = typeOf(catalog, name);
  const { body = {}, source } = desired.resources.get(address) ?? {};
  const now = live.resources.get(address)?.body ?? {};
  const [inFiles, inTenant] = [
    compareBodies(type, body, base.body, source?.traces),
    compareBodies(type, base.body, now),
  ];
  const places = new Map(compareBodies(type, body, now, source?.traces).map(({ path }) => [formatPath(path), path]));
  return ({ path: text, before, isSecret }) => {
    // A secret that the API does not return differs from what was sent last.
    if (isSecret === true) return before === undefined ? 'files' : 'unknown';
    const path = places.get(text);
    if (path === undefined || base.lost.some((place) => isNear(place, path))) return 'unknown';
    const differing = inFiles.filter((one) => isNear(one.path, path));
    if (differing.length === 0) return 'live';
    const same = differing.find((one) => formatPath(one.path) === text);
    const isAsApplied =
      same === undefined ? inTenant.every((one) => !isNear(one.path, path)) : isSame(same.field.before, before);
    return isAsApplied ? 'files' : 'both';
  };
}

/** Whether one of two places is inside the other. */
function isNear(a: Path, b: Path): boolean {
  return isInside(a, b) || isInside(b, a);
}
