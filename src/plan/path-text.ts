import { itemField, itemKey } from '../canonical/comparable.ts';
import type { Type } from '../catalog/catalog.ts';
import { isBody } from '../model/json.ts';
import type { Json } from '../model/json.ts';
import { formatPath } from '../model/path.ts';
import type { Path } from '../model/path.ts';

/** The value at a place, in the text of paths, of what is below it: items of keyed lists are named by their keys. */
export function inside(type: Type | undefined, value: Json | undefined, rest: string, at: Path): Json | undefined {
  if (rest === '' || value === undefined) return value;
  for (const [segment, inner] of partsOf(type, value, at)) {
    const below = restOf(rest, textOf(segment));
    const found = below === undefined ? undefined : inside(type, inner, below, [...at, segment]);
    if (found !== undefined) return found;
  }
  return undefined;
}

function partsOf(type: Type | undefined, value: Json, at: Path): [string | number, Json][] {
  if (isBody(value)) return Object.entries(value);
  if (!Array.isArray(value)) return [];
  const field = type === undefined ? undefined : itemField(type, at);
  return value.map((item, index) => [field === undefined ? index : itemKey(item, field), item]);
}

/** A segment as it stands in the text of a path behind another one. */
function textOf(segment: string | number): string {
  const text = formatPath([segment]);
  return text.startsWith('[') ? text : `.${text}`;
}

/** What the text of a path has behind that of another one which it is, or is inside of. */
export function restOf(path: string, start: string): string | undefined {
  const rest = path.slice(start.length);
  return path.startsWith(start) && (rest === '' || /^[.[]/.test(rest)) ? rest : undefined;
}
