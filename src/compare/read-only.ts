import { originAt } from '../canonical/origin.ts';
import { typeOf } from '../catalog/catalog.ts';
import type { Catalog, Type } from '../catalog/catalog.ts';
import type { Address } from '../model/address.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { isBody, isEmpty, isSame } from '../model/json.ts';
import type { Body, Json } from '../model/json.ts';
import { formatPath, select, valueAt } from '../model/path.ts';
import type { DesiredState, LiveResource, ResourceSource } from '../model/resource.ts';
import { toJson } from '../model/tree.ts';
import { messages } from './messages.ts';

/** Both sides of a comparison, by address. */
interface Sides {
  desired: DesiredState;
  live: { resources: ReadonlyMap<Address, LiveResource> };
}

/** Fields that the files cannot set, where they say something else than the tenant. */
export function checkReadOnly({ desired, live }: Sides, catalog: Catalog): Diagnostic[] {
  return [...desired.resources.values()].flatMap((resource) => {
    const answered = live.resources.get(resource.address)?.answered;
    if (answered === undefined || resource.source === undefined) return [];
    const type = typeOf(catalog, resource.type);
    const written = writtenBody(resource.source);
    const differing = fixedFields(type, resource.body)
      .flatMap((pattern) => select(written, pattern))
      .filter(({ path, value }) => !isEmpty(value) && !isAlike(value, valueAt(answered, path)))
      .map(({ path }) => path);
    const [first] = differing;
    if (first === undefined) return [];
    const fields = differing.map(formatPath).join(', ');
    return [messages.readOnlyFields(resource.address, fields, originAt(resource, first))];
  });
}

/**
 * Patterns of what is not set from the files. Ids are each tenant's own, children are set by themselves, and items have no
 * fixed place.
 */
function fixedFields({ readOnly = [], identity, root, child }: Type, desired: Body): string[] {
  const keys = identity.also !== undefined && !isEmpty(desired[identity.also]) ? identity.keys : [];
  const own = child === undefined ? (root.children ?? []).map(({ path }) => path) : [];
  const fixed = readOnly.filter((path) => !/(?:^|_|\.)id$|\[\]/.test(path) && !own.includes(path));
  return [...fixed, ...keys];
}

function writtenBody({ node, prefix }: ResourceSource): Body {
  const value = [...prefix].reverse().reduce<Json>((inner, field) => ({ [field]: inner }), toJson(node));
  return isBody(value) ? value : {};
}

/** What the API leaves out says as much as false does. */
function isAlike(value: Json, answered: Json | undefined): boolean {
  return isSame(value, answered ?? (value === false ? false : null));
}
