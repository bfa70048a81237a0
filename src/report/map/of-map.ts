import type { MapEdge, MapNode, MappedApi, MappedClient, TenantMap } from '../../model/map.ts';
import { visible } from '../../model/visible.ts';
import type { Mask } from '../../secrets/mask.ts';
import type { MapView, ViewLine, ViewNode, ViewScope } from './view.ts';
import { words } from './words.ts';

/** Makes a text fit to be shown: masked while it is whole, and then without what is hidden in it. */
type Say = (text: string) => string;

/** What is said of a map. */
export function mapView(map: TenantMap, mask: Mask): MapView {
  const say: Say = (text) => visible(mask(text));
  const numbers = new Map(map.nodes.map(({ id }, index) => [id, index]));
  const teams = new Map(map.teams.map(({ id }, index) => [id, index]));
  const numberOf = (id: string): number => numbers.get(id) ?? -1;
  const links = new Map<string, string[]>();
  for (const edge of map.edges)
    if (edge.type === 'link')
      links.set(edge.grant, [...(links.get(edge.grant) ?? []), say(map.nodes[numberOf(edge.from)]?.name ?? '')]);
  const edges = new Map(map.edges.map(({ id }, index) => [id, index]));
  return {
    title: say(`${map.tenant}/${map.environment}`),
    subtitle: words.subtitle(map.on),
    counts: countsOf(map),
    hasChanges: map.on === 'plan',
    teams: map.teams.map(({ name }) => say(name)),
    nodes: map.nodes.map((node) => nodeView(node, teams, say)),
    lines: map.edges.map((edge) => lineView(edge, numberOf, links, say)),
    findings: map.findings.map(({ code, on, nodes, message }) => ({
      code,
      message: say(message),
      nodes: nodes.map(numberOf),
      lines: [edges.get(on) ?? []].flat(),
    })),
    unknown: map.unknown.map(({ types, reason }) => say(words.gap(types, reason))),
  };
}

function countsOf({ nodes, edges, findings }: TenantMap): string {
  const counted = (['client', 'api', 'organization', 'role', 'action', 'domain'] as const).flatMap((type) => {
    const count = nodes.filter((node) => node.type === type).length;
    return count === 0 && type !== 'client' && type !== 'api' ? [] : [words.quantity(count, type)];
  });
  const grants = edges.filter(({ type }) => type === 'grant').length;
  return [
    ...counted,
    `${grants} grant${grants === 1 ? '' : 's'}`,
    ...(findings.length === 0 ? [] : [words.findingCount(findings.length)]),
  ].join(', ');
}

function nodeView(node: MapNode, teams: ReadonlyMap<string, number>, say: Say): ViewNode {
  const badges = [
    ...(node.type === 'client' && node.isThirdParty === true ? [words.thirdParty()] : []),
    ...(node.isMissing === true ? [words.missing()] : []),
    ...(node.system === undefined ? [] : [node.system]),
  ];
  const common = {
    type: node.type,
    name: say(node.name),
    note: '',
    ...(node.change === undefined ? {} : { change: node.change }),
    badges: badges.map(say),
    facts: [],
    scopes: [],
  };
  if (node.type === 'client') return { ...common, ...clientView(node, teams, say) };
  if (node.type === 'api') return { ...common, ...apiView(node, say) };
  if (node.type === 'trigger') return { ...common, note: words.trigger(node.name) };
  return common;
}

function clientView(
  { appType, authentication, grantTypes, team }: MappedClient,
  teams: ReadonlyMap<string, number>,
  say: Say,
): Pick<ViewNode, 'note' | 'facts' | 'team'> {
  const number = teams.get(team ?? '');
  const what = appType === undefined ? '' : say(words.appType(appType));
  const proof = authentication.map((one) => say(words.proof(one))).join(', ');
  const facts: ViewNode['facts'] = [
    ['Application', what],
    ['Proves itself by', proof],
    ['Gets tokens by', grantTypes.map(say).join(', ')],
    ['Team', team === undefined ? '' : say(team)],
  ];
  return {
    note: [what, proof].filter((one) => one !== '').join(' · '),
    facts: facts.filter(([, value]) => value !== ''),
    ...(number === undefined ? {} : { team: number }),
  };
}

function apiView(node: MappedApi, say: Say): Pick<ViewNode, 'note' | 'more' | 'facts' | 'scopes'> {
  const { identifier, lifetime, dialect = '', algorithm = '', isRoleBased, isOpenToUsers } = node;
  const valid = lifetime === undefined ? '' : words.lifetime(lifetime);
  const facts: ViewNode['facts'] = [
    ['Identifier', say(identifier)],
    ['Tokens are valid for', valid],
    ['Signed with', say(algorithm)],
    ['Dialect', say(dialect)],
    ['Users', isRoleBased === true ? 'get the scopes of their roles' : ''],
    ['Grants for users', isOpenToUsers === true ? 'are not needed' : ''],
  ];
  return {
    note: say(identifier),
    more: [valid, say(algorithm), say(dialect)].filter((one) => one !== '').join(' · '),
    facts: facts.filter(([, value]) => value !== ''),
    scopes: scopesView(node.scopes, say),
  };
}

function scopesView(scopes: MappedApi['scopes'], say: Say): ViewScope[] {
  return scopes.map((scope) => ({ ...scope, name: say(scope.name) }));
}

function lineView(
  edge: MapEdge,
  numberOf: (id: string) => number,
  links: ReadonlyMap<string, string[]>,
  say: Say,
): ViewLine {
  const common = {
    from: numberOf(edge.from),
    to: numberOf(edge.to),
    scopes: [],
    note: '',
    ...(edge.change === undefined ? {} : { change: edge.change }),
  };
  switch (edge.type) {
    case 'grant': {
      const notes = [
        say(words.usage(edge.organizationUsage, edge.isForAnyOrganization === true)),
        ...(edge.system === undefined ? [] : [say(edge.system)]),
      ];
      return {
        ...common,
        type: edge.subject === 'user' ? 'user' : 'machine',
        scopes: scopesView(edge.scopes, say),
        ...(edge.hasAllScopes === true ? { hasAll: true } : {}),
        note: notes.filter((one) => one !== '').join('; '),
        ...(links.has(edge.id) ? { organizations: links.get(edge.id) ?? [] } : {}),
      };
    }
    case 'permission':
      return { ...common, type: 'permission', scopes: scopesView(edge.scopes, say) };
    case 'link':
      return { ...common, type: 'link', api: numberOf(edge.api) };
    case 'binding':
      return { ...common, type: 'binding', note: String(edge.position) };
  }
}
