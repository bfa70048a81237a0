import { isUnmade } from '../canonical/left-out.ts';
import { originAt } from '../canonical/origin.ts';
import type { Change } from '../model/change.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { messages } from './messages.ts';
import type { DesiredResource, DesiredState } from '../model/resource.ts';
import { typeOf } from '../catalog/catalog.ts';
import type { Catalog } from '../catalog/catalog.ts';

/** Creates, of replacements too, that lack a field without which the API refuses them. For what exists already the files need not have it. */
export function checkRequired(changes: readonly Change[], desired: DesiredState, catalog: Catalog): Diagnostic[] {
  return changes.flatMap(({ address, type, action, withheld }) => {
    const resource = desired.resources.get(address);
    if (resource === undefined || withheld !== undefined || (action !== 'create' && action !== 'replace')) return [];
    const descriptor = typeOf(catalog, type);
    const made = descriptor.madeWith?.[''] ?? [];
    const isUnknownMade = made.some((field) => isUnknown(resource, field));
    // One that would be created is left out; one that is replaced would be gone.
    if (isUnmade(descriptor, resource.body) && !isUnknownMade)
      return [messages.neededField(made.join(' or '), originAt(resource, []), address)];
    return (descriptor.requiredOnCreate ?? [])
      .filter((field) => (resource.body[field] ?? null) === null && !isUnknown(resource, field))
      .map((field) => messages.neededField(field, originAt(resource, []), address));
  });
}

/** Whether the files have the field, and its value is not known here. */
function isUnknown({ source }: DesiredResource, field: string): boolean {
  return source?.traces.some(({ path, trace }) => path[0] === field && trace.unresolved.length > 0) ?? false;
}
