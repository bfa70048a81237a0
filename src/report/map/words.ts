import type { MapChange, MapFindingCode, MapNode, TenantMap } from '../../model/map.ts';
import type { ViewLine, ViewScope } from './view.ts';

const nouns: Record<MapNode['type'], [one: string, many: string]> = {
  client: ['client', 'clients'],
  api: ['API', 'APIs'],
  organization: ['organization', 'organizations'],
  role: ['role', 'roles'],
  trigger: ['trigger', 'triggers'],
  action: ['action', 'actions'],
  domain: ['custom domain', 'custom domains'],
};

const changes: Record<MapChange, string> = {
  create: 'created',
  update: 'changed',
  replace: 'replaced',
  delete: 'deleted',
};

const signs: Record<MapChange, string> = { create: '+', update: '~', replace: '±', delete: '-' };

const subtitles: Record<TenantMap['on'], string> = {
  files: 'Who may call what, as the files say it',
  plan: 'Who may call what once the plan is carried out, with what it changes',
  live: 'Who may call what in the tenant as it is',
};

const findings: Record<MapFindingCode, string> = {
  'grant-to-nothing': 'Grants to what is not there',
  'wider-grant': 'Grants wider than those of the other callers',
  'client-without-grant': 'Clients without a grant',
  'api-without-caller': 'APIs nobody calls',
  'scope-without-grant': 'Scopes nobody is granted',
};

const appTypes: Record<string, string> = {
  non_interactive: 'machine',
  regular_web: 'web application',
  spa: 'single-page application',
  native: 'native application',
  resource_server: 'client of an API',
};

const proofs: Record<string, string> = {
  none: 'nothing',
  client_secret_post: 'secret (post)',
  client_secret_basic: 'secret (basic)',
  private_key_jwt: 'private key (JWT)',
  tls_client_auth: 'mTLS certificate of a CA',
  self_signed_tls_client_auth: 'mTLS certificate of its own',
};

/** When code runs, as far as it has to do with tokens. */
const triggers: Record<string, string> = {
  'credentials-exchange': 'before a machine gets a token',
  'post-login': 'before a user gets a token',
  'pre-user-registration': 'before a user is made',
  'post-user-registration': 'after a user was made',
};

const lines: Record<ViewLine['type'], string> = {
  machine: 'for itself',
  user: 'for users',
  permission: 'role',
  link: 'organization',
  binding: 'runs at',
};

/** A line says so many scopes. */
const mostScopes = 16;

const quantity = (count: number, type: MapNode['type']): string => `${count} ${nouns[type][count === 1 ? 0 : 1]}`;

/** The words of maps; pages in a browser use them as well. */
export const words = {
  quantity,
  noun: (type: MapNode['type']): string => nouns[type][0],
  subtitle: (on: TenantMap['on']): string => subtitles[on],
  change: (change: MapChange): string => changes[change],
  sign: (change: MapChange | undefined): string => (change === undefined ? '' : `${signs[change]} `),
  finding: (code: MapFindingCode): string => findings[code],
  findingCount: (count: number): string => `${count} finding${count === 1 ? '' : 's'}`,
  line: (type: ViewLine['type']): string => lines[type],
  appType: (type: string): string => appTypes[type] ?? type,
  proof: (method: string): string => proofs[method] ?? method,
  trigger: (name: string): string => triggers[name] ?? '',
  noTeam: (): string => 'No team',
  otherTeams: (count: number): string => `${count} other teams`,
  thirdParty: (): string => 'third party',
  missing: (): string => 'not there',
  lifetime: (seconds: number): string => {
    const units: [number, string][] = [
      [86_400, 'd'],
      [3600, 'h'],
      [60, 'min'],
    ];
    const [size, unit] = units.find(([one]) => seconds >= one && seconds % one === 0) ?? [1, 's'];
    return `${seconds / size} ${unit}`;
  },
  scope: ({ name, change, isMissing }: ViewScope): string =>
    `${change === undefined ? '' : signs[change]}${name}${isMissing === true ? ' (not defined)' : ''}`,
  /** Of very many scopes the first, and how many more there are. */
  scopes: ({ scopes, hasAll }: Pick<ViewLine, 'scopes' | 'hasAll'>): string =>
    scopes.length > mostScopes
      ? `${scopes
          .slice(0, mostScopes)
          .map((one) => words.scope(one))
          .join(', ')} ${words.moreScopes(scopes.length - mostScopes)}`
      : hasAll === true
        ? 'all scopes'
        : scopes.length === 0
          ? 'no scopes'
          : scopes.map((one) => words.scope(one)).join(', '),
  differentScopes: (lines: number): string => `${lines} grants with different scopes`,
  scopeCount: (count: number): string => `${count} scope${count === 1 ? '' : 's'}`,
  moreScopes: (count: number): string => `and ${count} more`,
  usage: (usage: string | undefined, isAny: boolean): string => {
    if (usage === 'require') return isAny ? 'only for an organization, any' : 'only for an organization';
    if (usage === 'allow') return isAny ? 'for any organization, too' : 'for organizations, too';
    return '';
  },
  gap: (types: readonly string[], reason: string): string => `Not known: ${types.join(', ')}: ${reason}`,
  nothing: (): string => 'There is nothing to draw: no client, no API and no custom domain.',
  noCaller: (): string => 'no grant and no role',
  legend: {
    machine: 'a client for itself',
    user: 'a client for its users',
    permission: 'a role for its users',
    link: 'an organization with a grant',
  },
  lists: {
    api: 'APIs, and who may call them',
    client: 'Clients, by team',
    organizations: 'Organizations, and the grants that are good for them',
    organization: 'organizations',
    code: 'Code, at its triggers',
    domains: 'Custom domains',
    scopes: 'Scopes',
    picture: 'Picture',
    touched: 'Who may call what: the part that the plan touches',
    asTables: 'The same as tables',
    findings: 'Findings',
  },
  columns: {
    caller: 'Caller',
    team: 'Team',
    how: 'How',
    scopes: 'Scopes',
    besides: 'Besides',
    client: 'Client',
    application: 'Application, and how it proves itself',
    calls: 'Calls',
    organization: 'Organization',
    api: 'API',
    trigger: 'Trigger',
    position: 'Order',
    action: 'Action',
  },
  page: {
    find: 'Find',
    team: 'Team',
    allTeams: 'all teams',
    api: 'API',
    allApis: 'all APIs',
    finding: 'Findings',
    allFindings: 'all, with findings or without',
    anyFinding: 'only what has a finding',
    changed: 'only what the plan changes',
    reset: 'Show all',
    close: 'Close',
    open: 'Show each of them',
    inList: 'In the list',
    hint: 'Choose a box to see what it has to do with. A box for several opens; Escape closes.',
    legend: 'Show',
  },
};
