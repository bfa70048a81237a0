import type { Path } from '../model/path.ts';
import type { DesiredResource } from '../model/resource.ts';
import { nodeAt } from '../model/tree.ts';
import type { Origin } from '../model/tree.ts';

/** Where a field of a desired resource is written; the nearest place above it when it is not written itself. */
export function originAt({ source }: DesiredResource, path: Path): Origin | undefined {
  if (source === undefined) return undefined;
  const { node, prefix } = source;
  const isInside = prefix.every((segment, index) => path[index] === segment);
  return nodeAt(node, isInside ? path.slice(prefix.length) : []).origin;
}
