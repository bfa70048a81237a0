import { originAt } from '../canonical/origin.ts';
import { updateBody } from '../canonical/request.ts';
import { typeOf } from '../catalog/catalog.ts';
import type { Catalog, Type } from '../catalog/catalog.ts';
import type { Change } from '../model/change.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { isBody, isEmpty, pick, stableText } from '../model/json.ts';
import type { Body, Json } from '../model/json.ts';
import { isKeywordName } from '../model/keyword.ts';
import { formatPath, isInside, isMatch } from '../model/path.ts';
import type { Path } from '../model/path.ts';
import type { DesiredResource } from '../model/resource.ts';
import type { Address } from '../model/address.ts';
import type { Origin } from '../model/tree.ts';
import type { Found } from './expected.ts';
import { messages } from './messages.ts';

/** Where a place of a resource is written. */
type PlaceAt = (path: Path) => { origin: Origin | undefined; address: Address };

/** What the schemas say of the bodies of a type. */
export interface Schemas {
  /** Whether a value may stand at a place. */
  accepts: (type: string, body: Body, path: Path, value: Json) => boolean;
  /** The places that hold nothing, and that a request has to have. */
  lacks: (type: string, body: Body) => Path[];
}

/**
 * Values without content that a plan would send where the API takes none, and what it would send without a part that the API
 * wants, files that are not there included.
 *
 * They are valid in a file, because the API answers them, and as long as the tenant has nothing there either.
 */
export function checkBlanks(
  changes: readonly Change[],
  { desired, live }: Pick<Found, 'desired' | 'live'>,
  catalog: Catalog,
  schemas: Schemas,
): Diagnostic[] {
  return changes.flatMap((change) => {
    const resource = desired.resources.get(change.address);
    if (resource === undefined || change.withheld !== undefined) return [];
    const fields = change.action === 'update' ? change.fieldsToSend : Object.keys(resource.body);
    const place: PlaceAt = (path) => ({
      origin: originAt(resource, path),
      address: change.address,
    });
    const type = typeOf(catalog, change.type);
    const { maps = [] } = type;
    const given = live.resources.get(change.address)?.body;
    // What the files leave out travels along, and what nobody can read does not.
    const sent =
      change.action === 'update' && given !== undefined
        ? updateBody(type, resource.body, given, fields)
        : resource.body;
    const blank = fields
      .flatMap((field) => blanksIn(resource.body[field], [field]))
      .filter(({ path, value }) => value !== null || (change.action === 'update' && path.length === 1))
      .filter(({ path }) => !maps.some((map) => isMatch(map, path)) && !isUnknownIn(resource, path))
      .filter(({ path, value }) => !schemas.accepts(change.type, resource.body, path, value))
      .map(({ path, value }) => messages.blankValue(formatPath(path), stableText(value), place(path)));
    const missing = schemas
      .lacks(change.type, pick(sent, fields))
      .filter((path) => !isUnknownIn(resource, path))
      .map((path) => messages.missingValue(formatPath(path), place(path.slice(0, -1))));
    const lost = change.action === 'update' ? [] : lostFiles(resource, type, place);
    return [...blank, ...missing, ...lost];
  });
}

/** Whether the files have values inside of a place that are not known here: what is left of it says nothing of them. */
function isUnknownIn({ source }: DesiredResource, place: Path): boolean {
  return source?.traces.some(({ path, trace }) => trace.unresolved.length > 0 && isInside(path, place)) ?? false;
}

/**
 * The files that are not there, of what is created: an update does not send what they hold. What belongs to a child is told there, and a
 * secret that has no value elsewhere.
 */
function lostFiles({ source, address }: DesiredResource, { root, child }: Type, place: PlaceAt): Diagnostic[] {
  const children = child === undefined ? (root.children ?? []) : [];
  const own = (source?.traces ?? []).filter(({ path }) => !children.some((one) => isMatch(one.path, path, true)));
  return own.flatMap(({ path, trace }) =>
    trace.unresolved
      .filter((name) => !isKeywordName(name))
      .map((file) => messages.fileNeeded(file, address, place(path))),
  );
}

/** The places without content in a value; nulls in what is sent as a whole are left out of it, so that only those at the top count. */
function blanksIn(value: Json | undefined, path: Path): { path: Path; value: Json }[] {
  if (value === undefined) return [];
  if (isEmpty(value)) return [{ path, value }];
  return isBody(value) ? Object.entries(value).flatMap(([field, inner]) => blanksIn(inner, [...path, field])) : [];
}
