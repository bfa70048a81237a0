import type { IsMarker } from '../model/marker.ts';
import type { Path } from '../model/path.ts';
import type { Node, Origin, Source } from '../model/tree.ts';
import { parse } from '../yaml/parse.ts';

/** A file as it is written: its values with their markers, and where each is. */
export interface Sheet {
  source: Source;
  root: Node;
  /** The path of the value, or of the key without one, that is written at a place. */
  pathOf: (origin: Origin) => Path | undefined;
}

/** The files as they are written; each is looked at once. */
export function sheetReader(isMarker: IsMarker): (source: Source) => Sheet | undefined {
  const known = new Map<string, Sheet | undefined>();
  return (source) => {
    if (!known.has(source.path)) known.set(source.path, sheetOf(source, isMarker));
    return known.get(source.path);
  };
}

function sheetOf(source: Source, isMarker: IsMarker): Sheet | undefined {
  if (!/\.(ya?ml|json)$/.test(source.path)) return undefined;
  const { root } = parse(source, isMarker);
  if (root === undefined) return undefined;
  const paths = new Map<string, Path>();
  // What an alias leads to is written at its anchor, which comes first.
  const visit = (node: Node, path: Path): void => {
    const place = placeOf(node.origin);
    if (!paths.has(place)) paths.set(place, path);
    if (node.type === 'list') node.items.forEach((item, index) => visit(item, [...path, index]));
    if (node.type === 'map') for (const { key, value } of node.entries) visit(value, [...path, key]);
  };
  visit(root, []);
  return { source, root, pathOf: (origin) => paths.get(placeOf(origin)) };
}

function placeOf({ start, end }: Origin): string {
  return `${start}:${end}`;
}

/** The node at a path; nothing when there is none. */
export function exactNode(node: Node | undefined, path: Path): Node | undefined {
  return path.reduce<Node | undefined>((inner, segment) => {
    if (inner?.type === 'list') return typeof segment === 'number' ? inner.items[segment] : undefined;
    return inner?.type === 'map' ? inner.entries.find(({ key }) => key === segment)?.value : undefined;
  }, node);
}
