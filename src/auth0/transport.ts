import { messages } from './messages.ts';

/**
 * The function that every request to a tenant goes through; the SDK uses it for API calls and for the token alike. `tried` is
 * the number of the try, from 1.
 */
export type Fetch = (url: string, init: RequestInit, tried?: number) => Promise<Response>;

/** What a connection may do: a preview reads, an apply writes. */
export type Access = 'read' | 'write';

/**
 * A fetch for one connection.
 *
 * With the access `read` it refuses every method but GET, and the token request: whatever a planning stage tries, nothing
 * is written.
 */
export function transport(send: Fetch, access: Access): Fetch {
  return async (url, init) => {
    const method = (init.method ?? 'GET').toUpperCase();
    if (access === 'read' && method !== 'GET' && !isTokenRequest(url, method)) {
      throw messages.writeRefused(method, new URL(url).pathname);
    }
    const path = url.replace(/^[a-z]+:\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '');
    if (!path.split('/').slice(1).every(isPart)) throw messages.pathRefused(method, path);
    return send(url, init);
  };
}

function isTokenRequest(url: string, method: string): boolean {
  return method === 'POST' && new URL(url).pathname === '/oauth/token';
}

/** Whether a part of a path leads to what it names, and to nothing above or beside: ids come from answers. */
function isPart(part: string): boolean {
  return !['', '.', '..'].includes(decoded(part)) && !/[/\\]/.test(decoded(part));
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}
