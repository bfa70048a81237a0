import { isKnown } from '../canonical/names.ts';
import type { Names } from '../canonical/names.ts';
import { keyText } from '../model/json.ts';
import type { Path } from '../model/path.ts';
import { select } from '../model/path.ts';
import type { Resource } from '../model/resource.ts';
import { kindOf, targetKinds } from '../resources/kind.ts';
import type { Kind, Kinds } from '../resources/kind.ts';

/** A place where a resource names one of these kinds, and the files alone do not tell everything about the target. */
export interface Use {
  targets: Kind[];
  path: Path;
}

/** The names that a resource uses and that have to be looked up in the tenant. */
export function usesOf(resource: Resource, kinds: Kinds, declared: Names): Use[] {
  const kind = kindOf(kinds, resource.kind);
  return Object.entries(kind.references ?? {}).flatMap(([pattern, reference]) => {
    const targets = targetKinds(kind, reference);
    return select(resource.body, pattern).flatMap(({ path, value }) => {
      if (value === null || reference.builtIn?.test(keyText(value)) === true) return [];
      const isNeeded = reference.by === 'id' || !isKnown(declared, targets, keyText(value));
      return isNeeded ? [{ targets: targets.map((name) => kindOf(kinds, name)), path }] : [];
    });
  });
}

/** A kind and all those whose names are needed to tell its resources apart. */
export function withKeyKinds(kind: Kind, kinds: Kinds, found: Set<Kind> = new Set()): Set<Kind> {
  if (found.has(kind) || kind.child !== undefined) return found;
  found.add(kind);
  for (const other of keyKinds(kind, kinds)) withKeyKinds(other, kinds, found);
  return found;
}

/** The kinds whose names stand in the keys of a kind. */
export function keyKinds(kind: Kind, kinds: Kinds): Kind[] {
  return Object.entries(kind.references ?? {}).flatMap(([path, reference]) =>
    kind.identity.keys.includes(path) && reference.by === 'id'
      ? targetKinds(kind, reference).map((name) => kindOf(kinds, name))
      : [],
  );
}
