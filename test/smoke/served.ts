import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent, getGlobalDispatcher, setGlobalDispatcher } from 'undici';
import { afterAll, beforeAll } from 'vitest';
import { makeCertificate } from '../../src/emulator/certificate.ts';
import { createEmulator } from '../../src/emulator/emulator.ts';
import type { Emulator, EmulatorOptions } from '../../src/emulator/emulator.ts';
import { DEPLOYER } from '../../src/emulator/seed.ts';
import { freePort, serve } from '../../src/emulator/serve.ts';

const certificate = makeCertificate(Date.now());
const folder = mkdtempSync(join(tmpdir(), 'tenantry-ca-'));
const caPath = join(folder, 'ca.pem');
writeFileSync(caPath, certificate.ca);
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

/**
 * For the top of a file of tests: trusts what is served here until they have ended, and ends it. A process of its own is told by
 * NODE_EXTRA_CA_CERTS whom to trust; this one has to be told otherwise.
 */
export function trustServed(): void {
  const before = getGlobalDispatcher();
  beforeAll(() => setGlobalDispatcher(new Agent({ connect: { ca: certificate.ca } })));
  afterAll(async () => {
    setGlobalDispatcher(before);
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });
}

const servers: { close: () => Promise<void> }[] = [];

/** The environment of a program that talks to a tenant which is served here. */
export const trusting = {
  NODE_EXTRA_CA_CERTS: caPath,
  AUTH0_CLIENT_ID: DEPLOYER.clientId,
  AUTH0_CLIENT_SECRET: DEPLOYER.clientSecret,
  SUSPENDED_PARTNERS: 'none',
};

/** A tenant that is served over TLS. */
export interface TlsTenant {
  /** `host:port`. */
  domain: string;
  emulator: Emulator;
  /** A request to the Management API, with a token of the deployer. */
  call: (method: string, path: string, body?: unknown) => Promise<Row & Row[]>;
}

/** A body of the Management API. */
export type Row = Record<string, unknown> & { id?: string };

/**
 * Serves an emulated tenant over TLS until the tests of the file have ended; a `live` one has none of the paths that only emulators have,
 * so that nobody can tell it from a tenant at Auth0.
 */
export async function servedTenant({
  live = false,
  ...options
}: EmulatorOptions & { live?: boolean } = {}): Promise<TlsTenant> {
  const port = await freePort('127.0.0.1');
  const domain = `127.0.0.1:${port}`;
  const emulator = createEmulator({ domain, buildMilliseconds: 1, ...options });
  const fetchOf = (request: Request): Promise<Response> =>
    live && new URL(request.url).pathname.startsWith('/emulator/')
      ? Promise.resolve(new Response('Not Found', { status: 404 }))
      : emulator.fetch(request);
  const server = await serve({ fetch: fetchOf, close: emulator.close }, { port, tls: certificate });
  servers.push({ close: () => Promise.all([server.close(), emulator.close()]).then(() => undefined) });
  let token: string | undefined;
  const ask = async (method: string, path: string, body: unknown): Promise<Row & Row[]> => {
    const headers = {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    };
    const content = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(`https://${domain}${path}`, { method, headers, ...content });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} ${response.status} ${text}`);
    return JSON.parse(text === '' ? '{}' : text) as Row & Row[];
  };
  return {
    domain,
    emulator,
    call: async (method, path, body) => {
      token ??= String(
        (
          await ask('POST', '/oauth/token', {
            grant_type: 'client_credentials',
            client_id: DEPLOYER.clientId,
            client_secret: DEPLOYER.clientSecret,
            audience: `https://${domain}/api/v2/`,
          })
        )['access_token'],
      );
      return ask(method, `/api/v2${path}`, body);
    },
  };
}
