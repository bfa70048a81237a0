import { select } from '../model/path.ts';
import type { State } from '../model/resource.ts';
import { kindOf } from '../resources/kind.ts';
import type { Kinds } from '../resources/kind.ts';
import type { Json } from '../model/json.ts';

/** Every text that stands in a secret field of the files. */
export function secretValues({ resources }: State, kinds: Kinds): string[] {
  const found = [...resources.values()].flatMap(({ kind: name, body }) => {
    const { secret = [], sensitive = [] } = kindOf(kinds, name);
    return [...secret, ...sensitive].flatMap((pattern) => select(body, pattern).flatMap(({ value }) => textsIn(value)));
  });
  return [...new Set(found)];
}

function textsIn(value: Json): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
