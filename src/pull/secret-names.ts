import { compareText, isBody, own } from '../model/json.ts';
import type { Body, Json } from '../model/json.ts';
import { shieldedMarker } from '../model/marker.ts';
import { isMatch, valueAt } from '../model/path.ts';
import type { Path } from '../model/path.ts';
import type { FileResource } from './file-form.ts';
import { marksIn, put } from './secret-places.ts';

/** A secret that files name and do not have. */
export interface NamedSecret {
  name: string;
  resource: FileResource;
  path: Path;
}

/** Resources with a name in the place of each mark of a secret. `isFile` tells the places where the path of a file has to stand. */
export function namedSecrets(
  resources: readonly FileResource[],
  isFile: (resource: FileResource, path: Path) => boolean,
  taken: ReadonlySet<string> = new Set(),
): { resources: FileResource[]; secrets: NamedSecret[] } {
  const places = resources.flatMap((resource) =>
    marksIn(resource.body).flatMap((path) => (isFile(resource, path) ? [] : [{ resource, path }])),
  );
  const names = chosenNames(places, taken);
  const secrets = places.map(({ resource, path }, index) => ({ name: names[index] ?? '', resource, path }));
  const byResource = new Map<FileResource, NamedSecret[]>();
  for (const secret of secrets) byResource.set(secret.resource, [...(byResource.get(secret.resource) ?? []), secret]);
  const named = resources.map((resource) => {
    const own = byResource.get(resource) ?? [];
    const body = own.reduce<Body>(
      (rest, { name, path }) => put(rest, path, shieldedMarker('text', name)),
      resource.body,
    );
    return own.length === 0 ? resource : { ...resource, body };
  });
  return { resources: named, secrets: secrets.sort((a, b) => compareText(a.name, b.name)) };
}

/** The name of a keyword made of words: capitals, digits and underscores. */
export function keywordName(...words: string[]): string {
  const parts = words.map((word) =>
    word
      .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
      .normalize('NFKD')
      .toUpperCase()
      .replaceAll(/[^A-Z0-9]+/g, '_')
      .replaceAll(/^_+|_+$/g, ''),
  );
  const name = parts.filter((part) => part !== '').join('_');
  return /^[A-Z]/.test(name) ? name : `X_${name}`;
}

/** How a resource is called in the name of a keyword: by its name, even where that is not its key. */
export function nameOf({ type, key, label, body }: FileResource): string {
  const name = label ?? own(body, 'name');
  if (type.identity.keys.length === 0) return '';
  return typeof name === 'string' && type.identity.keys.length < 2 ? name : key;
}

/** One resource of a type, in the name of a keyword: `CLIENT`, `RATE_LIMIT_POLICY`. */
export function typeWord({ type: { root } }: FileResource): string {
  const isList = root.section === undefined || root.section.endsWith('[]');
  return isList ? root.name.replace(/ies$/, 'ys').replace(/s$/, '') : root.name;
}

/** The short name where it is the only one of it, else the one with all steps; in order of places, so that the same are the same. */
function chosenNames(places: readonly { resource: FileResource; path: Path }[], before: ReadonlySet<string>): string[] {
  const short = places.map(({ resource, path }) =>
    keywordName(typeWord(resource), nameOf(resource), words(resource, path).at(-1) ?? ''),
  );
  const long = places.map(({ resource, path }) =>
    keywordName(typeWord(resource), nameOf(resource), ...words(resource, path)),
  );
  const isTwice = (names: readonly string[], name: string): boolean => names.filter((one) => one === name).length > 1;
  const taken = new Set(before);
  return short.map((name, index) => {
    const wanted = isTwice(short, name) ? (long[index] ?? name) : name;
    const free = [wanted, ...Array.from({ length: places.length }, (_one, count) => `${wanted}_${count + 2}`)];
    const found = free.find((one) => !taken.has(one)) ?? wanted;
    taken.add(found);
    return found;
  });
}

/** The steps of a path as words: an item of a keyed list by its key, which says enough without the field behind it. */
function words({ type, body }: FileResource, path: Path): string[] {
  const found: string[] = [];
  for (const [index, segment] of path.entries()) {
    if (typeof segment === 'string') found.push(segment);
    else {
      const by = fieldOfItems(type.sets, path.slice(0, index));
      const item: Json | undefined = valueAt(body, path.slice(0, index + 1));
      const key = by === undefined || !isBody(item) ? undefined : item[by];
      if (typeof key === 'string') return [...found, key];
      found.push(String(segment + 1));
    }
  }
  return found;
}

function fieldOfItems(sets: Record<string, true | string> = {}, path: Path): string | undefined {
  const by = Object.entries(sets).find(([pattern]) => isMatch(pattern, path))?.[1];
  return by === true ? undefined : by;
}
