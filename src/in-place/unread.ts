import { keyTypes, referencesOf } from '../canonical/references.ts';
import { typeOf } from '../catalog/catalog.ts';
import type { Catalog, Type } from '../catalog/catalog.ts';
import { compareText } from '../model/json.ts';
import type { Path } from '../model/path.ts';
import type { Resource } from '../model/resource.ts';
import type { Snapshot } from '../model/snapshot.ts';

/** What of a tenant nobody can tell, because types cannot be read. */
export interface Unread {
  /** Whether it is not known which resources of a type there are: it cannot be read, or its parents, or a type that its keys name. */
  isClosed: (type: string) => boolean;
  /** The types of which that is not known and that a resource names by ids: in the field where a path begins, or anywhere. */
  namedBy: (resource: Resource, path?: Path) => string[];
}

/** What cannot be told of a tenant with what was read of it. */
export function unreadOf({ unreadable }: Pick<Snapshot, 'unreadable'>, catalog: Catalog): Unread {
  const lacking = new Set(unreadable.map(({ type }) => type));
  const closed = new Map<string, boolean>();
  const isUnread = (type: Type): boolean => {
    const known = closed.get(type.name) ?? lacking.has(type.name);
    // Keys that name each other in a circle are as readable as the rest of them.
    closed.set(type.name, known);
    if (known) return true;
    const parents = type.child === undefined ? [] : [typeOf(catalog, type.root.name)];
    const needed = [...parents, ...keyTypes(type, catalog)];
    const found = needed.some(isUnread);
    closed.set(type.name, found);
    return found;
  };
  const isClosed = (name: string): boolean => lacking.size > 0 && isUnread(typeOf(catalog, name));
  return {
    isClosed,
    namedBy: (resource, path) => {
      if (lacking.size === 0) return [];
      const named = referencesOf(resource, catalog)
        .filter((one) => one.reference.by === 'id' && (path === undefined || one.path[0] === path[0]))
        .flatMap(({ targets }) => targets.map(({ type }) => type.name));
      return [...new Set(named)].filter(isClosed).sort(compareText);
    },
  };
}
