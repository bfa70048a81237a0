import { isBody, isJson } from '../model/json.ts';
import type { Body, Json } from '../model/json.ts';
import { formatPath } from '../model/path.ts';
import type { Path } from '../model/path.ts';

/** What a value has to look like: throws a `Misfit` at the first place that does not. */
export type Shape<Type> = (value: unknown, at: Path) => asserts value is Type;

/** The shape of a field that may be absent. */
export interface Optional<Type> {
  optional: Shape<Type>;
}

/** The shapes of all fields of an object, the optional ones marked as such: the compiler compares them with the type. */
type Fields<Type> = {
  [Name in keyof Type]-?: object extends Pick<Type, Name> ? Optional<Required<Type>[Name]> : Shape<Type[Name]>;
};

/** A value of that shape. Throws what `refuse` makes of the first place that is not, and of what it has to be. */
export function shaped<Type>(
  value: unknown,
  shape: Shape<Type>,
  refuse: (place: string, wanted: string) => Error,
): Type {
  try {
    shape(value, []);
    return value;
  } catch (error) {
    throw error instanceof Misfit ? refuse(error.place, error.wanted) : error;
  }
}

/** Whether a value is of that shape. */
export function isShaped<Type>(value: unknown, shape: Shape<Type>): value is Type {
  try {
    shape(value, []);
    return true;
  } catch (error) {
    if (error instanceof Misfit) return false;
    throw error;
  }
}

/** A value that is not of the shape that it has to be. */
class Misfit extends Error {
  /** Where in the value, as people write it; empty for the value itself. */
  readonly place: string;
  readonly wanted: string;

  constructor(at: Path, wanted: string) {
    super(`${formatPath(at)} has to be ${wanted}`);
    this.place = formatPath(at);
    this.wanted = wanted;
  }
}

/** Any string. */
export const text: Shape<string> = (value, at): asserts value is string =>
  insist(typeof value === 'string', at, 'a string');

/** Any number. */
export const number: Shape<number> = (value, at): asserts value is number =>
  insist(typeof value === 'number', at, 'a number');

/** The value `true`. */
export const yes: Shape<true> = (value, at): asserts value is true => insist(value === true, at, 'true');

/** True or false. */
export const truth: Shape<boolean> = (value, at): asserts value is boolean =>
  insist(typeof value === 'boolean', at, 'a boolean');

/** Any JSON value. */
export const json: Shape<Json> = (value, at): asserts value is Json => insist(isJson(value), at, 'a JSON value');

/** Any JSON object. */
export const body: Shape<Body> = (value, at): asserts value is Body =>
  insist(isJson(value) && isBody(value), at, 'an object');

/** One of these strings. */
export function oneOf<Choice extends string>(...choices: readonly Choice[]): Shape<Choice> {
  return (value, at): asserts value is Choice =>
    insist(
      choices.some((choice) => choice === value),
      at,
      `one of ${choices.join(', ')}`,
    );
}

/** A string or a number, as the segments of paths are. */
export const segment: Shape<string | number> = (value, at): asserts value is string | number =>
  insist(typeof value === 'string' || typeof value === 'number', at, 'a string or a number');

/** An array of values of one shape. */
export function list<Item>(item: Shape<Item>): Shape<Item[]> {
  return (value, at): asserts value is Item[] => {
    insist(Array.isArray(value), at, 'an array');
    for (const [index, one] of value.entries()) item(one, [...at, index]);
  };
}

/** An object whose fields are names, with values of one shape. */
export function record<Value>(inner: Shape<Value>): Shape<Record<string, Value>> {
  return (value, at): asserts value is Record<string, Value> => {
    insist(isRecord(value), at, 'an object');
    for (const [name, one] of Object.entries(value)) inner(one, [...at, name]);
  };
}

/** A field that may be absent. */
export function optional<Value>(shape: Shape<Value>): Optional<Value> {
  return { optional: shape };
}

/** An object with these fields. Others are let be: a later version may have written them. */
export function object<Type extends object>(fields: Fields<Type>): Shape<Type> {
  return (value, at): asserts value is Type => {
    insist(isRecord(value), at, 'an object');
    for (const [name, field] of Object.entries<Shape<unknown> | Optional<unknown>>(fields)) {
      const shape: Shape<unknown> = typeof field === 'function' ? field : field.optional;
      const found = value[name];
      if (found !== undefined || typeof field === 'function') shape(found, [...at, name]);
    }
  };
}

/** One of several objects, which a field tells apart. */
export function tagged<Type extends object, Tag extends keyof Type & string>(
  tag: Tag,
  variants: { [Value in Type[Tag] & string]: Shape<Extract<Type, Record<Tag, Value>>> },
): Shape<Type> {
  const byValue = new Map<string, Shape<Type>>(Object.entries<Shape<Type>>(variants));
  return (value, at): asserts value is Type => {
    insist(isRecord(value), at, 'an object');
    const found = byValue.get(String(value[tag]));
    insist(found !== undefined, [...at, tag], `one of ${[...byValue.keys()].join(', ')}`);
    const shape: Shape<Type> = found;
    shape(value, at);
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function insist(holds: boolean, at: Path, wanted: string): asserts holds {
  if (!holds) throw new Misfit(at, wanted);
}
