import { isBody } from '../model/json.ts';
import type { Body, Json } from '../model/json.ts';
import type { Path } from '../model/path.ts';
import { typeOf } from '../catalog/catalog.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { ChildType } from '../catalog/resource-type.ts';
import type { CompileSchema } from './schema.ts';

/** Whether the schema of a type lets a value stand at a place of a body. Where the schema has no such place, it may. */
export function accepts(
  schemas: CompileSchema,
  catalog: Catalog,
): (type: string, body: Body, path: Path, value: Json) => boolean {
  return (name, body, path, value) => {
    const { root, child } = typeOf(catalog, name);
    const changed = put(body, path, value);
    const [whole, prefix] = child === undefined ? [changed, []] : placed(child, changed);
    const { node: check } = schemas(root.name);
    // Where a field holds what stands at the section, the schema is that of the field.
    const { value: field } = root;
    const inner = child === undefined && field !== undefined;
    const place = [...prefix, ...(inner ? path.slice(1) : path)].map((segment) => `/${segment}`).join('');
    if (check(inner ? whole[field] : whole)) return true;
    return !(check.errors ?? []).some(({ instancePath }) => instancePath === place);
  };
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
