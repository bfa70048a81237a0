import Mustache from 'mustache';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Json } from '../model/json.ts';
import { parseJson } from '../model/json.ts';
import type { Keyword, NoText } from '../model/keyword.ts';
import { hasMarker, markerText, pieces, unshield } from '../model/marker.ts';
import type { MarkerForm, Piece } from '../model/marker.ts';
import { messages } from './messages.ts';
import type { MarkerProblems, Place } from './problems.ts';
import { eachChanged, secretsIn, withValue } from '../model/tree.ts';
import type { Entry, Marker, Node, Origin, Scalar, Trace } from '../model/tree.ts';

/** What rendering needs: how a keyword is found, and where to say what is wrong. */
export interface Rendering {
  lookUp: LookUp;
  problems: MarkerProblems;
  diagnostics: Diagnostic[];
}

/** Finds the keyword of a marker; `place` is where a marker is written. A marker may also be text as any other. */
export type LookUp = (form: MarkerForm, name: string, place: Place) => Keyword | 'text' | undefined;

/** One text with its markers replaced. */
interface Rendered {
  text: string;
  trace: Trace | undefined;
}

/** A node with its markers replaced; the same node when it has none. */
export function renderNode(node: Node, rendering: Rendering): Node {
  switch (node.type) {
    case 'scalar':
      return renderScalar(node, rendering);
    case 'list': {
      const items = node.items.flatMap((item) => renderItem(item, node.isFlow, rendering));
      return items.length === node.items.length && items.every((item, index) => item === node.items[index])
        ? node
        : { ...node, items };
    }
    case 'map': {
      const entries = eachChanged(node.entries, (entry) => {
        const value = renderNode(entry.value, rendering);
        return withValue(renderKey(entry, rendering), value);
      });
      if (entries === node.entries) return node;
      checkKeys(entries, rendering);
      return { ...node, entries };
    }
  }
}

/** An item of a list: a list in its place is spliced in, and so is a text of quoted items between brackets. */
export function renderItem(item: Node, isFlow: boolean, rendering: Rendering): Node[] {
  const node = renderNode(item, rendering);
  if (node === item || item.type !== 'scalar' || wholeMarker(item) === undefined) return [node];
  if (node.type === 'list') return node.items;
  const isBare = item.style === 'plain' && isFlow && node.type === 'scalar' && node.trace?.unresolved.length === 0;
  const values = isBare && typeof node.value === 'string' ? quotedItems(node.value) : undefined;
  const [marker] = node.type === 'scalar' ? (node.trace?.markers ?? []) : [];
  if (values === undefined || marker === undefined) return [node];
  const written = node.type === 'scalar' ? node.trace?.written : undefined;
  return values.map((value) => ({ ...node, value, trace: wholeTrace(marker, value, [], written) }));
}

/** An entry with the markers of its key replaced. */
export function renderKey(entry: Entry, rendering: Rendering): Entry {
  if (!hasMarker(entry.key)) return entry;
  const { key, keyOrigin } = entry;
  const { text, trace } = renderText(key, keyOrigin, rendering);
  checkForms(trace, keyOrigin, rendering.diagnostics);
  const [secret] = secretsIn(trace);
  // Keys stand in the order of the alphabet wherever they are shown: masked, too, they would tell of their characters.
  if (secret !== undefined) rendering.diagnostics.push(messages.secretInKey(secret, keyOrigin));
  return { ...entry, key: text };
}

function checkKeys(entries: readonly Entry[], { diagnostics }: Rendering): void {
  const known = new Map<string, Origin>();
  for (const { key, keyOrigin } of entries) {
    const existing = known.get(key);
    if (existing === undefined) known.set(key, keyOrigin);
    else diagnostics.push(messages.duplicateKey(key, keyOrigin, existing));
  }
}

/** A `@@KEY@@` is a value, and neither a part of a text nor of a key. */
function checkForms(trace: Trace | undefined, origin: Origin, diagnostics: Diagnostic[]): void {
  const embedded = trace?.markers.find(
    ({ form, name, isSecret }) => form === 'value' && (isSecret || !trace.unresolved.includes(name)),
  );
  if (embedded === undefined) return;
  const written = markerText('value', embedded.name);
  diagnostics.push(messages.embeddedValue(embedded.name, placeIn(origin, written, 0)));
}

function renderScalar(scalar: Scalar, rendering: Rendering): Node {
  const { value, style, origin } = scalar;
  if (typeof value !== 'string' || !hasMarker(value)) return scalar;
  const whole = wholeMarker(scalar);
  if (whole !== undefined) return renderWhole(scalar, whole, rendering);
  const { text, trace } = renderText(value, origin, rendering);
  if (style !== 'block') checkForms(trace, origin, rendering.diagnostics);
  // Not by spreading: where that meets many forms of objects, every copy gets a hidden class of its own.
  return trace === undefined
    ? { type: 'scalar', value: text, style, origin }
    : { type: 'scalar', value: text, style, origin, trace };
}

function renderWhole(scalar: Scalar, { form, name }: Piece & { type: 'marker' }, rendering: Rendering): Node {
  const place: Place = (text) => placeIn(scalar.origin, text, 0);
  const keyword = rendering.lookUp(form, name, place);
  const written = markerText(form, name);
  if (keyword === 'text') return { ...scalar, value: written };
  const isText = form === 'text' && scalar.style !== 'plain';
  if (keyword === undefined || (!keyword.isKnown && (isText || keyword.node.type === 'scalar'))) {
    const isSecret = keyword?.isSecret ?? false;
    const trace = wholeTrace({ name, form, isSecret }, written, [name], textOf(keyword?.written ?? written));
    return { ...scalar, value: written, trace };
  }
  if (!isText) return placed(keyword.node, scalar, { name, form });
  if (keyword.noText !== undefined) rendering.problems.noText(keyword, keyword.noText, form, place);
  const { text, isSecret } = keyword;
  return { ...scalar, value: text, trace: wholeTrace({ name, form, isSecret }, text, [], textOf(keyword.written)) };
}

/** The only marker of a scalar that is nothing but that marker. */
export function wholeMarker({ value }: Scalar): (Piece & { type: 'marker' }) | undefined {
  const [only, ...others] = typeof value === 'string' && hasMarker(value) ? pieces(value) : [];
  return only?.type === 'marker' && others.length === 0 ? only : undefined;
}

/** The value of a keyword at the place of its marker, with a trace in every scalar of it. */
function placed(node: Node, at: Scalar, marker: Pick<Marker, 'name' | 'form'>): Node {
  const { origin } = at;
  switch (node.type) {
    case 'list':
      return { type: 'list', items: node.items.map((item) => placed(item, at, marker)), isFlow: true, origin };
    case 'map': {
      const entries = node.entries.map(({ key, value }) => ({
        key,
        keyOrigin: origin,
        value: placed(value, at, marker),
      }));
      return { type: 'map', entries, origin };
    }
    case 'scalar': {
      const { value, written, trace } = node;
      const isSecret = secretsIn(trace).length > 0;
      const left = wholeTrace({ ...marker, isSecret }, String(value), trace?.unresolved, trace?.written);
      return {
        type: 'scalar',
        value,
        style: 'quoted',
        origin,
        trace: left,
        ...(written === undefined ? {} : { written }),
      };
    }
  }
}

/** The trace of a scalar that is the value of one marker. */
function wholeTrace(
  { name, form, isSecret }: Omit<Marker, 'start' | 'end'>,
  text: string,
  unresolved: readonly string[] = [],
  written = text,
): Trace {
  const markers = [{ name, form, start: 0, end: text.length, isSecret }];
  return { markers, unresolved: [...unresolved], ...(isSecret ? { written } : {}) };
}

/** Mustache with our markers in place of its tags: unknown names stay as they are, and nothing else has a meaning. */
export function renderText(shielded: string, inside: Origin, { lookUp, problems }: Rendering): Rendered {
  const trace: Trace = { markers: [], unresolved: [] };
  const seen = new Map<string, number>();
  let [length, source] = [0, ''];
  const value = (form: MarkerForm, name: string): string => {
    const written = markerText(form, name);
    const before = seen.get(written) ?? 0;
    seen.set(written, before + 1);
    const place: Place = (text) => placeIn(inside, text, before);
    const keyword = lookUp(form, name, place);
    if (keyword === 'text') return written;
    const isKnown = keyword?.isKnown === true;
    if (isKnown && form === 'text' && keyword.noText !== undefined)
      problems.noText(keyword, keyword.noText, form, place);
    if (!isKnown) trace.unresolved.push(name);
    const text = !isKnown ? written : form === 'text' ? keyword.text : JSON.stringify(keyword.value);
    const isSecret = keyword?.isSecret ?? false;
    const said = form === 'text' ? textOf(keyword?.written ?? written) : JSON.stringify(keyword?.written);
    source += isSecret ? said : text;
    trace.markers.push({
      name,
      form,
      start: length,
      end: length + text.length,
      isSecret,
    });
    return text;
  };
  const counted = (text: string): string => {
    length += text.length;
    return text;
  };
  const words = (text: string): string => {
    source += text;
    return counted(text);
  };
  const writer = new Mustache.Writer();
  writer.parse = (template: string) =>
    pieces(template).map((piece) =>
      piece.type === 'words' ? ['text', piece.words, 0, 0] : [piece.form === 'text' ? 'name' : '&', piece.name, 0, 0],
    );
  writer.rawValue = (token: string[]) => words(unshield(token[1] ?? ''));
  writer.escapedValue = (token: string[]) => counted(value('text', token[1] ?? ''));
  writer.unescapedValue = (token: string[]) => counted(value('value', token[1] ?? ''));
  const text = writer.render(shielded, {});
  if (secretsIn(trace).length > 0) trace.written = source;
  return { text, trace: trace.markers.length === 0 ? undefined : trace };
}

/** Where a text is written inside of a place, after the given number of others of it; the place itself when it is not there as it is. */
function placeIn({ source, start, end }: Origin, text: string, others: number): Origin {
  let at = source.text.indexOf(text, start);
  for (let count = others; count > 0 && at >= 0; count -= 1) at = source.text.indexOf(text, at + text.length);
  return at < 0 || at + text.length > end ? { source, start, end } : { source, start: at, end: at + text.length };
}

/** Why a value cannot stand inside a string: nothing, and what the Deploy CLI has no text for, is never meant there. */
export function whyNoText(value: Json): NoText | undefined {
  if (value === null) return 'null';
  if (typeof value !== 'object') return undefined;
  if (!Array.isArray(value)) return 'an object';
  const inner = value.map(whyNoText);
  if (inner.some((why) => why === 'null' || why === 'an item that is null')) return 'an item that is null';
  if (inner.some((why) => why === 'an object' || why === 'an item that is an object'))
    return 'an item that is an object';
  return inner.every((why) => why === 'an empty array') ? 'an empty array' : undefined;
}

/** A value as it stands inside a string: arrays joined by commas, as Deploy CLI does it, and objects as JSON. */
export function textOf(value: Json): string {
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? value.map(textOf).join(',') : JSON.stringify(value);
}

/** The items of a text such as `"a", "b"`; `undefined` when it is not made of quoted items. */
function quotedItems(text: string): string[] | undefined {
  if (text.trim() === '') return [];
  const item = /\s*(?:"([^"\\]*(?:\\.[^"\\]*)*)"|'([^']*(?:''[^']*)*)')\s*(,|$)/y;
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
