// The requests of the catalog: every endpoint of every descriptor is called against an API that accepts everything.
import { ManagementClient } from 'auth0';
import type { Body } from '../../src/model/json.ts';
import { pick } from '../../src/model/json.ts';
import type { Api, Target } from '../../src/catalog/endpoints.ts';
import { catalogOf } from '../../src/catalog/catalog.ts';
import type { Type } from '../../src/catalog/catalog.ts';
import type { Section } from '../schemas/tenant-file.ts';
import { samplesOf } from './sample.ts';

/** A request that a type of the catalog makes. */
export interface Driven {
  type: string;
  method: string;
  /** Below `/api/v2`, ids and keys filled in. */
  path: string;
}

/** Receives every request. */
type Recorder = (method: string, path: string) => void;

/** Every request that every type makes, each once, in the order of the catalog. */
export async function drive(sections: readonly Section[]): Promise<Driven[]> {
  const driven = new Map<string, Driven>();
  for (const section of sections) {
    for (const type of catalogOf([section.type]).values()) {
      const record: Recorder = (method, path) => {
        driven.set(`${type.name} ${method} ${path}`, { type: type.name, method, path });
      };
      for (const body of samplesOf(type, section)) {
        await call(type, record, body);
        // Some endpoints depend on a field that is absent.
        await call(type, record, pick(body, type.identity.keys));
      }
    }
  }
  return [...driven.values()];
}

/** Calls everything that makes requests. What it does with the empty answers does not matter. */
async function call({ endpoints, hooks }: Type, record: Recorder, body: Body): Promise<void> {
  const target: Target = { id: 'id', keys: body, parent: 'parent' };
  const calls: ((api: Api) => unknown)[] = [
    (api) => endpoints.list?.(api, target),
    (api) => endpoints.listAll?.list(api),
    (api) => endpoints.get?.(api, target),
    (api) => endpoints.create?.(api, target, body),
    (api) => endpoints.update?.(api, target, body),
    (api) => endpoints.delete?.(api, target),
    (api) => endpoints.batch?.create(api, 'parent', [body]),
    (api) => endpoints.batch?.delete(api, 'parent', [body]),
    (api) => hooks?.toApi?.(body, api),
    (api) => hooks?.afterWrite?.(api, target, body, Object.keys(body), async () => ({ status: 'built' })),
  ];
  for (const one of calls) {
    try {
      await one(recordingApi(record));
    } catch {
      // The requests up to here are recorded.
    }
  }
}

/** A client of the SDK whose requests go nowhere. No two answers are equal, and every second one is deployed. */
function recordingApi(record: Recorder): Api {
  let count = 0;
  const client = new ManagementClient({
    domain: 'nowhere.invalid',
    token: 'none',
    maxRetries: 0,
    fetch: (input, init) => {
      const { pathname } = new URL(input instanceof Request ? input.url : input);
      record((init?.method ?? 'GET').toUpperCase(), decodeURIComponent(pathname.replace('/api/v2', '')));
      count += 1;
      const state = { status: 'built', all_changes_deployed: count % 2 === 0 };
      return Promise.resolve(Response.json({ id: 'id', count, ...state }));
    },
  });
  return client as unknown as Api;
}
