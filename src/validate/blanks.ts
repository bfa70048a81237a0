import { originAt } from '../canonical/origin.ts';
import { typeOf } from '../catalog/catalog.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { Change } from '../model/change.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { isBody, isEmpty, stableText } from '../model/json.ts';
import type { Body, Json } from '../model/json.ts';
import { formatPath, isMatch } from '../model/path.ts';
import type { Path } from '../model/path.ts';
import type { DesiredState } from '../model/resource.ts';
import { messages } from './messages.ts';

/** Whether the schema of a type lets a value stand at a place of a body. */
type Accepts = (type: string, body: Body, path: Path, value: Json) => boolean;

/**
 * Values without content that a plan would send where the API takes none.
 *
 * They are valid in a file, because the API answers them, and as long as the tenant has nothing there either.
 */
export function checkBlanks(
  changes: readonly Change[],
  desired: DesiredState,
  catalog: Catalog,
  accepts: Accepts,
): Diagnostic[] {
  return changes.flatMap((change) => {
    const resource = desired.resources.get(change.address);
    if (resource === undefined || change.withheld !== undefined) return [];
    const { maps = [] } = typeOf(catalog, change.type);
    const fields = change.action === 'update' ? change.fieldsToSend : Object.keys(resource.body);
    return fields
      .flatMap((field) => blanksIn(resource.body[field], [field]))
      .filter(({ path, value }) => value !== null || (change.action === 'update' && path.length === 1))
      .filter(({ path }) => !maps.some((map) => isMatch(map, path)))
      .filter(({ path, value }) => !accepts(change.type, resource.body, path, value))
      .map(({ path, value }) =>
        messages.blankValue(formatPath(path), stableText(value), {
          origin: originAt(resource, path),
          address: change.address,
        }),
      );
  });
}

/** The places without content in a value; nulls in what is sent as a whole are left out of it, so that only those at the top count. */
function blanksIn(value: Json | undefined, path: Path): { path: Path; value: Json }[] {
  if (value === undefined) return [];
  if (isEmpty(value)) return [{ path, value }];
  return isBody(value) ? Object.entries(value).flatMap(([field, inner]) => blanksIn(inner, [...path, field])) : [];
}
