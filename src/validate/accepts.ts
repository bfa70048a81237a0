import { isBody } from '../model/json.ts';
import type { Body, Json } from '../model/json.ts';
import type { Path } from '../model/path.ts';
import { kindOf } from '../resources/kind.ts';
import type { Kinds } from '../resources/kind.ts';
import type { CompileSchema } from './schema.ts';

/** Whether the schema of a type lets a value stand at a place of a body; of children nothing is known, so they may. */
export function accepts(
  schemas: CompileSchema,
  kinds: Kinds,
): (kind: string, body: Body, path: Path, value: Json) => boolean {
  return (name, body, path, value) => {
    const { type, child } = kindOf(kinds, name);
    if (child !== undefined) return true;
    const { value: field } = type;
    const { node: check } = schemas(name);
    // Where a field holds what stands at the section, the schema is that of the field.
    const within = field === undefined ? path : path.slice(1);
    const whole = put(body, path, value);
    const place = within.map((segment) => `/${segment}`).join('');
    if (check(field === undefined ? whole : whole[field])) return true;
    return !(check.errors ?? []).some(({ instancePath }) => instancePath === place);
  };
}

function put(body: Body, [field, ...rest]: Path, inner: Json): Body {
  if (typeof field !== 'string') return body;
  const below = body[field];
  return { ...body, [field]: rest.length === 0 ? inner : put(isBody(below) ? below : {}, rest, inner) };
}
