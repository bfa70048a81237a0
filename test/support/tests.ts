import { formatPlace, placeOf } from '../../src/model/diagnostic.ts';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import type { Case } from '../../src/model/case.ts';
import { realClock } from '../../src/auth0/clock.ts';
import { casesOf, runSuites, testsOf } from '../../src/session/tests.ts';
import type { FoundTests, RunOptions, SuiteResult, TestOptions } from '../../src/session/tests.ts';
import type { Workspace } from '../../src/session/workspace.ts';
import { folderProject } from './folder.ts';

/** The workspace of a tenant `acme` in a folder of its own. */
export function testWorkspace(files: Record<string, string>, env: Record<string, string> = {}): Workspace {
  const { cwd, ...project } = folderProject(files, env);
  const surroundings = { cwd, env, signal: new AbortController().signal, clock: realClock };
  return { surroundings, project, reload: () => project };
}

/** The tests of such a tenant. */
export function foundTests(files: Record<string, string>, options: TestOptions = {}): FoundTests {
  return testsOf(testWorkspace(files), options);
}

/** What becomes of all tests of such a tenant; its files have to be right. */
export async function testResults(
  files: Record<string, string>,
  options: TestOptions & RunOptions = {},
): Promise<SuiteResult[]> {
  const workspace = testWorkspace(files);
  const { suites, diagnostics } = testsOf(workspace, options);
  if (diagnostics.length > 0) throw new Error(placedText(diagnostics));
  return runSuites(suites, workspace, options);
}

/** The same as cases. */
export async function testCases(files: Record<string, string>, options: TestOptions = {}): Promise<Case[]> {
  return casesOf(await testResults(files, options));
}

/** Diagnostics with their places and hints. */
export function placedText(diagnostics: readonly Diagnostic[]): string {
  return diagnostics
    .map(({ message, origin, hint }) =>
      [
        origin === undefined ? '' : `${formatPlace(placeOf(origin))} `,
        message,
        hint === undefined ? '' : ` (${hint})`,
      ].join(''),
    )
    .join('\n');
}

/** The files of a tenant with one action `A`, and what stands in its test file below `action: A`. */
export function actionFiles(trigger: string, code: string, tests: string, more = ''): Record<string, string> {
  return {
    'environments/local.yaml': 'domain: local\n',
    'tenant.yaml': [
      'actions:',
      '  - name: A',
      '    code: ./actions/a.js',
      '    runtime: node22',
      `    supported_triggers: [{ id: ${trigger} }]`,
      more,
      '',
    ].join('\n'),
    'actions/a.js': code,
    'actions/a.test.yaml': `action: A\n${tests}`,
  };
}
