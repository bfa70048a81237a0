import { error } from '../model/diagnostic.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { messages } from './messages.ts';
import { segments } from '../model/path.ts';
import { fieldOf } from '../model/tree.ts';
import type { Entry, Mapping, Node, Origin, Sequence } from '../model/tree.ts';
import { yamlMessages } from '../yaml/messages.ts';
import type { FolderRow } from '../resources/folders.ts';

/** The content of one file of the layout. */
export interface Content {
  row: FolderRow;
  root: Node;
  /** The name of the file beside it that holds the content of a field. */
  existing: string | undefined;
}

/** An array that has no files. */
export interface Empty {
  row: FolderRow;
  origin: Origin;
}

/** The contents of files as they would stand in one YAML file. */
export function shape(contents: readonly (Content | Empty)[], diagnostics: Diagnostic[]): Mapping | undefined {
  const parts = contents.map((content) =>
    'origin' in content ? emptyList(content) : placed(content.row, bodyOf(content, diagnostics)),
  );
  const [first, ...others] = parts;
  return first === undefined ? undefined : others.reduce((whole, part) => merge(whole, part, diagnostics), first);
}

function emptyList({ row: { section }, origin }: Empty): Mapping {
  return nested(segments(section).slice(0, -1), { type: 'list', items: [], isFlow: true, origin }, origin);
}

function placed({ section }: FolderRow, body: Node): Mapping {
  const names = segments(section);
  const origin = startOf(body);
  if (names.at(-1) !== '[]') return nested(names, body, origin);
  const list: Sequence = { type: 'list', items: [body], isFlow: true, origin };
  return nested(names.slice(0, -1), list, origin);
}

function nested(names: readonly string[], node: Node, origin: Origin): Mapping {
  const [first = '', ...rest] = names;
  const value = rest.length === 0 ? node : nested(rest, node, origin);
  return { type: 'map', entries: [{ key: first, keyOrigin: origin, value }], origin };
}

/** Arrays at the same section go on in the next file; of two values of one field the first is kept. */
function merge(a: Mapping, b: Mapping, diagnostics: Diagnostic[]): Mapping {
  const entries = [...a.entries];
  for (const entry of b.entries) {
    const at = entries.findIndex(({ key }) => key === entry.key);
    const existing = entries[at];
    if (existing === undefined) entries.push(entry);
    else if (existing.value.type === 'map' && entry.value.type === 'map')
      entries[at] = { ...existing, value: merge(existing.value, entry.value, diagnostics) };
    else if (isList(existing) && isList(entry))
      entries[at] = { ...existing, value: joined(existing.value, entry.value) };
    else diagnostics.push(yamlMessages.duplicateKey(entry.key, entry.keyOrigin, existing.keyOrigin));
  }
  return { ...a, entries };
}

/** Whether a field is an array that the layout made, and not one that a file contains. */
function isList({ value, keyOrigin }: Entry): boolean {
  return value.type === 'list' && value.origin === keyOrigin;
}

function joined(a: Node, b: Node): Node {
  return a.type === 'list' && b.type === 'list' ? { ...a, items: [...a.items, ...b.items] } : a;
}

function bodyOf({ row, root, existing }: Content, diagnostics: Diagnostic[]): Node {
  if (row.list !== undefined && root.type === 'list') return nested([row.list], root, startOf(root));
  if (row.entries !== undefined) return withEntries(root, row.entries, diagnostics);
  if (root.type !== 'map') return root;
  const whole =
    existing === undefined || row.existing === undefined ? root : withExisting(root, row.existing.field, existing);
  return row.around === undefined ? whole : within(whole, row.around, diagnostics);
}

function withExisting(root: Mapping, field: string, existing: string): Mapping {
  const given = root.entries.find(({ key }) => key === field);
  const keyOrigin = given?.keyOrigin ?? startOf(root);
  const origin = given?.value.origin ?? keyOrigin;
  const entry: Entry = {
    key: field,
    keyOrigin,
    value: { type: 'scalar', value: `./${existing}`, style: 'quoted', origin },
  };
  return { ...root, entries: [...root.entries.filter((other) => other !== given), entry] };
}

/** A body with some of its fields as keys around it. */
function within(root: Mapping, fields: readonly string[], diagnostics: Diagnostic[]): Node {
  const names = fields.map((field) => fieldOf(root, field));
  const texts = names.flatMap((name) => (name?.type === 'scalar' ? [String(name.value)] : []));
  if (texts.length < fields.length) {
    const missing = fields.find((_field, index) => names[index]?.type !== 'scalar') ?? '';
    diagnostics.push(messages.fieldMissing(missing, startOf(root)));
    return { type: 'map', entries: [], origin: root.origin };
  }
  const body = { ...root, entries: root.entries.filter(({ key }) => !fields.includes(key)) };
  return texts.reduceRight<Node>((inner, text, index) => {
    const keyOrigin = names[index]?.origin ?? root.origin;
    return { type: 'map', entries: [{ key: text, keyOrigin, value: inner }], origin: root.origin };
  }, body);
}

/** Arrays turned into the objects that they stand for. */
function withEntries(node: Node, fields: { key: string; value: string }, diagnostics: Diagnostic[]): Node {
  if (node.type === 'map') {
    const entries = node.entries.map((entry) => ({ ...entry, value: withEntries(entry.value, fields, diagnostics) }));
    return { ...node, entries };
  }
  if (node.type === 'scalar') return node;
  const maps = node.items.map((item): Mapping => {
    const key = fieldOf(item, fields.key);
    const value = fieldOf(item, fields.value);
    if (key?.type === 'scalar' && value !== undefined)
      return { type: 'map', entries: [{ key: String(key.value), keyOrigin: key.origin, value }], origin: item.origin };
    const inner = withEntries(item, fields, diagnostics);
    if (inner.type === 'map') return inner;
    diagnostics.push(error('section-shape', 'this has to be an object', { origin: item.origin }));
    return { type: 'map', entries: [], origin: item.origin };
  });
  const empty: Mapping = { type: 'map', entries: [], origin: node.origin };
  return maps.reduce((whole, part) => merge(whole, part, diagnostics), empty);
}

function startOf({ origin: { source, start } }: Node): Origin {
  return { source, start, end: start + 1 };
}
