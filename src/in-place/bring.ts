import { diffArrays } from 'diff';
import { isMap, isValueSet, itemField, itemKey } from '../canonical/comparable.ts';
import type { Type } from '../catalog/catalog.ts';
import type { Edit } from '../edit/edit.ts';
import { invertFile } from '../invert/file.ts';
import { partsOfText } from '../invert/template.ts';
import type { Markers } from '../invert/template.ts';
import { invertText } from '../invert/text.ts';
import { isBody, isSame, stableText } from '../model/json.ts';
import type { Json } from '../model/json.ts';
import { escapeMarkers, hasMarker, pieces } from '../model/marker.ts';
import { formatPath, isInside, isMatch, valueAt } from '../model/path.ts';
import type { Path } from '../model/path.ts';
import type { DesiredResource, LiveResource } from '../model/resource.ts';
import { secretsIn, toJson } from '../model/tree.ts';
import type { Node, Scalar, Source } from '../model/tree.ts';
import { isSecretPlace } from '../secrets/secrets.ts';
import { messages } from './messages.ts';
import type { Found, Proposal } from './proposal.ts';
import { exactNode } from './sheets.ts';
import type { Sheet } from './sheets.ts';

/** A resource that both sides have and in which they differ. */
export interface Pair {
  type: Type;
  desired: DesiredResource;
  live: LiveResource;
}

/** What is known of the files. */
export interface FilesContext extends Markers {
  sheetOf: (source: Source) => Sheet | undefined;
  /** How texts with markers are written in the files, by what they come to. */
  templates: ReadonlyMap<string, string>;
}

/** Where in a body of a type a value stands. */
interface At {
  type: Type;
  path: Path;
}

/** A value of the files: its node with keywords in their places, and where it is written. */
interface Place {
  node: Node;
  sheet: Sheet;
  path: Path;
  /** The same as it is written. */
  written: Node;
}

/** What it takes to bring the differences of one resource, at these places of compared bodies, into the files. */
export function bring(pair: Pair, differences: readonly Path[], files: FilesContext): Found[] {
  return differences.map((path): Found => {
    const desiredPath = plainPath(pair.type, pair.desired.body, path);
    const livePath = plainPath(pair.type, pair.live.body, path);
    const before = desiredPath === undefined ? undefined : valueAt(pair.desired.body, desiredPath);
    const after = livePath === undefined ? undefined : valueAt(pair.live.body, livePath);
    const isSecret = isSecretPlace(pair.type, path);
    const proposals = isSecret ? [left(messages.secret())] : proposed({ ...pair, path, before, after }, files);
    return {
      address: pair.desired.address,
      path: formatPath(path),
      ...(before === undefined || isSecret ? {} : { before }),
      ...(after === undefined || isSecret ? {} : { after }),
      proposals,
    };
  });
}

/** The path of a compared body as one of the body itself: items of keyed lists by their position. */
function plainPath(type: Type, body: Json, path: Path): Path | undefined {
  const found: (string | number)[] = [];
  let value: Json | undefined = body;
  for (const [index, segment] of path.entries()) {
    const field = Array.isArray(value) ? itemField(type, path.slice(0, index)) : undefined;
    const items: Json[] = Array.isArray(value) ? value : [];
    const at = field === undefined ? segment : items.findIndex((item) => itemKey(item, field) === segment);
    if (at === -1) return undefined;
    found.push(at);
    value = valueAt(value, [at]);
    if (value === undefined) return undefined;
  }
  return found;
}

/** One difference on its way into the files. */
interface Difference extends Pair {
  path: Path;
  before: Json | undefined;
  after: Json | undefined;
}

function proposed(difference: Difference, files: FilesContext): Proposal[] {
  const { type, desired, path, before, after } = difference;
  const own = before === undefined ? undefined : plainPath(type, desired.body, path);
  if (own === undefined) return added(difference, files);
  const place = placeAt(difference, own, files);
  if (place === undefined) return [left(messages.nowhere(), desired.source?.node.origin.source)];
  const isGone = after === undefined || (after === null && (isMap(type, path.slice(0, -1)) || path.length > 0));
  if (isGone) return [removal(place)];
  if (Array.isArray(before) && Array.isArray(after)) return listChanges(difference, place, before, after, files);
  return valueChange(place, before ?? null, after, { ...files, at: difference });
}

/** A key or an item that only the tenant has. */
function added(difference: Difference, files: FilesContext): Proposal[] {
  const { type, desired, path, after } = difference;
  const above = plainPath(type, desired.body, path.slice(0, -1));
  const place = above === undefined ? undefined : placeAt(difference, above, files);
  const key = path.at(-1);
  if (place === undefined || after === undefined || key === undefined) return [left(messages.nowhere())];
  const value = forFile(after, files, difference);
  if (place.written.type === 'list') return [editAt(place, insertion(place, [value]))];
  if (place.written.type !== 'map' || typeof key === 'number') return [fromMarker(place)];
  return [editAt(place, { do: 'set', path: [...place.path, key], value })];
}

/** Where a value of a resource's body is written; nothing when that cannot be told. */
export function placeAt(
  { type, desired }: Pick<Pair, 'type' | 'desired'>,
  path: Path,
  files: FilesContext,
): Place | undefined {
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

function valueChange(place: Place, before: Json, after: Json, files: FilesContext & { at: At }): Proposal[] {
  const { node, written, sheet } = place;
  if (isBody(before) && isBody(after) && written.type === 'map' && !hasMarkers(written))
    return [editAt(place, { do: 'set', path: place.path, value: forFile(after, files, files.at) })];
  if (node.type !== 'scalar' || written.type !== 'scalar') {
    if (hasMarkers(written)) return [fromMarker(place)];
    return [editAt(place, { do: 'set', path: place.path, value: forFile(after, files, files.at) })];
  }
  if (secretsIn(node.trace).length > 0) return [left(messages.secret(), sheet.source, written.origin.start)];
  if (node.file !== undefined) return fileChange(node, node.file, after, files);
  const marker = wholeMarkerOf(written, node);
  if (marker !== undefined) {
    const reading = { name: marker, value: after, isWhole: true, source: sheet.source, offset: written.origin.start };
    return [{ type: 'reading', ...reading }];
  }
  if (typeof written.value !== 'string' || !hasMarker(written.value) || typeof after !== 'string')
    return [editAt(place, { do: 'set', path: place.path, value: forFile(after, files, files.at) })];
  const parts = partsOfText(written.value, files);
  const inverted = parts === undefined ? undefined : invertText(parts, after, files.isMarker);
  switch (inverted?.type) {
    case 'words':
      return [
        { ...editAt(place, { do: 'set', path: place.path, value: inverted.template }), marker: markersIn(written) },
      ];
    case 'value':
      return [{ type: 'reading', ...inverted.reading, source: sheet.source, offset: written.origin.start }];
    case 'same':
    case 'unclear':
    case undefined:
      return [left(messages.unclear(markersIn(written)), sheet.source, written.origin.start)];
  }
}

function fileChange(node: Scalar, source: Source, after: Json, files: FilesContext): Proposal[] {
  const found = typeof after === 'string' ? invertFile(source.text, after, files) : undefined;
  if (found === undefined) return [left(messages.unclear('its markers'), source, 0)];
  const offsetOf = (line: number): number => source.lines[line - 1] ?? 0;
  const first = [...source.text].findIndex((sign, index) => sign !== found.text[index]);
  const texts: Proposal[] =
    found.text === source.text ? [] : [{ type: 'text', source, text: found.text, offset: Math.max(first, 0) }];
  const readings = found.readings.map(({ line, ...reading }): Proposal => ({
    type: 'reading',
    ...reading,
    source,
    offset: offsetOf(line),
  }));
  const unclear = found.unclear.map(({ line, written, live }) =>
    left(messages.unclearLines(written, live), source, offsetOf(line)),
  );
  return [
    ...texts,
    ...readings,
    ...unclear,
    ...(texts.length + readings.length + unclear.length === 0
      ? [left(messages.nowhere(), source, node.origin.start)]
      : []),
  ];
}

/** A list whose items came and went; those of a marker are a matter of its keyword. */
function listChanges(
  at: Difference,
  place: Place,
  before: readonly Json[],
  after: readonly Json[],
  files: FilesContext,
): Proposal[] {
  const { node, written } = place;
  if (written.type !== 'list') {
    const marker = written.type === 'scalar' ? wholeMarkerOf(written, undefined) : undefined;
    if (marker === undefined)
      return [editAt(place, { do: 'set', path: place.path, value: forFile([...after], files, at) })];
    return [
      {
        type: 'reading',
        name: marker,
        value: [...after],
        isWhole: true,
        source: place.sheet.source,
        offset: written.origin.start,
      },
    ];
  }
  if (node.type !== 'list' || node.items.length !== before.length)
    return [left(messages.nowhere(), place.sheet.source, written.origin.start)];
  if (!isValueSet(at.type, at.path)) return orderedChanges(place, before, after, { ...files, at });
  const gone = before.flatMap((item, index) => (after.some((one) => isAlike(item, one)) ? [] : [index]));
  const fresh = after.filter((item) => !before.some((one) => isAlike(one, item)));
  const removals = gone.map((index) => itemRemoval(place, index));
  if (fresh.length === 0) return removals;
  return [
    ...removals,
    editAt(
      place,
      insertion(
        place,
        fresh.map((item) => forFile(item, files, { type: at.type, path: [...at.path, 0] })),
      ),
    ),
  ];
}

function orderedChanges(
  place: Place,
  before: readonly Json[],
  after: readonly Json[],
  files: FilesContext & { at: At },
): Proposal[] {
  const found: Proposal[] = [];
  const itemAt = { type: files.at.type, path: [...files.at.path, 0] };
  let at = 0;
  for (const { added: isAdded, removed: isRemoved, value } of diffArrays(
    before.map(stableText),
    after.map(stableText),
  )) {
    if (isRemoved) for (const _one of value) found.push(itemRemoval(place, at++));
    else if (isAdded) {
      const items = value.map((text) =>
        forFile(after.find((item) => stableText(item) === text) ?? null, files, itemAt),
      );
      const previous = at === 0 ? -1 : writtenIndex(place, at - 1);
      if (previous === undefined) found.push(fromMarker(place));
      else found.push(editAt(place, { do: 'insert', path: [...place.path, previous + 1], values: items }));
    } else at += value.length;
  }
  return found;
}

/** The position, as it is written, of an item of a list with keywords in their places. */
function writtenIndex({ node, written, sheet, path }: Place, index: number): number | undefined {
  const item = node.type === 'list' ? node.items[index] : undefined;
  if (item === undefined || written.type !== 'list') return undefined;
  const found = sheet.pathOf(item.origin);
  const at = found === undefined || !isInside(found, path) ? undefined : found[path.length];
  if (typeof at === 'number') return at;
  return written.items.findIndex((one) => one === item || isSame(toJson(one), toJson(item)));
}

function itemRemoval(place: Place, index: number): Proposal {
  const at = writtenIndex(place, index);
  const item = at === undefined || place.written.type !== 'list' ? undefined : place.written.items[at];
  if (at === undefined || item === undefined) return fromMarker(place);
  const isSpliced = item.type === 'scalar' && wholeMarkerOf(item, undefined) !== undefined && isValueMarker(item);
  if (isSpliced) return left(messages.spliced(markersIn(item)), place.sheet.source, item.origin.start);
  return editAt({ ...place, written: item }, { do: 'remove', path: [...place.path, at] });
}

/** Behind the last item that is no marker. */
function insertion({ written, path }: Place, values: readonly Json[]): Edit {
  const items = written.type === 'list' ? written.items : [];
  const last = items.findLastIndex((item) => !(item.type === 'scalar' && isValueMarker(item)));
  return { do: 'insert', path: [...path, last + 1], values };
}

function removal(place: Place): Proposal {
  if (hasMarkers(place.written)) return fromMarker(place);
  return editAt(place, { do: 'remove', path: place.path });
}

/** Items that say the same: what the file does not mention of one may be anything. */
function isAlike(wanted: Json, given: Json): boolean {
  if (!isBody(wanted) || !isBody(given)) return isSame(wanted, given);
  return Object.entries(wanted).every(([field, value]) => isSame(value, given[field] ?? null));
}

function editAt({ sheet, written }: Place, edit: Edit): Proposal & { type: 'edit' } {
  return { type: 'edit', source: sheet.source, edit, offset: written.origin.start };
}

function fromMarker({ sheet, written }: Place): Proposal {
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
    return (isName ? files.templates?.get(value) : undefined) ?? escapeMarkers(value, files.isMarker);
  }
  const inside = (step: string | number): At | undefined => at && { type: at.type, path: [...at.path, step] };
  if (Array.isArray(value)) return value.map((item, index) => forFile(item, files, inside(index)));
  if (!isBody(value)) return value;
  const kept = Object.entries(value).filter(([, inner]) => inner !== null);
  return Object.fromEntries(
    kept.map(([key, inner]) => [escapeMarkers(key, files.isMarker), forFile(inner, files, inside(key))]),
  );
}

/** The keyword of a scalar that is nothing but its marker, and takes its value: of any type, or as a string. */
function wholeMarkerOf({ value }: Scalar, rendered: Scalar | undefined): string | undefined {
  const [only, ...others] = typeof value === 'string' && hasMarker(value) ? pieces(value) : [];
  if (only?.type !== 'marker' || others.length > 0) return undefined;
  return rendered === undefined || rendered.trace !== undefined ? only.name : undefined;
}

function isValueMarker({ value }: Scalar): boolean {
  const [only, ...others] = typeof value === 'string' ? pieces(value) : [];
  return only?.type === 'marker' && only.form === 'value' && others.length === 0;
}

function hasMarkers(node: Node): boolean {
  return markersIn(node) !== '';
}

/** The markers in what is written, as they are written. */
function markersIn(node: Node): string {
  const text = JSON.stringify(toJson(node));
  const found = pieces(text).flatMap((piece) =>
    piece.type === 'marker' ? [piece.form === 'text' ? `##${piece.name}##` : `@@${piece.name}@@`] : [],
  );
  return [...new Set(found)].join(', ');
}
