import { createServer } from 'node:https';
import { createServer as createProbe, isIP, type AddressInfo } from 'node:net';
import { serve as listen } from '@hono/node-server';
import type { HttpBindings, ServerType } from '@hono/node-server';
import { ConnectionLost } from './conditions.ts';
import type { Emulator } from './emulator.ts';
import { refusal } from './errors.ts';
import { EXTRAS } from './extras.ts';
import { decoded } from './query.ts';

/** Where an emulator is served. */
export interface ServeOptions {
  /** 0 takes a free one. */
  readonly port: number;
  /** By default 127.0.0.1. */
  readonly host?: string;
  /** A certificate and its key as PEM; without them it is served over plain http. */
  readonly tls?: { readonly cert: string; readonly key: string };
  /** Other names by which it is reached. */
  readonly names?: readonly string[];
}

/**
 * How long a connection is kept that nothing is asked by, in milliseconds. Node's own five seconds are the interval in which a device asks
 * for its token: it would be closed at the moment at which it is used again.
 */
const KEEP_ALIVE = 65_000;

/** Serves an emulator on a port of this machine. */
export function serve(
  emulator: Pick<Emulator, 'fetch' | 'close'>,
  { port, host = '127.0.0.1', tls, names = [] }: ServeOptions,
): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const known = ['localhost', host, ...names];
  return new Promise((resolve, reject) => {
    const server = listen(
      {
        fetch: (request, env) => answer(emulator, request, { env, known }),
        port,
        hostname: host,
        ...(tls === undefined
          ? { serverOptions: { keepAliveTimeout: KEEP_ALIVE } }
          : { createServer, serverOptions: { cert: tls.cert, key: tls.key, keepAliveTimeout: KEEP_ALIVE } }),
      },
      (address: AddressInfo) => {
        resolve({
          url: `${tls === undefined ? 'http' : 'https'}://${hostInUrl(host)}:${address.port}`,
          close: async () => {
            await closed(server);
            await emulator.close();
          },
        });
      },
    );
    server.on('error', reject);
  });
}

/** How long requests may take to come to their end when an emulator is stopped, in milliseconds: some hang as they are told to. */
const LAST_MILLISECONDS = 500;

/** Takes no more requests, and ends when those that are in flight have been answered, or cut off. */
function closed(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => {
      if ('closeAllConnections' in server) server.closeAllConnections();
    }, LAST_MILLISECONDS);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
  });
}

/** A port that is kept from others until it is let go. */
export interface HeldPort extends AsyncDisposable {
  readonly port: number;
  readonly letGo: () => Promise<void>;
}

/**
 * Holds a port that nobody uses, or the one that is named, which is not held: an emulator has to know its own before it serves, for the
 * audience of its tokens, and what it does until then takes long enough for another process to be given the same.
 */
export function holdPort(host: string, port = 0): Promise<HeldPort> {
  const held = (known: number, letGo: () => Promise<void>): HeldPort => ({
    port: known,
    letGo,
    [Symbol.asyncDispose]: letGo,
  });
  if (port !== 0) return Promise.resolve(held(port, () => Promise.resolve()));
  return new Promise((resolve, reject) => {
    const probe = createProbe();
    probe.once('error', reject);
    probe.listen(0, host, () => {
      const address = probe.address();
      const found = typeof address === 'object' && address !== null ? address.port : 0;
      // What was closed before says so, and is closed.
      resolve(held(found, () => new Promise((closed) => void probe.close(() => closed()))));
    });
  });
}

/** A port that nobody uses at this moment. */
export async function freePort(host: string): Promise<number> {
  const { port, letGo } = await holdPort(host);
  await letGo();
  return port;
}

/** A host as URLs have it: an IPv6 address stands in brackets. */
export const hostInUrl = (host: string): string => (host.includes(':') ? `[${host}]` : host);

/** A connection that is to be lost is cut: the client sees what it would see of a server that died. */
async function answer(
  emulator: Pick<Emulator, 'fetch'>,
  request: Request,
  { env, known }: { env: object; known: readonly string[] },
): Promise<Response> {
  if (isForeign(request, known))
    return refusal(403, 'The emulator serves this to programs of this machine.').getResponse();
  try {
    return await emulator.fetch(request);
  } catch (error) {
    if (!(error instanceof ConnectionLost) || !isNodeRequest(env)) throw error;
    env.incoming.socket.destroy();
    return new Response(null, { headers: { 'x-hono-already-sent': 'true' } });
  }
}

/**
 * Whether a page of a browser asks for the state of the tenant, for which no token is needed: its origin is another, or its
 * host is a foreign name that was pointed to this machine.
 */
function isForeign({ url, headers }: Request, known: readonly string[]): boolean {
  const { pathname, hostname, origin } = new URL(url);
  if (!decoded(pathname).startsWith(EXTRAS)) return false;
  const asking = headers.get('origin');
  // A name without a dot is one of this machine or of the network of its containers: no page comes from there.
  const isKnown = known.includes(hostname) || !hostname.includes('.') || isIP(hostname.replace(/^\[|\]$/g, '')) !== 0;
  return !isKnown || (asking !== null && asking !== origin);
}

function isNodeRequest(env: object): env is HttpBindings {
  return 'incoming' in env;
}
