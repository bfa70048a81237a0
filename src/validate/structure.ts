import type { Policy } from '../model/config.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { messages } from './messages.ts';
import { segments } from '../model/path.ts';
import type { Node } from '../model/tree.ts';
import { sectionOf } from '../catalog/resource-type.ts';
import type { ResourceTypes } from '../catalog/resource-type.ts';

/** Types that Auth0 has taken out of service. */
export const endOfLife: readonly string[] = ['rules', 'rulesConfigs', 'hooks'];

/** Keys that Deploy CLI reads from its YAML and that belong to an environment here, or mean nothing. */
const moved = ['exclude', 'include', 'clientAuthCredentials'];

/** Top-level keys that are no section of a resource type. */
export function checkStructure(root: Node, resourceTypes: ResourceTypes, { exclude, include }: Policy): Diagnostic[] {
  if (root.type !== 'map') return [messages.sectionShape('the file', 'an object', root.origin)];
  const known = [...new Set(resourceTypes.map((type) => segments(sectionOf(type))[0] ?? type.name))];
  return root.entries.flatMap(({ key, keyOrigin, value }) => {
    if (known.includes(key) || key === 'moved') return [];
    const isLeftOut = include.some((one) => known.includes(one)) && !include.includes(key);
    if (endOfLife.includes(key) && (exclude.includes(key) || isLeftOut)) return [];
    if (endOfLife.includes(key))
      return [messages.endOfLife(key, value.type === 'list' && value.items.length === 0, keyOrigin)];
    return [
      moved.includes(key)
        ? messages.movedSetting(key, keyOrigin)
        : messages.unknownType(key, [...known, 'moved'], keyOrigin),
    ];
  });
}
