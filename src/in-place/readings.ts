import type { Document } from '../yaml/parse.ts';
import { isSecretPlace } from '../secrets/secrets.ts';
import { typeOf } from '../catalog/catalog.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { FilesGoal } from '../goals.ts';
import { groupBy } from '../model/group.ts';
import { isSame } from '../model/json.ts';
import type { Json } from '../model/json.ts';
import { hasMarker } from '../model/marker.ts';
import type { IsMarker } from '../model/marker.ts';
import type { DesiredResource } from '../model/resource.ts';
import { fieldOf, toJson } from '../model/tree.ts';
import type { OtherEdit } from './apply.ts';
import { forFile } from './place.ts';
import type { Mismatches } from './mismatches.ts';
import type { Found, Proposal } from './proposal.ts';

/** A keyword that the tenant says another value for. */
export interface KeywordReading {
  name: string;
  before: Json;
  value: Json;
  /** The places that say so, and how many there are of which nothing of the kind is known. */
  agreeing: number;
  places: number;
  /** Whether it is written, or left to decide. */
  isWritten: boolean;
}

/** What to do about keywords. */
export interface KeywordChanges {
  readings: KeywordReading[];
  edits: OtherEdit[];
}

/**
 * The keywords whose value is written for the environment: those of which every place that can be seen says the same new value, by two
 * places or by one that is nothing but the marker; whose value is not secret, and comes from a file.
 */
export function keywordChanges(
  found: readonly Found[],
  goal: FilesGoal,
  { live, desired }: Pick<Mismatches, 'live' | 'desired'>,
  files: { environment: Document; updates: boolean; isMarker: IsMarker },
): KeywordChanges {
  const { catalog } = goal.target;
  const readings = found.flatMap(({ proposals }) => proposals.filter((one) => one.type === 'reading'));
  const result: KeywordChanges = { readings: [], edits: [] };
  for (const [name, own] of groupBy(readings, (one) => one.name)) {
    const [first] = own;
    const keyword = goal.keywords.get(name);
    if (first === undefined || keyword === undefined) continue;
    const isOne = own.every(({ value }) => isSame(value, first.value));
    const places = placesOf(name, desired.resources.values(), live.resources, catalog);
    const isSure = own.length >= 2 || own.some(({ isWhole: isAlone }) => isAlone);
    const edit = editFor(name, forFile(first.value, files), files.environment);
    const isWritten =
      files.updates &&
      isOne &&
      isSure &&
      own.length >= places &&
      !keyword.isSecret &&
      keyword.origin !== undefined &&
      edit !== undefined;
    result.readings.push({
      name,
      before: keyword.value,
      value: first.value,
      agreeing: own.length,
      places: Math.max(places, own.length),
      isWritten,
    });
    if (isWritten) result.edits.push(edit);
  }
  return result;
}

/** How many values of what the tenant has come from a keyword, secrets aside. */
function placesOf(
  name: string,
  resources: Iterable<DesiredResource>,
  live: Mismatches['live']['resources'],
  catalog: Catalog,
): number {
  let count = 0;
  for (const { address, type, source } of resources) {
    if (!live.has(address)) continue;
    const places = (source?.traces ?? []).filter(
      ({ path, trace }) =>
        !isSecretPlace(typeOf(catalog, type), path) && trace.markers.some((marker) => marker.name === name),
    );
    // The items of one array that come from one marker are one place.
    count += new Set(
      places.map(({ path }) =>
        JSON.stringify(path.slice(0, path.findIndex((step) => typeof step === 'number') + 1 || path.length)),
      ),
    ).size;
  }
  return count;
}

/** The change of the environment file that gives a keyword another value; nothing when its value is made of other keywords. */
function editFor(name: string, written: Json, { source, root }: Document): OtherEdit | undefined {
  const keywords = fieldOf(root, 'keywords');
  const own = fieldOf(keywords, name);
  if (own !== undefined && hasMarker(JSON.stringify(toJson(own)))) return undefined;
  if (keywords?.type === 'map' && keywords.entries.length > 0)
    return { source, edit: { do: 'set', path: ['keywords', name], value: written } };
  return { source, edit: { do: 'set', path: ['keywords'], value: { [name]: written } } };
}

/** Differences without the readings that are written elsewhere. */
export function withoutWritten(found: readonly Found[], { readings }: KeywordChanges): Found[] {
  const isDone = (proposal: Proposal): boolean =>
    proposal.type === 'reading' && readings.some(({ name, isWritten }) => isWritten && name === proposal.name);
  return found.map((one) => ({ ...one, proposals: one.proposals.filter((proposal) => !isDone(proposal)) }));
}
