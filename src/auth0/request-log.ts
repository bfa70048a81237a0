import type { Clock } from './clock.ts';
import type { Fetch } from './transport.ts';

/** One try of a request, and what came of it; never a body, a token or a header that proves something. */
export interface Sent {
  method: string;
  host: string;
  /** The path, with the query of a request to the Management API; of others it may hold anything. */
  path: string;
  /** Absent when there was no answer. */
  status?: number;
  /** Why there was none. */
  error?: string;
  milliseconds: number;
  /** The number of the try, from 1. */
  tried: number;
  /** What the answer says of limits, by the names of headers. */
  limits: Record<string, string>;
}

/** Told of every request when it was answered, or was not. */
export type OnRequest = (sent: Sent) => void;

/** The headers that speak of limits. */
const limitHeader = /^(?:x-ratelimit-|retry-after$|auth0-.*-quota-limit$)/;

/** Tells of everything that is sent. */
export function logged(send: Fetch, { now }: Pick<Clock, 'now'>, onRequest: OnRequest | undefined): Fetch {
  if (onRequest === undefined) return send;
  return async (url, init, tried = 1) => {
    const { host, pathname, search } = new URL(url);
    const query = search === '' || pathname.startsWith('/api/v2/') ? search : '?…';
    const started = now();
    const tell = (result: Pick<Sent, 'status' | 'error' | 'limits'>): void => {
      const method = (init.method ?? 'GET').toUpperCase();
      onRequest({ method, host, path: pathname + query, ...result, milliseconds: now() - started, tried });
    };
    try {
      const response = await send(url, init, tried);
      const limits = Object.fromEntries([...response.headers].filter(([name]) => limitHeader.test(name)));
      tell({ status: response.status, limits });
      return response;
    } catch (error) {
      tell({ error: reasonOf(error), limits: {} });
      throw error;
    }
  };
}

/** The innermost reason: that of `fetch` itself says nothing. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause !== undefined) return reasonOf(error.cause);
  return 'code' in error ? String(error.code) : error.message;
}
