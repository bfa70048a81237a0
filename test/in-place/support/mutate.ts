import fc from 'fast-check';
import { isBody, stableText } from '../../../src/model/json.ts';
import type { Body, Json } from '../../../src/model/json.ts';
import type { Path } from '../../../src/model/path.ts';
import type { Snapshot } from '../../../src/model/snapshot.ts';

/** A snapshot after one change in the tenant, and what it was. */
export interface Mutated {
  snapshot: Snapshot;
  what: string;
  path: Path;
}

/** A random change of one value of one row, or of the rows themselves. */
export function mutation({ rows }: Snapshot): fc.Arbitrary<(snapshot: Snapshot) => Mutated | undefined> {
  const filled = rows.flatMap((list, index) => (list.rows.length > 0 ? [index] : []));
  return fc
    .record({
      list: fc.constantFrom(...filled),
      row: fc.nat(),
      leaf: fc.nat(),
      way: fc.nat(9),
      text: fc.constantFrom('new', 'https://new.example/x', 'a: b #c', '##ABC##', "it's"),
    })
    .map(({ list, row, leaf, way, text }) => (snapshot) => {
      const chosen = snapshot.rows[list];
      if (chosen === undefined) return undefined;
      const at = row % chosen.rows.length;
      const body = chosen.rows[at] ?? {};
      const replaced = (next: Body[] | undefined): Snapshot => ({
        ...snapshot,
        rows: snapshot.rows.with(list, { ...chosen, rows: next ?? [] }),
      });
      const name = `${chosen.type} ${stableText(body['name'] ?? body['identifier'] ?? at)}`;
      if (way === 0) return { snapshot: replaced(chosen.rows.toSpliced(at, 1)), what: `${name} gone`, path: [] };
      const places = leavesOf(body).filter(({ path }) => !/(^|_)id$|^(created|updated)_at$/.test(String(path.at(-1))));
      const place = places[leaf % Math.max(1, places.length)];
      if (place === undefined) return undefined;
      const next = changed(place.value, way, text);
      const mutant = put(body, place.path, next);
      return {
        snapshot: replaced(chosen.rows.with(at, mutant)),
        what: `${name} ${place.path.join('.')} ${JSON.stringify(next)}`,
        path: place.path,
      };
    });
}

function changed(value: Json, way: number, text: string): Json | undefined {
  if (way === 1) return undefined;
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'string') {
    if (value.includes('\n')) return way < 5 ? value.replace('\n', `\n// ${text}\n`) : `${value}// ${text}\n`;
    return way < 4 ? text : `${value}${way < 7 ? '/x' : '-2'}`;
  }
  if (Array.isArray(value)) {
    const [first] = value;
    if (way < 4 && value.length > 0) return value.slice(1);
    return typeof first === 'string' ? [...value, `${first}/${way}`] : value.toReversed();
  }
  return value;
}

function leavesOf(value: Json, path: Path = []): { path: Path; value: Json }[] {
  if (Array.isArray(value))
    return [{ path, value }, ...value.flatMap((item, index) => leavesOf(item, [...path, index]))];
  if (isBody(value)) return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...path, key]));
  return value === null ? [] : [{ path, value }];
}

function put(body: Body, path: Path, value: Json | undefined): Body {
  const copy = structuredClone(body);
  const last = path.at(-1) ?? '';
  const parent = path.slice(0, -1).reduce<Json | undefined>((inner, step) => {
    if (Array.isArray(inner)) return inner[Number(step)];
    return isBody(inner) ? inner[step] : undefined;
  }, copy);
  if (Array.isArray(parent)) parent.splice(Number(last), 1, ...(value === undefined ? [] : [value]));
  else if (isBody(parent)) {
    if (value === undefined) delete parent[last];
    else parent[last] = value;
  }
  return copy;
}
