import type { MapNode, TenantMap } from '../model/map.ts';
import { isLike } from '../model/selector.ts';

/** What of a map is asked for: names with `*` for any text; of each sort any. */
export interface MapPart {
  teams?: readonly string[] | undefined;
  clients?: readonly string[] | undefined;
  apis?: readonly string[] | undefined;
}

/** A name that nothing has, and what there is. */
export interface UnknownName {
  what: 'team' | 'client' | 'API';
  name: string;
  known: string[];
}

/**
 * The part of a map that some names choose, with all that has to do with it: clients of these teams and of these names, at
 * these APIs.
 */
export function partOfMap(
  map: TenantMap,
  { teams, clients, apis }: MapPart,
): { map: TenantMap; unknown?: UnknownName } {
  const unknown =
    unknownIn(
      'team',
      teams,
      map.nodes.map((node) => (node.type === 'client' ? [node.team ?? ''] : [])),
    ) ??
    unknownIn(
      'client',
      clients,
      map.nodes.map((node) => (node.type === 'client' ? namesOf(node) : [])),
    ) ??
    unknownIn(
      'API',
      apis,
      map.nodes.map((node) => (node.type === 'api' ? namesOf(node) : [])),
    );
  if (unknown !== undefined) return { map, unknown };
  if (teams === undefined && clients === undefined && apis === undefined) return { map };
  const isWanted = (node: MapNode): boolean => {
    if (node.type === 'api') return apis === undefined || areNamed(apis, namesOf(node));
    if (node.type !== 'client') return true;
    return (
      (teams === undefined || areNamed(teams, [node.team ?? ''])) &&
      (clients === undefined || areNamed(clients, namesOf(node)))
    );
  };
  const wanted = new Map(map.nodes.filter(isWanted).map((node) => [node.id, node]));
  const grants = map.edges.filter(({ type, from, to }) => type === 'grant' && wanted.has(from) && wanted.has(to));
  const ids = new Set(grants.map(({ id }) => id));
  const areApisChosen = apis !== undefined;
  const edges = map.edges.filter((edge) => {
    const { type, to, id } = edge;
    if (edge.type === 'link') return ids.has(edge.grant);
    // A role is about APIs: with clients alone it is none of their affair.
    if (type === 'permission') return areApisChosen && wanted.has(to) && teams === undefined && clients === undefined;
    return ids.has(id);
  });
  const ends = new Set(edges.flatMap(({ from, to }) => [from, to]));
  const areClientsChosen = teams !== undefined || clients !== undefined;
  const nodes = [...wanted.values()].filter(
    ({ id, type }) =>
      ends.has(id) || (type === 'client' && areClientsChosen && !areApisChosen) || (type === 'api' && areApisChosen),
  );
  const kept = new Set(nodes.map(({ id }) => id));
  const used = new Set(nodes.flatMap((node) => (node.type === 'client' ? (node.team ?? []) : [])));
  return {
    map: {
      ...map,
      nodes,
      edges,
      teams: map.teams.filter(({ id }) => used.has(id)),
      findings: map.findings.filter((finding) => finding.nodes.every((id) => kept.has(id))),
    },
  };
}

function namesOf(node: MapNode): string[] {
  return node.type === 'api' ? [node.name, node.identifier] : [node.name];
}

function areNamed(patterns: readonly string[], names: readonly string[]): boolean {
  return patterns.some((pattern) => names.some((name) => isLike(name, pattern)));
}

function unknownIn(
  what: UnknownName['what'],
  patterns: readonly string[] = [],
  names: readonly (readonly string[])[],
): UnknownName | undefined {
  const known = [...new Set(names.flat())].filter((name) => name !== '');
  const name = patterns.find((pattern) => !known.some((one) => isLike(one, pattern)));
  return name === undefined ? undefined : { what, name, known };
}
