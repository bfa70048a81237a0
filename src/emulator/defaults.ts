import { isBody, type Body, type Json } from './body.ts';

/** What a body has by default where a field has one of some values; without a field, always. */
export interface DefaultsRow {
  readonly field?: string;
  readonly is?: readonly Json[];
  /** Objects are merged into those of earlier rows; null takes a default away again. */
  readonly defaults: Body;
}

/** The defaults of a body: of all rows that fit it, a later one over an earlier one. */
export function defaultsFor(rows: readonly DefaultsRow[], body: Body): Body {
  return rows
    .filter(({ field, is = [] }) => field === undefined || is.some((value) => (body[field] ?? null) === value))
    .reduce((sum: Body, { defaults }) => overlaid(sum, defaults), {});
}

/** Lays a body over another, object by object. */
export function overlaid(under: Body, over: Body): Body {
  const after = { ...under };
  for (const [key, value] of Object.entries(over)) {
    const old = after[key];
    if (value === null) delete after[key];
    else after[key] = isBody(value) && isBody(old) ? overlaid(old, value) : value;
  }
  return after;
}
