import { onePage } from '../catalog/endpoints.ts';
import type { Api } from '../catalog/endpoints.ts';
import type { Body } from '../model/json.ts';

/** The most events that the API gives at once. Source: Auth0's documentation of `GET /api/v2/logs`. */
export const pageSize = 100;

/**
 * Reads the log of a tenant. It is read behind an event, in the order in which events became readable, so that none is missed that came late; a search, which
 * reaches no more than 1,000 events, only finds where to begin.
 */
export interface TenantLog {
  /** The newest event, or the oldest one. */
  newest: () => Promise<Body | undefined>;
  oldest: () => Promise<Body | undefined>;
  /** The first event at or after a time in ISO 8601. */
  firstSince: (time: string) => Promise<Body | undefined>;
  /** The next events behind the one of an id, at most `pageSize`. */
  behind: (id: string) => Promise<Body[]>;
  /** The events that a search finds, the newest first, at most `pages` pages. */
  search: (query: string, pages: number) => Promise<Body[]>;
}

/** The log of the tenant that an API is of. Throws a `Failure`, with the status 403 when the token lacks `read:logs`. */
export function tenantLog(api: Api): TenantLog {
  const searched = (parameters: Body, q?: string): Promise<Body[]> =>
    onePage(api.logs.list({ include_totals: false, ...parameters }, q === undefined ? {} : { queryParams: { q } }));
  const first = async (sort: string, q?: string): Promise<Body | undefined> => {
    const [event] = await searched({ per_page: 1, page: 0, sort }, q);
    return event;
  };
  return {
    newest: () => first('date:-1'),
    oldest: () => first('date:1'),
    firstSince: (time) => first('date:1', `date:[${time} TO *]`),
    behind: (from) => onePage(api.logs.list({}, { queryParams: { from, take: pageSize } })),
    search: async (query, pages) => {
      const found: Body[] = [];
      for (let page = 0; page < pages; page += 1) {
        const events = await searched({ per_page: pageSize, page, sort: 'date:-1' }, query);
        found.push(...events);
        if (events.length < pageSize) break;
      }
      return found;
    },
  };
}
