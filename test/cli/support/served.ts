import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { inside } from './tenantry.ts';
import type { Result } from './tenantry.ts';

/** An emulator that the program serves inside of this process. */
export interface ServedInside {
  url: string;
  /** What it has written to stderr so far. */
  said: () => string;
  /** Ends it as a signal does. */
  stop: () => Promise<Result>;
}

/** Serves by `tenantry emulate` in a folder until the test has ended. Throws when it ends before it listens. */
export async function serveInside(cwd: string, args: readonly string[], env = {}): Promise<ServedInside> {
  const { result, stop, stdout, stderr } = inside(['emulate', ...args, '--port', '0'], { cwd, env });
  let said = '';
  stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const end = async (): Promise<Result> => {
    stop();
    return result;
  };
  onTestFinished(async () => void (await end()));
  const line = once(createInterface({ input: stdout }), 'line') as Promise<[string]>;
  const [url] = await Promise.race([
    line,
    result.then(({ code, stderr: text }): never => {
      throw new Error(`ended with ${code}: ${text}`);
    }),
  ]);
  return { url, said: () => said, stop: end };
}

/** A tenant with two clients, two APIs, three grants and environments for it. */
export const files = {
  'tenant.yaml': `
clients:
  - { name: Dispatch Service, app_type: non_interactive, grant_types: [client_credentials] }
  - { name: Portal, app_type: spa, callbacks: ['http://localhost:3000'], token_endpoint_auth_method: none }
resourceServers:
  - { name: Parcels, identifier: 'https://parcels.example', scopes: [{ value: 'read:parcels' }, { value: 'scan:parcels' }], token_lifetime: 3600 }
  - { name: Billing, identifier: 'https://billing.example', signing_alg: HS256, signing_secret: a-secret-of-enough-bytes-for-hs256 }
clientGrants:
  - { client_id: Dispatch Service, audience: 'https://parcels.example', scope: ['read:parcels', 'scan:parcels'] }
  - { client_id: Dispatch Service, audience: 'https://billing.example', scope: [] }
`,
  'environments/local.yaml': 'domain: local\npolicy: { delete: true }\n',
  'environments/prod.yaml': 'domain: acme.eu.auth0.com\n',
};
