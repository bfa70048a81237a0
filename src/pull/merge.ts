import { keyReferences } from '../canonical/references.ts';
import { itemField, isValueSet } from '../canonical/comparable.ts';
import { groupBy } from '../model/group.ts';
import { isBody, isSame, keyText, own, stableText } from '../model/json.ts';
import type { Body, Json } from '../model/json.ts';
import { isMatch } from '../model/path.ts';
import type { Path } from '../model/path.ts';
import type { EnvironmentForm, Group } from './align.ts';
import type { FileResource } from './file-form.ts';
import { isFilePlace, variantMark } from './own-files.ts';
import type { Rows } from './rows.ts';
import { secretMark } from './secret-places.ts';
import { knownPair, mergedText } from './texts.ts';
import { labelFor, plainName } from './words.ts';

/** What is known while the bodies of a group become one. */
interface Merging {
  group: Group;
  /** One member, for what all have in common. */
  resource: FileResource;
  environments: readonly EnvironmentForm[];
  rows: Rows;
  suffixes: ReadonlySet<string>;
  /** A text with the names of aligned resources as what they are in all environments. */
  neutral: (text: string, index: number) => string;
}

/** One body for those that a group has in all environments, with keywords where they differ. */
export function merged(
  group: Group,
  environments: readonly EnvironmentForm[],
  { rows, suffixes, neutral }: Pick<Merging, 'rows' | 'suffixes' | 'neutral'>,
): FileResource | undefined {
  const members = environments.map((_one, index) => group.members.get(index)).filter((one) => one !== undefined);
  const [first] = members;
  if (first === undefined) return undefined;
  const merging: Merging = { group, resource: first, environments, rows, suffixes, neutral };
  const body = mergedBody(
    members.map((member) => member.body),
    [],
    merging,
  );
  return { ...first, body, label: labelFor(first, environments[0]?.words ?? new Set()), refersTo: [] };
}

function mergedBody(bodies: readonly Body[], path: Path, merging: Merging): Body {
  const fields = [...new Set(bodies.flatMap((body) => Object.keys(body)))];
  return Object.fromEntries(
    fields.map((field) => [
      field,
      mergedValue(
        bodies.map((body) => own(body, field)),
        [...path, field],
        merging,
      ),
    ]),
  );
}

function mergedValue(values: readonly (Json | undefined)[], path: Path, merging: Merging): Json {
  const { rows, group } = merging;
  const use = { group, path };
  const [first = null] = values;
  if (values.some((value) => value === secretMark)) return secretMark;
  if (values.every((value) => isSame(value, values[0]))) return first;
  const given = values.map((value) => value ?? null);
  if (given.every((value) => typeof value === 'string')) return textOf(given, path, merging);
  if (given.every(isBody)) return mergedBody(given, path, merging);
  const lists = given.filter((value) => Array.isArray(value));
  if (lists.length === given.length) return mergedList(lists, path, merging);
  const absent = lists.length > 0 && given.every((value) => Array.isArray(value) || value === null);
  // A list that is not there is an empty one.
  if (absent && isUnordered(path, merging))
    return mergedList(
      given.map((value) => (Array.isArray(value) ? value : [])),
      path,
      merging,
    );
  return rows.value(given, 'value', use);
}

function textOf(texts: readonly string[], path: Path, merging: Merging): string {
  const { rows, suffixes, group, resource } = merging;
  const use = { group, path };
  const found = mergedText(texts, rows, suffixes, use);
  if (found !== undefined) return found;
  const isFile = isFilePlace(resource, path) && texts.every((text) => text !== '');
  if (!isFile) return rows.value(texts, 'value', use);
  const names = variantNames(texts, merging.environments);
  return variantMark(rows.text(names, 'file', use), new Map(names.map((name, index) => [name, texts[index] ?? ''])));
}

/** The names of the files for texts that are not the same everywhere: the most common one has that of the field. */
function variantNames(texts: readonly string[], environments: readonly EnvironmentForm[]): string[] {
  const counts = new Map([...groupBy(texts, (text) => text)].map(([text, all]) => [text, all.length]));
  const most = Math.max(...counts.values());
  const usual = most > 1 ? texts.find((text) => counts.get(text) === most) : undefined;
  return texts.map((text) => {
    if (text === usual) return 'usual';
    return environments[texts.indexOf(text)]?.name ?? '';
  });
}

/** Whether the order of a list says nothing: a set, a list told apart by a field, or one of children. */
function isUnordered(path: Path, merging: Merging): boolean {
  const { type } = merging.resource;
  return isValueSet(type, path) || itemField(type, path) !== undefined || childKeys(path, merging) !== undefined;
}

/** The key fields of the children in a list. */
function childKeys(path: Path, { resource: { type } }: Merging): readonly string[] | undefined {
  const child = (type.root.children ?? []).find((one) => one.shape === 'list' && isMatch(one.path, path));
  if (child === undefined) return undefined;
  const named = keyReferences({ ...child, name: child.name, root: type.root, child, after: [] });
  return [...child.identity.keys, ...named.map(([field]) => field)];
}

function mergedList(lists: readonly Json[][], path: Path, merging: Merging): Json {
  const { rows, group } = merging;
  const use = { group, path };
  if (!isUnordered(path, merging)) {
    const length = lists[0]?.length ?? 0;
    if (lists.some((list) => list.length !== length)) return rows.value(lists, 'value', use);
    return Array.from({ length }, (_one, at) =>
      mergedValue(
        lists.map((list) => list[at]),
        [...path, at],
        merging,
      ),
    );
  }
  const aligned = alignedItems(lists, path, merging);
  if (aligned === undefined) return rows.value(lists, 'value', use);
  const common = aligned.common.map((items, at) => mergedValue(items, [...path, at], merging));
  if (aligned.rest.every((list) => list.length === 0)) return common;
  const marker = rows.items(aligned.rest, use);
  return common.length === 0 ? marker : [...common, marker];
}

/** The items that all lists have, and what each has beside them; nothing when items cannot be told apart. */
function alignedItems(
  lists: readonly Json[][],
  path: Path,
  merging: Merging,
): { common: Json[][]; rest: Json[][] } | undefined {
  const tables = lists.map((list, index) => new Map(list.map((item) => [tokenOf(item, path, index, merging), item])));
  if (tables.some((table, index) => table.size !== lists[index]?.length)) return undefined;
  const [first] = tables;
  if (first === undefined) return undefined;
  const shared = [...first.keys()].filter((token) => tables.every((table) => table.has(token)));
  const common = shared.map((token) => tables.map((table) => table.get(token) ?? null));
  const rest = tables.map((table) => [...table].filter(([token]) => !shared.includes(token)).map(([, item]) => item));
  // What is left over once everywhere may be the same under names that follow what is known.
  const pairs = pairedTexts(rest, merging);
  return {
    common: [...common, ...pairs],
    rest: rest.map((list, index) => list.filter((item) => !pairs.some((pair) => pair[index] === item))),
  };
}

/** By what an item is told apart: its key, with the names of aligned resources as what they are everywhere. */
function tokenOf(item: Json, path: Path, index: number, merging: Merging): string {
  const { resource, neutral } = merging;
  const field = itemField(resource.type, path);
  const keys = childKeys(path, merging);
  if (isBody(item) && field !== undefined) return neutral(keyText(own(item, field) ?? null), index);
  if (isBody(item) && keys !== undefined) {
    const known = keys.filter((key) => Object.hasOwn(item, key));
    const parts = known.length > 0 ? known.map((key) => own(item, key) ?? null) : Object.values(item);
    return stableText(parts.map((part) => neutral(keyText(part), index)));
  }
  return neutral(keyText(item), index);
}

/** Texts of all lists that are one text with keywords: known ones, or with the same path behind an origin that differs. */
function pairedTexts(lists: readonly Json[][], { environments, rows }: Merging): Json[][] {
  const known = (lists[0] ?? []).flatMap((item) => {
    const pair = typeof item === 'string' ? knownPair(item, lists, rows.all()) : undefined;
    return pair === undefined ? [] : [pair];
  });
  const left = lists.map((list, index) => list.filter((item) => !known.some((pair) => pair[index] === item)));
  const tables = left.map((list, index) => {
    const words = environments[index]?.words ?? new Set<string>();
    const texts = list.filter((item) => typeof item === 'string');
    return groupBy(texts, (text) => skeleton(text, words));
  });
  const [first] = tables;
  const alike = [...(first?.keys() ?? [])].flatMap((key) => {
    const found = tables.map((table) => table.get(key) ?? []);
    return found.every((texts) => texts.length === 1) ? [found.map(([text]) => text ?? null)] : [];
  });
  return [...known, ...alike];
}

/** A text with the origin of a URL as its first label, without the words for the environment. */
function skeleton(text: string, words: ReadonlySet<string>): string {
  const url = /^([a-z][a-z0-9+.-]*):\/\/([^/]+)(.*)$/is.exec(text);
  if (url === null) return plainName(text, words);
  const [, , host = '', rest = ''] = url;
  return `//${plainName(host.replace(/:\d+$/, ''), words)}${rest}`;
}
