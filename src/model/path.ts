import { compareText, isBody, omit } from './json.ts';
import type { Body, Json } from './json.ts';

/** A place inside a body: field names and list positions. Where bodies are compared, items of keyed lists are named by their key. */
export type Path = readonly (string | number)[];

/** What a segment begins with that names an item of a keyed list by its key. Fields of JSON bodies do not begin so. */
const itemMark = '\u0000';

/** The segment for the item of a keyed list with that key. */
export function itemSegment(key: string): string {
  return itemMark + key;
}

/** Whether a segment names an item of a list: by its position, or by its key. */
export function isItem(segment: string | number): boolean {
  return typeof segment === 'number' || segment.startsWith(itemMark);
}

/** What to put at a matched place; `undefined` takes the value away. */
export type Replace = (value: Json, path: Path) => Json | undefined;

/**
 * The segments of a path pattern.
 *
 * Patterns are dotted: `a.b` a field, `a[]` every item of a list, `*` every field of an object, `**` any depth (none included).
 */
export function segments(pattern: string): readonly string[] {
  const known = patterns.get(pattern);
  if (known !== undefined) return known;
  const parsed = pattern.split(/\.|(?=\[\])/).filter((segment) => segment !== '');
  patterns.set(pattern, parsed);
  return parsed;
}

/** Patterns are few and asked for all the time. */
const patterns = new Map<string, readonly string[]>();

/** A value with every place that the pattern matches replaced; what did not change is shared, not copied. */
export function transform(value: Json, pattern: string, replace: Replace): Json | undefined {
  return walk(value, segments(pattern), [], replace);
}

/** A body with every place that the pattern matches replaced. */
export function transformBody(body: Body, pattern: string, replace: Replace): Body {
  if (misses(body, pattern)) return body;
  const result = transform(body, pattern, replace);
  return isBody(result) ? result : body;
}

/** A body without the places that any of the patterns matches. */
export function strip(body: Body, patterns: readonly string[]): Body {
  const isField = (pattern: string): boolean => /^[^.[*]+$/.test(pattern);
  const fields = new Set(patterns.filter((pattern) => isField(pattern) && Object.hasOwn(body, pattern)));
  const kept = fields.size === 0 ? body : omit(body, [...fields]);
  const deeper = patterns.filter((pattern) => !isField(pattern));
  return deeper.reduce((rest, pattern) => transformBody(rest, pattern, () => undefined), kept);
}

/** Every place that the pattern matches, in document order. */
export function select(value: Json, pattern: string): { path: Path; value: Json }[] {
  if (misses(value, pattern)) return [];
  const found: { path: Path; value: Json }[] = [];
  transform(value, pattern, (inner, path) => {
    found.push({ path, value: inner });
    return inner;
  });
  return found;
}

/** Whether a pattern matches a path, or, with `within`, a place above it. */
export function isMatch(pattern: string, path: Path, within = false): boolean {
  const [first] = path;
  const field = firstField(pattern);
  if (field !== undefined && first !== undefined && field !== first) return false;
  return matches(segments(pattern), path, within);
}

/** Whether a path is another one, or a place inside it. */
export function isInside(path: Path, other: Path): boolean {
  return other.every((segment, index) => path[index] === segment);
}

/** Orders paths field by field; positions of a list by their number. */
export function comparePaths(a: Path, b: Path): number {
  const at = a.findIndex((segment, index) => segment !== b[index]);
  const [left, right] = at < 0 ? [undefined, undefined] : [a[at], b[at]];
  if (left === undefined || right === undefined) return a.length - b.length;
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  return compareText(String(left), String(right));
}

/** The value at a path; `undefined` when there is none. */
export function valueAt(value: Json | undefined, path: Path): Json | undefined {
  return path.reduce<Json | undefined>((inner, segment) => child(inner, segment), value);
}

/** A body without one place. Items of lists stay, so that the places of the others do not change. */
export function without(body: Body, path: Path): Body {
  const left = remove(body, path);
  return isBody(left) ? left : body;
}

/** A path as people write it: `options.attributes[0].name`, `client_metadata["my key"]`. */
export function formatPath(path: Path): string {
  const text = path.map((segment) => {
    if (typeof segment === 'number') return `[${segment}]`;
    if (isItem(segment)) return `[${segment.slice(itemMark.length)}]`;
    return /^[\w$:-]+$/.test(segment) ? `.${segment}` : `[${JSON.stringify(segment)}]`;
  });
  return text.join('').replace(/^\./, '');
}

/** Whether a pattern begins with a field that the value does not have: most patterns do, of most bodies. */
function misses(value: Json, pattern: string): boolean {
  const first = firstField(pattern);
  return first !== undefined && isBody(value) && !Object.hasOwn(value, first);
}

function firstField(pattern: string): string | undefined {
  return /^[^.[*]+/.exec(pattern)?.[0];
}

function child(value: Json | undefined, segment: string | number): Json | undefined {
  if (Array.isArray(value)) return typeof segment === 'number' ? value[segment] : undefined;
  if (!isBody(value) || typeof segment === 'number') return undefined;
  return Object.hasOwn(value, segment) ? value[segment] : undefined;
}

function remove(value: Json, path: Path): Json {
  const [segment, ...below] = path;
  if (Array.isArray(value)) return value.map((item, index) => (index === segment ? remove(item, below) : item));
  const inner = segment === undefined ? undefined : child(value, segment);
  if (!isBody(value) || segment === undefined || inner === undefined) return value;
  const fields = Object.entries(value).filter(([field]) => field !== segment || below.length > 0);
  return Object.fromEntries(fields.map(([field, item]) => [field, field === segment ? remove(inner, below) : item]));
}

function matches(pattern: readonly string[], path: Path, within: boolean): boolean {
  const [head, ...rest] = pattern;
  if (head === undefined) return within || path.length === 0;
  if (head === '**') return matches(rest, path, within) || (path.length > 0 && matches(pattern, path.slice(1), within));
  const [segment, ...below] = path;
  if (segment === undefined) return false;
  const isHere = head === '[]' ? isItem(segment) : head === '*' ? !isItem(segment) : head === segment;
  return isHere && matches(rest, below, within);
}

function walk(value: Json, pattern: readonly string[], path: Path, replace: Replace): Json | undefined {
  const [head, ...rest] = pattern;
  if (head === undefined) return replace(value, path);
  if (head === '**') {
    const here = walk(value, rest, path, replace);
    return here === undefined ? undefined : walkChildren(here, () => pattern, path, replace);
  }
  // The usual segment is a field, and the other fields need no visit.
  if (head !== '[]' && head !== '*') return isBody(value) ? walkField(value, head, rest, { path, replace }) : value;
  const isHere = (segment: string | number): boolean => (head === '[]') === isItem(segment);
  return walkChildren(value, (segment) => (isHere(segment) ? rest : undefined), path, replace);
}

function walkField(
  body: Body,
  field: string,
  pattern: readonly string[],
  { path, replace }: { path: Path; replace: Replace },
): Json {
  const before = Object.hasOwn(body, field) && !isItem(field) ? body[field] : undefined;
  if (before === undefined) return body;
  const after = walk(before, pattern, [...path, field], replace);
  if (after === before) return body;
  return after === undefined ? omit(body, [field]) : { ...body, [field]: after };
}

function walkChildren(
  value: Json,
  patternFor: (segment: string | number) => readonly string[] | undefined,
  path: Path,
  replace: Replace,
): Json {
  const visit = (inner: Json, segment: string | number): Json | undefined => {
    const pattern = patternFor(segment);
    return pattern === undefined ? inner : walk(inner, pattern, [...path, segment], replace);
  };
  if (Array.isArray(value)) {
    const items = value.map((item, index) => visit(item, index));
    return items.every((item, index) => item === value[index]) ? value : items.filter((item) => item !== undefined);
  }
  if (!isBody(value)) return value;
  const fields = Object.entries(value).map(([field, inner]) => [field, visit(inner, field)] as const);
  if (fields.every(([field, inner]) => inner === value[field])) return value;
  return Object.fromEntries(fields.flatMap(([field, inner]) => (inner === undefined ? [] : [[field, inner]])));
}
