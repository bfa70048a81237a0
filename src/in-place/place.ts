import type { Type } from '../catalog/catalog.ts';
import type { Edit } from '../edit/change.ts';
import type { Markers } from '../invert/template.ts';
import { isBody } from '../model/json.ts';
import type { Json } from '../model/json.ts';
import { escapedText, hasMarker, pieces } from '../model/marker.ts';
import { isInside, isMatch } from '../model/path.ts';
import type { Path } from '../model/path.ts';
import type { DesiredResource } from '../model/resource.ts';
import { toJson } from '../model/tree.ts';
import type { Node, Scalar, Source } from '../model/tree.ts';
import { messages } from './messages.ts';
import type { Proposal } from './proposal.ts';
import { exactNode } from './sheets.ts';
import type { Sheet } from './sheets.ts';

/** What is known of the files. */
export interface FilesContext extends Markers {
  sheetOf: (source: Source) => Sheet | undefined;
  /** How texts with markers are written in the files, by what they come to. */
  templates: ReadonlyMap<string, string>;
}

/** Where in a body of a type a value stands. */
export interface At {
  type: Type;
  path: Path;
}

/** A value of the files: its node with keywords in their places, and where it is written. */
export interface Place {
  node: Node;
  sheet: Sheet;
  path: Path;
  /** The same as it is written. */
  written: Node;
}

/** Where a value of a resource's body is written; nothing when that cannot be told. */
export function placeAt(
  { type, desired }: { type: Type; desired: DesiredResource },
  path: Path,
  files: FilesContext,
): Place | undefined {
  const way = wayTo({ type, desired }, path);
  if (way === undefined) return undefined;
  const { top, steps } = way;
  const node = exactNode(top, steps);
  const sheet = node === undefined ? undefined : files.sheetOf(node.origin.source);
  if (node === undefined || sheet === undefined) return undefined;
  const found = sheet.pathOf(node.origin);
  const home = files.sheetOf(top.origin.source)?.pathOf(top.origin);
  const isSameFile = top.origin.source.path === node.origin.source.path;
  // What is written elsewhere in the file came by an alias or a merge: it is changed at the resource.
  const isOwn = !isSameFile || home === undefined || (found !== undefined && isInside(found, home));
  const at = isOwn ? found : [...home, ...steps];
  const written = exactNode(sheet.root, at ?? []);
  return at === undefined || written === undefined ? undefined : { node, sheet, path: at, written };
}

/** The node that declares a resource, and the path of a value of its body in that. */
function wayTo(
  { type, desired }: { type: Type; desired: DesiredResource },
  path: Path,
): { top: Node; steps: Path } | undefined {
  const { source } = desired;
  if (source === undefined) return undefined;
  const { node: top, prefix } = source;
  const isItem = top.type === 'scalar' && type.child?.item !== undefined && path[0] === type.child.item;
  const inside = isItem ? path.slice(1) : isInside(path, prefix) ? path.slice(prefix.length) : undefined;
  if (inside === undefined) return undefined;
  const [first, ...rest] = inside;
  const entries = top.type === 'map' ? top.entries : [];
  const spelt = entries.find(({ key }) => key === first) ?? entries.find(({ key }) => type.aliases?.[key] === first);
  const steps = first === undefined ? [] : [prefix.length > 0 ? first : (spelt?.key ?? first), ...rest];
  return { top, steps };
}

/** The value of a resource's body that stands in a file of its own. */
export function textFileAt(
  pair: { type: Type; desired: DesiredResource },
  path: Path,
): (Scalar & { file: Source }) | undefined {
  const way = wayTo(pair, path);
  const node = way === undefined ? undefined : exactNode(way.top, way.steps);
  return node?.type === 'scalar' && node.file !== undefined ? { ...node, file: node.file } : undefined;
}

/** A change at a place. */
export function editAt({ sheet, written }: Place, edit: Edit): Proposal & { type: 'edit' } {
  return { type: 'edit', source: sheet.source, edit, offset: written.origin.start };
}

/** It is not told whether a value or a marker's keyword has changed. */
export function fromMarker({ sheet, written }: Place): Proposal {
  return left(messages.unclear(markersIn(written)), sheet.source, written.origin.start);
}

/** What stays in the files although the tenant has something else. */
export function left(why: string, source?: Source, offset?: number): Proposal {
  return {
    type: 'left',
    why,
    ...(source === undefined ? {} : { source }),
    ...(offset === undefined ? {} : { offset }),
  };
}

/**
 * A live value as it is written: what looks like a marker is escaped, and null says nothing. A name of another resource is
 * written as that is, with its markers.
 */
export function forFile(
  value: Json,
  files: Pick<Markers, 'isMarker'> & { templates?: FilesContext['templates'] },
  at?: At,
): Json {
  if (typeof value === 'string') {
    const patterns = Object.keys(at?.type.references ?? {});
    const isName = at !== undefined && patterns.some((pattern) => isMatch(pattern, at.path));
    return (isName ? files.templates?.get(value) : undefined) ?? escapedText(value, files.isMarker);
  }
  const inside = (step: string | number): At | undefined => at && { type: at.type, path: [...at.path, step] };
  if (Array.isArray(value)) return value.map((item, index) => forFile(item, files, inside(index)));
  if (!isBody(value)) return value;
  const kept = Object.entries(value).filter(([, inner]) => inner !== null);
  return Object.fromEntries(
    kept.map(([key, inner]) => [escapedText(key, files.isMarker), forFile(inner, files, inside(key))]),
  );
}

/** The keyword of a scalar that is nothing but its marker, and takes its value: of any type, or as a string. */
export function wholeMarkerOf({ value }: Scalar, rendered: Scalar | undefined): string | undefined {
  const [only, ...others] = typeof value === 'string' && hasMarker(value) ? pieces(value) : [];
  if (only?.type !== 'marker' || others.length > 0) return undefined;
  return rendered === undefined || rendered.trace !== undefined ? only.name : undefined;
}

/** Whether a scalar is nothing but a `@@KEY@@`. */
export function isValueMarker({ value }: Scalar): boolean {
  const [only, ...others] = typeof value === 'string' ? pieces(value) : [];
  return only?.type === 'marker' && only.form === 'value' && others.length === 0;
}

/** Whether there is a marker in what is written. */
export function hasMarkers(node: Node): boolean {
  return markersIn(node) !== '';
}

/** The markers in what is written, as they are written. */
export function markersIn(node: Node): string {
  const text = JSON.stringify(toJson(node));
  const found = pieces(text).flatMap((piece) =>
    piece.type === 'marker' ? [piece.form === 'text' ? `##${piece.name}##` : `@@${piece.name}@@`] : [],
  );
  return [...new Set(found)].join(', ');
}
