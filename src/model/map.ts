import type { Address } from './address.ts';
import type { Action } from './change.ts';
import type { Place } from './diagnostic.ts';

/** What a plan does with a part of a map. */
export type MapChange = Exclude<Action, 'none'>;

/** What is known of any resource of a map. */
interface Mapped {
  /** The address of the resource; of what stands for many clients `clients?default_for=…`. */
  id: Address;
  /** What people call it. */
  name: string;
  change?: MapChange;
  /** Something names it, and it is not there. */
  isMissing?: true;
  /** Why Auth0, or tenantry itself, owns it. */
  system?: string;
  /** Where the files declare it. */
  place?: Place;
}

/** Who asks for tokens. */
export interface MappedClient extends Mapped {
  type: 'client';
  /** The id of the team that it belongs to. */
  team?: string;
  /** What sort of application it is, in Auth0's words. */
  appType?: string;
  /** How it proves who it is, in Auth0's words; `none` for one that cannot. */
  authentication: string[];
  /** How it may get tokens, in Auth0's words. */
  grantTypes: string[];
  isThirdParty?: true;
  /** It stands for all clients of a sort that have no grant of their own. */
  standsFor?: string;
}

/** What tokens are for. */
export interface MappedApi extends Mapped {
  type: 'api';
  identifier: string;
  /** How long its tokens are valid, in seconds. */
  lifetime?: number;
  /** The shape of its tokens, in Auth0's words. */
  dialect?: string;
  /** What signs its tokens. */
  algorithm?: string;
  /** Whether roles decide which scopes users get. */
  isRoleBased?: boolean;
  /** Users get tokens for it through any client that is not a third party's: they need no grant. */
  isOpenToUsers?: boolean;
  scopes: MappedScope[];
}

/** What one may be allowed to do at an API. */
export interface MappedScope {
  name: string;
  change?: 'create' | 'delete';
  /** A grant or a role names it, and the API does not define it. */
  isMissing?: true;
}

/** A customer whose users, or whose machines, are apart from others. */
export interface MappedOrganization extends Mapped {
  type: 'organization';
}

/** What users may be allowed to do, by one name. */
export interface MappedRole extends Mapped {
  type: 'role';
}

/** When custom code runs. */
export interface MappedTrigger extends Mapped {
  type: 'trigger';
}

/** Custom code. */
export interface MappedAction extends Mapped {
  type: 'action';
}

/** A domain of the tenant's own. */
export interface MappedDomain extends Mapped {
  type: 'domain';
}

/** A resource of a map. */
export type MapNode =
  MappedClient | MappedApi | MappedOrganization | MappedRole | MappedTrigger | MappedAction | MappedDomain;

/** What every line of a map says. */
interface Line {
  /** The address of the resource that says it, and which item of it. */
  id: Address;
  /** The ids of the nodes that it leads from and to. */
  from: Address;
  to: Address;
  change?: MapChange;
}

/** A client may ask for tokens for an API, for itself or for its users. */
export interface MapGrant extends Line {
  type: 'grant';
  subject: 'client' | 'user';
  scopes: MappedScope[];
  /** All scopes of the API, with those that it gets later. */
  hasAllScopes?: true;
  /** Whether tokens may be, or have to be, for an organization, in Auth0's words. */
  organizationUsage?: string;
  isForAnyOrganization?: true;
  /** Auth0, or tenantry itself, owns it. */
  system?: string;
}

/** A role gives users scopes of an API. */
export interface MapPermission extends Line {
  type: 'permission';
  scopes: MappedScope[];
}

/** A grant is good for an organization; it leads from the organization to the client. */
export interface MapLink extends Line {
  type: 'link';
  /** The id of the grant. */
  grant: Address;
  /** The id of the API that the grant is for. */
  api: Address;
}

/** An action runs at a trigger, as the first, the second, and so on. */
export interface MapBinding extends Line {
  type: 'binding';
  /** From 1. */
  position: number;
}

/** A line of a map. */
export type MapEdge = MapGrant | MapPermission | MapLink | MapBinding;

/** Clients that belong to one team, by what their metadata says. */
export interface MapTeam {
  id: string;
  name: string;
}

/** What a finding is about. */
export type MapFindingCode =
  'scope-without-grant' | 'client-without-grant' | 'wider-grant' | 'api-without-caller' | 'grant-to-nothing';

/** What somebody should look at. */
export interface MapFinding {
  code: MapFindingCode;
  /** The ids of the node or the line that it is about. */
  on: Address;
  /** The nodes that it is about. */
  nodes: Address[];
  message: string;
}

/** What could not be looked at, so that nothing is said of it. */
export interface MapGap {
  /** The types of resources. */
  types: string[];
  reason: string;
}

/** Who may call what in a tenant, what of it a plan changes, and what is odd about it. Plain data, without any secret. */
export interface TenantMap {
  tenant: string;
  environment: string;
  /** What was looked at. */
  on: 'files' | 'plan' | 'live';
  teams: MapTeam[];
  nodes: MapNode[];
  edges: MapEdge[];
  findings: MapFinding[];
  unknown: MapGap[];
}
