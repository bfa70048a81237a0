import { isMatch, select, valueAt } from '../model/path.ts';
import type { DesiredState } from '../model/resource.ts';
import { typeOf } from '../catalog/catalog.ts';
import type { Type, Catalog } from '../catalog/catalog.ts';
import type { Body, Json } from '../model/json.ts';
import type { Path } from '../model/path.ts';
import { arrangedPath } from '../canonical/comparable.ts';

/** The places of secrets in bodies of a type, and of what stands beside them in the same objects. */
export function secretPatterns({ secret = [], sensitive = [] }: Type): string[] {
  return [...secret, ...sensitive];
}

/** Whether a place of a body holds a secret, or is inside one. */
export function isSecretPlace(type: Type, path: Path): boolean {
  const isIn = (patterns: readonly string[]): boolean => patterns.some((pattern) => isMatch(pattern, path, true));
  return isIn(secretPatterns(type)) && !isIn(type.notSecret ?? []);
}

/** Every text that stands in a secret field of the files. */
export function secretValues({ resources }: DesiredState, catalog: Catalog): string[] {
  const found = [...resources.values()].flatMap(({ type: name, body }) => {
    const type = typeOf(catalog, name);
    const places = secretPatterns(type).flatMap((pattern) => select(body, pattern));
    return places.flatMap(({ path, value }) => (isSecretPlace(type, path) ? textsIn(value) : []));
  });
  return [...new Set(found)];
}

/** The values of a desired body that the API does not return, each at the place where it is compared. */
export function hiddenSecrets(type: Type, desired: Body, live: Body): { path: Path; value: Json }[] {
  const found = (patterns: readonly string[] = []): { path: Path; value: Json }[] =>
    patterns.flatMap((pattern) => select(desired, pattern)).filter(({ value }) => value !== null);
  const returned = found(type.sensitive).filter(({ path }) => valueAt(live, path) === undefined);
  return [...found(type.secret), ...returned].map(({ path, value }) => ({
    path: arrangedPath(type, desired, path),
    value,
  }));
}

function textsIn(value: Json): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
