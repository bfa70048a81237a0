import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { isError } from '../model/case.ts';
import { hasErrors } from '../model/diagnostic.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { UsageError } from '../model/failure.ts';
import { casesReport } from '../report/cases.ts';
import { coveragePage } from '../report/coverage-page.ts';
import { refusalReport } from '../report/diagnostics.ts';
import type { FormatName } from '../report/formats/index.ts';
import { withDependencies } from '../session/dependencies.ts';
import { writeExpectations } from '../session/expectations.ts';
import { casesOf, firstTestOf, runSuites, testsOf } from '../session/tests.ts';
import type { Suite, SuiteResult, TestOptions } from '../session/tests.ts';
import { openWorkspace, stateFolder } from '../session/workspace.ts';
import type { Where, Workspace } from '../session/workspace.ts';
import { coverageOf, lcovOf, lineCounts, rangesText } from '../testing/coverage.ts';
import type { FileCoverage } from '../testing/coverage.ts';
import type { Io } from './io.ts';
import { messages } from './messages.ts';
import type { FileOptions } from './preview.ts';
import { watchFiles } from './watch-files.ts';

/** Options of `tenantry test`. */
export interface TestCommandOptions extends FileOptions {
  format?: FormatName;
  filter?: string;
  watch?: boolean;
  update?: boolean;
  install?: boolean;
  coverage?: 'text' | 'lcov';
}

/** Runs the unit tests of a tenant's code. Exit 0, 3 when a test failed, 1 when files are wrong. */
export async function run(tenant: string | undefined, options: TestCommandOptions, io: Io): Promise<number> {
  const { workspace, only } = opened(tenant, options, io);
  if (options.watch !== true) return runOnce(workspace, { ...options, only }, io, () => true);
  const last = new Map<string, string>();
  const hasChanged = ({ name, file, fingerprint }: Suite): boolean => {
    const key = `${file.path} ${name}`;
    const before = last.get(key);
    last.set(key, fingerprint);
    return before !== fingerprint;
  };
  return watchFiles([workspace.project.loaded.folder], io, async (turn) => {
    await runOnce(opened(tenant, options, turn).workspace, { ...options, only }, turn, hasChanged);
  });
}

/** The files of the tenant. Where only one is meant, its name may be left out, and what follows names tests. */
function opened(
  tenant: string | undefined,
  options: TestCommandOptions,
  { rest, ...io }: Io,
): { workspace: Workspace; only: readonly string[] } {
  const where: Omit<Where, 'tenant'> = { ...options, secrets: 'ignored' };
  try {
    return { workspace: openWorkspace(io, { ...where, tenant }), only: rest };
  } catch (error) {
    const isName = tenant !== undefined && error instanceof UsageError && error.code === 'folder-missing';
    const workspace = isName ? only(() => openWorkspace(io, where)) : undefined;
    if (workspace === undefined) throw error;
    return { workspace, only: [tenant ?? '', ...rest] };
  }
}

function only<Result>(attempt: () => Result): Result | undefined {
  try {
    return attempt();
  } catch {
    return undefined;
  }
}

type Options = TestCommandOptions & TestOptions;

async function runOnce(
  workspace: Workspace,
  options: Options,
  io: Io,
  isWanted: (suite: Suite) => boolean,
): Promise<number> {
  const { show } = io;
  show.status(messages.readingFiles());
  const found = testsOf(workspace, options);
  const { tenant, folder } = workspace.project.loaded;
  const title = options.env === undefined ? tenant : `${tenant}/${options.env}`;
  if (found.files === 0 && !hasErrors(found.diagnostics)) {
    const first = firstTestOf(workspace, options.env);
    show.message(messages.noTests(folder, first));
    if (first !== undefined) show.message(messages.firstTest(tenant));
    if ((options.format ?? 'text') !== 'text')
      await show.report(casesReport({ title, cases: [], data: { tenant } }, show.mask), options.format);
    return 0;
  }
  const suites = found.suites.filter(isWanted);
  const diagnostics = [...found.diagnostics, ...withDependencies(suites, workspace, options)];
  show.diagnostics(diagnostics);
  if (hasErrors(diagnostics)) return refuse(title, diagnostics, options, io);
  const results = await tried(suites, workspace, options, io);
  const covered = coverageOf(results.flatMap((result) => result.covered));
  const cases = casesOf(results);
  const report = {
    title,
    cases,
    data: options.coverage === undefined ? { tenant } : { tenant, coverage: coverageData(covered) },
    remarks: [...coverageLines(covered), ...otherNode(suites)],
  };
  if (suites.length > 0) await show.report(casesReport(report, show.mask), options.format);
  if (options.coverage === 'lcov') show.message(messages.coverageWritten(writeCoverage(title, covered, io)));
  return cases.some(isError) ? 3 : 0;
}

async function tried(
  suites: readonly Suite[],
  workspace: Workspace,
  options: Options,
  { show }: Io,
): Promise<SuiteResult[]> {
  let done = 0;
  const onDone = (): void => show.status(messages.testing((done += 1), suites.length));
  show.status(messages.testing(0, suites.length));
  const run = (all: readonly Suite[]): Promise<SuiteResult[]> =>
    runSuites(all, workspace, { coverage: options.coverage !== undefined, onDone });
  const results = await run(suites);
  if (options.update !== true) return results;
  const { tests, refused } = writeExpectations(results, workspace);
  show.message(messages.updated(tests, refused));
  if (tests.length === 0) return results;
  // What was written is tried as it stands there now, in every environment.
  const again = testsOf({ ...workspace, project: workspace.reload(new Map()) }, options).suites;
  withDependencies(again, workspace, {});
  done = 0;
  return run(again.filter(({ file }) => suites.some((suite) => suite.file.path === file.path)));
}

async function refuse(
  title: string,
  diagnostics: readonly Diagnostic[],
  { format }: Options,
  { show }: Io,
): Promise<number> {
  if (format !== undefined && format !== 'text')
    await show.report(refusalReport(title, diagnostics, show.mask), format);
  show.message(messages.noTestRun());
  return 1;
}

function coverageLines(files: readonly FileCoverage[]): string[] {
  return files.map((file) => {
    const { run, total, missed } = lineCounts(file);
    return messages.coverage(file.path, run, total, rangesText(missed));
  });
}

function coverageData(files: readonly FileCoverage[]): object[] {
  return files.map((file) => ({ file: file.path, ...lineCounts(file) }));
}

/** Writes the coverage for other tools, and for a browser. Gives back where. */
function writeCoverage(title: string, files: readonly FileCoverage[], io: Io): string[] {
  const folder = join(stateFolder(io), 'coverage');
  mkdirSync(folder, { recursive: true });
  const texts = { 'lcov.info': lcovOf(files), 'index.html': coveragePage(title, files) };
  return Object.entries(texts).map(([name, text]) => {
    writeFileSync(join(folder, name), `${text.trimEnd()}\n`);
    return relative(io.cwd, join(folder, name));
  });
}

/** What there is to say when actions run on another major version of Node.js than this process. */
function otherNode(suites: readonly Suite[]): string[] {
  const [own = ''] = process.versions.node.split('.');
  const others = new Map<string, string[]>();
  for (const { name, action } of suites.flatMap(({ file }) => file.subject.all)) {
    const major = /^node(\d+)/.exec(action?.runtime ?? '')?.[1];
    if (major === undefined || major === own) continue;
    others.set(major, [...new Set([...(others.get(major) ?? []), name])]);
  }
  return [...others].map(([major, names]) => messages.otherNode(own, major, names));
}
