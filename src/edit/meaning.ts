import { isBody, own } from '../model/json.ts';
import type { Body, Json } from '../model/json.ts';
import { normalizeMarkers, pieces, shield, unshield, written } from '../model/marker.ts';
import type { IsMarker } from '../model/marker.ts';
import type { Path } from '../model/path.ts';
import type { Node } from '../model/tree.ts';
import type { Edit } from './change.ts';

/**
 * What a text means, as values. A string in it has its markers shielded, and one that is nothing but a `##KEY##` without
 * quotes begins with this sign: it has the type of its keyword, and the quoted one is a string.
 */
const bare = '\uFDD5';

/** What a parsed file means. */
export function meaningOf(node: Node | undefined): Json {
  if (node === undefined) return null;
  switch (node.type) {
    case 'scalar':
      return typeof node.value === 'string' && node.style === 'plain' && isWholeText(node.value)
        ? bare + node.value
        : node.value;
    case 'list':
      return node.items.map(meaningOf);
    case 'map':
      return Object.fromEntries(node.entries.map(({ key, value }) => [key, meaningOf(value)]));
  }
}

function isWholeText(shielded: string): boolean {
  const [only, ...others] = pieces(shielded);
  return only?.type === 'marker' && only.form === 'text' && others.length === 0;
}

/** What a value means whose strings are as an author writes them, in quotes. */
export function meaningOfValue(value: Json, isMarker: IsMarker): Json {
  if (typeof value === 'string') return normalizeMarkers(value, isMarker);
  if (Array.isArray(value)) return value.map((item) => meaningOfValue(item, isMarker));
  if (!isBody(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [normalizeMarkers(key, isMarker), meaningOfValue(inner, isMarker)]),
  );
}

/** How a string of a meaning is written, and whether that is right only without quotes; nothing when there is no way. */
export function writtenText(
  meaning: string,
  isMarker: IsMarker,
): { text: string; hasMarker: boolean; isBare: boolean } | undefined {
  const isBare = meaning.startsWith(bare);
  const parts = pieces(isBare ? meaning.slice(1) : meaning);
  const plain = parts.map((part) => (part.type === 'words' ? { ...part, words: unshield(part.words) } : part));
  const text = written(plain, isMarker);
  return text === undefined ? undefined : { text, hasMarker: parts.some(({ type }) => type === 'marker'), isBare };
}

/** A text whose markers are shielded, as the parser of YAML has to see it where it stands without quotes. */
export function shieldedText(text: string, isMarker: IsMarker): string {
  return shield(text, isMarker);
}

/** The key of an object that is meant by a segment of a path: markers in it may be shielded or not. */
export function keyIn(body: Body, segment: string | number): string | undefined {
  if (typeof segment === 'number') return undefined;
  if (Object.hasOwn(body, segment)) return segment;
  return Object.keys(body).find((key) => unshield(key) === unshield(segment));
}

/** The value at a path of a meaning. */
export function meaningAt(meaning: Json | undefined, path: Path): Json | undefined {
  return path.reduce<Json | undefined>((value, segment) => {
    if (Array.isArray(value)) return typeof segment === 'number' ? value[segment] : undefined;
    if (!isBody(value)) return undefined;
    const key = keyIn(value, segment);
    return key === undefined ? undefined : own(value, key);
  }, meaning);
}

/** A meaning with an edit made in it; nothing when the place of the edit is not there. */
export function withEdit(meaning: Json, edit: Edit, path: Path = edit.path): Json | undefined {
  const [segment, ...rest] = path;
  if (segment === undefined) return edit.do === 'set' ? edit.value : undefined;
  if (Array.isArray(meaning)) return typeof segment === 'number' ? inList(meaning, edit, segment, rest) : undefined;
  if (!isBody(meaning)) return undefined;
  const key = keyIn(meaning, segment);
  if (rest.length > 0) {
    const inner = key === undefined ? undefined : withEdit(meaning[key] ?? null, edit, rest);
    return key === undefined || inner === undefined ? undefined : { ...meaning, [key]: inner };
  }
  if (edit.do === 'set') return { ...meaning, [key ?? String(segment)]: edit.value };
  if (key === undefined || edit.do === 'insert') return undefined;
  const entries = Object.entries(meaning);
  if (edit.do === 'remove') return Object.fromEntries(entries.filter(([name]) => name !== key));
  if (keyIn(meaning, edit.key) !== undefined) return undefined;
  return Object.fromEntries(entries.map(([name, value]) => [name === key ? edit.key : name, value]));
}

function inList(list: readonly Json[], edit: Edit, index: number, rest: Path): Json | undefined {
  if (rest.length > 0) {
    const inner = index < list.length ? withEdit(list[index] ?? null, edit, rest) : undefined;
    return inner === undefined ? undefined : list.with(index, inner);
  }
  switch (edit.do) {
    case 'set':
      return index < list.length ? list.with(index, edit.value) : undefined;
    case 'remove':
      return index < list.length ? list.toSpliced(index, 1) : undefined;
    case 'insert':
      return index <= list.length ? list.toSpliced(index, 0, ...edit.values) : undefined;
    case 'rename':
      return undefined;
  }
}

/** Whether two meanings are the same, whatever the order of their keys. */
export function isSameMeaning(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, index) => isSameMeaning(item, b[index]));
  if (!isBody(a) || !isBody(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && isSameMeaning(a[key], b[key]))
  );
}
