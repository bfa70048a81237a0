/** Any JSON value. */
export type Json = null | boolean | number | string | Json[] | Body;

/** A JSON object. Stored bodies are never changed in place: a change stores a new one. */
export type Body = { [key: string]: Json };

/** Whether a value is a JSON object. */
export const isBody = (value: unknown): value is Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isJson = (value: unknown): value is Json => value !== undefined;

/** Parses JSON text; undefined when it is none. */
export function parseJson(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJson(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The string at hand, or an empty one. */
export const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

/** The object at hand, or an empty one. */
export const bodyOf = (value: Json | undefined): Body => (isBody(value) ? value : {});

/** The array at hand, or an empty one. */
export const listOf = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : []);

/** The strings in an array. */
export const textsOf = (value: Json | undefined): string[] => listOf(value).filter((item) => typeof item === 'string');

/** The objects in an array. */
export const bodiesOf = (value: Json | undefined): Body[] => listOf(value).filter((item) => isBody(item));

/** A body with only the named keys, in that order. */
export function pick(body: Body, keys: readonly string[]): Body {
  return Object.fromEntries(keys.flatMap((key) => (body[key] === undefined ? [] : [[key, body[key]]])));
}

/** A body without the named keys. */
export function omit(body: Body, keys: readonly string[]): Body {
  return Object.fromEntries(Object.entries(body).filter(([key]) => !keys.includes(key)));
}

/** Every value of the named key, at any depth. */
export function valuesAt(value: Json | undefined, key: string): Json[] {
  if (Array.isArray(value)) return value.flatMap((item) => valuesAt(item, key));
  if (!isBody(value)) return [];
  return Object.entries(value).flatMap(([name, item]) => [...(name === key ? [item] : []), ...valuesAt(item, key)]);
}
