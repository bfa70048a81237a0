import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { tmpdir } from 'node:os';
import { realClock } from '../auth0/clock.ts';
import type { Outside } from '../commands/outside.ts';
import { sourceUrls } from '../commands/source-urls.ts';
import { isStop } from '../model/failure.ts';
import { failureText } from '../report/failure.ts';
import { openWorkspace } from '../session/workspace.ts';
import { secretVariables } from '../session/variables.ts';
import { ofCases, ofChanges, ofDiagnostics, shownAnnotations } from './annotations.ts';
import type { Ranked } from './annotations.ts';
import { textAt } from './answers.ts';
import { gatherApproved } from './approved.ts';
import { changedLines, eventOf } from './changed-lines.ts';
import { writeComments } from './commenting.ts';
import { secretsFor } from './collected.ts';
import type { Secrets } from './collected.ts';
import { runnerOf } from './files.ts';
import type { Runner } from './files.ts';
import { inputsOf } from './inputs.ts';
import type { Inputs } from './inputs.ts';
import { messages } from './messages.ts';
import { hasFailed, outputsOf, worstCode } from './outputs.ts';
import { markdownOf, writeReports } from './report-files.ts';
import type { Written } from './report-files.ts';
import { findTargetsOf } from './targets.ts';
import { runTarget } from './run-target.ts';
import type { Running, TargetRun } from './run-target.ts';

/** GitHub drops the whole summary of a step that has more than 1 MiB; this is the most bytes of ours. */
const summaryLimit = 900 * 1024;

/** Runs the action: its inputs and the files of the runner are in the environment. Gives back the exit code of the step. */
export async function runAction(outside: Outside): Promise<number> {
  const runner = runnerOf(outside.env, outside.stdout);
  try {
    const inputs = inputsOf(outside.env);
    // What is commented on lies in artifacts: the repository need not be there.
    const isPlaced = inputs.command !== 'comment';
    return await commandOf(inputs, isPlaced ? placed(inputs, outside) : outside, runner);
  } catch (error) {
    // Nothing was begun, so no secret of a target is known yet.
    const { text, code } = failureText(error);
    runner.log(text);
    runner.annotate({ level: 'error', title: 'tenantry', message: isStop(error) ? saidOf(error) : text });
    return code;
  }
}

function saidOf({ message, hint }: { message: string; hint: string | undefined }): string {
  return hint === undefined ? message : `${message}\n${hint}`;
}

function commandOf(inputs: Inputs, outside: Outside, runner: Runner): Promise<number> {
  switch (inputs.command) {
    case 'targets':
      return findTargetsOf(inputs, outside, runner);
    case 'validate':
    case 'plan':
    case 'apply':
    case 'drift':
    case 'check':
    case 'smoke':
      return onTargets(inputs, outside, runner);
    case 'approved':
      return gatherApproved(inputs, outside, runner);
    case 'comment':
      return writeComments(inputs, outside, runner);
  }
}

/** The outside in the folder of the inputs, without the inputs: the files of a pull request could ask for them as for a secret. */
function placed({ workingDirectory, ...inputs }: Inputs, outside: Outside): Outside {
  const cwd = resolve(rootOf(outside), workingDirectory);
  if (!existsSync(cwd) || !statSync(cwd).isDirectory()) throw messages.workingDirectory(workingDirectory);
  const own = Object.entries(outside.env).filter(([name]) => !/^(?:INPUT|ACTIONS)_/i.test(name));
  const env = Object.fromEntries(own);
  const wanted = new Set(inputs.targets === undefined ? [inputs.tenant] : inputs.targets.map(({ tenant }) => tenant));
  const hasSecrets = Object.keys(inputs.secrets).length > 0;
  const names = hasSecrets ? [...wanted].flatMap((tenant) => namesFor(tenant, { ...outside, cwd, env })) : [];
  const taken = names.flatMap((name) => {
    const value = inputs.secrets[name] ?? inputs.secrets[name.toUpperCase()];
    return value === undefined || (env[name] ?? '') !== '' ? [] : [[name, value] as const];
  });
  return { ...outside, cwd, env: { ...env, ...Object.fromEntries(taken) } };
}

function namesFor(tenant: string | undefined, outside: Outside): string[] {
  const workspace = openWorkspace({ ...outside, clock: realClock }, { tenant, secrets: 'ignored' });
  return [...secretVariables(workspace.project.loaded)];
}

/** The folder that the repository was checked out to. */
function rootOf({ cwd, env }: Outside): string {
  const workspace = env['GITHUB_WORKSPACE'] ?? '';
  return workspace === '' ? cwd : workspace;
}

/** A command on one target, or on several, one after the other. */
async function onTargets(inputs: Inputs, outside: Outside, runner: Runner): Promise<number> {
  const secrets = secretsFor(runner.mask);
  const temp = outside.env['RUNNER_TEMP'] ?? '';
  const root = rootOf(outside);
  const reports = resolve(root, inputs.reportDir ?? join(temp === '' ? tmpdir() : temp, 'tenantry'));
  const out = inputs.out === undefined ? undefined : resolve(root, inputs.out);
  const running: Running = { inputs, outside, secrets, reports, root, log: runner.log };
  const urlOf = sourceUrls({ ...outside, env: { ...outside.env, ...ofPullRequest(outside.env) } });
  const done: { run: TargetRun; written: Written }[] = [];
  for (const target of inputs.targets ?? [undefined]) {
    if (outside.signal.aborted) break;
    runner.group(`${inputs.command} ${target === undefined ? titleOf(inputs) : `${target.tenant}/${target.env}`}`);
    const run = await runTarget(inputs.command, target, running);
    const folder = join(reports, run.id);
    const written = await writeReports(run, { folder, mask: secrets.mask, out, urlOf });
    runner.endGroup();
    done.push({ run, written });
  }
  // A tenant's token may have come after the start.
  secrets.tell();
  await tell(done, inputs, { outside, runner, secrets });
  const runs = done.map(({ run }) => run);
  if (outside.signal.aborted && done.length === 0) return 130;
  return hasFailed(runs, inputs.failOn) ? worstCode(runs.map(({ code }) => code)) : 0;
}

/** The commit of a pull request: what is checked out is a merge of it, which GitHub forgets. */
function ofPullRequest(env: Outside['env']): { GITHUB_SHA?: string } {
  const commit = textAt(eventOf(env), 'pull_request', 'head', 'sha');
  return commit === '' ? {} : { GITHUB_SHA: commit };
}

function titleOf({ tenant, env }: Inputs): string {
  return [tenant, env].filter((part) => part !== undefined).join('/');
}

/** Sets the outputs, and shows what matters in annotations and in the summary. */
async function tell(
  done: readonly { run: TargetRun; written: Written }[],
  inputs: Inputs,
  { outside, runner, secrets: { mask } }: { outside: Outside; runner: Runner; secrets: Secrets },
): Promise<void> {
  for (const [name, value] of Object.entries(outputsOf(done))) runner.output(name, value);
  const runs = done.map(({ run }) => run);
  const root = rootOf(outside);
  if (inputs.annotate !== 'none') {
    const all = runs.flatMap((run): Ranked[] => {
      const to = { title: run.title, mask, cwd: outside.cwd, root };
      const stopped = run.stopped === undefined ? [] : [run.stopped.diagnostic];
      return [
        ...ofDiagnostics([...stopped, ...run.diagnostics], to),
        ...ofCases(run.report?.cases ?? [], to),
        ...ofChanges(run.planned?.ready.plan.changes ?? [], inputs.annotate, to),
      ];
    });
    for (const one of shownAnnotations(all, changedLines(outside.env, root))) runner.annotate(one);
  }
  if (!inputs.summary) return;
  let room = summaryLimit;
  for (const [index, run] of runs.entries()) {
    const text = await markdownOf(run, mask, Math.floor(room / (runs.length - index)));
    runner.summary(text);
    room -= Buffer.byteLength(text) + 1;
  }
}
