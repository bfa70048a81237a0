import type { ErrorObject } from 'ajv/dist/2020.js';
import { isBody } from '../model/json.ts';
import type { Body, Json } from '../model/json.ts';
import type { Path } from '../model/path.ts';
import { typeOf } from '../catalog/catalog.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { ChildType } from '../catalog/resource-type.ts';
import { mayBeMissing } from './schema.ts';
import type { CompileSchema } from './schema.ts';
import { parameter } from './sentence.ts';

/** Whether the schema of a type lets a value stand at a place of a body. Where the schema has no such place, it may. */
export function accepts(
  schemas: CompileSchema,
  catalog: Catalog,
): (type: string, body: Body, path: Path, value: Json) => boolean {
  return (name, body, path, value) => {
    const { prefix, errors } = checked(schemas, catalog, name, put(body, path, value));
    const inner = typeOf(catalog, name).child === undefined && typeOf(catalog, name).root.value !== undefined;
    const place = [...prefix, ...(inner ? path.slice(1) : path)].map((segment) => `/${segment}`).join('');
    return !errors.some(({ instancePath }) => instancePath === place);
  };
}

/** The places of a body that are not there, or hold nothing, and that a request has to have where an answer and a file need not. */
export function lacks(schemas: CompileSchema, catalog: Catalog): (type: string, body: Body) => Path[] {
  return (name, body) => {
    const { prefix, errors } = checked(schemas, catalog, name, said(body));
    return errors.filter(mayBeMissing).map((error) => {
      const steps = error.instancePath.split('/').slice(1 + prefix.length);
      const above = steps.map((step) => (/^\d+$/.test(step) ? Number(step) : step));
      return [...above, parameter(error, 'missingProperty') ?? ''];
    });
  };
}

/** The errors of a body against the schema of its type, and the place that the body has in there. */
function checked(
  schemas: CompileSchema,
  catalog: Catalog,
  name: string,
  body: Body,
): { prefix: Path; errors: readonly ErrorObject[] } {
  const { root, child } = typeOf(catalog, name);
  const [whole, prefix] = child === undefined ? [body, []] : placed(child, body);
  const { node: check } = schemas(root.name);
  // Where a field holds what stands at the section, the schema is that of the field.
  const { value: field } = root;
  const isRight = check(child === undefined && field !== undefined ? whole[field] : whole);
  return { prefix, errors: isRight ? [] : (check.errors ?? []) };
}

/** A body without the fields in it that say nothing. */
function said(body: Body): Body {
  const inner = (value: Json): Json => (Array.isArray(value) ? value.map(inner) : isBody(value) ? said(value) : value);
  const fields = Object.entries(body).filter(([, value]) => value !== null && value !== '');
  return Object.fromEntries(fields.map(([field, value]) => [field, inner(value)]));
}

/** A body inside of its parent, with the place that it has there. */
function placed(child: ChildType, body: Body): [Body, Path] {
  const at = child.path.split('.');
  const value = child.shape === 'one' ? body : [body];
  const whole = at.reduceRight<Json>((inner, field) => ({ [field]: inner }), value);
  return [isBody(whole) ? whole : {}, child.shape === 'one' ? at : [...at, 0]];
}

function put(body: Body, [field, ...rest]: Path, inner: Json): Body {
  if (typeof field !== 'string') return body;
  const below = body[field];
  return { ...body, [field]: rest.length === 0 ? inner : put(isBody(below) ? below : {}, rest, inner) };
}
