import { diffArrays } from 'diff';
import { isValueSet } from '../canonical/comparable.ts';
import type { Edit } from '../edit/change.ts';
import { isBody, isSame } from '../model/json.ts';
import type { Json } from '../model/json.ts';
import { isInside } from '../model/path.ts';
import { toJson } from '../model/tree.ts';
import { messages } from './messages.ts';
import { editAt, forFile, fromMarker, isValueMarker, left, markersIn, wholeMarkerOf } from './place.ts';
import type { At, FilesContext, Place } from './place.ts';
import type { Proposal } from './proposal.ts';

/** A list whose items came and went; those of a marker are a matter of its keyword. */
export function listChanges(
  at: At,
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
  for (const { added: isAdded, removed: isRemoved, value } of diffArrays([...before], [...after], {
    comparator: isAlike,
  })) {
    if (isRemoved) for (const _one of value) found.push(itemRemoval(place, at++));
    else if (isAdded) {
      const items = value.map((item) => forFile(item, files, itemAt));
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
export function insertion({ written, path }: Place, values: readonly Json[]): Edit {
  const items = written.type === 'list' ? written.items : [];
  const last = items.findLastIndex((item) => !(item.type === 'scalar' && isValueMarker(item)));
  return { do: 'insert', path: [...path, last + 1], values };
}

/** Items that say the same: what the file does not mention of one may be anything. */
function isAlike(wanted: Json, given: Json): boolean {
  if (!isBody(wanted) || !isBody(given)) return isSame(wanted, given);
  return Object.entries(wanted).every(([field, value]) => isSame(value, given[field] ?? null));
}
