/** A value of JSON. */
export type Json = null | boolean | number | string | Json[] | { [field: string]: Json };

/** A place in a file; line and column count from 1. */
export interface Place {
  file: string;
  line: number;
  column: number;
  /** How many columns of the line the place covers, at least 1. */
  length: number;
}

/** Something that the user can correct. */
export interface Diagnostic {
  /** A stable name of the rule that was broken, in kebab-case. */
  code: string;
  severity: 'error' | 'warning';
  message: string;
  /** What to do about it. */
  hint?: string;
  place?: Place;
  /** Further places, such as the first of two declarations. */
  related?: Place[];
  /** How many places there are beyond those. */
  more?: number;
  /** The resource that it is about. */
  address?: string;
  /** The environments in which it holds, when it does not hold in all of those that were looked at. */
  environments?: string[];
}

/** What every output says first. */
interface Versioned {
  /** Changes when a reader would have to. Fields are added without a change. */
  formatVersion: 2;
}

/** What a command says in place of its result when something is wrong: with the files, with the call, or with the tenant. */
export interface RefusalOutput extends Versioned {
  diagnostics: Diagnostic[];
}

/** The result of `tenantry validate`. */
export interface ValidateOutput extends Versioned {
  tenant: string;
  /** The environments that were looked at. */
  environments: string[];
  diagnostics: Diagnostic[];
}

/** One field that differs. The value of a secret is `(secret)`. */
export interface FieldDifference {
  path: string;
  /** What the tenant has; absent when it has nothing. */
  before?: Json;
  /** What the files say; absent when they say nothing. */
  after?: Json;
  secret?: true;
  /** Of drift: why it differs. */
  cause?: string;
}

/** What is to happen to one resource, or of drift in what it differs. */
export interface PlannedChange {
  address: string;
  type: string;
  action: 'create' | 'update' | 'replace' | 'delete' | 'none';
  /** Of drift: why it is there or not there. */
  cause?: string;
  fields: FieldDifference[];
  /** Of a replacement: the fields that cannot be changed. */
  because?: string[];
  /** The address that it had before, when it gets another name. */
  moved?: string;
  /** What goes with what is deleted. */
  takesAlong?: string;
  /** After a run: the ids of all that the tenant has by its address, when something else made it at the same time. */
  duplicates?: string[];
  /** Why it is not carried out. */
  withheld?: { guard: string; reason: string };
  /** Where the files declare it. */
  place?: Place;
}

/** One step of a plan. */
export type PlannedStep =
  | {
      address: string;
      do: 'create';
      /** The fields that a later step sends. */
      deferred: string[];
    }
  | {
      address: string;
      do: 'update';
      /** The fields that are sent. */
      fields: string[];
    }
  | { address: string; do: 'delete' };

/** What a plan is about, when that is not everything. */
export interface PlannedPart {
  /** The selectors that were given. */
  only: string[];
  /** What was not named, and is needed for what was. */
  along: { address: string; why: 'parent' | 'reference' | 'requirement'; of: string }[];
  /** How many other changes there are. */
  others: number;
}

/** The result of `tenantry plan`, and of `tenantry drift`, which says why a thing differs. */
export interface PlanOutput extends Versioned {
  tenant: string;
  environment: string;
  domain: string;
  part?: PlannedPart;
  /** Of a plan without the tenant: when the snapshot was made that stands for it, in ISO 8601. */
  offline?: string;
  summary: {
    create: number;
    update: number;
    replace: number;
    delete: number;
    /** Changes that are not carried out. */
    withheld: number;
    /** Declared resources that are as they should be. */
    unchanged: number;
  };
  changes: PlannedChange[];
  /** The steps of one wave may run together; a wave begins when the one before has ended. */
  waves: PlannedStep[][];
  /** Where the files put secrets: how they write what stands there, with the markers in the places of the values. */
  secrets?: { address: string; path: string; from: string }[];
  /** The digest of what the plan asks for: plans with equal ones ask for the same. */
  digest?: string;
  /** Warnings, when there are any. */
  diagnostics?: Diagnostic[];
}

/** What an apply says instead of its result when the plan goes beyond what was agreed to. */
export interface DisagreementOutput extends Versioned {
  tenant: string;
  environment: string;
  /** The digest of what there is to do now. */
  digest: string;
  differences: {
    /** Nobody agreed to `more`; `other` was agreed to with other values; `less` was agreed to and is not to be done any more. */
    type: 'more' | 'other' | 'less';
    action: 'create' | 'update' | 'replace' | 'delete' | 'none';
    address: string;
    /** What was agreed to, what there is to do now, and what is live. */
    fields: { path: string; approved: Json[]; now?: Json; live?: Json; secret?: true }[];
  }[];
}

/** What became of one change. */
export interface ChangeOutcome {
  address: string;
  action: 'create' | 'update' | 'replace' | 'delete' | 'none';
  status: 'done' | 'failed' | 'skipped' | 'not started';
  /** Something of it was done before. */
  isPartlyDone?: true;
  /** What the API said, or which address it depends on. */
  reason?: string;
  /** What to do about it; of what is done, what is left to do before it works. */
  hint?: string;
  /** The stack of a defect of tenantry: the run stops at it. */
  defect?: string;
}

/** The result of an apply that is refused, as it is not what was agreed to. */
export interface DisagreementOutput extends Versioned {
  tenant: string;
  environment: string;
  /** The digest of what there is to do now, by which it may be approved. */
  digest: string;
  differences: {
    /** Nobody agreed to `more`; `other` was agreed to with other values; `less` was agreed to and is not to be done any more. */
    type: 'more' | 'other' | 'less';
    action: 'create' | 'update' | 'replace' | 'delete' | 'none';
    address: string;
    /** The fields that are not as agreed; the values of secrets are never among them. */
    fields: {
      path: string;
      /** What was agreed to, of each plan that says something of the field. */
      approved: Json[];
      now?: Json;
      live?: Json;
      secret?: true;
    }[];
  }[];
}

/** The result of `tenantry apply` and of `tenantry rollback`. */
export interface ApplyOutput extends Versioned {
  plan: PlanOutput;
  /** What became of each change that was not withheld. */
  outcomes: ChangeOutcome[];
  /** What was written, and the tenant has otherwise all the same. */
  notConverged?: PlannedChange[];
  /** What it took: requests to the tenant, those that read it included, and the id of its record. */
  took?: { seconds: number; requests: number; run?: string };
}

/** Something that was tried or checked. */
export interface CaseOutput {
  /** What it belongs to, such as an action, a client and its API, or the area of a rule. */
  suite: string;
  name: string;
  /** `skipped` was not tried, or does not apply; `unknown` could not be told; `waived` failed and is accepted for a while. */
  state: 'passed' | 'failed' | 'waived' | 'unknown' | 'skipped';
  /** How much a failure matters; `error` when absent. */
  severity?: 'error' | 'warning' | 'info';
  /** A stable name of what was asserted. */
  code?: string;
  /** What is the case, a line each. */
  lines: string[];
  /** What to do about it. */
  hint?: string;
  place?: Place;
  address?: string;
  milliseconds?: number;
}

/** Cases, and how many are in each state. */
interface WithCases extends Versioned {
  summary: { passed: number; failed: number; waived: number; unknown: number; skipped: number };
  cases: CaseOutput[];
}

/** The result of `tenantry check`. */
export interface CheckOutput extends WithCases {
  /** What was looked at. */
  on: 'files' | 'plan' | 'live';
  /** How many rules there are, and how many in each state. */
  counts: {
    rules: number;
    passed: number;
    failed: number;
    waived: number;
    skipped: number;
    unknown: number;
    'by hand': number;
  };
}

/** The result of `tenantry test`. */
export interface TestOutput extends WithCases {
  tenant: string;
  /** With `--coverage`: the lines of each file on which a statement begins, and which of them were not run. */
  coverage?: { file: string; total: number; run: number; missed: number[] }[];
}

/** The result of `tenantry smoke`. */
export interface SmokeOutput extends WithCases {
  tenant: string;
  environment: string;
  domain: string;
  /** How many tokens were given. */
  tokens: number;
}

/** The result of `tenantry domains`. */
export interface DomainsOutput extends WithCases {
  /** The custom domains as the API has them. */
  domains: { [field: string]: Json }[];
}

/** What one environment has in a place. */
export interface ComparedSide {
  address?: string;
  /** What its files say. */
  files?: Json;
  /** What its tenant has. */
  live?: Json;
}

/** One place in which two environments differ, or in which one of them is not as its files say. */
export interface ComparedPlace {
  cause: 'expected' | 'missing' | 'extra' | 'drift' | 'differs' | 'unmanaged';
  /** Whether the files say that it differs. */
  expected: boolean;
  type: string;
  /** The field; absent when it is about the resource as a whole. */
  path?: string;
  a: ComparedSide;
  b: ComparedSide;
  /** The environments that are not as their files say; of what no file speaks of, those that have it. */
  in: string[];
  /** The markers by which the files' values differ. */
  markers: string[];
  secret?: true;
  place?: Place;
}

/** The result of `tenantry compare`. */
export interface CompareOutput extends Versioned {
  tenant: string;
  environments: { a: string; b: string };
  /** Whether the tenants were read, or the files alone were compared. */
  source: 'tenants' | 'files';
  summary: {
    unexpected: number;
    expected: number;
    unmanaged: number;
    /** Declared resources that are alike. */
    alike: number;
    /** Differences in fields that an environment leaves to others. */
    ignored: number;
  };
  differences: ComparedPlace[];
  /** Warnings, when there are any. */
  diagnostics?: Diagnostic[];
}

/** The result of `tenantry explain` for a resource or a field. */
export interface ExplanationOutput extends Versioned {
  tenant: string;
  environment: string;
  address: string;
  type: string;
  /** The field; empty when it is about the resource as a whole. */
  path: string;
  /** What the files say; absent when no file speaks of it. */
  files?: { value?: Json; place?: Place; markers: { marker: string; place?: Place }[] };
  /** What the files of other environments say, and what they call it. */
  others: { environment: string; address?: string; value?: Json }[];
  live: { state: 'same' | 'differs' | 'absent' | 'not read'; value?: Json };
  isManaged: boolean;
  /** What the policy, or Auth0, makes of it, and by what. */
  policy: { rule: 'excluded' | 'ignored' | 'protected' | 'withheld'; by: string }[];
  /** Whether the value of a secret is the one that was applied last. */
  secret?: 'same' | 'other' | 'unknown';
  /** What the API takes where nothing is said. */
  default?: Json;
  /** The last run that touched it. */
  last?: { run: string; what: string; by: string; at: string };
}

/** The result of `tenantry explain` for a type. */
export interface TypeExplanationOutput extends Versioned {
  tenant: string;
  environment: string;
  type: string;
  isManaged: boolean;
  /** How many the files declare, and the tenant has; the latter is absent when it was not read. */
  declared: number;
  live?: number;
  excluded: number;
}

/** The result of `tenantry explain`. */
export type ExplainOutput = ExplanationOutput | TypeExplanationOutput;

/** One event of a tenant's log, without anything that may hold a secret. With `--follow` each is a line. */
export interface LogEventOutput {
  id: string;
  /** ISO 8601, in UTC. */
  at: string;
  code: string;
  class: 'error' | 'warning' | 'success';
  /** What the code means. */
  title: string;
  /** The name of the application, or its id. */
  client?: string;
  clientId?: string;
  user?: string;
  audience?: string;
  scope?: string;
  organization?: string;
  /** What the tenant says of it. */
  description?: string;
  /** A write of the Management API; nothing of what was written but the names of its fields. */
  write?: { method: string; path: string; fields: string[]; channel: 'dashboard' | 'API'; by: string; tool?: string };
  /** `tenantry smoke` has asked for it, to see whether it is refused. */
  isTrial?: true;
  /** The action that failed. */
  action?: { name: string; error: string; execution?: string; version?: string };
}

/** Failures that are the same but for their time. */
export interface FailureGroupOutput {
  /** Who or what failed: an application, or an action. */
  who: string;
  code: string;
  title: string;
  description: string;
  count: number;
  first: string;
  last: string;
  /** What the last run did that may be the reason. */
  changed: string[];
  /** The execution of an action, for the dashboard. */
  execution?: string;
}

/** The result of `tenantry logs`. */
export interface LogsOutput extends Versioned {
  /** From where on it was read, in words. */
  since: string;
  /** How far the log reaches back, when that is not far enough. */
  reachesBackTo?: string;
  events: number;
  failures: FailureGroupOutput[];
  warnings: FailureGroupOutput[];
  /** How many writes this tool's own client sent. */
  ours: number;
  /** Changes by others. */
  others: {
    at: string;
    by: string;
    channel: 'dashboard' | 'API';
    method: string;
    /** The resource, as far as its id is known; else the path. */
    subject: string;
    fields: string[];
    tool?: string;
  }[];
  /** How many refusals `tenantry smoke` has asked for: they are no failures. */
  trials: number;
  successes: { title: string; count: number }[];
  log: LogEventOutput[];
}

/** How many of something there are, by its name. */
export interface Counts {
  [name: string]: number;
}

/** A recorded run in a few words. */
export interface RunOutput {
  id: string;
  tenant: string;
  environment: string;
  /** What was done: an apply, or a rollback of another run. */
  what: string;
  by: string;
  commit?: string;
  startedAt: string;
  /** A run that was stopped, or is interrupted, has left some steps. */
  state: 'ended' | 'stopped' | 'interrupted';
  /** How many changes there are of each status; absent when the run was interrupted. */
  counts?: Counts;
  /** How many resources it did what with. */
  did: Counts;
}

/** The result of `tenantry history`. */
export interface HistoryOutput extends Versioned {
  runs: RunOutput[];
}

/** The result of `tenantry show`. */
export interface ShowOutput extends Versioned {
  run: RunOutput;
  plan: PlanOutput;
  outcomes: {
    address: string;
    action: 'create' | 'update' | 'replace' | 'delete' | 'none';
    status: 'failed' | 'not known' | 'not done' | 'withheld' | 'done';
    reason?: string;
  }[];
}

/** The result of `tenantry scopes`. */
export interface NeededScopesOutput extends Versioned {
  tenant: string;
  environments: {
    /** Absent where the tenant has no environment. */
    environment?: string;
    plan: string[];
    /** Those of a plan among them. */
    apply: string[];
  }[];
}

/** The result of `tenantry scopes --pull`. */
export interface PullScopesOutput extends Versioned {
  pull: string[];
}

/** The result of `tenantry scopes`, with and without `--pull`. */
export type ScopesOutput = NeededScopesOutput | PullScopesOutput;

/** The result of `tenantry output`: what the tenant calls the resources that the files declare. */
export interface IdentifiersOutput {
  formatVersion: 1;
  tenant: string;
  environment: string;
  domain: string;
  issuer: string;
  /** By type and by the name in the files. */
  resources: { [type: string]: { [key: string]: { [field: string]: string } } };
  /** The addresses that the tenant lacks. */
  missing: string[];
}

/** The result of `tenantry token`. */
export interface TokenOutput extends Versioned {
  /** Whose it is: the tenant and environment, as `harbor/local`, or the URL of an emulator. */
  of: string;
  token: string;
  /** The name of the client; of a live tenant absent. */
  client?: string;
  scope: string;
  /** In seconds. */
  expiresIn?: number;
  /** What is wrong with it, when that was asked for. */
  fault?: 'expired' | 'notYet' | 'wrongIssuer' | 'wrongAudience' | 'wrongKey' | 'algNone' | 'tampered' | 'wrongTyp';
}

/** One tenant in one environment. */
export interface TargetOutput {
  /** `tenant-environment`, as files, artifacts and environments of GitHub are called. */
  id: string;
  tenant: string;
  env: string;
  /** The step of a rollout. */
  ring: string;
  /** The environments of GitHub that hold the credentials, to plan and to apply. */
  plan_environment: string;
  environment: string;
}

/** Several targets of one ring for one job. */
export interface TargetBatchOutput {
  id: string;
  /** Which ones, as `harbor/prod,dock/prod`. */
  targets: string;
  ring: string;
  plan_environment: string;
  environment: string;
}

/** The result of `tenantry targets`. */
export interface TargetsOutput {
  formatVersion: 1;
  /** How many there are in `include`. */
  count: number;
  include: TargetOutput[];
  /** For the matrix of each ring: targets, or with `--batch` several in one job. */
  rings: { [ring: string]: (TargetOutput | TargetBatchOutput)[] };
  /** The rings in their order, also those without a target. */
  order: string[];
  /** How many there would be without `--changed-since`. */
  total: number;
  /** With `--changed-since` the commit, by its full id. */
  since?: string;
  /** By id, why a target changed. */
  why?: { [id: string]: 'configuration' | 'new' | 'was-invalid' | 'is-invalid' | 'tool' };
  /** What the commit had and the files have no more, as `harbor/prod`. */
  gone?: string[];
}

/** What became of one of many targets. */
export interface FleetTargetOutput {
  id: string;
  tenant: string;
  environment: string;
  ring: string;
  outcome: 'changes' | 'nothing' | 'applied' | 'partly' | 'refused' | 'failed' | 'not started';
  /** All of it in one line. */
  title: string;
  /** Absent when there is none: the files are wrong, or the tenant cannot be read. */
  plan?: PlanOutput;
  /** The digest of what the plan asks for. */
  planDigest?: string;
  /** Of an apply: what became of each change, and what was written and the tenant has otherwise all the same. */
  outcomes?: ChangeOutcome[];
  notConverged?: PlannedChange[];
  diagnostics: Diagnostic[];
}

/** The result of `tenantry plan --all` and `tenantry apply --all`. */
export interface FleetOutput extends Versioned {
  /** The rings in their order. */
  order: string[];
  /** How many targets there are, and how many came to what. */
  summary: {
    targets: number;
    failed: number;
    refused: number;
    partly: number;
    applied: number;
    changes: number;
    'not started': number;
    nothing: number;
  };
  targets: FleetTargetOutput[];
}

/** What a plan does with a part of a map. */
export type MapChangeOutput = 'create' | 'update' | 'replace' | 'delete';

/** One scope of an API, of a grant or of a role. */
export interface MapScopeOutput {
  name: string;
  change?: 'create' | 'delete';
  /** A grant or a role names it, and the API does not define it. */
  isMissing?: true;
}

/** What is said of every resource of a map. */
interface MapResourceOutput {
  /** The address of the resource. */
  id: string;
  name: string;
  change?: MapChangeOutput;
  /** Something names it, and it is not there. */
  isMissing?: true;
  /** Why Auth0, or tenantry itself, owns it. */
  system?: string;
  place?: Place;
}

/** Who asks for tokens. */
export interface MapClientOutput extends MapResourceOutput {
  type: 'client';
  /** The id of its team: `team` in its `client_metadata`. */
  team?: string;
  appType?: string;
  /** How it proves who it is, in Auth0's words; none where that is not known. */
  authentication: string[];
  grantTypes: string[];
  isThirdParty?: true;
  /** It stands for all clients of a sort that have no grant of their own. */
  standsFor?: string;
}

/** What tokens are for. */
export interface MapApiOutput extends MapResourceOutput {
  type: 'api';
  identifier: string;
  /** How long its tokens are valid, in seconds. */
  lifetime?: number;
  dialect?: string;
  algorithm?: string;
  /** Whether roles decide which scopes users get. */
  isRoleBased?: boolean;
  /** Users get tokens for it through any client that is not a third party's. */
  isOpenToUsers?: boolean;
  scopes: MapScopeOutput[];
}

/** What else is on a map. */
export interface MapOtherOutput extends MapResourceOutput {
  type: 'organization' | 'role' | 'trigger' | 'action' | 'domain';
}

/** What is said of every line of a map: which resources it leads from and to, by their ids. */
interface MapLineOutput {
  id: string;
  from: string;
  to: string;
  change?: MapChangeOutput;
}

/** A client may ask for tokens for an API, for itself or for its users. */
export interface MapGrantOutput extends MapLineOutput {
  type: 'grant';
  subject: 'client' | 'user';
  scopes: MapScopeOutput[];
  hasAllScopes?: true;
  organizationUsage?: string;
  isForAnyOrganization?: true;
  system?: string;
}

/** A role gives users scopes of an API. */
export interface MapPermissionOutput extends MapLineOutput {
  type: 'permission';
  scopes: MapScopeOutput[];
}

/** A grant of a client is good for an organization. */
export interface MapLinkOutput extends MapLineOutput {
  type: 'link';
  /** The ids of the grant and of the API that it is for. */
  grant: string;
  api: string;
}

/** An action runs at a trigger. */
export interface MapBindingOutput extends MapLineOutput {
  type: 'binding';
  /** From 1. */
  position: number;
}

/** What somebody should look at. */
export interface MapFindingOutput {
  code: 'scope-without-grant' | 'client-without-grant' | 'wider-grant' | 'api-without-caller' | 'grant-to-nothing';
  /** The id of the resource or the line that it is about. */
  on: string;
  /** The ids of the resources that it is about. */
  nodes: string[];
  message: string;
}

/** The result of `tenantry graph`. */
export interface GraphOutput extends Versioned {
  tenant: string;
  environment: string;
  /** What was looked at. */
  on: 'files' | 'plan' | 'live';
  teams: { id: string; name: string }[];
  nodes: (MapClientOutput | MapApiOutput | MapOtherOutput)[];
  edges: (MapGrantOutput | MapPermissionOutput | MapLinkOutput | MapBindingOutput)[];
  findings: MapFindingOutput[];
  /** What could not be looked at, so that nothing is said of it. */
  unknown: { types: string[]; reason: string }[];
}
