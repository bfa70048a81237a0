import { everything } from '../../src/report/map/collapse.ts';
import type { MapNode, TenantMap } from '../../src/model/map.ts';
import { mapView } from '../../src/report/map/of-map.ts';
import type { MapView } from '../../src/report/map/view.ts';

/** A map on which nothing is. */
export const emptyMap = (): TenantMap => ({
  tenant: 'a',
  environment: 'b',
  on: 'files',
  teams: [],
  nodes: [],
  edges: [],
  findings: [],
  unknown: [],
});

/** Names that mean something somewhere: to HTML, XML, Mermaid, Graphviz, YAML, a terminal or the runner of a pipeline. */
export const hostileNames = [
  '<script>document.title="planted"</script><img src="https://evil.test/x.png" onerror="alert(1)">',
  '</style></title></script></textarea><style>*{display:none}</style>',
  `"onmouseover="alert(1)" x='`,
  'a --> b; end\n  subgraph x["y"] ::create ]] }} |"',
  '--> <!-- ]]> %%{init: {"theme":"dark"}}%% #quot; &quot; \\N \\" \\',
  'bidi \u202Etxt\u2066 zero\u200B bell\u0007 escape\u001B[31m line\u2028 null\u0000 half\uD800',
  'עברית שלום عربى 日本語 👩‍👩‍👧‍👦 Zürich',
  '::add-mask::x',
  '##[error]x',
  '1. `list` **bold** - item {{constructor}}',
  '${7*7} $(touch here) javascript:alert(1)',
  'x'.repeat(500),
  '👩‍👩‍👧‍👦'.repeat(60),
];

/** A map with these texts wherever a text can be. */
export function hostileMap(): TenantMap {
  const clients = hostileNames.map((name): MapNode => ({
    type: 'client',
    id: `clients/${name}`,
    name,
    team: name,
    appType: name,
    authentication: [name],
    grantTypes: [name],
    system: name,
  }));
  const apis = hostileNames.map((name): MapNode => ({
    type: 'api',
    id: `resourceServers/${name}`,
    name,
    identifier: name,
    dialect: name,
    algorithm: name,
    scopes: [{ name, isMissing: true }],
  }));
  const others = (['organization', 'role', 'trigger', 'action', 'domain'] as const).flatMap((type) =>
    hostileNames.map((name): MapNode => ({ type, id: `${type}/${name}`, name })),
  );
  const [first = ''] = hostileNames;
  return {
    tenant: first,
    environment: hostileNames[1] ?? '',
    on: 'plan',
    teams: hostileNames.map((name) => ({ id: name, name })),
    nodes: [...clients, ...apis, ...others],
    edges: hostileNames.flatMap((name, index): TenantMap['edges'] => {
      const api = `resourceServers/${hostileNames[(index + 1) % hostileNames.length] ?? ''}`;
      const grant = `clientGrants/${name}`;
      return [
        {
          type: 'grant',
          id: grant,
          from: `clients/${name}`,
          to: api,
          subject: index % 2 === 0 ? 'client' : 'user',
          scopes: [{ name, change: 'create' }],
          organizationUsage: name,
        },
        {
          type: 'link',
          id: `link ${name}`,
          from: `organization/${name}`,
          to: `clients/${name}`,
          grant,
          api,
          change: 'create',
        },
        { type: 'permission', id: `permission ${name}`, from: `role/${name}`, to: api, scopes: [{ name }] },
        { type: 'binding', id: `binding ${name}`, from: `action/${name}`, to: `trigger/${name}`, position: 1 },
      ];
    }),
    findings: hostileNames.map((name) => ({
      code: 'client-without-grant',
      on: `clients/${name}`,
      nodes: [`clients/${name}`],
      message: name,
    })),
    unknown: [{ types: [first], reason: first }],
  };
}

/** A map of so many clients in teams, each with grants for two of fourteen APIs; a plan makes some of them. */
export function largeMap(clients: number): TenantMap {
  const teams = Array.from({ length: 17 }, (_one, index) => `team ${index}`);
  const apis = Array.from({ length: 14 }, (_one, index) => `https://api-${index}.example`);
  const apiOf = (index: number): string => `resourceServers/${apis[index % apis.length] ?? ''}`;
  return {
    tenant: 'big',
    environment: 'prod',
    on: 'plan',
    teams: teams.map((name) => ({ id: name, name })),
    nodes: [
      ...Array.from({ length: clients }, (_one, index): MapNode => ({
        type: 'client',
        id: `clients/Service ${index}`,
        name: `Service ${index}`,
        ...(index % 20 === 0 ? {} : { team: teams[index % teams.length] ?? '' }),
        appType: 'non_interactive',
        authentication: ['client_secret_post'],
        grantTypes: ['client_credentials'],
        ...(index % 150 === 1 ? { change: 'create' } : {}),
      })),
      ...apis.map((identifier, index): MapNode => ({
        type: 'api',
        id: `resourceServers/${identifier}`,
        name: `API ${index}`,
        identifier,
        lifetime: 3600,
        dialect: 'rfc9068_profile_authz',
        algorithm: 'RS256',
        scopes: ['read', 'write', 'delete', 'export'].map((verb) => ({ name: `${verb}:things-${index}` })),
      })),
    ],
    edges: Array.from({ length: clients }, (_one, index) => index).flatMap((index): TenantMap['edges'] =>
      [index % teams.length, (index % teams.length) + (index % 3) + 1].map((api) => ({
        type: 'grant',
        id: `clientGrants/Service ${index}/${api}`,
        from: `clients/Service ${index}`,
        to: apiOf(api),
        subject: 'client',
        scopes: (index % 4 === 0 ? ['read', 'write'] : ['read']).map((verb) => ({
          name: `${verb}:things-${api % apis.length}`,
        })),
        ...(index % 150 === 1 ? { change: 'create' } : {}),
      })),
    ),
    findings: Array.from({ length: 60 }, (_one, index) => ({
      code: 'client-without-grant',
      on: `clients/Service ${index}`,
      nodes: [`clients/Service ${index}`],
      message: `Service ${index}: has no grant`,
    })),
    unknown: [],
  };
}

/** What is said of a map in which nothing is secret. */
export function viewOf(map: TenantMap): MapView {
  return mapView(map, (text) => text);
}

/** All of a map, as what is drawn. */
export { everything };
