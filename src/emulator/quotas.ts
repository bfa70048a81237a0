import { bodyOf, textOf, type Body } from './body.ts';
import { refuse } from './errors.ts';
import type { Tenant } from './route.ts';

/** How many tokens clients and organizations may have, and had. Eventual consistency is not emulated. */
export interface Quotas {
  /** Counts a token that is about to be given; refuses it when one of the quotas is used up. */
  readonly take: (request: Request, client: Body, organizationId: string | undefined) => void;
  /** What the answer to a request says of quotas. */
  readonly headersOf: (request: Request) => { readonly [name: string]: string };
}

/** A quota in the window that it is in now. */
interface Window {
  readonly key: string;
  readonly name: 'per_hour' | 'per_day';
  readonly limit: number;
  readonly used: number;
  /** In seconds. */
  readonly reset: number;
}

const LENGTHS = { per_hour: 3_600_000, per_day: 86_400_000 } as const;

/** Counts the tokens of a tenant, in windows that begin with the hour and the day of UTC. */
export function quotasOf({ store, now }: Tenant): Quotas {
  const counts = new Map<string, number>();
  const told = new WeakMap<Request, { [name: string]: string }>();
  const windowsOf = (owner: string, quota: Body): Window[] =>
    (['per_hour', 'per_day'] as const).flatMap((name): Window[] => {
      const limit = quota[name];
      if (typeof limit !== 'number') return [];
      const [length, at] = [LENGTHS[name], now()];
      const key = `${owner} ${name} ${Math.floor(at / length)}`;
      return [{ key, name, limit, used: counts.get(key) ?? 0, reset: Math.ceil((length - (at % length)) / 1000) }];
    });
  return {
    headersOf: (request) => told.get(request) ?? {},
    take(request, client, organizationId) {
      const standard = bodyOf(store.get('settings', 'tenant')?.['default_token_quota']);
      const organization = store.get('organizations', organizationId ?? '');
      const owners = [
        { name: 'Client', id: textOf(client['client_id']), quota: quotaOf(client, standard['clients']) },
        {
          name: 'Organization',
          id: organizationId ?? '',
          quota: organization === undefined ? {} : quotaOf(organization, standard['organizations']),
        },
      ].map(({ name, id, quota }) => ({ name, quota, windows: windowsOf(`${name} ${id}`, quota) }));
      const full = owners.flatMap(({ quota, windows }) =>
        quota['enforce'] === false ? [] : windows.filter(({ limit, used }) => used >= limit),
      );
      const taken = full.length === 0 ? 1 : 0;
      for (const { key, used } of owners.flatMap(({ windows }) => windows)) counts.set(key, used + taken);
      const headers = owners.flatMap(({ name, windows }) =>
        windows.length === 0 ? [] : [[`auth0-${name.toLowerCase()}-quota-limit`, headerOf(windows, taken)]],
      );
      const wait = Math.max(0, ...full.map(({ reset }) => reset));
      const retry = full.length === 0 ? {} : { 'retry-after': String(wait) };
      told.set(request, {
        ...Object.fromEntries<string>(headers.map(([name = '', value = '']) => [name, value])),
        ...retry,
      });
      if (full.length > 0) throw refuse('token.quota');
    },
  };
}

/** Its own quota, or else that of all of its kind. */
function quotaOf(owner: Body, standard: Body[string] | undefined): Body {
  const own = bodyOf(owner['token_quota'])['client_credentials'];
  return bodyOf(own ?? bodyOf(standard)['client_credentials']);
}

const headerOf = (windows: readonly Window[], taken: number): string =>
  windows
    .map(({ name, limit, used, reset }) => `b=${name};q=${limit};r=${Math.max(0, limit - used - taken)};t=${reset}`)
    .join(',');
