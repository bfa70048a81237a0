import type { AddressInfo } from 'node:net';
import { serve as listen } from '@hono/node-server';
import type { HttpBindings } from '@hono/node-server';
import { ConnectionLost } from './conditions.ts';
import type { Emulator } from './emulator.ts';

/** Serves an emulator on a port of this machine, over plain http. Port 0 takes a free one. */
export function serve(
  emulator: Emulator,
  { port, host = '127.0.0.1' }: { port: number; host?: string },
): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  return new Promise((resolve, reject) => {
    const server = listen(
      { fetch: (request, env) => answer(emulator, request, env), port, hostname: host },
      (address: AddressInfo) => {
        resolve({
          url: `http://${host}:${address.port}`,
          close: () => new Promise((closed) => server.close(() => closed())),
        });
      },
    );
    server.on('error', reject);
  });
}

/** A connection that is to be lost is cut: the client sees what it would see of a server that died. */
async function answer(emulator: Emulator, request: Request, env: object): Promise<Response> {
  try {
    return await emulator.fetch(request);
  } catch (error) {
    if (!(error instanceof ConnectionLost) || !isNodeRequest(env)) throw error;
    env.incoming.socket.destroy();
    return new Response(null, { headers: { 'x-hono-already-sent': 'true' } });
  }
}

function isNodeRequest(env: object): env is HttpBindings {
  return 'incoming' in env;
}
