import Mustache from 'mustache';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Json } from '../model/json.ts';
import { parseJson } from '../model/json.ts';
import type { Keyword, Keywords } from '../model/keyword.ts';
import { hasMarker, markerText, pieces, settle, unshield, withoutQuotes } from '../model/marker.ts';
import type { MarkerForm, Piece } from '../model/marker.ts';
import { messages } from './messages.ts';
import type { Entry, Node, Origin, Scalar, Source, Trace } from '../model/tree.ts';

/** Replaces the markers of a file or a text, and remembers what it met. */
export interface Renderer {
  node: (node: Node) => Node;
  /** The text of a file; a `@@KEY@@` in it becomes JSON and takes the quotes around it away. */
  text: (source: Source) => { text: string; trace: Trace | undefined };
  /** The names of the keywords that were used so far. */
  used: Set<string>;
  diagnostics: Diagnostic[];
}

/** One text with its markers replaced. */
interface Rendered {
  text: string;
  trace: Trace;
}

/** A renderer for the keywords of one environment. */
export function renderer(keywords: Keywords): Renderer {
  const used = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  const lookUp: LookUp = (form, name, inside) => {
    used.add(name);
    const keyword = keywords.get(name);
    if (keyword === undefined) {
      const written = markerText(form, name);
      diagnostics.push(messages.undefinedKeyword(name, written, [...keywords.keys()], within(inside, written)));
    }
    return keyword;
  };
  const self: Renderer = {
    node: (node) => renderNode(node, lookUp, diagnostics),
    text: (source) => {
      const whole = { source, start: 0, end: source.text.length };
      const rendered = renderText(withoutQuotes(settle(source.text)), (form, name) => lookUp(form, name, whole));
      return { text: rendered.text, trace: traceOrNone(rendered.trace) };
    },
    used,
    diagnostics,
  };
  return self;
}

/** Finds the keyword of a marker that stands inside of a place. */
type LookUp = (form: MarkerForm, name: string, inside: Origin) => Keyword | undefined;

/** Where a text is written inside of a place; the place itself when it is not there as it is. */
function within({ source, start, end }: Origin, text: string): Origin {
  const at = source.text.indexOf(text, start);
  return at < 0 || at + text.length > end ? { source, start, end } : { source, start: at, end: at + text.length };
}

function renderNode(node: Node, lookUp: LookUp, diagnostics: Diagnostic[]): Node {
  switch (node.type) {
    case 'scalar':
      return renderScalar(node, lookUp, diagnostics);
    case 'list': {
      const items = node.items.flatMap((item) => renderItem(item, node.isFlow, lookUp, diagnostics));
      return items.length === node.items.length && items.every((item, index) => item === node.items[index])
        ? node
        : { ...node, items };
    }
    case 'map': {
      const entries = node.entries.map((entry) => renderEntry(entry, lookUp, diagnostics));
      if (entries.every((entry, index) => entry === node.entries[index])) return node;
      for (const [index, { key, keyOrigin }] of entries.entries()) {
        const existing = entries.slice(0, index).find((other) => other.key === key);
        if (existing !== undefined) diagnostics.push(messages.duplicateKey(key, keyOrigin, existing.keyOrigin));
      }
      return { ...node, entries };
    }
  }
}

function renderEntry(entry: Entry, lookUp: LookUp, diagnostics: Diagnostic[]): Entry {
  const value = renderNode(entry.value, lookUp, diagnostics);
  if (!hasMarker(entry.key)) return value === entry.value ? entry : { ...entry, value };
  checkForms(entry.key, entry.keyOrigin, diagnostics);
  const { text: key } = renderText(entry.key, (form, name) => lookUp(form, name, entry.keyOrigin));
  return { ...entry, key, value };
}

/** A `@@KEY@@` is a value, and neither a part of a text nor of a key. */
function checkForms(text: string, origin: Origin, diagnostics: Diagnostic[]): void {
  const embedded = pieces(text).find((piece) => piece.type === 'marker' && piece.form === 'value');
  if (embedded?.type !== 'marker') return;
  diagnostics.push(messages.embeddedValue(embedded.name, within(origin, markerText('value', embedded.name))));
}

/** An item of a list: a list in its place is spliced in, and so is a text of quoted items between brackets. */
function renderItem(item: Node, isFlow: boolean, lookUp: LookUp, diagnostics: Diagnostic[]): Node[] {
  const node = renderNode(item, lookUp, diagnostics);
  if (node === item || item.type !== 'scalar' || wholeMarker(item) === undefined) return [node];
  if (node.type === 'list') return node.items;
  const isBare = item.style === 'plain' && isFlow && node.type === 'scalar' && node.trace?.unresolved.length !== 1;
  const values = isBare && typeof node.value === 'string' ? quotedItems(node.value) : undefined;
  return values?.map((value) => ({ ...node, value })) ?? [node];
}

function renderScalar(scalar: Scalar, lookUp: LookUp, diagnostics: Diagnostic[]): Node {
  if (typeof scalar.value !== 'string' || !hasMarker(scalar.value)) return scalar;
  const whole = wholeMarker(scalar);
  if (whole !== undefined) return renderWhole(scalar, whole, lookUp);
  if (scalar.style !== 'block') checkForms(scalar.value, scalar.origin, diagnostics);
  const { text, trace } = renderText(scalar.value, (form, name) => lookUp(form, name, scalar.origin));
  const left = traceOrNone(trace);
  return text === scalar.value && left === undefined
    ? scalar
    : { ...scalar, value: text, ...(left === undefined ? {} : { trace: left }) };
}

function renderWhole(scalar: Scalar, { form, name }: Piece & { type: 'marker' }, lookUp: LookUp): Node {
  const keyword = lookUp(form, name, scalar.origin);
  if (keyword?.isKnown !== true) {
    const trace = { secrets: keyword === undefined ? [] : [name], unresolved: [name] };
    return { ...scalar, value: markerText(form, name), trace };
  }
  const isText = form === 'text' && scalar.style !== 'plain';
  const trace = keyword.isSecret ? { secrets: [name], unresolved: [] } : undefined;
  return nodeOf(isText ? keyword.text : keyword.value, scalar, trace);
}

/** The only marker of a scalar that is nothing but that marker. */
function wholeMarker({ value }: Scalar): (Piece & { type: 'marker' }) | undefined {
  const [only, ...others] = typeof value === 'string' && hasMarker(value) ? pieces(value) : [];
  return only?.type === 'marker' && others.length === 0 ? only : undefined;
}

function nodeOf(value: Json, at: Scalar, trace: Trace | undefined): Node {
  const { origin } = at;
  if (Array.isArray(value))
    return { type: 'list', items: value.map((item) => nodeOf(item, at, trace)), isFlow: true, origin };
  if (typeof value !== 'object' || value === null)
    return { type: 'scalar', value, style: 'quoted', origin, ...(trace && { trace }) };
  const entries = Object.entries(value).map(([key, inner]) => ({
    key,
    keyOrigin: origin,
    value: nodeOf(inner, at, trace),
  }));
  return { type: 'map', entries, origin };
}

/** Mustache with our markers in place of its tags: unknown names stay as they are, and nothing else has a meaning. */
function renderText(shielded: string, lookUp: (form: MarkerForm, name: string) => Keyword | undefined): Rendered {
  const trace: Trace = { secrets: [], unresolved: [] };
  const value = (form: MarkerForm, name: string): string => {
    const keyword = lookUp(form, name);
    if (keyword?.isSecret === true) trace.secrets.push(name);
    if (keyword?.isKnown === true) return form === 'text' ? keyword.text : JSON.stringify(keyword.value);
    trace.unresolved.push(name);
    return markerText(form, name);
  };
  const writer = new Mustache.Writer();
  writer.parse = (template: string) =>
    pieces(template).map((piece) =>
      piece.type === 'words' ? ['text', piece.words, 0, 0] : [piece.form === 'text' ? 'name' : '&', piece.name, 0, 0],
    );
  writer.escapedValue = (token: string[]) => value('text', token[1] ?? '');
  writer.unescapedValue = (token: string[]) => value('value', token[1] ?? '');
  return { text: unshield(writer.render(shielded, {})), trace };
}

function traceOrNone(trace: Trace): Trace | undefined {
  return trace.secrets.length === 0 && trace.unresolved.length === 0 ? undefined : trace;
}

/** The items of a text such as `"a", "b"`; `undefined` when it is not made of quoted items. */
function quotedItems(text: string): string[] | undefined {
  if (text.trim() === '') return [];
  const item = /\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^']|'')*)')\s*(,|$)/y;
  const items: string[] = [];
  while (item.lastIndex < text.length) {
    const found = item.exec(text);
    if (found === null) return undefined;
    const value = found[1] === undefined ? (found[2] ?? '').replaceAll("''", "'") : parseJson(`"${found[1]}"`);
    if (typeof value !== 'string') return undefined;
    items.push(value);
    if (text.slice(item.lastIndex).trim() === '') break;
  }
  return items;
}
