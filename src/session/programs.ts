import { goalOfFiles } from '../goals.ts';
import type { FilesGoal, Project } from '../goals.ts';
import { bareDomain } from '../model/domain.ts';
import { formatPlace, hasErrors, placeOf } from '../model/diagnostic.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Body } from '../model/json.ts';
import { markerOf } from '../model/marker.ts';
import { sourceOf } from '../model/tree.ts';
import { startRunner } from '../runtime/runner.ts';
import type { Runner } from '../runtime/types.ts';
import type { Finding } from '../testing/compare.ts';
import type { TestFile } from '../testing/read.ts';
import { tryOut } from '../testing/run.ts';
import type { TestedTenant } from '../testing/run.ts';
import { parse } from '../yaml/parse.ts';
import { withDependencies } from './dependencies.ts';
import { messages } from './messages.ts';
import type { Surroundings } from './surroundings.ts';
import { fileFor, withoutSecrets } from './tests.ts';
import { environmentName, openWorkspace } from './workspace.ts';

/** A piece of a tenant's code that may be run again and again. */
export interface LoadedProgram {
  /** The trigger of an action; absent for a script. */
  trigger: string | undefined;
  /** Runs it with what one test of a file would say. Throws a `UsageError` when that is wrong. */
  run: (given: Body) => Promise<{ finding: Finding; event: Body; tenant: TestedTenant }>;
  close: () => Promise<void>;
}

/** Loads what a test file would name by `subject`, such as `{ action: 'Partner tokens' }`. Throws a `UsageError` when files are wrong. */
export async function loadProgram(
  tenant: string,
  subject: Body,
  env: string | undefined,
  surroundings: Surroundings,
): Promise<LoadedProgram> {
  const opened = openWorkspace(surroundings, { tenant, secrets: 'ignored' });
  const project = withoutSecrets(opened.project);
  const known = [...project.loaded.environments.keys()];
  const name = env === undefined && known.length <= 1 ? known[0] : environmentName(project.loaded, env);
  const goal = goalOfFiles(project, name);
  check(goal.diagnostics);
  let runner: Promise<Runner> | undefined;
  const read = (given: Body): TestFile => {
    const file = understood({ ...subject, tests: { run: given } }, goal, project);
    check(withDependencies([{ file }], { surroundings }, {}));
    return file;
  };
  const { subject: found } = understood(
    { ...subject, tests: { run: {} } },
    goal,
    project,
    (one) => one.code !== 'test-secret',
  );
  return {
    trigger: found.trigger,
    run: async (given) => {
      const { programs, tests, subject: about } = read(given);
      const [[program], [test]] = [programs, tests];
      if (program === undefined || test === undefined) throw messages.filesWrong([]);
      runner ??= startRunner(program);
      const tenantOf = { desired: goal.desired, domain: bareDomain(goal.target.config.environment.domain) };
      return { finding: await tryOut(test, about, [await runner], tenantOf), event: test.event, tenant: tenantOf };
    },
    close: async () => {
      const started = await runner;
      await started?.[Symbol.asyncDispose]();
      runner = undefined;
    },
  };
}

/** What a test file with this content says; `matters` tells which errors are some. */
function understood(
  content: Body,
  goal: FilesGoal,
  project: Project,
  matters: (one: Diagnostic) => boolean = () => true,
): TestFile {
  const source = sourceOf('tenantry/testing', JSON.stringify(content));
  const { root, diagnostics } = parse(source, markerOf(project.loaded.keywordNames));
  const file = root && fileFor(root, goal, project, diagnostics);
  check(diagnostics.filter(matters));
  if (file === undefined) throw messages.filesWrong([]);
  return file;
}

function check(diagnostics: readonly Diagnostic[]): void {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (!hasErrors(errors)) return;
  throw messages.filesWrong(
    errors.map(({ message, hint, origin }) => {
      const place =
        origin === undefined || origin.source.path === 'tenantry/testing' ? '' : `${formatPlace(placeOf(origin))} `;
      return `${place}${message}${hint === undefined ? '' : ` (${hint})`}`;
    }),
  );
}
