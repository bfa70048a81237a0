import { apply as applyPlan } from './apply/apply.ts';
import type { Work } from './apply/apply.ts';
import type { RunWaves } from './apply/tasks.ts';
import type { Connection } from './auth0/connect.ts';
import { canonicalLive } from './canonical/live.ts';
import type { LiveState } from './canonical/live.ts';
import { namesOf } from './canonical/names.ts';
import { typeOf } from './catalog/catalog.ts';
import type { Catalog } from './catalog/catalog.ts';
import { isManaged } from './compare/changes.ts';
import { bothSides, compare } from './compare/compare.ts';
import { choose, partIn, wantedOf } from './compare/chosen.ts';
import type { Chosen, WantedPart } from './compare/chosen.ts';
import type { Comparison, Sides } from './compare/compare.ts';
import type { EnvironmentSide } from './compare/environments.ts';
import { onlyOf, partOf } from './compare/part.ts';
import { goalOfFiles } from './goals.ts';
import type { FilesGoal, Goal, Project } from './goals.ts';
import type { Address } from './model/address.ts';
import type { Change } from './model/change.ts';
import { hasErrors } from './model/diagnostic.ts';
import type { Diagnostic } from './model/diagnostic.ts';
import type { Outcome } from './model/outcome.ts';
import type { Plan } from './model/plan.ts';
import type { DesiredState, Resource } from './model/resource.ts';
import type { KeptResource, RunSnapshot, Snapshot } from './model/snapshot.ts';
import { guard, tooManyDeletes, withoutDeletes } from './plan/guards.ts';
import { plan as orderChanges } from './plan/plan.ts';
import { readAll } from './read/read-all.ts';
import { readScopeOf } from './read/read-scope.ts';
import { checkReadable } from './read/readable.ts';
import { read } from './read/read.ts';
import type { OnRead } from './read/watch.ts';
import { childrenGoing, keptResources, snapshotOf } from './record/snapshot.ts';
import type { IsClean } from './record/snapshot.ts';
import { checkScopes, lackingScopes, scopesOfChanges, scopes as scopesFor, scopesToRead } from './scopes/scopes.ts';
import type { RequiredScopes } from './scopes/scopes.ts';
import { secretsIn } from './secrets/places.ts';
import type { SecretMemory } from './secrets/secret-memory.ts';
import { expectedOf } from './validate/expected.ts';
import { withoutFollowOn } from './validate/follow-on.ts';
import { mergeDiagnostics } from './validate/merge.ts';
import { checkDeclaredReferences } from './validate/references.ts';
import { verify as verifyPlan } from './verify/verify.ts';

/** What decides about planning beside the goal and the tenant. */
export interface PlanOptions {
  /** The number of deletes that is agreed to, beyond the policy's. */
  allowDeletes?: number | undefined;
  memory?: SecretMemory | undefined;
  /** Told what is read. */
  onRead?: OnRead | undefined;
  /** What stands for the tenant, when it is not asked. */
  snapshot?: Snapshot | undefined;
}

/** What decides about applying beside the plan. */
export type ApplyOptions = Pick<Work, 'signal' | 'concurrency' | 'journal' | 'memory' | 'stopsOnError'>;

/** A plan with everything it was made of. `plan` is absent when there are errors. */
export interface Planned {
  plan: Plan | undefined;
  desired: DesiredState;
  live: LiveState;
  catalog: Catalog;
  diagnostics: Diagnostic[];
  /** The API scopes that its requests need and the token does not have. */
  lackingScopes: string[];
  /** The resources that it is about; all of the goal's when absent. */
  only?: ReadonlySet<Address>;
}

/** What is wrong with the files, in all environments or in those named; `besides` is asked for what is no matter of a plan. */
export function validate(
  project: Project,
  environments: readonly string[],
  besides: (goal: FilesGoal) => Diagnostic[] = () => [],
): { diagnostics: Diagnostic[]; secrets: string[] } {
  const names = environments.length === 0 ? [undefined] : environments;
  // One after the other: of what each environment says only this is kept.
  const found = names.map((environment) => {
    const goal = goalOfFiles(project, environment);
    const { target, desired, diagnostics, secrets } = goal;
    const declared = namesOf(desired.resources.values());
    const unknown = checkDeclaredReferences(desired, declared, target.catalog, target.selection);
    const all = [...diagnostics, ...unknown, ...besides(goal)];
    return { environment, diagnostics: withoutFollowOn(all), secrets };
  });
  return { diagnostics: mergeDiagnostics(found), secrets: found.flatMap(({ secrets }) => secrets) };
}

/** The API scopes that the tool needs for what the files of one environment say. */
export function scopes({ target: { catalog, selection }, desired }: FilesGoal): RequiredScopes {
  return scopesFor(readScopeOf(desired, catalog, selection), selection);
}

/** The API scopes that are needed to read everything that a tenant has. */
export function scopesToReadAll(catalog: Catalog): string[] {
  return scopesToRead([...catalog.values()]);
}

/**
 * What an apply would do. Nothing is written, whatever happens.
 *
 * 1. Read what the goal is about, or the part of it that was chosen, and the names that it uses (`read/`).
 * 2. Stop when something of that cannot be read.
 * 3. Bring both sides to canonical form: names for ids, no server fields, children apart (`canonical/`).
 * 4. Take what is left to others as it is in the tenant (`compare/ignored.ts`).
 * 5. Compare: one change for each resource that differs (`compare/changes.ts`), of those that were chosen and of what they
 *    need (`compare/chosen.ts`).
 * 6. Mark what the policy, or Auth0, keeps back, and go back to 4 while more is replaced than was known (`plan/guards.ts`).
 * 7. Keep all deletes back when there are too many.
 * 8. Check what the goal asks for: that names exist, that creates are complete, that the tenant has what they need.
 * 9. Order what is left into waves (`plan/graph.ts`, `plan/waves.ts`).
 * 10. Look whether the token has the scopes for it.
 * 11. Give the plan, or none when any step has found an error.
 */
export async function plan(
  goal: Goal,
  connection: Connection,
  { allowDeletes, memory, onRead, snapshot: given }: PlanOptions = {},
): Promise<Planned> {
  const { config, catalog, selection } = goal.target;
  const wanted =
    goal.choice === undefined ? undefined : wantedOf(goal.desired, { ...goal.target, choice: goal.choice });
  const snapshot = given ?? (await readFor(goal, wanted ?? goal.desired, connection, onRead));
  const unreadable = checkReadable(snapshot, wanted ?? goal.desired, config, catalog, selection);
  if (hasErrors(unreadable)) {
    const live = canonicalLive(snapshot, catalog);
    return { plan: undefined, desired: goal.desired, live, catalog, diagnostics: unreadable, lackingScopes: [] };
  }
  const chosen = chosenOf(goal, wanted, snapshot, memory);
  const part = chosen === undefined ? goal : onlyOf(goal, chosen);
  const found = compareGuarded(part, bothSides(part, snapshot), allowDeletes, memory);
  const { desired, live } = found;
  const unread = new Set(snapshot.unreadable.map(({ type }) => type));
  const isPart = chosen !== undefined;
  const isAbout = (one: Resource): boolean => (part.only?.has(one.address) ?? true) && !selection.isExcluded(one);
  const checked = goal.checks.flatMap((check) => check({ ...found, unreadable: unread, isPart }, catalog));
  const ordered = orderChanges(config, found, catalog);
  const [needed, granted] = [scopesOfChanges(found.changes, desired, catalog), await connection.grantedScopes()];
  const told = [...checked, ...ordered.diagnostics, ...checkScopes(needed, granted)];
  const diagnostics = [...unreadable, ...(chosen?.diagnostics ?? []), ...found.diagnostics, ...told];
  const agreed = hasErrors(diagnostics)
    ? undefined
    : { ...ordered.plan, ...partIn(goal.choice, chosen), ...secretsIn(desired, isAbout, catalog) };
  return {
    plan: agreed,
    desired,
    live,
    catalog,
    diagnostics,
    lackingScopes: lackingScopes(needed, granted),
    ...(chosen === undefined ? {} : { only: chosen.only }),
  };
}

/** What a choice comes to, once the tenant has been read. */
function chosenOf(
  goal: Goal,
  wanted: WantedPart | undefined,
  snapshot: Snapshot,
  memory: SecretMemory | undefined,
): Chosen | undefined {
  const { choice, target } = goal;
  if (choice === undefined || wanted === undefined) return undefined;
  const sides = bothSides(goal, snapshot);
  const guarded = (changes: readonly Change[]): Change[] => guard(changes, target.catalog, target.selection);
  const { changes } = compare(goal, sides, guarded, goal.comparesSecrets ? memory : undefined);
  return choose(sides, changes, wanted, { ...target, choice });
}

/** What would still be planned, or refused, for a tenant as it was when it was read; nothing when the files say what it has. */
export function prove(goal: FilesGoal, snapshot: Snapshot): { changes: Change[]; errors: Diagnostic[] } {
  const { catalog } = goal.target;
  const found = compare(goal, bothSides(goal, snapshot), (changes) => changes);
  const unreadable = new Set(snapshot.unreadable.map(({ type }) => type));
  const checked = goal.checks.flatMap((check) => check({ ...found, unreadable, isPart: false }, catalog));
  const told = [...goal.diagnostics, ...found.diagnostics, ...checked];
  return { changes: found.changes, errors: told.filter(({ severity }) => severity === 'error') };
}

/**
 * What the files say and the tenant has of it, or all that it has, to be compared with another environment: nothing is guarded,
 * ordered or written.
 */
export async function look(
  goal: Goal,
  connection: Connection,
  { memory, onRead, isWhole = false }: Pick<PlanOptions, 'memory' | 'onRead'> & { isWhole?: boolean } = {},
): Promise<{ side: EnvironmentSide; diagnostics: Diagnostic[] }> {
  const { config, catalog, selection } = goal.target;
  const source = { ...connection, onRead };
  const snapshot = await (isWhole ? readAll(goal.target, source) : read(goal.desired, goal.target, source));
  const unreadable = checkReadable(snapshot, goal.desired, config, catalog, selection);
  // What is replaced takes its children along, but nothing is going to be replaced here.
  const kept = (changes: readonly Change[]): Change[] => changes.filter(({ action }) => action !== 'replace');
  const { desired, live, changes, diagnostics } = compare(goal, bothSides(goal, snapshot), kept, memory);
  return {
    side: { desired, selection, tenant: { live, changes, memory } },
    diagnostics: [...unreadable, ...diagnostics],
  };
}

/** Carries out a plan, and nothing but the plan. */
export function apply(
  agreed: Plan,
  { desired, live, catalog }: Planned,
  connection: Connection,
  runWaves: RunWaves,
  options: ApplyOptions = {},
): Promise<Outcome[]> {
  const work = { desired, live, catalog, api: connection.writer, sleep: connection.sleep };
  return applyPlan(agreed, { ...options, ...work }, runWaves);
}

/** What is not as it should be although it was just written. */
export function verify(
  goal: Goal,
  agreed: Plan,
  outcomes: readonly Outcome[],
  connection: Connection,
  onRead?: OnRead,
): Promise<Change[]> {
  return verifyPlan(agreed, outcomes, goal.target.catalog, connection.sleep, async (types) => {
    const part = partOf(goal, types);
    const snapshot = await readFor(goal, part.desired, connection, onRead);
    const sides = bothSides(part, snapshot);
    const { changes } = compare(part, sides, (found) => found);
    return { changes, ambiguous: sides.live.ambiguous };
  });
}

/** What a plan is going to touch as it is now, with the children that go with their parents; for a rollback. */
export async function snapshot(
  goal: Goal,
  agreed: Plan,
  { live, catalog }: Planned,
  connection: Connection,
  isClean: IsClean,
): Promise<RunSnapshot> {
  const going = childrenGoing(agreed, live, catalog);
  const rows = going.managed.lists.size === 0 ? undefined : await readFor(goal, going, connection);
  const found = rows === undefined ? [] : [...canonicalLive(rows, catalog).resources.values()];
  const children = found.filter(({ parent, address }) => going.resources.has(parent ?? address));
  return snapshotOf(agreed, live, catalog, children, { desired: goal.desired, isClean });
}

/** What of a tenant a goal manages, as it is behind a run: without secrets, and with what was done of the plan. */
export function stateAfter(
  { desired, live, catalog, only }: Planned,
  { changes }: Plan,
  outcomes: readonly Outcome[],
  isClean: IsClean,
): { resources: KeptResource[]; gone: Set<Address> } {
  const done = new Set(outcomes.filter(({ status }) => status === 'done').map(({ address }) => address));
  const carried = changes.filter(({ address }) => done.has(address));
  const expected = expectedOf({ desired, live, changes: carried, unreadable: new Set() }, catalog);
  const resources = [...expected.resources.values()].filter(
    (one) => isManaged(desired, typeOf(catalog, one.type), one) && (only?.has(one.address) ?? true),
  );
  const gone = new Set(expected.going.keys());
  return { resources: keptResources(resources, live, catalog, { desired, isClean }), gone };
}

/** What a tenant has of what a goal is about, and what of it cannot be read. */
export async function readOf(
  goal: Goal,
  connection: Connection,
  onRead?: OnRead,
): Promise<{ snapshot: Snapshot; diagnostics: Diagnostic[] }> {
  const { config, catalog, selection } = goal.target;
  const found = await readFor(goal, goal.desired, connection, onRead);
  return { snapshot: found, diagnostics: checkReadable(found, goal.desired, config, catalog, selection) };
}

function readFor(
  goal: Goal,
  wanted: Parameters<typeof read>[0],
  connection: Connection,
  onRead?: OnRead,
): Promise<Snapshot> {
  return read({ ...wanted, moves: goal.moves }, goal.target, { ...connection, onRead });
}

/** Steps 4 to 7 of a plan. */
function compareGuarded(
  goal: Goal,
  sides: Sides,
  allowDeletes: number | undefined,
  memory: SecretMemory | undefined,
): Comparison {
  const { config, catalog, selection } = goal.target;
  const known = goal.comparesSecrets ? memory : undefined;
  const guarded = (changes: readonly Change[]): Change[] => guard(changes, catalog, selection);
  const agreed = compare(goal, sides, guarded, known);
  const tooMany = tooManyDeletes(agreed.changes, catalog, config.environment.policy, allowDeletes);
  if (tooMany === undefined) return agreed;
  return compare(goal, sides, (changes) => withoutDeletes(guarded(changes), catalog, tooMany), known);
}
