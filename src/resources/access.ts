import type { Access, Grant, Known } from '../model/access.ts';
import { addressOf } from '../model/address.ts';
import type { Address } from '../model/address.ts';
import { placeOf } from '../model/diagnostic.ts';
import { isBody, omit } from '../model/json.ts';
import type { DesiredResource, DesiredState, LiveResource } from '../model/resource.ts';
import { isUnresolved, nodeAt } from '../model/tree.ts';

/** The types that tokens of machines depend on, and those of them that grants name whether or not the files declare any. */
const types: ReadonlySet<string> = new Set([
  'clients',
  'clientGrants',
  'resourceServers',
  'organizations',
  'customDomains',
]);
const named: ReadonlySet<string> = new Set(['clients', 'resourceServers']);

/** What has to be read of a tenant for `accessOf`. */
export function accessScope({ resources, managed }: DesiredState): DesiredState {
  return {
    resources: new Map([...resources].filter(([, { type }]) => types.has(type))),
    managed: {
      types: new Set([...types].filter((type) => managed.types.has(type) || named.has(type))),
      lists: new Set(),
    },
  };
}

/** Who may get which tokens by client credentials, as the files say it; the tenant fills in what they leave to it. */
export function accessOf(desired: DesiredState, live: ReadonlyMap<Address, LiveResource>): Access {
  const resources = [...desired.resources.values()];
  const of = (name: string): DesiredResource[] => resources.filter(({ type }) => type === name);
  const known = (type: string, key: string): Known => {
    const address = addressOf(type, key);
    return knownOf(address, key, desired.resources.get(address), live.get(address));
  };
  const all = (type: string): Known[] => of(type).map(({ key }) => known(type, key));
  const clients = new Map(all('clients').map((client) => [client.key, client]));
  const apis = new Map(all('resourceServers').map((api) => [api.key, api]));
  const links = of('organizations.client_grants');
  const grants = all('clientGrants').flatMap((grant): Grant[] => {
    const { client_id: name, audience, default_for: isFor, subject_type: subject } = grant.body;
    if ((subject ?? 'client') !== 'client' || typeof audience !== 'string') return [];
    const api = apis.get(audience) ?? known('resourceServers', audience);
    const organizations = links
      .filter(({ key }) => key === grant.key)
      .flatMap(({ parent = '' }) => desired.resources.get(parent) ?? [])
      .map(({ key }) => known('organizations', key));
    if (typeof name === 'string') {
      const client = clients.get(name) ?? known('clients', name);
      clients.set(name, client);
      return [{ ...grant, client, api, organizations }];
    }
    const others = typeof isFor === 'string' ? [...clients.values()].filter(isThirdParty) : [];
    return others.map((client) => ({ ...grant, client, api, organizations }));
  });
  return {
    clients: [...clients.values()],
    apis: [...apis.values()],
    grants: withoutDefaults(grants),
    organizations: all('organizations'),
    keys: of('clients.credentials').map(({ parent = '', body: { pem, alg } }) => ({
      client: parent,
      pem: typeof pem === 'string' ? pem : '',
      alg: typeof alg === 'string' ? alg : undefined,
    })),
    domains: all('customDomains'),
  };
}

function isThirdParty({ body }: Known): boolean {
  const { is_first_party: isFirst, grant_types: types } = body;
  return isFirst === false && Array.isArray(types) && types.includes('client_credentials');
}

/** A grant of a client's own stands before one that is for all of its kind. */
function withoutDefaults(grants: readonly Grant[]): Grant[] {
  const isOwn = ({ body }: Grant): boolean => body['client_id'] !== undefined;
  const same = (a: Grant, b: Grant): boolean => a.client.key === b.client.key && a.api.key === b.api.key;
  return grants.filter((grant) => isOwn(grant) || !grants.some((other) => isOwn(other) && same(other, grant)));
}

function knownOf(
  address: Address,
  key: string,
  declared: DesiredResource | undefined,
  live: LiveResource | undefined,
): Known {
  const { source, body = {} } = declared ?? {};
  // A secret whose value is not known here is as good as not declared.
  const lost = (source?.traces ?? []).flatMap(({ path, trace }) => (isUnresolved(trace) ? [String(path[0])] : []));
  const answered = isBody(live?.answered) ? live.answered : {};
  return {
    address,
    key,
    ...(live?.id === undefined ? {} : { id: live.id }),
    body: { ...answered, ...live?.body, ...omit(body, lost) },
    ...(declared === undefined ? {} : { declared }),
    placeOf: (path) => {
      if (source === undefined) return undefined;
      const inside = path.slice(source.prefix.length);
      return placeOf(nodeAt(source.node, inside).origin);
    },
  };
}
