import { isMap, itemField, itemKey } from '../canonical/comparable.ts';
import type { Type } from '../catalog/catalog.ts';
import { invertFile } from '../invert/file.ts';
import { partsOfText } from '../invert/template.ts';
import { invertText } from '../invert/text.ts';
import { isBody } from '../model/json.ts';
import type { Json } from '../model/json.ts';
import { hasMarker } from '../model/marker.ts';
import { formatPath, valueAt } from '../model/path.ts';
import type { Path } from '../model/path.ts';
import type { DesiredResource, LiveResource } from '../model/resource.ts';
import { secretsIn } from '../model/tree.ts';
import type { Scalar, Source } from '../model/tree.ts';
import { isSecretPlace } from '../secrets/secrets.ts';
import { insertion, listChanges } from './lists.ts';
import { messages } from './messages.ts';
import {
  editAt,
  forFile,
  fromMarker,
  hasMarkers,
  left,
  markersIn,
  placeAt,
  textFileAt,
  wholeMarkerOf,
} from './place.ts';
import type { At, FilesContext, Place } from './place.ts';
import type { Found, Proposal } from './proposal.ts';

/** A resource that both sides have and in which they differ. */
export interface Pair {
  type: Type;
  desired: DesiredResource;
  live: LiveResource;
}

/** What it takes to bring the differences of one resource, at these places of compared bodies, into the files. */
export function bring(pair: Pair, differences: readonly Path[], files: FilesContext): Found[] {
  return differences.map((path): Found => {
    const desiredPath = plainPath(pair.type, pair.desired.body, path);
    const livePath = plainPath(pair.type, pair.live.body, path);
    const before = desiredPath === undefined ? undefined : valueAt(pair.desired.body, desiredPath);
    const after = livePath === undefined ? undefined : valueAt(pair.live.body, livePath);
    const isSecret = isSecretPlace(pair.type, path);
    const isMoving = pair.live.unsettled?.includes(String(path[0])) === true;
    const proposals = isMoving
      ? [left(messages.unsettled(), pair.desired.source?.node.origin.source, pair.desired.source?.node.origin.start)]
      : isSecret
        ? [left(messages.secret())]
        : proposed({ ...pair, path, before, after }, files);
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
  const stored = textFileAt(difference, own);
  // What names the file may be nothing but the file's own name.
  if (place === undefined && stored !== undefined && secretsIn(stored.trace).length === 0)
    return fileChange(stored, stored.file, after ?? null, files);
  if (place === undefined) return [left(messages.nowhere(), desired.source?.node.origin.source)];
  const isGone = after === undefined || (after === null && (isMap(type, path.slice(0, -1)) || path.length > 0));
  if (isGone) return [removalOf(difference, own, place, files)];
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

/** How a value that is written at a place becomes another one. */
export function valueChange(place: Place, before: Json, after: Json, files: FilesContext & { at: At }): Proposal[] {
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
  const first = firstDifference(source.text, found.text);
  const texts: Proposal[] =
    found.text === source.text ? [] : [{ type: 'text', source, text: found.text, offset: first }];
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

/** Takes away what is gone: with all around it that is gone, too. What is left of it alone might be refused. */
function removalOf(difference: Difference, path: Path, place: Place, files: FilesContext): Proposal {
  const depth = path.findIndex((_step, index) => isAbsent(difference, difference.path.slice(0, index + 1))) + 1;
  if (depth === 0 || depth === path.length) return removal(place);
  const around = placeAt(difference, path.slice(0, depth), files);
  return around === undefined ? removal(place) : editAt(around, { do: 'remove', path: around.path });
}

function isAbsent({ type, live: { body } }: Pair, path: Path): boolean {
  const found = plainPath(type, body, path);
  return found === undefined || valueAt(body, found) === null;
}

function removal(place: Place): Proposal {
  if (hasMarkers(place.written)) return fromMarker(place);
  return editAt(place, { do: 'remove', path: place.path });
}

function firstDifference(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return at;
}
