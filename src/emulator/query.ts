import type { Body } from './body.ts';
import { invalidQuery } from './errors.ts';

/** What one query parameter may be: free text, a boolean, a list of texts, or an integer within bounds. */
export type ParameterRule = 'text' | 'boolean' | 'texts' | { readonly min: number; readonly max: number };

/** The query parameters an operation knows. */
export interface QueryRule {
  readonly [name: string]: ParameterRule;
}

/** Checks a query: an unknown parameter or a value out of bounds is refused. Lists come repeated or with commas. */
export function readQuery(parameters: URLSearchParams, rule: QueryRule): Record<string, string[]> {
  const query: Record<string, string[]> = {};
  for (const name of new Set(parameters.keys())) {
    const known = Object.hasOwn(rule, name) ? rule[name] : undefined;
    if (known === undefined) throw invalidQuery(`Additional properties not allowed: ${name}`);
    const values = parameters.getAll(name);
    query[name] = known === 'texts' ? values.flatMap((value) => value.split(',')) : values.slice(-1);
    for (const value of query[name]) checkValue(name, value, known);
  }
  return query;
}

function checkValue(name: string, value: string, rule: ParameterRule): void {
  if (rule === 'boolean' && value !== 'true' && value !== 'false') {
    throw invalidQuery(`Expected type boolean but found type string on property ${name}`);
  }
  if (typeof rule === 'string') return;
  if (!/^-?\d+$/.test(value)) throw invalidQuery(`Expected type integer but found type string on property ${name}`);
  if (Number(value) < rule.min)
    throw invalidQuery(`Value ${value} is less than minimum ${rule.min} on property ${name}`);
  if (Number(value) > rule.max) {
    throw invalidQuery(`Value ${value} is greater than maximum ${rule.max} on property ${name}`);
  }
}

/** The parameters with which a caller chooses fields. */
export const FIELDS: QueryRule = { fields: 'text', include_fields: 'boolean' };

/** Keeps the fields that were asked for, or leaves them out with `include_fields=false`. */
export function chooseFields(body: Body, query: { readonly [name: string]: readonly string[] }): Body {
  const fields = query['fields']?.[0];
  if (fields === undefined || fields === '') return body;
  const named = new Set(fields.split(',').map((field) => field.trim()));
  const isIncluding = query['include_fields']?.[0] !== 'false';
  return Object.fromEntries(Object.entries(body).filter(([key]) => named.has(key) === isIncluding));
}

/** A text of a URL without its escapes; one with a broken escape as it is. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
