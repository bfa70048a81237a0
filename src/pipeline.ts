import { apply as applyPlan } from './apply/apply.ts';
import type { Work } from './apply/apply.ts';
import type { RunWaves } from './apply/tasks.ts';
import { brokenSecrets } from './secrets/broken-files.ts';
import { canonicalDesired } from './canonical/desired.ts';
import { leaveIgnored } from './compare/ignored.ts';
import { canonicalLive, matchedByIdOf } from './canonical/live.ts';
import { secretValues } from './secrets/secrets.ts';
import type { LiveState } from './canonical/live.ts';
import { namesOf } from './canonical/names.ts';
import { diff } from './compare/changes.ts';
import type { Comparison } from './compare/changes.ts';
import type { Loaded } from './load/load.ts';
import type { Address } from './model/address.ts';
import type { Change } from './model/change.ts';
import type { Config } from './model/config.ts';
import { hasErrors } from './model/diagnostic.ts';
import { inputsOf } from './model/inputs.ts';
import type { Inputs } from './model/inputs.ts';
import type { Diagnostic } from './model/diagnostic.ts';
import type { Outcome } from './model/outcome.ts';
import type { Plan } from './model/plan.ts';
import type { Resource, State } from './model/resource.ts';
import type { SecretMemory } from './secrets/secret-memory.ts';
import type { Snapshot } from './model/snapshot.ts';
import { guard, tooManyDeletes, withoutDeletes } from './plan/guards.ts';
import { checkRequired } from './plan/required.ts';
import { plan as orderChanges } from './plan/plan.ts';
import { readScopeOf } from './read/read-scope.ts';
import { read } from './read/read.ts';
import { checkReadable } from './read/readable.ts';
import { resolve } from './resolve/resolve.ts';
import type { Sources } from './resolve/keywords.ts';
import { catalogOf } from './catalog/catalog.ts';
import type { Catalog } from './catalog/catalog.ts';
import type { ResourceTypes } from './catalog/resource-type.ts';
import { scopes as scopesFor } from './scopes/scopes.ts';
import type { RequiredScopes } from './scopes/scopes.ts';
import type { Connection } from './auth0/connect.ts';
import { withoutFollowOn } from './validate/follow-on.ts';
import { selectionOf } from './selection.ts';
import type { Selection } from './selection.ts';
import { checkSelected } from './validate/selectors.ts';
import { checkFiles } from './validate/files.ts';
import { mergeDiagnostics } from './validate/merge.ts';
import { checkDeclaredReferences, checkReferences } from './validate/references.ts';
import { checkRules } from './validate/rules.ts';
import type { SchemaChecker } from './validate/schema.ts';

/** A tenant's files and what is needed to understand them. */
export interface Project {
  loaded: Loaded;
  resourceTypes: ResourceTypes;
  schemas: SchemaChecker;
  sources: Sources;
}

/** What a tenant should be like. */
export interface Goal {
  config: Config;
  catalog: Catalog;
  selection: Selection;
  /** What is known of it without the tenant. */
  desired: State;
  /** The same once it is known what is live. */
  canonicalize: (live: Iterable<Resource>) => { state: State; diagnostics: Diagnostic[] };
  /** Whether it is what once was: then ids may stand where nobody knows the name. */
  isRecorded?: true;
  /** The resources that a plan may be about; all of them when absent. */
  only?: ReadonlySet<Address>;
}

/** The files of one environment, understood as far as that goes without the tenant. */
export interface Described extends Goal {
  inputs: Inputs;
  diagnostics: Diagnostic[];
  /** The values of the secrets, for masking. */
  secrets: string[];
}

/** What decides about planning beside the goal and the tenant. */
export interface PlanOptions {
  /** The number of deletes that is agreed to, beyond the policy's. */
  allowDeletes?: number | undefined;
  memory?: SecretMemory | undefined;
}

/** What decides about applying beside the plan. */
export type ApplyOptions = Pick<Work, 'signal' | 'concurrency' | 'journal' | 'memory' | 'stopsOnError'>;

/** A plan with everything it was made of. `plan` is absent when there are errors. */
export interface Planned {
  plan: Plan | undefined;
  desired: State;
  live: LiveState;
  catalog: Catalog;
  diagnostics: Diagnostic[];
}

/** What is wrong with the files, in all environments or in those named. */
export function validate(
  project: Project,
  environments: readonly string[],
): { diagnostics: Diagnostic[]; secrets: string[] } {
  const names = environments.length === 0 ? [undefined] : environments;
  const described = names.map((name) => ({ name, ...describe(project, name) }));
  const offline = described.map(({ name, desired, catalog, selection, diagnostics }) => {
    const declared = namesOf(desired.resources.values());
    const unknown = checkDeclaredReferences(desired, declared, catalog, selection);
    return { environment: name, diagnostics: withoutFollowOn([...diagnostics, ...unknown]) };
  });
  return { diagnostics: mergeDiagnostics(offline), secrets: described.flatMap(({ secrets }) => secrets) };
}

/** Load, resolve, validate: what the files say for one environment. */
export function describe(
  { loaded, resourceTypes, schemas, sources: values }: Project,
  name: string | undefined,
): Described {
  const catalog = catalogOf(resourceTypes);
  const file = name === undefined ? undefined : loaded.environments.get(name);
  const environment = name === undefined ? undefined : { name, root: file?.root };
  const { config, diagnostics, secrets, keywords } = resolve({ ...loaded, environment }, values, resourceTypes);
  const { state, diagnostics: found } = canonicalDesired(config, catalog);
  const selection = selectionOf(config.environment.policy, catalog);
  const checks = checkFiles({ ...loaded, environment }, config, catalog, resourceTypes, schemas);
  const rules = checkRules(state, catalog, selection);
  const all = withoutFollowOn([...loaded.diagnostics, ...diagnostics, ...checks, ...found, ...rules]);
  const canonicalize: Goal['canonicalize'] = (live) => canonicalDesired(config, catalog, live);
  const sources = [...loaded.documents, file, loaded.defaults].flatMap((one) => one?.source ?? []);
  const inputs = inputsOf(loaded.folder, [...sources, ...loaded.files.read()], keywords);
  const broken = loaded.documents.filter(({ root }) => root === undefined);
  const hidden = [
    ...secrets,
    ...secretValues(state, catalog),
    ...broken.flatMap(({ source }) => brokenSecrets(source.text, catalog)),
  ];
  return { config, catalog, selection, desired: state, canonicalize, inputs, diagnostics: all, secrets: hidden };
}

/** The API scopes that the tool needs for what the files of one environment say. */
export function scopes({ catalog, selection, desired }: Described): RequiredScopes {
  return scopesFor(readScopeOf(desired, catalog, selection), selection);
}

/** Read, compare, plan: what an apply would do. Nothing is written, whatever happens. */
export async function plan(
  goal: Goal,
  connection: Connection,
  { allowDeletes, memory }: PlanOptions = {},
): Promise<Planned> {
  const { config, catalog, selection, desired: offline } = goal;
  const { policy } = config.environment;
  const snapshot = await read(offline, catalog, connection.reader, selection, connection.ownClientId);
  const unreadable = checkReadable(snapshot, offline, config, catalog, selection);
  if (hasErrors(unreadable)) {
    return {
      plan: undefined,
      desired: offline,
      live: canonicalLive(snapshot, catalog),
      catalog,
      diagnostics: unreadable,
    };
  }
  const agreed = compareAll(goal, snapshot, memory, (changes) => guard(changes, catalog, selection));
  const tooMany = tooManyDeletes(agreed.changes, catalog, policy, allowDeletes);
  const { desired, live, changes, unchanged, diagnostics } =
    tooMany === undefined
      ? agreed
      : compareAll(goal, snapshot, memory, (all) => withoutDeletes(guard(all, catalog, selection), catalog, tooMany));
  const names = namesOf(desired.resources.values(), live.resources.values());
  const unknown = goal.isRecorded === true ? [] : checkReferences(desired, names, catalog);
  const lacking = goal.isRecorded === true ? [] : checkRequired(changes, desired, catalog);
  const selectors = goal.isRecorded === true ? [] : checkSelected(config, [...live.resources.values(), ...desired.resources.values()], catalog);
  const ordered = orderChanges(config, changes, unchanged, desired, live, catalog);
  const all = [...unreadable, ...diagnostics, ...unknown, ...lacking, ...selectors, ...ordered.diagnostics];
  return { plan: hasErrors(all) ? undefined : ordered.plan, desired, live, catalog, diagnostics: all };
}

/** Both sides in canonical form and what differs, with what guards keep back marked. */
export interface Compared extends Comparison {
  desired: State;
  live: LiveState;
}

/** Compares until it is settled what is replaced: what refers to it has to be written again, without its old id. */
export function compareAll(
  goal: Goal,
  snapshot: Snapshot,
  memory: SecretMemory | undefined,
  guarded: (changes: Change[]) => Change[],
): Compared {
  const { catalog, selection, only } = goal;
  for (let replaced = new Set<Address>(); ;) {
    const { desired: declared, live, diagnostics } = bothSides(goal, snapshot, replaced);
    const desired = leaveIgnored(declared, live, catalog, selection);
    const comparison = diff(desired, live, catalog, selection, replaced, memory);
    const changes = guarded(comparison.changes.filter(({ address }) => only?.has(address) ?? true));
    const going = changes.filter(({ action, withheld }) => action === 'replace' && withheld === undefined);
    const settled = new Set([...replaced, ...going.map(({ address }) => address)]);
    if (settled.size === replaced.size) {
      return { ...comparison, desired, live, changes, diagnostics: [...diagnostics, ...comparison.diagnostics] };
    }
    replaced = settled;
  }
}

/** Both sides in canonical form; where the files name a live resource by its id, it has the name that they give it. */
function bothSides(
  { catalog, canonicalize }: Goal,
  snapshot: Snapshot,
  replaced: ReadonlySet<Address>,
): { desired: State; live: LiveState; diagnostics: Diagnostic[] } {
  const found = canonicalLive(snapshot, catalog, { replaced });
  const declared = canonicalize(found.resources.values());
  const matchedById = matchedByIdOf(declared.state, found);
  if (matchedById.size === 0) return { desired: declared.state, live: found, diagnostics: declared.diagnostics };
  const live = canonicalLive(snapshot, catalog, { replaced, matchedById });
  const { state, diagnostics } = canonicalize(live.resources.values());
  return { desired: state, live, diagnostics };
}

/** Carries out a plan, and nothing but the plan. */
export function apply(
  agreed: Plan,
  { desired, live, catalog }: Planned,
  connection: Connection,
  runWaves: RunWaves,
  options: ApplyOptions = {},
): Promise<Outcome[]> {
  return applyPlan(
    agreed,
    { ...options, desired, live, catalog, api: connection.writer, settled: connection.waitForConsistency },
    runWaves,
  );
}
