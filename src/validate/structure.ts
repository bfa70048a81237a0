import type { Diagnostic } from '../model/diagnostic.ts';
import { messages } from './messages.ts';
import { segments } from '../model/path.ts';
import type { Node } from '../model/tree.ts';
import { sectionOf } from '../catalog/resource-type.ts';
import type { ResourceTypes } from '../catalog/resource-type.ts';

const endOfLife = ['rules', 'rulesConfigs', 'hooks'];

/** Keys that Deploy CLI reads from its YAML and that belong to an environment here, or mean nothing. */
const moved = ['exclude', 'include', 'clientAuthCredentials'];

/** Top-level keys that are no section of a resource type. */
export function checkStructure(root: Node, resourceTypes: ResourceTypes): Diagnostic[] {
  if (root.type !== 'map') return [messages.sectionShape('the file', 'an object', root.origin)];
  const known = [...new Set(resourceTypes.map((type) => segments(sectionOf(type))[0] ?? type.name))];
  return root.entries.flatMap(({ key, keyOrigin, value }) => {
    if (known.includes(key)) return [];
    if (endOfLife.includes(key))
      return [messages.endOfLife(key, value.type === 'list' && value.items.length === 0, keyOrigin)];
    return [moved.includes(key) ? messages.movedSetting(key, keyOrigin) : messages.unknownType(key, known, keyOrigin)];
  });
}
