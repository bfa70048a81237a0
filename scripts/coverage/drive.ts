// What the catalog does with the API: every endpoint of every descriptor is called against an API that takes anything.
import { ManagementClient } from 'auth0';
import type { Body } from '../../src/model/json.ts';
import type { Api, Target } from '../../src/resources/endpoints.ts';
import { kindsOf } from '../../src/resources/kind.ts';
import type { Kind } from '../../src/resources/kind.ts';
import type { Section } from '../schemas/tenant-file.ts';
import { samplesOf } from './sample.ts';

/** A request that a kind of the catalog makes. */
export interface Driven {
  kind: string;
  method: string;
  /** Below `/api/v2`, ids and keys filled in. */
  path: string;
}

/** Every request that every kind makes, each once, in the order of the catalog. */
export async function drive(sections: readonly Section[]): Promise<Driven[]> {
  const driven = new Map<string, Driven>();
  for (const section of sections) {
    for (const kind of kindsOf([section.type]).values()) {
      const api = recordingApi((method, path) => {
        driven.set(`${kind.name} ${method} ${path}`, { kind: kind.name, method, path });
      });
      for (const body of samplesOf(kind, section)) await call(kind, api, body);
    }
  }
  return [...driven.values()];
}

/** Calls everything that makes requests. What it then does with answers that say nothing is of no interest. */
async function call({ endpoints, hooks }: Kind, api: Api, body: Body): Promise<void> {
  const target: Target = { id: 'id', keys: body, parent: 'parent' };
  const calls = [
    () => endpoints.list?.(api, target),
    () => endpoints.listAll?.list(api),
    () => endpoints.get?.(api, target),
    () => endpoints.create?.(api, target, body),
    () => endpoints.update?.(api, target, body),
    () => endpoints.delete?.(api, target),
    () => endpoints.batch?.create(api, 'parent', [body]),
    () => endpoints.batch?.delete(api, 'parent', [body]),
    () => hooks?.toApi?.(body, api),
    () => hooks?.afterWrite?.(api, target, body, Object.keys(body)),
  ];
  for (const one of calls) {
    try {
      await one();
    } catch {
      // The requests up to here are recorded.
    }
  }
}

/** A client of the SDK whose requests go nowhere. Its answers differ, and say of everything that waits that it is done. */
function recordingApi(record: (method: string, path: string) => void): Api {
  let count = 0;
  const client = new ManagementClient({
    domain: 'nowhere.invalid',
    token: 'none',
    maxRetries: 0,
    fetch: (input, init) => {
      const { pathname } = new URL(input instanceof Request ? input.url : input);
      record((init?.method ?? 'GET').toUpperCase(), decodeURIComponent(pathname.replace('/api/v2', '')));
      count += 1;
      return Promise.resolve(Response.json({ id: 'id', count, status: 'built', all_changes_deployed: true }));
    },
  });
  return client as unknown as Api;
}
