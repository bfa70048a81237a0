import type { Body } from './model/json.ts';
import type { Node } from './model/tree.ts';
import { canonicalDesired } from './canonical/desired.ts';
import type { Canonicalize } from './canonical/desired.ts';
import { namesOf } from './canonical/names.ts';
import { catalogOf } from './catalog/catalog.ts';
import type { Catalog } from './catalog/catalog.ts';
import type { ResourceTypes } from './catalog/resource-type.ts';
import type { Comparison } from './compare/compare.ts';
import { checkChoice } from './compare/chosen.ts';
import { checkReadOnly } from './compare/read-only.ts';
import { checkRenames } from './compare/renames.ts';
import { meaningOf } from './edit/meaning.ts';
import type { Loaded } from './load/load.ts';
import type { Address } from './model/address.ts';
import type { Config } from './model/config.ts';
import { hasErrors } from './model/diagnostic.ts';
import type { Diagnostic } from './model/diagnostic.ts';
import { inputsOf } from './model/inputs.ts';
import type { Input, Inputs } from './model/inputs.ts';
import type { Keywords } from './model/keyword.ts';
import type { Move } from './model/moves.ts';
import type { Plan } from './model/plan.ts';
import type { DesiredState } from './model/resource.ts';
import { checkRequired } from './plan/required.ts';
import type { Sources } from './resolve/keywords.ts';
import { resolve } from './resolve/resolve.ts';
import type { Resolved } from './resolve/resolve.ts';
import { rollback } from './rollback/rollback.ts';
import type { RunToUndo } from './rollback/rollback.ts';
import { brokenSecrets } from './secrets/broken-files.ts';
import { secretValues } from './secrets/secrets.ts';
import { choiceOf, selectionOf } from './selection.ts';
import type { Choice, Selection } from './selection.ts';
import type { SmokeFile } from './smoke/file.ts';
import { smokeOf, usersOf } from './test-files.ts';
import { checkCode } from './validate/code.ts';
import { accepts, lacks } from './validate/accepts.ts';
import { checkBlanks } from './validate/blanks.ts';
import { checkFiles } from './validate/files.ts';
import { withoutFollowOn } from './validate/follow-on.ts';
import { checkNames } from './validate/names.ts';
import { checkMoves } from './validate/moves.ts';
import { checkReferences } from './validate/references.ts';
import { checkRules } from './validate/rules.ts';
import { checkSelected } from './validate/selectors.ts';
import type { SchemaChecker } from './validate/schema.ts';
import { checkTenantRules } from './validate/tenant-rules.ts';

/** A tenant's files and what is needed to understand them. */
export interface Project {
  loaded: Loaded;
  resourceTypes: ResourceTypes;
  schemas: SchemaChecker;
  sources: Sources;
  /** Fields that are left out are errors. */
  isStrict?: boolean;
}

/** Which tenant is meant, and what of it. */
export interface Target {
  config: Config;
  catalog: Catalog;
  selection: Selection;
}

/** What both sides turned out to be, and the types that cannot be read. */
export type CheckedSides = Pick<Comparison, 'desired' | 'live' | 'changes'> & {
  unreadable: ReadonlySet<string>;
  /** Whether they are those of a part. */
  isPart: boolean;
};

/** What is wrong with what both sides turned out to be. */
export type Check = (found: CheckedSides, catalog: Catalog) => Diagnostic[];

/** What a tenant should be like: what its files say, or what it was like before a run. */
export interface Goal {
  target: Target;
  /** What is known of it without the tenant. */
  desired: DesiredState;
  /** The same once it is known what is live. */
  canonicalize: Canonicalize;
  /** The resources that a plan may be about; all of them when absent. */
  only?: ReadonlySet<Address>;
  /** What was renamed. */
  moves?: readonly Move[];
  /** What of it a plan is to be about; resolved to resources once the tenant has been read. */
  choice?: Choice;
  /** What is wrong with it, as far as that is known without the tenant: nothing is planned while there are errors. */
  diagnostics: Diagnostic[];
  /** What else has to be right once it is known what is live. */
  checks: readonly Check[];
  /** Whether secrets that the API does not return count as changed when they are not those that were applied last. */
  comparesSecrets: boolean;
}

/** What the files of one environment say, understood as far as that goes without the tenant. */
export interface FilesGoal extends Goal {
  /** What a plan for it is made from: only that is asked for which is kept. */
  inputs: () => Inputs;
  /** Types that are asked for and that no file mentions. */
  unmentioned?: ReadonlySet<string>;
  /** The values of its keywords. */
  keywords: Keywords;
  /** The values of the secrets, for masking. */
  secrets: string[];
  /** The tests of tokens, and what is wrong with them; offline the values of secrets are not needed. */
  smoke: (areSecretsNeeded: boolean) => { file: SmokeFile; diagnostics: Diagnostic[] };
  /** The users of the emulated tenant, and what is wrong with them; none when something is. */
  users: () => { users: Body[]; diagnostics: Diagnostic[] };
}

const checksOfFiles = (config: Config, schemas: SchemaChecker): readonly Check[] => [
  ({ desired, live }, catalog) =>
    checkReferences(desired, namesOf(desired.resources.values(), live.resources.values()), catalog),
  ({ desired, changes }, catalog) => checkRequired(changes, desired, catalog),
  checkTenantRules,
  checkRenames,
  checkReadOnly,
  ({ changes, ...sides }, catalog) =>
    checkBlanks(changes, sides, catalog, {
      accepts: accepts(schemas.compile, catalog),
      lacks: lacks(schemas.compile, catalog),
    }),
  // What a part does not name is not read, so nothing can be said of what names it.
  ({ desired, live, isPart }, catalog) =>
    isPart ? [] : checkSelected(config, [...live.resources.values(), ...desired.resources.values()], catalog),
];

/** What the files of one environment declare, before it is known whether it is right. */
export interface DeclaredByFiles extends Pick<Goal, 'target' | 'canonicalize' | 'desired'> {
  file: Loaded['defaults'];
  documents: Loaded['documents'];
  files: Loaded & {
    elsewhere: Loaded['documents'];
    environment: { name: string; root: Node | undefined } | undefined;
  };
  resolved: Resolved;
  moves: readonly Move[];
  /** What is wrong with the form of it. */
  found: Diagnostic[];
}

/** What the files of one environment declare, in canonical form, as far as it can be told without a look at whether it is right. */
export function declaredByFiles(
  { loaded, resourceTypes, sources }: Project,
  name: string | undefined,
): DeclaredByFiles {
  const catalog = catalogOf(resourceTypes);
  const file = name === undefined ? undefined : loaded.environments.get(name);
  const documents = [...loaded.documents, ...(loaded.own.get(name ?? '') ?? [])];
  const elsewhere = [...loaded.own].flatMap(([other, own]) => (other === name ? [] : own));
  const environment = name === undefined ? undefined : { name, root: file?.root };
  const files = { ...loaded, documents, elsewhere, environment };
  const resolved = resolve(files, sources, resourceTypes);
  const { config } = resolved;
  const selection = selectionOf(config.environment.policy, catalog);
  const canonicalize = canonicalDesired(config, catalog);
  const { state: desired, diagnostics: found } = canonicalize();
  const target: Target = { config, catalog, selection };
  return { file, documents, files, resolved, target, canonicalize, desired, found, moves: config.moves };
}

/** What the files say for one environment: resolved, validated, and in canonical form. */
export function goalOfFiles(
  project: Project,
  name: string | undefined,
  declared: DeclaredByFiles = declaredByFiles(project, name),
): FilesGoal {
  const { loaded, resourceTypes, schemas } = project;
  const { file, documents, files, resolved, target, canonicalize, desired, found } = declared;
  const { config, catalog, selection } = target;
  const diagnostics = project.isStrict === true ? found.map(strictly) : found;
  return {
    target,
    desired,
    canonicalize,
    diagnostics: withoutFollowOn([
      ...loaded.diagnostics,
      ...resolved.diagnostics,
      ...checkFiles(files, config, catalog, resourceTypes, schemas),
      ...diagnostics,
      ...checkRules(desired, catalog, selection),
      ...checkCode(desired, catalog, selection),
      ...checkNames(desired, catalog, selection),
      ...checkMoves(config, desired, catalog, selection),
    ]),
    checks: checksOfFiles(config, schemas),
    moves: config.moves,
    comparesSecrets: true,
    keywords: resolved.keywords,
    inputs: () => inputsOf(loaded.folder, inputFiles(loaded, [...documents, file, loaded.defaults]), resolved.keywords),
    smoke: (areSecretsNeeded) => smokeOf(project, resolved, desired, areSecretsNeeded),
    users: () => usersOf(project, resolved, desired),
    secrets: [...resolved.secrets, ...secretValues(desired, catalog), ...secretsOfBrokenFiles(documents, catalog)],
  };
}

/** The files that were read, as a plan remembers them: comments and the form of a file do not make another plan. */
function inputFiles({ files }: Loaded, documents: readonly Loaded['defaults'][]): Input[] {
  const meant = documents.flatMap((one): Input[] =>
    one?.root === undefined ? [] : [{ path: one.source.path, value: meaningOf(one.root) }],
  );
  return [...meant, ...files.read().map(({ path, text }) => ({ path, value: text }))];
}

/** What the files say of what these selectors name; of everything without any. */
export function goalOfPart(files: FilesGoal, selectors: readonly string[] = []): FilesGoal {
  if (selectors.length === 0) return files;
  const { catalog } = files.target;
  const choice = choiceOf(selectors, catalog);
  const unknown = hasErrors(files.diagnostics) ? [] : checkChoice(choice, files.desired, catalog);
  return { ...files, choice, diagnostics: [...files.diagnostics, ...unknown] };
}

/** What the files say of what these selectors name, to be brought up to what the tenant has: of any type, be it in no file yet. */
export function goalOfPull(files: FilesGoal, selectors: readonly string[] = []): FilesGoal {
  if (selectors.length === 0) return files;
  const { catalog, selection } = files.target;
  const choice = choiceOf(selectors, catalog);
  const { types, lists } = files.desired.managed;
  const asked = [...catalog.values()].filter(
    (type) =>
      type.child === undefined &&
      !types.has(type.name) &&
      !selection.isTypeExcluded(type) &&
      choice.selectors.some(({ isOf }) => isOf(type.name)),
  );
  const unmentioned = new Set(asked.map(({ name }) => name));
  const all = { ...files.desired, managed: { types: new Set([...types, ...unmentioned]), lists } };
  const unknown = hasErrors(files.diagnostics) ? [] : checkChoice(choice, all, catalog);
  return { ...files, choice, unmentioned, diagnostics: [...files.diagnostics, ...unknown] };
}

/** What the files say of what an interrupted run was about: its plan, and all that it had begun. */
export function goalOfRun(files: FilesGoal, plan: Plan, begun: ReadonlySet<Address>): FilesGoal {
  return { ...files, only: new Set([...plan.changes.map(({ address }) => address), ...begun]) };
}

/**
 * What a tenant was like before a run, and what of that cannot be brought back.
 *
 * The files only lend their secrets, so they may be wrong; and ids may stand where nobody knows the name any more.
 */
export function goalOfRollback(
  { target, desired: files }: FilesGoal,
  run: RunToUndo,
): { goal: Goal; limits: string[] } {
  const { limits, ...before } = rollback(run, files, target.catalog);
  return { goal: { target, ...before, diagnostics: [], checks: [], comparesSecrets: false }, limits };
}

/** A diagnostic about a field that is left out, as an error. */
function strictly(diagnostic: Diagnostic): Diagnostic {
  return diagnostic.code === 'former-field' ? { ...diagnostic, severity: 'error' } : diagnostic;
}

function secretsOfBrokenFiles(documents: Loaded['documents'], catalog: Catalog): string[] {
  const broken = documents.filter(({ root }) => root === undefined);
  return broken.flatMap(({ source }) => brokenSecrets(source.text, catalog));
}
