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
  return walk(value, { pattern: segments(pattern), replace, path: [] }, 0);
}

/** A body with every place that the pattern matches replaced. */
export function transformBody(body: Body, pattern: string, replace: Replace): Body {
  const result = transform(body, pattern, replace);
  return isBody(result) ? result : body;
}

/** A body without the places that any of the patterns matches. */
export function strip(body: Body, patterns: readonly string[]): Body {
  const fields = patterns.filter((pattern) => Object.hasOwn(body, pattern) && !/[.[*]/.test(pattern));
  const kept = fields.length === 0 ? body : omit(body, fields);
  return patterns.reduce((rest, pattern) => transformBody(rest, pattern, () => undefined), kept);
}

/** Every place that the pattern matches, in document order. */
export function select(value: Json, pattern: string): { path: Path; value: Json }[] {
  const found: { path: Path; value: Json }[] = [];
  transform(value, pattern, (inner, path) => {
    found.push({ path, value: inner });
    return inner;
  });
  return found;
}

/** Whether a pattern matches a path, or, with `within`, a place above it. */
export function isMatch(pattern: string, path: Path, within = false): boolean {
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

/** A body with another value at a place that it has; the same body when it has not. */
export function replaceAt(body: Body, path: Path, value: Json): Body {
  if (valueAt(body, path) === undefined) return body;
  const replaced = replace(body, path, value);
  return isBody(replaced) ? replaced : body;
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

function child(value: Json | undefined, segment: string | number): Json | undefined {
  if (Array.isArray(value)) return typeof segment === 'number' ? value[segment] : undefined;
  if (!isBody(value) || typeof segment === 'number') return undefined;
  return Object.hasOwn(value, segment) ? value[segment] : undefined;
}

function replace(value: Json, [segment, ...below]: Path, put: Json): Json {
  if (segment === undefined) return put;
  if (Array.isArray(value)) return value.map((item, index) => (index === segment ? replace(item, below, put) : item));
  if (!isBody(value)) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(
    entries.map(([field, item]) => [field, field === segment ? replace(item, below, put) : item]),
  );
}

function remove(value: Json, path: Path): Json {
  const [segment, ...below] = path;
  if (Array.isArray(value)) return value.map((item, index) => (index === segment ? remove(item, below) : item));
  const inner = segment === undefined ? undefined : child(value, segment);
  if (!isBody(value) || segment === undefined || inner === undefined) return value;
  const fields = Object.entries(value).filter(([field]) => field !== segment || below.length > 0);
  return Object.fromEntries(fields.map(([field, item]) => [field, field === segment ? remove(inner, below) : item]));
}

function matches(pattern: readonly string[], path: Path, within: boolean, step = 0, depth = 0): boolean {
  const head = pattern[step];
  if (head === undefined) return within || path.length === depth;
  const segment = path[depth];
  if (head === '**') {
    if (matches(pattern, path, within, step + 1, depth)) return true;
    return segment !== undefined && matches(pattern, path, within, step, depth + 1);
  }
  return segment !== undefined && isHere(head, segment) && matches(pattern, path, within, step + 1, depth + 1);
}

/** Whether a segment is one that a step of a pattern stands for. */
function isHere(step: string, segment: string | number): boolean {
  if (step === '**') return true;
  if (step === '[]') return isItem(segment);
  return step === '*' ? !isItem(segment) : step === segment;
}

/** One walk through a value; `path` is where it is. Bodies are walked through all the time: nothing is made where nothing is found. */
interface Walk {
  pattern: readonly string[];
  replace: Replace;
  path: (string | number)[];
}

function walk(value: Json, at: Walk, step: number): Json | undefined {
  const head = at.pattern[step];
  if (head === undefined) return at.replace(value, [...at.path]);
  if (head !== '**') return walkInside(value, at, head, step + 1);
  const here = walk(value, at, step + 1);
  return here === undefined ? undefined : walkInside(here, at, head, step);
}

function walkInside(value: Json, at: Walk, head: string, next: number): Json {
  const visit = (inner: Json, segment: string | number): Json | undefined => {
    if (!isHere(head, segment)) return inner;
    at.path.push(segment);
    const replaced = walk(inner, at, next);
    at.path.pop();
    return replaced;
  };
  if (Array.isArray(value)) {
    if (head !== '[]' && head !== '**') return value;
    const items = value.map(visit);
    return items.every((item, index) => item === value[index]) ? value : items.filter((item) => item !== undefined);
  }
  if (!isBody(value)) return value;
  const isField = head !== '[]' && head !== '*' && head !== '**';
  if (isField && !Object.hasOwn(value, head)) return value;
  let changed: Map<string, Json | undefined> | undefined;
  for (const field of isField ? [head] : Object.keys(value)) {
    const inner = value[field] ?? null;
    const replaced = visit(inner, field);
    if (replaced !== inner) changed = (changed ?? new Map<string, Json | undefined>()).set(field, replaced);
  }
  return changed === undefined ? value : withFields(value, changed);
}

/** A body with other values in some fields; `undefined` takes a field away. */
function withFields(body: Body, changed: ReadonlyMap<string, Json | undefined>): Body {
  return Object.fromEntries(
    Object.entries(body).flatMap(([field, inner]): [string, Json][] => {
      const value = changed.has(field) ? changed.get(field) : inner;
      return value === undefined ? [] : [[field, value]];
    }),
  );
}
