import { originAt } from '../canonical/origin.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { groupBy } from '../model/group.ts';
import { keyText } from '../model/json.ts';
import type { Json } from '../model/json.ts';
import { formatPath, select } from '../model/path.ts';
import type { DesiredResource } from '../model/resource.ts';
import { ruleMessages } from './rule-messages.ts';
import type { Limit } from '../catalog/rule.ts';
import type { Type } from '../catalog/catalog.ts';
import { holds } from '../catalog/conditions.ts';

/** What is more than the API takes: of resources of one type, and in their arrays, objects and strings. */
export function checkLimits(type: Type, resources: readonly DesiredResource[]): Diagnostic[] {
  return (type.limits ?? []).flatMap((limit) => {
    const counted = resources.filter((resource) => limit.where === undefined || holds(resource, limit.where));
    const { at } = limit;
    if (at !== undefined) return counted.flatMap((resource) => checkFields(resource, at, limit.most));
    return [...groupBy(counted, ({ parent }) => parent ?? '').values()].flatMap((group) =>
      checkCount(type, limit, group),
    );
  });
}

/** Reported at the first that is too many. */
function checkCount({ name }: Type, { most, where }: Limit, group: readonly DesiredResource[]): Diagnostic[] {
  const excess = group[most];
  if (excess === undefined) return [];
  const which = where?.is === undefined ? '' : ` with ${where.path} ${where.is.map(keyText).join(' or ')}`;
  const at = { origin: originAt(excess, []), address: excess.address };
  return [ruleMessages.tooMany(`${name}${which}`, most, group.length, at)];
}

function checkFields(resource: DesiredResource, pattern: string, most: number): Diagnostic[] {
  return select(resource.body, pattern).flatMap(({ path, value }) => {
    const size = sizeOf(value);
    if (size <= most) return [];
    const name = formatPath(path);
    const at = { origin: originAt(resource, path), address: resource.address };
    return [(typeof value === 'string' ? ruleMessages.tooLong : ruleMessages.tooMany)(name, most, size, at)];
  });
}

function sizeOf(value: Json): number {
  if (typeof value === 'string') return Array.from(value).length;
  return typeof value === 'object' && value !== null ? Object.values(value).length : 0;
}
