import type {
  MapBinding,
  MapEdge,
  MapGrant,
  MapLink,
  MapNode,
  MapPermission,
  MapTeam,
  MappedAction,
  MappedApi,
  MappedClient,
  MappedDomain,
  MappedOrganization,
  MappedRole,
  MappedScope,
  MappedTrigger,
  TenantMap,
} from '../model/map.ts';
import type { Plan } from '../model/plan.ts';
import { placeShape } from './plan-shape.ts';
import { list, number, object, oneOf, optional, tagged, text, truth, yes } from './shape.ts';
import type { Shape } from './shape.ts';

/** What of who may call what a plan touches, as it stands in the file of the plan. */
export type SavedMap = Pick<TenantMap, 'teams' | 'nodes' | 'edges'>;

const change = optional(oneOf('create', 'update', 'replace', 'delete'));

const scope: Shape<MappedScope> = object<MappedScope>({
  name: text,
  change: optional(oneOf('create', 'delete')),
  isMissing: optional(yes),
});

const common = {
  id: text,
  name: text,
  change,
  isMissing: optional(yes),
  system: optional(text),
  place: optional(placeShape),
};

const node: Shape<MapNode> = tagged<MapNode, 'type'>('type', {
  client: object<MappedClient>({
    type: oneOf('client'),
    ...common,
    team: optional(text),
    appType: optional(text),
    authentication: list(text),
    grantTypes: list(text),
    isThirdParty: optional(yes),
    standsFor: optional(text),
  }),
  api: object<MappedApi>({
    type: oneOf('api'),
    ...common,
    identifier: text,
    lifetime: optional(number),
    dialect: optional(text),
    algorithm: optional(text),
    isRoleBased: optional(truth),
    isOpenToUsers: optional(truth),
    scopes: list(scope),
  }),
  organization: object<MappedOrganization>({ type: oneOf('organization'), ...common }),
  role: object<MappedRole>({ type: oneOf('role'), ...common }),
  trigger: object<MappedTrigger>({ type: oneOf('trigger'), ...common }),
  action: object<MappedAction>({ type: oneOf('action'), ...common }),
  domain: object<MappedDomain>({ type: oneOf('domain'), ...common }),
});

const line = { id: text, from: text, to: text, change };

const edge: Shape<MapEdge> = tagged<MapEdge, 'type'>('type', {
  grant: object<MapGrant>({
    type: oneOf('grant'),
    ...line,
    subject: oneOf('client', 'user'),
    scopes: list(scope),
    hasAllScopes: optional(yes),
    organizationUsage: optional(text),
    isForAnyOrganization: optional(yes),
    system: optional(text),
  }),
  permission: object<MapPermission>({ type: oneOf('permission'), ...line, scopes: list(scope) }),
  link: object<MapLink>({ type: oneOf('link'), ...line, grant: text, api: text }),
  binding: object<MapBinding>({ type: oneOf('binding'), ...line, position: number }),
});

/** The shape of that part of a map. */
export const mapShape: Shape<SavedMap> = object<SavedMap>({
  teams: list(object<MapTeam>({ id: text, name: text })),
  nodes: list(node),
  edges: list(edge),
});

/** The map of which that is the part. */
export function mapOfSaved({ teams, nodes, edges }: SavedMap, { tenant, environment }: Plan): TenantMap {
  return { tenant, environment, on: 'plan', teams, nodes, edges, findings: [], unknown: [] };
}
