import { messages } from '../model/messages.ts';

/** The function that every request to a tenant goes through; the SDK uses it for API calls and for the token alike. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** What a connection may do: a preview reads, an apply writes. */
export type Access = 'read' | 'write';

/** How requests leave: at most `concurrency` at a time. */
export interface TransportOptions {
  access: Access;
  concurrency: number;
}

/**
 * A fetch for one connection.
 *
 * With the access `read` it refuses every method but GET, and the token request: whatever a planning stage tries, nothing
 * is written.
 */
export function transport(send: Fetch, { access, concurrency }: TransportOptions): Fetch {
  const enter = gate(concurrency);
  return async (url, init) => {
    const method = (init.method ?? 'GET').toUpperCase();
    if (access === 'read' && method !== 'GET' && !isTokenRequest(url, method)) {
      throw messages.writeRefused(method, new URL(url).pathname);
    }
    const leave = await enter();
    try {
      return await send(url, init);
    } finally {
      leave();
    }
  };
}

function isTokenRequest(url: string, method: string): boolean {
  return method === 'POST' && new URL(url).pathname === '/oauth/token';
}

/** Lets that many in at a time, in the order of their coming. */
function gate(places: number): () => Promise<() => void> {
  const waiting: (() => void)[] = [];
  let free = places;
  const leave = (): void => {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
  };
  return async () => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    return leave;
  };
}
