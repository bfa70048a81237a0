import { isAlias, isMap, isNode, isScalar, isSeq } from 'yaml';
import type { Alias, Document, Pair, Scalar as YamlScalar, YAMLMap, YAMLSeq } from 'yaml';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Entry, Mapping, Node, Origin, Scalar } from '../model/tree.ts';
import { strangeIndentation } from './syntax.ts';
import { yamlMessages } from './messages.ts';
import { keyOf } from './plain.ts';
import type { Making } from './plain.ts';

/** State of one conversion. */
interface Conversion extends Making {
  diagnostics: Diagnostic[];
  /** What each anchor stands for so far; a later one of the same name takes its place. */
  anchors: Map<string, Anchor>;
  /** Where in the source begins what the parser was given. */
  offset: number;
}

/** What an anchor stands for; nothing yet while that is being converted, for no alias may lead back into it. */
interface Anchor {
  node: Node | undefined;
}

/** What comes of a YAML document. */
export interface Converted {
  root: Node | undefined;
  diagnostics: Diagnostic[];
  hasAnchors: boolean;
}

/** Turns a YAML document into positioned nodes: aliases and merges written out, and every value one that JSON has. */
export function converted(making: Making, { contents }: Document.Parsed, offset = 0): Converted {
  const state: Conversion = { ...making, diagnostics: [], anchors: new Map(), offset };
  const root = contents === null ? undefined : nodeOf(state, contents);
  return { root, diagnostics: state.diagnostics, hasAnchors: state.anchors.size > 0 };
}

function nodeOf(state: Conversion, node: unknown): Node {
  if (!isNode(node) || isAlias(node) || node.anchor === undefined) return newNode(state, node);
  const anchor: Anchor = { node: undefined };
  state.anchors.set(node.anchor, anchor);
  anchor.node = newNode(state, node);
  return anchor.node;
}

function newNode(state: Conversion, node: unknown): Node {
  const origin = originOf(state, node);
  if (isAlias(node)) return fromAlias(state, node, origin);
  if (isMap(node)) return fromMap(state, node, origin);
  if (isSeq(node)) return fromSeq(state, node, origin);
  return isScalar(node) ? fromScalar(state, node, origin) : nothing(origin);
}

function fromAlias(state: Conversion, node: Alias, origin: Origin): Node {
  const target = state.anchors.get(node.source);
  if (target?.node !== undefined) return target.node;
  const message = target === undefined ? yamlMessages.unknownAlias : yamlMessages.aliasCycle;
  return wrong(state, message(node.source, origin));
}

function fromScalar(state: Conversion, { value, type, tag, source }: YamlScalar, origin: Origin): Scalar {
  const style = type === 'PLAIN' ? 'plain' : type === 'QUOTE_SINGLE' || type === 'QUOTE_DOUBLE' ? 'quoted' : 'block';
  const strange = style === 'plain' ? strangeIndentation(state.source, origin.start, origin.end) : undefined;
  if (strange !== undefined) return wrong(state, yamlMessages.strangeIndentation(strange));
  if (style === 'plain' && typeof value === 'string') checkComment(state, origin, false);
  if (typeof value === 'string') return { type: 'scalar', value: state.text(value), style, origin };
  if (value === null || typeof value === 'boolean') return { type: 'scalar', value, style, origin };
  if (typeof value !== 'number') return wrong(state, yamlMessages.notJson(tag ?? typeof value, origin));
  const isExact = Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
  if (!isExact) return wrong(state, yamlMessages.numberNotExact(source ?? '', origin));
  const isAsWritten = source === undefined || source === String(value);
  return { type: 'scalar', value, style, origin, ...(isAsWritten ? {} : { written: source }) };
}

const commentForNull = /[ \t]*:?[ \t]*(#(?![\s#!])\S*)/y;
const commentBehind = /[ \t]+(#\d\S*)/y;

/**
 * `#112233` right behind a key is a comment to YAML, and the value null; so is what follows the blank in `Team #7`. A
 * comment that is meant as one mostly has a space behind its sign.
 */
function checkComment(state: Conversion, behind: Origin, isNull: boolean): void {
  const { source, end } = behind;
  const found = isNull ? commentForNull : commentBehind;
  found.lastIndex = end;
  // Most values end their lines.
  const [whole, comment = ''] = source.text[end] === '\n' ? [] : (found.exec(source.text.slice(0, end + 200)) ?? []);
  if (whole === undefined) return;
  const origin = { source, start: found.lastIndex - comment.length, end: found.lastIndex };
  state.diagnostics.push(yamlMessages.comment(comment, isNull, origin));
}

function fromSeq(state: Conversion, node: YAMLSeq, origin: Origin): Node {
  const items = node.items.map((item) => itemOf(state, item));
  return { type: 'list', items, isFlow: node.flow === true, origin };
}

function itemOf(state: Conversion, item: unknown): Node {
  const lost = isScalar(item) ? commentedMarker(state, item, item, item, 0) : undefined;
  if (isAbsent(item)) checkComment(state, originOf(state, item), true);
  return lost ?? nodeOf(state, item);
}

/** Whether nothing stands where a value could; of an empty string in quotes the source is empty, too. */
function isAbsent(value: unknown): value is YamlScalar {
  return isScalar(value) && value.source === '' && value.type === 'PLAIN';
}

function fromMap(state: Conversion, node: YAMLMap, origin: Origin): Mapping {
  const own = new Map<string, Entry>();
  const merged: Entry[] = [];
  for (const pair of node.items) {
    const isMerge = isMergeKey(pair);
    const key = isMerge ? nothing(originOf(state, pair.key)) : nodeOf(state, pair.key);
    const value = valueOf(state, pair, key.origin);
    if (isMerge) merged.push(...mergedEntries(state, value));
    else if (key.type !== 'scalar') state.diagnostics.push(yamlMessages.keyShape(key.origin));
    else {
      const name = keyOf(state, String(key.value));
      const existing = own.get(name);
      if (existing !== undefined)
        state.diagnostics.push(
          yamlMessages.duplicateKey(name, key.origin, existing.keyOrigin, [...own.keys()][0] === name),
        );
      else own.set(name, { key: name, keyOrigin: key.origin, value });
    }
  }
  const entries = Array.from(own.values());
  if (merged.length === 0) return { type: 'map', entries, origin };
  const inherited = new Map(merged.filter(({ key }) => !own.has(key)).map((entry) => [entry.key, entry]));
  return { type: 'map', entries: [...inherited.values(), ...entries], origin };
}

function valueOf(state: Conversion, { key, value }: Pair, keyOrigin: Origin): Node {
  const isEmpty = isAbsent(value);
  if (isEmpty || value === null || value === undefined) checkComment(state, keyOrigin, true);
  if (value === null || value === undefined) return nothing(keyOrigin);
  const lost = isScalar(value) ? commentedMarker(state, value, isEmpty ? key : value, key, 1) : undefined;
  return lost ?? nodeOf(state, value);
}

const markerBelow = /[ \t]*(?::[ \t]*)?\r?\n([ \t]*)((?:##[A-Z][A-Z0-9_]*##)+)(?!#)/y;

/**
 * A plain string goes on in the lines below it, but to YAML a line that starts with a marker is a comment. Where it may be
 * meant as a part of the value, a value would get lost without a word.
 */
function commentedMarker(
  state: Conversion,
  { type }: YamlScalar,
  above: unknown,
  beside: unknown,
  indent: number,
): Node | undefined {
  if (type !== 'PLAIN') return undefined;
  markerBelow.lastIndex = originOf(state, above).end;
  const [whole, spaces = '', marker = ''] = markerBelow.exec(state.source.text) ?? [];
  if (whole === undefined || spaces.length < columnOf(state, beside) + indent) return undefined;
  const end = markerBelow.lastIndex;
  const origin = { source: state.source, start: end - marker.length, end };
  return wrong(state, yamlMessages.commentedMarker(marker, origin));
}

function isMergeKey({ key }: Pair): boolean {
  return isScalar(key) && key.type === 'PLAIN' && (key.value === '<<' || typeof key.value === 'symbol');
}

function mergedEntries(state: Conversion, value: Node): Entry[] {
  if (value.type === 'map') return value.entries;
  // Of several maps the first has precedence.
  if (value.type === 'list') return value.items.toReversed().flatMap((item) => mergedEntries(state, item));
  if (value.trace === undefined) state.diagnostics.push(yamlMessages.mergeShape(value.origin));
  return [];
}

function nothing(origin: Origin): Scalar {
  return { type: 'scalar', value: null, style: 'plain', origin: { ...origin, end: origin.start } };
}

/** Notes an error; the value is as unknown as that of a keyword without a definition, and nothing else is said of it. */
function wrong(state: Conversion, diagnostic: Diagnostic): Scalar {
  state.diagnostics.push(diagnostic);
  const origin = diagnostic.origin ?? originOf(state, undefined);
  return { ...nothing(origin), origin, trace: { markers: [], unresolved: [diagnostic.code] } };
}

function originOf({ source, offset }: Conversion, node: unknown): Origin {
  const range = isNode(node) ? node.range : undefined;
  return { source, start: offset + (range?.[0] ?? 0), end: offset + (range?.[1] ?? 0) };
}

function columnOf(state: Conversion, node: unknown): number {
  const { start, source } = originOf(state, node);
  return start - (source.text.lastIndexOf('\n', start - 1) + 1);
}
