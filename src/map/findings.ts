import { groupBy } from '../model/group.ts';
import type { MapEdge, MapFinding, MapGrant, MapNode, MapPermission, MappedApi, TenantMap } from '../model/map.ts';
import { messages } from './messages.ts';
import { parts } from './parts.ts';

/** What is odd in a map: said only where all is known that it depends on. A plan's map is looked at as it will be. */
export function findingsOf(map: TenantMap, isKnown: (type: string) => boolean): MapFinding[] {
  const stays = ({ change }: { change?: string }): boolean => change !== 'delete';
  const nodes = map.nodes.filter(stays);
  const seen: Seen = {
    nodes: new Map(nodes.map((node) => [node.id, node])),
    apis: nodes.flatMap((node) => (node.type === 'api' ? [node] : [])),
    ...linesTo(map.edges.filter(stays)),
    areGrantsKnown: isKnown(parts.grant.type),
    areRolesKnown: isKnown(parts.role.permissions),
  };
  return [...toNothing(seen), ...wider(seen), ...clientsWithout(seen), ...apisWithout(seen), ...scopesWithout(seen)];
}

/** The map as it is looked at. */
interface Seen {
  nodes: ReadonlyMap<string, MapNode>;
  apis: readonly MappedApi[];
  grants: readonly MapGrant[];
  grantsTo: ReadonlyMap<string, MapGrant[]>;
  permissionsTo: ReadonlyMap<string, MapPermission[]>;
  areGrantsKnown: boolean;
  areRolesKnown: boolean;
}

function linesTo(edges: readonly MapEdge[]): Pick<Seen, 'grants' | 'grantsTo' | 'permissionsTo'> {
  const grants = edges.filter((edge) => edge.type === 'grant');
  const permissions = edges.filter((edge) => edge.type === 'permission');
  return { grants, grantsTo: groupBy(grants, ({ to }) => to), permissionsTo: groupBy(permissions, ({ to }) => to) };
}

function toNothing({ nodes, grants, permissionsTo }: Seen): MapFinding[] {
  const lines = [...grants, ...[...permissionsTo.values()].flat()];
  return lines.flatMap((edge): MapFinding[] => {
    const [from, to] = [nodes.get(edge.from), nodes.get(edge.to)];
    if (from === undefined || to?.type !== 'api') return [];
    const finding = (message: string): MapFinding => ({
      code: 'grant-to-nothing',
      on: edge.id,
      nodes: [from.id, to.id],
      message,
    });
    const missing = edge.scopes.flatMap(({ name, isMissing }) => (isMissing === true ? [name] : []));
    return [
      ...(to.isMissing === true ? [finding(messages.missingApi(from.name, to.identifier))] : []),
      ...(from.isMissing === true ? [finding(messages.missingClient(from.name, to.name))] : []),
      ...(missing.length > 0 ? [finding(messages.missingScope(from.name, to.name, missing))] : []),
    ];
  });
}

/** A scope is rare where at most this share of the callers has it; a grant is wide with this many times the usual number of scopes. */
const rare = 0.1;
const wide = 2;

/** There have to be so many other callers before one can be said to be unlike them. */
const leastOthers = 2;

function wider({ apis, nodes, grantsTo }: Seen): MapFinding[] {
  return apis.flatMap((api) => {
    const grants = (grantsTo.get(api.id) ?? []).filter(
      ({ subject, system }) => subject === 'client' && system === undefined,
    );
    if (grants.length <= leastOthers) return [];
    const all = grants.filter(({ hasAllScopes }) => hasAllScopes === true);
    const sizes = grants.map(({ scopes }) => scopes.length).sort((a, b) => a - b);
    const usual = Math.max(1, sizes[Math.floor((sizes.length - 1) / 2)] ?? 0);
    const holders = new Map<string, number>();
    for (const { scopes } of grants) for (const { name } of scopes) holders.set(name, (holders.get(name) ?? 0) + 1);
    const most = Math.max(1, Math.floor(grants.length * rare));
    return grants.flatMap((grant): MapFinding[] => {
      const names = namesOf(grant);
      const own = names.filter((name) => (holders.get(name) ?? 0) <= most);
      const isWide = own.length > 0 && names.length >= wide * usual && names.length > usual + 1;
      const hasAll = grant.hasAllScopes === true && all.length <= most;
      if (!isWide && !hasAll) return [];
      const said = hasAll ? [messages.allScopes()] : own;
      const message = messages.widerGrant(nodes.get(grant.from)?.name ?? '', api.name, said, grants.length - 1);
      return [{ code: 'wider-grant', on: grant.id, nodes: [grant.from, api.id], message }];
    });
  });
}

function clientsWithout({ nodes, grants, areGrantsKnown }: Seen): MapFinding[] {
  if (!areGrantsKnown) return [];
  const machines = grants.filter(({ subject }) => subject === 'client');
  const callers = new Set(machines.map(({ from }) => from));
  // A grant for all third-party clients is a grant of each of them.
  const isForThird = machines.some(({ from }) => {
    const node = nodes.get(from);
    return node?.type === 'client' && node.standsFor !== undefined;
  });
  const { grantType, unproven } = parts.client.machine;
  return [...nodes.values()].flatMap((node): MapFinding[] => {
    if (node.type !== 'client' || callers.has(node.id) || (node.isThirdParty === true && isForThird)) return [];
    if (!node.grantTypes.includes(grantType) || node.authentication.includes(unproven)) return [];
    const message = messages.clientWithoutGrant(node.name);
    return [{ code: 'client-without-grant', on: node.id, nodes: [node.id], message }];
  });
}

function apisWithout({ apis, grantsTo, permissionsTo, areGrantsKnown, areRolesKnown }: Seen): MapFinding[] {
  if (!areGrantsKnown || !areRolesKnown) return [];
  return apis.flatMap((api): MapFinding[] => {
    if (grantsTo.has(api.id) || permissionsTo.has(api.id) || api.isMissing === true) return [];
    const message = messages.apiWithoutCaller(api.name, api.isOpenToUsers === true);
    return [{ code: 'api-without-caller', on: api.id, nodes: [api.id], message }];
  });
}

function scopesWithout({ apis, grantsTo, permissionsTo, areGrantsKnown, areRolesKnown }: Seen): MapFinding[] {
  if (!areGrantsKnown || !areRolesKnown) return [];
  return apis.flatMap((api): MapFinding[] => {
    const grants = grantsTo.get(api.id) ?? [];
    const permissions = permissionsTo.get(api.id) ?? [];
    // Of an API that nobody calls that is said; those of Auth0 have scopes for everything.
    if (grants.length + permissions.length === 0 || api.system !== undefined) return [];
    if (grants.some(({ hasAllScopes }) => hasAllScopes === true)) return [];
    const given = new Set([...grants, ...permissions].flatMap(namesOf));
    const left = api.scopes.flatMap(({ name, change }) => (change === 'delete' || given.has(name) ? [] : [name]));
    if (left.length === 0) return [];
    const message = messages.scopeWithoutGrant(api.name, left, api.isOpenToUsers === true && api.isRoleBased !== true);
    return [{ code: 'scope-without-grant', on: api.id, nodes: [api.id], message }];
  });
}

/** The scopes that a line has once the plan is carried out. */
function namesOf({ scopes }: MapGrant | MapPermission): string[] {
  return scopes.flatMap(({ name, change }) => (change === 'delete' ? [] : [name]));
}
