import { originAt } from '../canonical/origin.ts';
import type { Change } from '../model/change.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { isBody } from '../model/json.ts';
import type { Body, Json } from '../model/json.ts';
import { messages } from './messages.ts';
import type { DesiredResource, DesiredState, LiveResource } from '../model/resource.ts';
import { typeOf } from '../catalog/catalog.ts';
import type { Catalog, Type } from '../catalog/catalog.ts';

/** Creates, of replacements too, that lack a field without which the API refuses them. For what exists already the files need not have it. */
export function checkRequired(changes: readonly Change[], desired: DesiredState, catalog: Catalog): Diagnostic[] {
  return changes.flatMap(({ address, type, action, withheld }) => {
    const resource = desired.resources.get(address);
    if (resource === undefined || withheld !== undefined || (action !== 'create' && action !== 'replace')) return [];
    return (typeOf(catalog, type).requiredOnCreate ?? [])
      .filter((field) => (resource.body[field] ?? null) === null && !isUnknown(resource, field))
      .map((field) => messages.neededField(field, originAt(resource, []), address));
  });
}

/** Resources and items of sets that are new, and lack what the API never returns and so exports do not have. */
export function checkNew(
  changes: readonly Change[],
  desired: DesiredState,
  live: ReadonlyMap<string, LiveResource>,
  catalog: Catalog,
): Diagnostic[] {
  return changes.flatMap(({ address, action, withheld }) => {
    const resource = desired.resources.get(address);
    if (resource === undefined || withheld !== undefined || action === 'delete' || action === 'none') return [];
    const type = typeOf(catalog, resource.type);
    const before = action === 'update' ? live.get(address)?.body : undefined;
    return lacking(type, resource.body, before).map(({ path, field }) =>
      messages.neededField([...path, field].join('.'), originAt(resource, path), address),
    );
  });
}

function lacking(
  { neededWhenNew: needed, sets = {} }: Type,
  body: Body,
  before: Body | undefined,
): { path: (string | number)[]; field: string }[] {
  if (needed === undefined) return [];
  const { in: list, field, or } = needed;
  const isLacking = (item: Body): boolean => [field, or].every((name) => (item[name ?? ''] ?? null) === null);
  if (list === undefined) return before === undefined && isLacking(body) ? [{ path: [], field }] : [];
  const keyOfItem = (item: Json): Json | undefined => (isBody(item) ? item[String(sets[list])] : undefined);
  const known = itemsOf(before?.[list]).map(keyOfItem);
  return itemsOf(body[list]).flatMap((item, index) => {
    const isNew = isBody(item) && !known.includes(keyOfItem(item));
    return isNew && isLacking(item) ? [{ path: [list, index], field }] : [];
  });
}

function itemsOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}

/** Whether the files have the field, and its value is not known here. */
function isUnknown({ source }: DesiredResource, field: string): boolean {
  return source?.traces.some(({ path, trace }) => path[0] === field && trace.unresolved.length > 0) ?? false;
}
