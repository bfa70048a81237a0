import type { Context, Hono } from 'hono';
import type { Account, GitHubState } from './github-state.ts';

/** What routes are given. */
export interface Routes {
  app: Hono;
  state: GitHubState;
  url: () => string;
  /** Where contents are downloaded from: another origin, as at GitHub. */
  blobs: () => string;
  account: (context: Context) => Account;
}

/** One page of a list as GitHub gives it: 30 rows unless `per_page` says otherwise, 100 at most, with `Link` to the others. */
export function page<Row>({ req, header }: Context, rows: readonly Row[], url: string): Row[] {
  const size = Math.min(100, Math.max(1, Number(req.query('per_page') ?? 30)));
  const number = Math.max(1, Number(req.query('page') ?? 1));
  const last = Math.max(1, Math.ceil(rows.length / size));
  const link = (to: number, name: string): string => {
    const address = new URL(req.url.slice(new URL(req.url).origin.length), url);
    address.searchParams.set('page', String(to));
    return `<${address.href}>; rel="${name}"`;
  };
  const links = [
    ...(number > 1 ? [link(number - 1, 'prev'), link(1, 'first')] : []),
    ...(number < last ? [link(number + 1, 'next'), link(last, 'last')] : []),
  ];
  if (links.length > 0) header('link', links.join(', '));
  return rows.slice((number - 1) * size, number * size);
}

/** What is not as it has to be, as GitHub answers it. */
export function unprocessable(context: Context, resource: string, message: string): Response {
  const error = { resource, code: 'unprocessable', field: 'data', message };
  return context.json({ message: 'Validation Failed', errors: [error], status: '422' }, 422);
}

/** What is not there. */
export function missing(context: Context): Response {
  return context.json({ message: 'Not Found', status: '404' }, 404);
}
