import type { MapEdge, TenantMap } from '../model/map.ts';

/**
 * What of a map a plan touches: what it changes of clients, APIs and what leads from one to the other, with what has to do with
 * that. Nothing when there is nothing of it; findings are no part of it.
 */
export function touchedOf(map: TenantMap): TenantMap | undefined {
  const changed = new Set(
    map.nodes.flatMap((node) => {
      const areScopes = node.type === 'api' && node.scopes.some(({ change }) => change !== undefined);
      return (node.type === 'client' || node.type === 'api') && (node.change !== undefined || areScopes)
        ? [node.id]
        : [];
    }),
  );
  const isTouched = (edge: MapEdge): boolean =>
    edge.type !== 'binding' && (isChanged(edge) || changed.has(edge.from) || changed.has(edge.to));
  const edges = map.edges.filter(isTouched);
  if (changed.size === 0 && edges.length === 0) return undefined;
  const shown = new Set([...changed, ...edges.flatMap(({ from, to }) => [from, to])]);
  const nodes = map.nodes.filter(({ id }) => shown.has(id));
  const teams = new Set(nodes.flatMap((node) => (node.type === 'client' ? (node.team ?? []) : [])));
  return { ...map, nodes, edges, teams: map.teams.filter(({ id }) => teams.has(id)), findings: [], unknown: [] };
}

function isChanged(edge: MapEdge): boolean {
  if (edge.change !== undefined) return true;
  return (
    (edge.type === 'grant' || edge.type === 'permission') && edge.scopes.some(({ change }) => change !== undefined)
  );
}
