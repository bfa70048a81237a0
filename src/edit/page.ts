import { isAlias, isMap, isNode, isPair, isScalar, isSeq, visit } from 'yaml';
import type { Document, Node as YamlNode, Pair, YAMLMap, YAMLSeq } from 'yaml';
import type { Json } from '../model/json.ts';
import { normalizeMarkers, unshield } from '../model/marker.ts';
import type { IsMarker } from '../model/marker.ts';
import type { Path } from '../model/path.ts';
import { sourceOf } from '../model/tree.ts';
import { parseDocument } from '../yaml/parse.ts';
import { layoutOf } from './layout.ts';
import type { Layout } from './layout.ts';
import { meaningAt, meaningOf } from './meaning.ts';

/** What is known of a text beside the text. */
export interface PageOptions {
  /** Tells which names are those of keywords. */
  isMarker: IsMarker;
  /** Whether it is JSON, and has to stay it. */
  isJson: boolean;
}

/** A text that was understood, ready to be edited. */
export interface Page extends PageOptions {
  text: string;
  document: Document.Parsed;
  meaning: Json;
  layout: Layout;
  /** The names of the anchors that aliases refer to, with how many. */
  uses: ReadonlyMap<string, number>;
}

/** Where a value stands: in an entry of an object, in an item of an array, or alone at the top. */
export type Holder =
  | { type: 'entry'; map: YAMLMap; pair: Pair; index: number }
  | { type: 'item'; seq: YAMLSeq; index: number }
  | { type: 'top' };

/** What was found at a path. */
export type Found =
  | { type: 'value'; node: YamlNode | null; holder: Holder; isFlow: boolean }
  /** The object has no such key, or the array ends before that item. */
  | { type: 'missing'; parent: YamlNode; isFlow: boolean }
  /** A part of the path leads through an alias. */
  | { type: 'alias'; path: Path }
  /** The object has the key from another one, by `<<`. */
  | { type: 'inherited'; path: Path }
  /** It is inside of what others refer to. */
  | { type: 'anchored'; name: string; count: number }
  | { type: 'nowhere' };

/** A value that is there. */
export type Place = Extract<Found, { type: 'value' }>;

/** Understands a text; nothing when it is broken, or when there is nothing in it. */
export function openPage(text: string, options: PageOptions): Page | undefined {
  const { document, root, diagnostics } = parseDocument(sourceOf('', text), options.isMarker);
  if (document === undefined || root === undefined || diagnostics.some(({ severity }) => severity === 'error'))
    return undefined;
  const uses = new Map<string, number>();
  visit(document, {
    Alias: (_key, { source }) => {
      uses.set(source, (uses.get(source) ?? 0) + 1);
    },
  });
  return { ...options, text, document, meaning: meaningOf(root), layout: layoutOf(document, text), uses };
}

/** Finds the value at a path. */
export function find(page: Page, path: Path): Found {
  let node: YamlNode | null = page.document.contents;
  let holder: Holder = { type: 'top' };
  let isFlow = page.isJson;
  for (const [depth, segment] of path.entries()) {
    const shared = sharedBy(page, node);
    if (shared !== undefined) return shared;
    if (isAlias(node)) return { type: 'alias', path: path.slice(0, depth) };
    isFlow ||= (isMap(node) || isSeq(node)) && node.flow === true;
    const isLast = depth === path.length - 1;
    if (isMap(node)) {
      const index = node.items.findIndex((pair) => isKey(pair, segment, page));
      const pair = node.items[index];
      if (pair !== undefined) {
        holder = { type: 'entry', map: node, pair, index };
        node = nodeOf(pair.value);
        continue;
      }
      const isInherited = meaningAt(page.meaning, path.slice(0, depth + 1)) !== undefined;
      if (isInherited) return { type: 'inherited', path: path.slice(0, depth + 1) };
      return isLast && typeof segment === 'string' ? { type: 'missing', parent: node, isFlow } : { type: 'nowhere' };
    }
    if (!isSeq(node) || typeof segment !== 'number') return { type: 'nowhere' };
    if (segment >= node.items.length) return isLast ? { type: 'missing', parent: node, isFlow } : { type: 'nowhere' };
    holder = { type: 'item', seq: node, index: segment };
    node = nodeOf(node.items[segment]);
  }
  return sharedBy(page, node) ?? { type: 'value', node, holder, isFlow };
}

function nodeOf(value: unknown): YamlNode | null {
  return isNode(value) ? value : null;
}

/** Whether an entry has a key: markers in it may be shielded or not. */
export function isKey(pair: Pair, segment: string | number, { isMarker }: PageOptions): boolean {
  const { key } = pair;
  if (!isScalar(key) || typeof segment === 'number') return false;
  return unshield(normalizeMarkers(String(key.value), isMarker)) === unshield(segment);
}

function sharedBy({ uses }: Page, node: YamlNode | null): Found | undefined {
  const name = node !== null && !isAlias(node) && 'anchor' in node ? node.anchor : undefined;
  const count = uses.get(name ?? '') ?? 0;
  return name === undefined || count === 0 ? undefined : { type: 'anchored', name, count };
}

/** Where the content of a node ends: what follows in the range of a block is what belongs to the next one. */
export function contentEnd(node: YamlNode, text: string): number {
  const [start, end] = node.range ?? [0, 0];
  if ((!isMap(node) && !isSeq(node)) || node.flow === true) {
    const isBlock = isScalar(node) && (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED');
    return isBlock && text[end - 1] === '\n' ? end - (text[end - 2] === '\r' ? 2 : 1) : end;
  }
  const last = node.items.at(-1);
  if (last === undefined) return start;
  if (isPair(last)) return entryEnd(last, text);
  return isNode(last) ? contentEnd(last, text) : end;
}

/** Where the content of an entry ends. */
export function entryEnd(pair: Pair, text: string): number {
  const { value } = pair;
  if (isPresent(value)) return contentEnd(value, text);
  return valueStart(pair);
}

/** Where the value of an entry may begin: right behind its colon, or its key when it has none. */
export function valueStart(pair: Pair): number {
  const { key, srcToken } = pair;
  const keyEnd = isNode(key) ? (key.range?.[1] ?? 0) : 0;
  const tokens = srcToken?.sep ?? [];
  const colon = tokens.findIndex(({ type }) => type === 'map-value-ind');
  const before = tokens.slice(0, colon + 1).reduce((sum, { source }) => sum + source.length, 0);
  return keyEnd + before;
}

/** Where an entry begins: with the properties and the `?` of its key. */
export function entryStart(pair: Pair): number {
  const { key } = pair;
  const start = isNode(key) ? (key.range?.[0] ?? 0) : 0;
  const signs = (pair.srcToken?.start ?? []).filter(
    ({ type }) => type === 'explicit-key-ind' || type === 'anchor' || type === 'tag',
  );
  return signs.reduce((first, sign) => Math.min(first, sign.offset), start);
}

/** Where the dash of an item stands. */
export function dashOf(seq: YAMLSeq, index: number): number {
  const token = seq.srcToken;
  const items = token?.type === 'block-seq' ? token.items : [];
  const dashes = items.flatMap(({ start }) => start.filter(({ type }) => type === 'seq-item-ind'));
  return dashes[index]?.offset ?? 0;
}

/** Where the content of an item of a block ends. */
export function itemEnd(seq: YAMLSeq, index: number, text: string): number {
  const node = seq.items[index];
  return isPresent(node) ? contentEnd(node, text) : dashOf(seq, index) + 1;
}

/** Whether something stands in the place of a value: an empty string in quotes does. */
export function isPresent(value: unknown): value is YamlNode {
  return isNode(value) && !(isScalar(value) && value.source === '' && value.type === 'PLAIN');
}

/** Where a line begins that has an offset. */
export function lineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

/** Where the line ends that has an offset: before its line break. */
export function lineEnd(text: string, offset: number): number {
  const at = text.indexOf('\n', offset);
  const end = at < 0 ? text.length : at;
  return text[end - 1] === '\r' && end > offset ? end - 1 : end;
}

/** The column of an offset, from 0. */
export function columnOf(text: string, offset: number): number {
  return offset - lineStart(text, offset);
}
