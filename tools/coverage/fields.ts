// Whether the schemas of files have every field of the SDK's request types.
import { segments } from '../../src/model/path.ts';
import type { Type } from '../../src/catalog/catalog.ts';
import { lookUp, refName } from '../schemas/schema.ts';
import type { Draft, Schema } from '../schemas/schema.ts';
import type { Section } from '../schemas/tenant-file.ts';
import { viewOf } from '../schemas/view.ts';
import type { View } from '../schemas/view.ts';
import { schemasOf } from './sample.ts';

const DEPTH = 12;

/** One side of a comparison: schemas of a value, and where their references lead. */
interface Side {
  schemas: readonly Schema[];
  draft: Draft;
}

/** The fields of a request type that the files of a type cannot have, as path patterns. */
export function missingFields(request: string, sdk: Draft, type: Type, { draft }: Section): string[] {
  const wire: Side = { schemas: [lookUp(request, sdk.defs)], draft: sdk };
  const body: Side = { schemas: schemasOf(type, draft), draft };
  const wanted = viewOf(wire.schemas, sdk);
  // What stands at a section may be one field of the request.
  const { value } = type.root;
  if (value !== undefined && type.child === undefined && wanted.fields.has(value)) {
    return compare(wire, { schemas: [{ type: 'object', properties: { [value]: draft.root } }], draft });
  }
  // A request for many children is a list of them, or has one in some field.
  const known = viewOf(body.schemas, draft).fields;
  const isWrapped = type.endpoints.batch !== undefined && ![...wanted.fields.keys()].some((field) => known.has(field));
  const lists = isWrapped ? [wanted, ...[...wanted.fields.values()].map((field) => viewOf(field, sdk))] : [];
  const items = lists.flatMap((list) => list.items);
  return compare(items.length > 0 ? { schemas: items, draft: sdk } : wire, body);
}

function compare(type: Side, body: Side, path = '', above: readonly string[] = []): string[] {
  const references = type.schemas.flatMap(({ $ref }) => ($ref === undefined ? [] : [refName($ref)]));
  if (above.length > DEPTH || references.some((name) => above.includes(name))) return [];
  const wanted = viewOf(type.schemas, type.draft);
  const known = viewOf(body.schemas, body.draft);
  if (isOpen(known)) return [];
  const inside = [...above, ...references];
  const fields = [...wanted.fields].flatMap(([name, schemas]) => {
    const place = path === '' ? name : `${path}.${name}`;
    const found = known.fields.get(name) ?? known.rest;
    if (found.every(({ readOnly }) => readOnly === true)) return isRefused(schemas) ? [] : [place];
    return compare({ ...type, schemas }, { ...body, schemas: found }, place, inside);
  });
  const items =
    wanted.items.length === 0 || known.items.length === 0
      ? []
      : compare({ ...type, schemas: wanted.items }, { ...body, schemas: known.items }, `${path}[]`, inside);
  return [...fields, ...items];
}

/** Whether anything may stand there, as far as the schema knows; a string in place of an object is a name, or a file. */
function isOpen({ schemas, fields, items, rest }: View): boolean {
  const isClosed = schemas.some(({ additionalProperties }) => additionalProperties === false);
  return fields.size + items.length + rest.length === 0 && !isClosed;
}

/** A field that a branch of a union names only to say that it may not be there. */
function isRefused(schemas: readonly Schema[]): boolean {
  return schemas.every(({ not }) => not !== undefined);
}

/** Whether a path is one of a list of patterns, or inside one. */
export function isListed(pattern: string, path: string): boolean {
  const [steps, place] = [segments(pattern), segments(path)];
  return steps.length <= place.length && steps.every((step, index) => step === place[index]);
}
