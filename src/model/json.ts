/** Any JSON value. */
export type Json = null | boolean | number | string | Json[] | Body;

/** A JSON object: the body of a resource or a part of one. */
export interface Body {
  [key: string]: Json;
}

/** Whether a value is a JSON object. */
export function isBody(value: Json | undefined): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value of a field that a body has of its own: names such as `constructor` are nothing special. */
export function own(body: Body, field: string): Json | undefined {
  return Object.hasOwn(body, field) ? body[field] : undefined;
}

/** Whether a value is empty: absent, null, an empty string, array or object. */
export function isEmpty(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** Whether a value is empty, or an object of which all fields are. */
export function isHollow(value: Json | undefined): boolean {
  return isEmpty(value) || (isBody(value) && Object.values(value).every(isHollow));
}

/** JSON text with sorted keys: the same value gives the same text. */
export function stableText(value: Json): string {
  return JSON.stringify(value, (_key, inner: Json) =>
    isBody(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => compareText(a, b))) : inner,
  );
}

/** Whether two values are the same JSON, whatever the order of their keys. */
export function isSame(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  const canDiffer = typeof a !== 'object' || typeof b !== 'object' || a === null || b === null;
  return !canDiffer && stableText(a) === stableText(b);
}

/** Orders strings by code unit: the same on every machine, whatever its locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** Orders strings as people do, with numbers in them by their value: `api2` before `api10`. The same everywhere. */
export function compareNatural(a: string, b: string): number {
  const [left, right] = [a.split(/(\d+)/), b.split(/(\d+)/)];
  const at = left.findIndex((part, index) => part !== right[index]);
  const [one, other] = [left[at] ?? '', right[at] ?? ''];
  // Every second part is a number.
  const byValue = at % 2 === 1 ? Number(one) - Number(other) : 0;
  return (Number.isFinite(byValue) ? byValue : 0) || compareText(one, other) || compareText(a, b);
}

/** A body without some of its top-level fields. */
export function omit(body: Body, fields: readonly string[]): Body {
  return Object.fromEntries(Object.entries(body).filter(([field]) => !fields.includes(field)));
}

/** A body with only some of its top-level fields. */
export function pick(body: Body, fields: readonly string[]): Body {
  return Object.fromEntries(Object.entries(body).filter(([field]) => fields.includes(field)));
}

/** A body with more fields; the same body when there are none. */
export function joined(body: Body, more: Body): Body {
  return Object.keys(more).length === 0 ? body : { ...body, ...more };
}

/** A value as the text of a key: strings as they are, all else as JSON. */
export function keyText(value: Json): string {
  return typeof value === 'string' ? value : stableText(value);
}

/** Whether a value of unknown origin is JSON. */
export function isJson(value: unknown): value is Json {
  if (value === null || ['boolean', 'number', 'string'].includes(typeof value)) return true;
  if (typeof value !== 'object') return false;
  return Object.values(value).every(isJson);
}

/** What JSON may have as it is, and no terminal should be given; what people write with is none of it. */
const unseen = /(?![\u200C\u200D])[\p{Cf}\p{Zl}\p{Zp}\u007F-\u009F]/gu;

/** A value as JSON text in which every character can be seen: the others are escapes. */
export function jsonText(value: unknown, indentation?: number): string {
  return JSON.stringify(value, undefined, indentation).replaceAll(unseen, (sign) =>
    sign.replaceAll(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  );
}

/** The value of a JSON text; `undefined` when the text is not JSON. */
export function parseJson(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJson(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
