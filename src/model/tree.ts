import type { Json } from './json.ts';
import type { MarkerForm } from './marker.ts';
import type { Path } from './path.ts';

/** A text file that was read; `path` is how messages name it. */
export interface Source {
  path: string;
  text: string;
  /** Where each line starts, in code units. */
  lines: readonly number[];
}

/** A source with this text. */
export function sourceOf(path: string, text: string): Source {
  const lines = [0];
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) lines.push(end + 1);
  return { path, text, lines };
}

/** A range of a source, in UTF-16 code units from its start. */
export interface Origin {
  source: Source;
  start: number;
  end: number;
}

/** A marker that was replaced in a scalar: what stands there now, in UTF-16 code units of the scalar's text. */
export interface Marker {
  /** The name of the keyword. */
  name: string;
  form: MarkerForm;
  start: number;
  end: number;
  /** Whether its value is a secret, or holds one. */
  isSecret: boolean;
}

/** What the replacement of keywords left behind in a scalar. */
export interface Trace {
  markers: Marker[];
  /** Markers that still stand in the text: keywords without a definition, or secrets whose value is not known here. */
  unresolved: string[];
  /** Of what holds a secret: the text with markers in the places of secrets, the same whether their values are known or not. */
  written?: string;
}

/** The names of the secrets whose values are in a scalar with this trace. */
export function secretsIn(trace: Trace | undefined): string[] {
  return (trace?.markers ?? []).filter(({ isSecret }) => isSecret).map(({ name }) => name);
}

/** Whether nothing can be said of a scalar with this trace: a part of its value is not known here. */
export function isUnresolved(trace: Trace | undefined): boolean {
  return trace !== undefined && trace.unresolved.length > 0;
}

/** Whether a scalar with this trace holds a secret whose value is not known here. */
export function isUnknownSecret(trace: Trace): boolean {
  return trace.written !== undefined && isUnresolved(trace);
}

/** The plain value of a node with markers in the places of secrets. */
export function toWritten(node: Node): Json {
  switch (node.type) {
    case 'scalar':
      return node.trace?.written ?? node.value;
    case 'list':
      return node.items.map(toWritten);
    case 'map':
      return Object.fromEntries(node.entries.map((entry) => [entry.key, toWritten(entry.value)]));
  }
}

/** One value of a file, with its position. */
export type Node = Scalar | Mapping | Sequence;

/** A string, number, boolean or null. */
export interface Scalar {
  type: 'scalar';
  value: null | boolean | number | string;
  style: 'plain' | 'quoted' | 'block';
  /** How a number is written, where that says more than its value: `1.10`, `01234`. */
  written?: string;
  /** The file that the text was read from, when the scalar named one. */
  file?: Source;
  origin: Origin;
  trace?: Trace;
}

/** An object; `entries` keep the order of the file. */
export interface Mapping {
  type: 'map';
  entries: Entry[];
  origin: Origin;
}

/** One field of a mapping. */
export interface Entry {
  key: string;
  keyOrigin: Origin;
  value: Node;
}

/** A list; `isFlow` when it is written in brackets. */
export interface Sequence {
  type: 'list';
  items: Node[];
  isFlow: boolean;
  origin: Origin;
}

/** The plain value of a node. */
export function toJson(node: Node): Json {
  switch (node.type) {
    case 'scalar':
      return node.value;
    case 'list':
      return node.items.map(toJson);
    case 'map':
      return Object.fromEntries(node.entries.map((entry) => [entry.key, toJson(entry.value)]));
  }
}

/** The value of a mapping's field. */
export function fieldOf(node: Node | undefined, key: string): Node | undefined {
  return node?.type === 'map' ? node.entries.find((entry) => entry.key === key)?.value : undefined;
}

/** The node at a path, or the deepest one above it. */
export function nodeAt(node: Node, path: Path): Node {
  const [segment, ...rest] = path;
  const next = typeof segment === 'number' ? itemOf(node, segment) : fieldOf(node, segment ?? '');
  return segment === undefined || next === undefined ? node : nodeAt(next, rest);
}

/** Where the field at a path is written: its key when it is a mapping's field. */
export function keyOriginAt(node: Node, path: Path): Origin {
  const parent = nodeAt(node, path.slice(0, -1));
  const last = path.at(-1);
  const entry = parent.type === 'map' ? parent.entries.find(({ key }) => key === last) : undefined;
  return entry?.keyOrigin ?? nodeAt(node, path).origin;
}

/** The scalars of a node that keywords left something behind in, with their paths. */
export function traced(node: Node): { path: Path; trace: Trace }[] {
  const found: { path: Path; trace: Trace }[] = [];
  const path: (string | number)[] = [];
  const visit = (inner: Node, segment: string | number): void => {
    path.push(segment);
    walk(inner);
    path.pop();
  };
  const walk = (inner: Node): void => {
    if (inner.type === 'list') inner.items.forEach(visit);
    else if (inner.type === 'map') for (const { key, value } of inner.entries) visit(value, key);
    else if (inner.trace !== undefined) found.push({ path: [...path], trace: inner.trace });
  };
  walk(node);
  return found;
}

function itemOf(node: Node, index: number): Node | undefined {
  return node.type === 'list' ? node.items[index] : undefined;
}

/** A node with every place replaced that a path pattern, in segments, matches; the same node when nothing changes. */
export function transformNode(node: Node, pattern: readonly string[], replace: (node: Node) => Node, step = 0): Node {
  const head = pattern[step];
  if (head === undefined) return replace(node);
  if (head === '[]' && node.type === 'list') {
    const items = eachChanged(node.items, (item) => transformNode(item, pattern, replace, step + 1));
    return items === node.items ? node : { ...node, items };
  }
  if (node.type !== 'map') return node;
  const entries = eachChanged(node.entries, (entry) =>
    head === '*' || head === entry.key
      ? withValue(entry, transformNode(entry.value, pattern, replace, step + 1))
      : entry,
  );
  return entries === node.entries ? node : { ...node, entries };
}

/** An entry with a value; the same entry when it has that already. */
export function withValue(entry: Entry, value: Node): Entry {
  return value === entry.value ? entry : { key: entry.key, keyOrigin: entry.keyOrigin, value };
}

/** Items with a change made to each; the same array when nothing changes. */
export function eachChanged<Item>(items: Item[], change: (item: Item) => Item): Item[] {
  let changed: Item[] | undefined;
  items.forEach((item, index) => {
    const next = change(item);
    if (next === item) return;
    changed ??= [...items];
    changed[index] = next;
  });
  return changed ?? items;
}
