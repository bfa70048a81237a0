import type { Body, Json } from './body.ts';
import { refusal } from './errors.ts';
import type { QueryRule } from './query.ts';
import type { Entry } from './store.ts';

/**
 * How a list is cut into pages. `offset`: page and per_page, totals on demand. `checkpoint`: from and take, follow
 * `next`. `both`: either. `modules`: page and per_page, always with a total, which is 0 beyond the end. `actions`: the
 * same, but what is 0 is left out. `whole`: not cut, or by checkpoint if asked. `none`: a bare array. `named`: the same
 * inside an object.
 */
export type Paging = 'offset' | 'checkpoint' | 'both' | 'actions' | 'modules' | 'whole' | 'none' | 'named';

/** The paging of one list. */
export interface Pages {
  /** The name of the array in the answer. */
  readonly key: string;
  readonly paging: Paging;
  /** Rows on a page when the caller names no number, by default 50. */
  readonly size?: number;
  /** The largest page, by default 100. */
  readonly max?: number;
  /** Offset pages end after this many rows. */
  readonly rows?: number;
}

type Query = { readonly [name: string]: readonly string[] };

/** The query parameters that go with a paging. */
export function pageQuery({ paging, max = 100 }: Pages): QueryRule {
  const offset: QueryRule = { page: { min: 0, max: Number.MAX_SAFE_INTEGER }, per_page: { min: 1, max } };
  const checkpoint: QueryRule = { from: 'text', take: { min: 1, max } };
  const totals: QueryRule = { include_totals: 'boolean' };
  const rules: Record<Paging, QueryRule> = {
    offset: { ...offset, ...totals },
    checkpoint,
    both: { ...offset, ...totals, ...checkpoint },
    actions: offset,
    modules: offset,
    whole: checkpoint,
    none: {},
    named: {},
  };
  return rules[paging];
}

/** Cuts one page out of the rows of a list, in the shape that goes with the paging. */
export function page(pages: Pages, query: Query, rows: readonly Entry[], show: (body: Body) => Body): Json {
  const isCheckpoint =
    pages.paging === 'checkpoint' ||
    ((pages.paging === 'both' || pages.paging === 'whole') && (query['take'] ?? query['from']) !== undefined);
  if (isCheckpoint) return checkpointPage(pages, query, rows, show);
  if (pages.paging === 'none' || pages.paging === 'whole') return rows.map(({ body }) => show(body));
  if (pages.paging === 'named') return { [pages.key]: rows.map(({ body }) => show(body)) };
  return offsetPage(pages, query, rows, show);
}

function offsetPage(pages: Pages, query: Query, rows: readonly Entry[], show: (body: Body) => Body): Json {
  const number = Number(query['page']?.[0] ?? 0);
  const limit = Number(query['per_page']?.[0] ?? pages.size ?? 50);
  const start = number * limit;
  if (start >= (pages.rows ?? Infinity)) {
    const reachable = `Only the first ${pages.rows} records can be reached with page and per_page.`;
    throw refusal(400, `${reachable} Use the from and take parameters instead.`, 'invalid_paging');
  }
  const items = rows.slice(start, start + limit).map(({ body }) => show(body));
  const total = items.length === 0 ? 0 : rows.length;
  if (pages.paging === 'modules') return { [pages.key]: items, total, page: number, per_page: limit };
  if (pages.paging === 'actions') {
    return { ...(total > 0 && { total }), ...(number > 0 && { page: number }), per_page: limit, [pages.key]: items };
  }
  if (query['include_totals']?.[0] !== 'true') return items;
  return { start, limit, total: rows.length, [pages.key]: items };
}

/** Rows in the order in which lists show the newest first; a cursor still names a place. */
export const newestFirst = (rows: readonly Entry[]): Entry[] =>
  rows.toReversed().map((row, at) => ({ ...row, place: at + 1 }));

/** Checkpoint pages carry no total, and a short page is not the end: every page with a successor is one row short. */
function checkpointPage(pages: Pages, query: Query, rows: readonly Entry[], show: (body: Body) => Body): Json {
  const take = Number(query['take']?.[0] ?? pages.size ?? 50);
  const after = readCursor(query['from']?.[0]);
  const rest = rows.filter(({ place }) => place > after);
  const isLast = rest.length <= take;
  const items = rest.slice(0, isLast || take === 1 ? take : take - 1);
  const last = items.at(-1);
  const answer: Body = { [pages.key]: items.map(({ body }) => show(body)) };
  return isLast || last === undefined ? answer : { ...answer, next: writeCursor(last.place) };
}

const writeCursor = (place: number): string => Buffer.from(`place:${place}`).toString('base64url');

function readCursor(cursor: string | undefined): number {
  if (cursor === undefined || cursor === '') return 0;
  const place = /^place:(\d+)$/.exec(Buffer.from(cursor, 'base64url').toString())?.[1];
  if (place === undefined) throw refusal(400, 'Invalid pagination cursor.', 'invalid_paging');
  return Number(place);
}
