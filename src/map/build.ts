import { addressOf } from '../model/address.ts';
import type { Address } from '../model/address.ts';
import { groupBy } from '../model/group.ts';
import { compareNatural } from '../model/json.ts';
import type { MapEdge, MapNode, MapTeam, TenantMap } from '../model/map.ts';
import { bindingsIn, grantsIn, linksIn, permissionsIn } from './edges.ts';
import { findingsOf } from './findings.ts';
import type { MapInput, MappedResource } from './input.ts';
import { apiOf, clientOf, clientsOfSort, plainNode, textAt, unknownApi, unknownClient } from './nodes.ts';
import { mappedTypes, parts } from './parts.ts';

/** Who may call what, with what is odd about it. */
export function buildMap(input: MapInput): TenantMap {
  const byType = groupBy(input.resources, ({ type }) => type);
  const of = (type: string): readonly MappedResource[] => byType.get(type) ?? [];
  const known = new Map(nodesOf(input, of).map((node) => [node.id, node]));
  const grants = of(parts.grant.type);
  const found = [
    ...grantsIn(grants),
    ...permissionsIn(of(parts.role.permissions)),
    ...linksIn(of(parts.organization.links), grants),
    ...bindingsIn(of(parts.trigger.type)),
  ];
  const [ends, changes] = [new Map<Address, MapNode>(), new Map<Address, MapNode['change']>()];
  for (const { from, to } of found) for (const id of [from, to]) ends.set(id, known.get(id) ?? unknownNode(id, input));
  for (const [id, { change }] of ends) changes.set(id, change);
  const edges = found.map((edge) => withEnds(edge, changes)).map((edge) => withMissingScopes(edge, ends));
  const nodes = [...new Map([...known, ...ends]).values()].filter((node) => isShown(node, ends)).sort(inOrder);
  const map: TenantMap = {
    tenant: input.tenant,
    environment: input.environment,
    on: input.on,
    teams: teamsOf(nodes),
    nodes,
    edges,
    findings: [],
    unknown: gapsOf(input),
  };
  return { ...map, findings: findingsOf(map, (type) => input.lackOf(type) === undefined) };
}

function nodesOf(input: MapInput, of: (type: string) => readonly MappedResource[]): MapNode[] {
  const { client, api, organization, role, trigger, action, domain } = parts;
  const children: ReadonlySet<string> = new Set(client.children);
  const changed = new Set(
    [...input.changes.values()].flatMap(({ type, parent }) => (children.has(type) ? (parent ?? []) : [])),
  );
  return [
    ...of(client.type).map((one) => clientOf(one, changed)),
    ...of(api.type).map(apiOf),
    ...of(organization.type).map((one) => plainNode('organization', one, textAt(one.body, organization.name))),
    ...of(role.type).map((one) => plainNode('role', one)),
    ...of(trigger.type).map((one) => plainNode('trigger', { ...one, change: undefined })),
    ...of(action.type).map((one) => plainNode('action', one)),
    ...of(domain.type).map((one) => plainNode('domain', one)),
  ];
}

/** What is only named: it is missing when all of its type are known, and it is none that is left alone or always there. */
function unknownNode(id: Address, input: MapInput): MapNode {
  const slash = id.indexOf('/');
  const [type, key] = [id.slice(0, slash), id.slice(slash + 1)];
  const sort = /^[^/]*\?[^=/]*=(.*)$/s.exec(id)?.[1];
  if (sort !== undefined) return clientsOfSort(sort);
  const isBuiltIn = type === parts.api.type && parts.api.builtIn.test(key);
  const isMissing = input.lackOf(type) === undefined && !isBuiltIn && !input.isLeftOut(type, addressOf(type, key));
  const found = type === parts.api.type ? unknownApi(id, key) : unknownOf(type, id, key);
  return { ...found, ...(isMissing ? { isMissing } : {}), ...(isBuiltIn ? { system: 'an API that Auth0 owns' } : {}) };
}

function unknownOf(type: string, id: Address, key: string): MapNode {
  if (type === parts.client.type) return unknownClient(id, key);
  const named = { type, address: id, key, body: {} };
  if (type === parts.action.type) return plainNode('action', named);
  if (type === parts.trigger.type) return plainNode('trigger', named);
  return plainNode(type === parts.role.type ? 'role' : 'organization', named);
}

/** What leads from or to what goes, goes as well. */
function withEnds(edge: MapEdge, changes: ReadonlyMap<Address, MapNode['change']>): MapEdge {
  const goes = changes.get(edge.from) === 'delete' || changes.get(edge.to) === 'delete';
  return goes ? { ...edge, change: 'delete' } : edge;
}

/** A line with those of its scopes marked that the API, all of which are known, does not define. */
function withMissingScopes(edge: MapEdge, ends: ReadonlyMap<Address, MapNode>): MapEdge {
  const api = ends.get(edge.to);
  if ((edge.type !== 'grant' && edge.type !== 'permission') || api?.type !== 'api') return edge;
  if (api.scopes.length === 0) return edge;
  const defined = new Set(api.scopes.flatMap(({ name, change }) => (change === 'delete' ? [] : [name])));
  const scopes = edge.scopes.map((scope) =>
    defined.has(scope.name) || scope.change === 'delete' ? scope : { ...scope, isMissing: true as const },
  );
  return { ...edge, scopes };
}

/** What has nothing to do with callers is not shown, unless it is a client, an API or a domain of the tenant's own. */
function isShown({ type, id, system }: MapNode, ends: ReadonlyMap<Address, unknown>): boolean {
  return ends.has(id) || (system === undefined && (type === 'client' || type === 'api' || type === 'domain'));
}

const order: readonly MapNode['type'][] = ['client', 'api', 'organization', 'role', 'trigger', 'action', 'domain'];

function inOrder(a: MapNode, b: MapNode): number {
  const [teamA, teamB] = [a, b].map((one) => (one.type === 'client' ? (one.team ?? '\uFFFF') : ''));
  return (
    order.indexOf(a.type) - order.indexOf(b.type) ||
    compareNatural(teamA ?? '', teamB ?? '') ||
    compareNatural(a.name, b.name) ||
    compareNatural(a.id, b.id)
  );
}

function teamsOf(nodes: readonly MapNode[]): MapTeam[] {
  const names = new Set(nodes.flatMap((node) => (node.type === 'client' ? (node.team ?? []) : [])));
  return [...names].map((name) => ({ id: name, name }));
}

function gapsOf({ lackOf }: MapInput): TenantMap['unknown'] {
  const lacking = [...mappedTypes].flatMap((type) => {
    const reason = lackOf(type);
    return reason === undefined ? [] : [{ type, reason }];
  });
  return [...groupBy(lacking, ({ reason }) => reason)].map(([reason, all]) => ({
    types: all.map(({ type }) => type),
    reason,
  }));
}
