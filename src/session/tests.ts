import { availableParallelism } from 'node:os';
import { goalOfFiles } from '../goals.ts';
import type { FilesGoal, Project } from '../goals.ts';
import { loadTests } from '../load/tests.ts';
import type { Case } from '../model/case.ts';
import { hasErrors } from '../model/diagnostic.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { groupBy } from '../model/group.ts';
import type { Keywords } from '../model/keyword.ts';
import { bareDomain } from '../model/domain.ts';
import { nodeAt, traced } from '../model/tree.ts';
import type { Node } from '../model/tree.ts';
import { renderer } from '../resolve/renderer.ts';
import { markerProblems } from '../resolve/problems.ts';
import { startRunner } from '../runtime/runner.ts';
import type { Execution, Runner } from '../runtime/types.ts';
import { firstTest } from '../testing/first.ts';
import { messages as testMessages } from '../testing/messages.ts';
import { readTests } from '../testing/read.ts';
import type { TestFile } from '../testing/read.ts';
import { runTest } from '../testing/run.ts';
import type { Tried } from '../testing/run.ts';
import { mergeDiagnostics } from '../validate/merge.ts';
import type { Document } from '../yaml/parse.ts';
import type { Covered } from '../testing/coverage.ts';
import { messages } from './messages.ts';
import { environmentsOf } from './workspace.ts';
import type { Workspace } from './workspace.ts';

/** What of a tenant's tests is to be run. */
export interface TestOptions {
  env?: string;
  /** Paths of test files, and names of what they test; all of them when there is none. */
  only?: readonly string[];
  /** A text that the names of the tests have to have in them. */
  filter?: string;
}

/** The tests of one file for one environment, or for several in which the code is the same. */
export interface Suite {
  name: string;
  file: TestFile;
  /** The file as it is written. */
  document: Document;
  goal: FilesGoal;
  /** The same for the same code with the same tests. */
  fingerprint: string;
}

/** What was found of tests: nothing may be run when there are errors. */
export interface FoundTests {
  suites: Suite[];
  diagnostics: Diagnostic[];
  /** How many files with tests there are. */
  files: number;
}

/**
 * The tests of a tenant, read and understood. Each file is there once for every different text that its code has in the environments.
 * Throws a `UsageError` when nothing is what was asked for.
 */
export function testsOf(workspace: Workspace, { env, only = [], filter }: TestOptions): FoundTests {
  const { surroundings } = workspace;
  const project = withoutSecrets(workspace.project);
  const loaded = loadTests(project.loaded, surroundings.cwd);
  const names = environmentsOf(project, env);
  const goals = (names.length === 0 ? [undefined] : names).map((name) => ({ name, goal: goalOfFiles(project, name) }));
  const found = goals.map(({ name, goal }) => {
    const diagnostics = goal.diagnostics.filter(({ severity }) => severity === 'error');
    const files = loaded.documents.flatMap((document) => {
      const file = document.root && fileFor(document.root, goal, project, diagnostics);
      return file === undefined ? [] : [{ document, file, goal, environment: name ?? '' }];
    });
    return { environment: name, diagnostics, files };
  });
  const diagnostics = [...loaded.diagnostics, ...mergeDiagnostics(found)];
  const files = loaded.documents.length;
  if (hasErrors(diagnostics)) return { suites: [], diagnostics, files };
  const suites = [
    ...groupBy(
      found.flatMap((one) => one.files),
      ({ file }) => file.path,
    ).values(),
  ].flatMap(distinct);
  const chosen = suites.filter((suite) => isChosen(suite, only));
  if (files > 0 && chosen.length === 0) throw messages.noSuchTest(only, [...new Set(suites.flatMap(namesOf))]);
  const left = chosen.map((suite) => filtered(suite, filter)).filter(({ file }) => file.tests.length > 0);
  if (files > 0 && left.length === 0) throw messages.noTestNamed(filter ?? '');
  return { suites: left, diagnostics, files };
}

/** A project of which no secret is read: tests say the values of those that they need. */
export function withoutSecrets(project: Project): Project {
  const env = Object.entries(project.sources.env).filter(([name]) => name.startsWith('TENANTRY_KEYWORD_'));
  return {
    ...project,
    sources: { ...project.sources, env: Object.fromEntries(env), secrets: 'ignored', readSecret: () => undefined },
  };
}

interface FileFor {
  document: Document;
  file: TestFile;
  goal: FilesGoal;
  environment: string;
}

/** What a test file says for an environment; nothing when it is wrong, which is told. */
export function fileFor(
  root: Node,
  goal: FilesGoal,
  project: Project,
  diagnostics: Diagnostic[],
): TestFile | undefined {
  const { node, diagnostics: ofKeywords } = rendered(root, goal.keywords, project);
  diagnostics.push(...ofKeywords);
  // What has no value here is wrong in whatever place it stands.
  if (hasErrors(ofKeywords)) return undefined;
  const shape = project.schemas.node('tests', node, undefined);
  diagnostics.push(...shape);
  if (hasErrors(shape)) return undefined;
  const { file, diagnostics: found } = readTests(node, goal.desired);
  diagnostics.push(...found);
  return file;
}

/** A test file with the values of keywords; of secrets there is none. */
function rendered(root: Node, keywords: Keywords, { loaded }: Project): { node: Node; diagnostics: Diagnostic[] } {
  const problems = markerProblems();
  const render = renderer(keywords, loaded.keywordNames, problems);
  const node = render.node(root);
  const secrets = traced(node).flatMap(({ path, trace }) => {
    const secret = trace.markers.find(({ isSecret }) => isSecret);
    return secret === undefined ? [] : [testMessages.secretInFile(secret.name, nodeAt(node, path).origin)];
  });
  return { node, diagnostics: [...render.diagnostics, ...problems.diagnostics([...keywords.keys()]), ...secrets] };
}

/** The suites of one file: one for each different text of its code, named by the environments when there are several. */
function distinct(files: readonly FileFor[]): Suite[] {
  const groups = [...groupBy(files, ({ file }) => codeText(file)).values()];
  return groups.flatMap((group): Suite[] => {
    const [first] = group;
    if (first === undefined) return [];
    const { file, document, goal } = first;
    const environments = group.map(({ environment }) => environment);
    const name = groups.length === 1 ? file.subject.title : messages.suiteIn(file.subject.title, environments);
    return [{ name, file, document, goal, fingerprint: JSON.stringify([name, file.programs, file.tests]) }];
  });
}

/** All that the environments give the code. */
function codeText({ programs, tests }: TestFile): string {
  const secrets = tests.map(({ executions }) => executions.map((one: Execution) => one.secrets));
  return JSON.stringify([programs, secrets]);
}

function isChosen(suite: Suite, only: readonly string[]): boolean {
  return only.length === 0 || only.some((one) => namesOf(suite).some((name) => isNamed(name, one)));
}

/** Whether a name is meant: as it is, or as the end of a path. */
function isNamed(name: string, given: string): boolean {
  const path = given.replaceAll('\\', '/').replace(/^\.\//, '');
  return name === given || name === path || name.endsWith(`/${path}`) || name.startsWith(`${path.replace(/\/$/, '')}/`);
}

function namesOf({ file: { path, subject } }: Suite): string[] {
  return [path, ...subject.all.map(({ name }) => name), ...(subject.isWhole ? [subject.trigger ?? ''] : [])];
}

function filtered(suite: Suite, filter: string | undefined): Suite {
  if (filter === undefined) return suite;
  const text = filter.toLowerCase();
  const tests = suite.file.tests.filter(({ name }) => `${suite.name} ${name}`.toLowerCase().includes(text));
  return { ...suite, file: { ...suite.file, tests } };
}

/** What is wanted of a run of tests beside its results. */
export interface RunOptions {
  /** Whether it is counted which lines are run. */
  coverage?: boolean;
  /** Told of each suite when it is done. */
  onDone?: (suite: Suite) => void;
}

/** What became of a suite. */
export interface SuiteResult {
  suite: Suite;
  tried: Tried[];
  /** What of its code was run. */
  covered: Covered[];
}

/** Runs suites side by side, as many as there are processors. Each has processes of its own. */
export async function runSuites(
  suites: readonly Suite[],
  { surroundings }: Pick<Workspace, 'surroundings'>,
  options: RunOptions = {},
): Promise<SuiteResult[]> {
  const results: (SuiteResult | undefined)[] = suites.map(() => undefined);
  const waiting = [...suites.entries()];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined && !surroundings.signal.aborted; next = waiting.shift()) {
      const [index, suite] = next;
      results[index] = await runSuite(suite, options);
      options.onDone?.(suite);
    }
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), suites.length) }, work));
  return results.filter((result) => result !== undefined);
}

async function runSuite(suite: Suite, { coverage = false }: RunOptions): Promise<SuiteResult> {
  const { file, goal, name } = suite;
  const { desired, target } = goal;
  const domain = bareDomain(target.config.environment.domain);
  const runners: Runner[] = [];
  try {
    for (const program of file.programs) runners.push(await startRunner(program, { isCounted: coverage }));
    const tried: Tried[] = [];
    for (const test of file.tests) tried.push(await runTest(test, file, runners, { suite: name, desired, domain }));
    return { suite, tried, covered: coverage ? await coveredBy(runners, file) : [] };
  } finally {
    await Promise.all(runners.map((runner) => runner[Symbol.asyncDispose]()));
  }
}

function coveredBy(runners: readonly Runner[], { subject, programs }: TestFile): Promise<Covered[]> {
  const found = subject.all.flatMap(async ({ code }, index) => {
    const text = programs[index]?.code.text ?? code.text;
    return { code, text, scripts: (await runners[index]?.coverage()) ?? [] };
  });
  return Promise.all(found);
}

/** The cases of what became of suites. */
export function casesOf(results: readonly SuiteResult[]): Case[] {
  return results.flatMap(({ tried }) => tried.map((one) => one.case));
}

/** A first test file for a tenant without tests, by what its files say for an environment, or for the first one. */
export function firstTestOf(
  { project }: Pick<Workspace, 'project'>,
  env: string | undefined,
): ReturnType<typeof firstTest> {
  const [name] = environmentsOf(project, env);
  return firstTest(goalOfFiles(withoutSecrets(project), name).desired);
}
