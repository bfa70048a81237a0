import { typeOf } from '../catalog/catalog.ts';
import type { Catalog, Type } from '../catalog/catalog.ts';
import { arrange, arrangedPath, comparable } from '../canonical/comparable.ts';
import type { Pair } from '../canonical/comparable.ts';
import type { LiveState } from '../canonical/live.ts';
import type { Change, FieldChange } from '../model/change.ts';
import type { DifferenceCause, ComparedPlace, SideName, SideValues } from '../model/comparison.ts';
import { placeOf } from '../model/diagnostic.ts';
import { compareNatural, compareText, isSame } from '../model/json.ts';
import type { Body, Json } from '../model/json.ts';
import { markerText } from '../model/marker.ts';
import { comparePaths, formatPath, isInside, isMatch, strip } from '../model/path.ts';
import type { Path } from '../model/path.ts';
import type { DesiredResource, DesiredState, LiveResource, Resource } from '../model/resource.ts';
import { noMemory } from '../secrets/secret-memory.ts';
import type { SecretMemory } from '../secrets/secret-memory.ts';
import { hiddenSecrets } from '../secrets/secrets.ts';
import type { Selection } from '../selection.ts';
import { align, alignDeclared, bodyThere } from './alignment.ts';
import type { Aligned, Renamed } from './alignment.ts';
import { changedSecrets, fieldChange, placesBetween, secretMask, secretsOf } from './fields.ts';
import type { IsSecret } from './fields.ts';

/** One of two environments that are compared. */
export interface EnvironmentSide {
  /** With what is left to others as the tenant has it. */
  desired: DesiredState;
  selection: Selection;
  /** What the tenant has, and how it differs from the files; absent when the files alone are compared. */
  tenant?: { live: LiveState; changes: readonly Change[]; memory?: SecretMemory | undefined };
}

/** What came of a comparison. */
export interface ComparedSides {
  places: ComparedPlace[];
  alike: number;
  ignored: number;
}

/** Both environments, and what is known of both. */
export interface Both extends Record<SideName, EnvironmentSide> {
  catalog: Catalog;
  renamed: Renamed;
}

/** One resource as one environment has it. */
interface OneSide {
  resource: DesiredResource;
  /** What the files say, arranged, without what the API never returns. */
  files: Body;
  /** Files and tenant as far as both speak of the same; equal when the tenant was not read. */
  pair: Pair;
  /** Where they differ. */
  drift: Path[];
  isSecret: IsSecret;
}

/**
 * What differs between two environments, and where one of them is not as its files say.
 *
 * What the files say differs only by keywords and by files of one environment alone: that is expected as long as both tenants
 * are as their files say.
 */
export function compareEnvironments(a: EnvironmentSide, b: EnvironmentSide, catalog: Catalog): ComparedSides {
  const both: Both = { a, b, catalog, renamed: new Map() };
  const declared = alignDeclared(declaredOf(a), declaredOf(b), both.renamed, catalog);
  const found = declared.map((pair) => placesOf(pair, both));
  const places = [...found.flatMap(({ places: own }) => own), ...extraPlaces(both)];
  return {
    places: inOrder(places, catalog),
    alike: found.filter(({ places: own }) => own.length === 0).length,
    ignored: found.reduce((sum, { ignored }) => sum + ignored, 0),
  };
}

/** What the files declare and do not leave alone. */
export function declaredOf({ desired, selection }: EnvironmentSide): DesiredResource[] {
  return [...desired.resources.values()].filter((resource) => !selection.isExcluded(resource));
}

/** Places in the order of the catalog, then of their addresses. */
export function inOrder(places: readonly ComparedPlace[], catalog: Catalog): ComparedPlace[] {
  const order = new Map([...catalog.keys()].map((name, index) => [name, index]));
  const address = ({ a, b }: ComparedPlace): string => a.address ?? b.address ?? '';
  return places.toSorted(
    (one, other) =>
      (order.get(one.type) ?? 0) - (order.get(other.type) ?? 0) || compareNatural(address(one), address(other)),
  );
}

/** What is to be said of one declared resource. */
function placesOf(pair: Aligned<DesiredResource>, both: Both): { places: ComparedPlace[]; ignored: number } {
  const { a, b } = pair;
  const missing = [...absentIn('a', a, both), ...absentIn('b', b, both)];
  if (missing.length > 0) return { places: wholePlace('missing', pair, missing), ignored: 0 };
  if (a !== undefined && b !== undefined) return fieldPlaces(a, b, both);
  const [name, only] = a === undefined ? (['b', b] as const) : (['a', a] as const);
  if (only === undefined) return { places: [], ignored: 0 };
  const own = sideOf(only, both[name], both.catalog);
  const type = typeOf(both.catalog, only.type);
  const drift = own.drift.map((path): ComparedPlace => {
    const { path: field, before, after, ...shape } = fieldChange(type, own.pair, path, own.isSecret);
    return { ...placed('drift', only, field, shape), [name]: valuesOf(only, after, before), in: [name] };
  });
  return { places: [...wholePlace('expected', pair, []), ...drift], ignored: 0 };
}

/** Whether the tenant of a side does not have what its files declare. */
function absentIn(name: SideName, resource: DesiredResource | undefined, both: Both): SideName[] {
  const { tenant } = both[name];
  const isAbsent = tenant?.changes.some(({ action, address }) => action === 'create' && address === resource?.address);
  return resource !== undefined && isAbsent === true ? [name] : [];
}

/** What is live in tenants whose files, which say everything about its type or list, do not have it; once for both. */
function extraPlaces(both: Both): ComparedPlace[] {
  const extra = (name: SideName): LiveResource[] => {
    const { tenant } = both[name];
    const deleted = (tenant?.changes ?? []).filter(({ action }) => action === 'delete');
    return deleted.flatMap(({ address }) => tenant?.live.resources.get(address) ?? []);
  };
  return align(extra('a'), extra('b'), both.renamed, both.catalog).flatMap((pair) =>
    wholePlace('extra', pair, sidesOf(pair)),
  );
}

/** What differs between the fields of a resource that both environments have, or from their files. */
function fieldPlaces(a: DesiredResource, b: DesiredResource, both: Both): { places: ComparedPlace[]; ignored: number } {
  const { catalog } = both;
  const type = typeOf(catalog, a.type);
  const [left, right] = [sideOf(a, both.a, catalog), sideOf(b, both.b, catalog)];
  // A name that only means the other environment's resource of the same place is no difference of its own.
  const there = arrange(type, strip(bodyThere(a, both.renamed, catalog), type.secret ?? []));
  const declared = placesBetween(type, { live: there, desired: right.files });
  const secrets = differingSecrets(type, a.body, b.body);
  const paths = outermost([...declared, ...secrets, ...left.drift, ...right.drift]);
  const patterns = [...both.a.selection.ignoredFields(type), ...both.b.selection.ignoredFields(type)];
  const isIgnored = (path: Path): boolean => patterns.some((pattern) => isMatch(pattern, path, true));
  const kept = paths.filter((path) => !isIgnored(path));
  const isSecret: IsSecret = (path) => left.isSecret(path) || right.isSecret(path);
  return {
    places: kept.map((path) => fieldPlace(type, path, left, right, isSecret)),
    ignored: paths.length - kept.length,
  };
}

function fieldPlace(type: Type, path: Path, left: OneSide, right: OneSide, isSecret: IsSecret): ComparedPlace {
  const drifts = ({ drift }: OneSide): boolean => drift.some((one) => isInside(one, path) || isInside(path, one));
  const [inA, inB] = [drifts(left), drifts(right)];
  const liveOf = ({ pair, files }: OneSide, hasDrift: boolean): Body => (hasDrift ? pair.live : files);
  const files = fieldChange(type, { live: left.files, desired: right.files }, path, isSecret);
  const {
    path: field,
    before,
    after,
    ...shape
  } = fieldChange(type, { live: liveOf(left, inA), desired: liveOf(right, inB) }, path, isSecret);
  const isApart = inA && inB && isSame(files.before, files.after) && !isSame(before, after);
  const cause: DifferenceCause = isApart ? 'differs' : inA || inB ? 'drift' : 'expected';
  const masked = (value: Json | undefined): Json | undefined => (shape.isSecret === true ? secretMask : value);
  return {
    ...placed(cause, left.resource, field, shape),
    a: valuesOf(left.resource, masked(files.before), masked(before)),
    b: valuesOf(right.resource, masked(files.after), masked(after)),
    in: [...(inA ? ['a' as const] : []), ...(inB ? ['b' as const] : [])],
    markers: markersAt(type, path, left.resource, right.resource),
  };
}

/** A declared resource with what its tenant has of it. */
function sideOf(resource: DesiredResource, { tenant }: EnvironmentSide, catalog: Catalog): OneSide {
  const type = typeOf(catalog, resource.type);
  const { body, address, source } = resource;
  const files = arrange(type, strip(body, type.secret ?? []));
  const isSecret = secretsOf(type, body, source?.traces ?? []);
  const live = tenant?.live.resources.get(address);
  if (tenant === undefined || live === undefined) {
    return { resource, files, pair: { desired: files, live: files }, drift: [], isSecret };
  }
  const pair = comparable(type, body, live.body);
  const secrets = changedSecrets(type, resource, live.body, tenant.memory ?? noMemory);
  return { resource, files, pair, drift: [...placesBetween(type, pair), ...secrets.map(({ path }) => path)], isSecret };
}

/** The places of secrets that the files of both environments have, with other values. */
function differingSecrets(type: Type, a: Body, b: Body): Path[] {
  const there = new Map(hiddenSecrets(type, b, {}).map(({ path, value }) => [formatPath(path), value]));
  return hiddenSecrets(type, a, {}).flatMap(({ path, value }) => {
    const other = there.get(formatPath(path));
    return other === undefined || isSame(value, other) ? [] : [path];
  });
}

/** A place without what is said of its two sides. */
export function placed(
  cause: DifferenceCause,
  resource: DesiredResource | LiveResource,
  path: string,
  shape: Pick<FieldChange, 'as' | 'isSecret'>,
): ComparedPlace {
  const origin = 'source' in resource ? resource.source?.node.origin : undefined;
  return {
    cause,
    type: resource.type,
    path,
    ...shape,
    in: [],
    a: {},
    b: {},
    markers: [],
    ...(origin === undefined ? {} : { place: placeOf(origin) }),
  };
}

/** What is to be said of a resource as a whole. */
export function wholePlace(
  cause: DifferenceCause,
  { a, b }: Aligned<DesiredResource | LiveResource>,
  sides: SideName[],
): ComparedPlace[] {
  const resource = a ?? b;
  if (resource === undefined) return [];
  const values = (one: Resource | undefined): SideValues => (one === undefined ? {} : valuesOf(one));
  return [{ ...placed(cause, resource, '', { as: 'value' }), a: values(a), b: values(b), in: sides }];
}

/** The sides that have a resource. */
export function sidesOf({ a, b }: Aligned<Resource>): SideName[] {
  return [...(a === undefined ? [] : (['a'] as const)), ...(b === undefined ? [] : (['b'] as const))];
}

/** The markers in the files that stand for a place, or for a part of it, in one of the environments. */
export function markersAt(type: Type, path: Path, ...resources: DesiredResource[]): string[] {
  const found = resources.flatMap(({ body, source }) =>
    (source?.traces ?? []).flatMap((one) => {
      const at = arrangedPath(type, body, one.path);
      return isInside(at, path) || isInside(path, at) ? one.trace.markers : [];
    }),
  );
  return [...new Set(found.map(({ form, name }) => markerText(form, name)))].sort(compareText);
}

/** Places without those inside of others. */
function outermost(paths: readonly Path[]): Path[] {
  const all = [...new Map(paths.map((path) => [JSON.stringify(path), path])).values()];
  return all
    .filter((path) => !all.some((other) => other.length < path.length && isInside(path, other)))
    .sort(comparePaths);
}

/** What one environment has; what is absent is left out. */
export function valuesOf({ address }: Resource, files?: Json, live?: Json): SideValues {
  return { address, ...(files === undefined ? {} : { files }), ...(live === undefined ? {} : { live }) };
}
