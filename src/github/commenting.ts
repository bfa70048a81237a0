import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { realClock } from '../auth0/clock.ts';
import type { Outside } from '../commands/outside.ts';
import type { Json } from '../model/json.ts';
import type { DeployStatus } from '../report/comment/status.ts';
import { numberAt, textAt, valueAt } from './answers.ts';
import { eventOf } from './changed-lines.ts';
import { commentOnDeploy, commentOnPlans, pagesOf, reviewedCommit } from './comment.ts';
import type { Commenting, Written } from './comment.ts';
import { deployedPulls } from './deployed-pulls.ts';
import type { Runner } from './files.ts';
import { commentOnForks } from './fork-comment.ts';
import { foundTargets } from './found-reports.ts';
import type { FoundTarget } from './found-reports.ts';
import type { Inputs } from './inputs.ts';
import { keepIssues } from './issues.ts';
import { messages } from './messages.ts';
import { restOf } from './rest.ts';

/** What is reported, and where. */
const modes = ['plan', 'deploy', 'drift', 'fork'] as const;

/** The name of the workflow that deploys. */
const deployWorkflow = 'deploy';

/** What the comments and issues of a step are made of. */
interface Step extends Commenting {
  event: Json;
  /** Such as `https://github.com/acme/tenants`. */
  repositoryUrl: string;
  /** The run of this step: its id in addresses, and its number for people. */
  run: { id: string; number: string; url: string };
  now: Date;
  targets: FoundTarget[];
  /** Where the files of a commit are shown. */
  blobOf: (commit: string) => string;
  variable: (name: string) => string;
}

/**
 * The command `comment`: what a folder of artifacts says, where people read it. Plans become one comment on their pull request, a
 * deploy edits the comments of what it deployed, drift becomes issues. What a token may not write is told, and no error.
 */
export async function writeComments(inputs: Inputs, outside: Outside, runner: Runner): Promise<number> {
  const mode = modeOf(inputs);
  const step = stepOf(inputs, outside);
  const lines = await { plan: onPlans, deploy: onDeploy, drift: onDrift, fork: onFork }[mode](step, inputs);
  for (const line of lines) runner.log(line);
  if (lines.some((line) => line.endsWith(messages.mayNot())))
    runner.annotate({ level: 'notice', title: 'tenantry', message: messages.permissionMissing() });
  runner.output('title', lines.join('; '));
  runner.output('exit-code', '0');
  return 0;
}

/** One comment on the pull request of the event; none of a plan that a newer commit has made old. */
async function onPlans(step: Step, { given }: Inputs): Promise<string[]> {
  const number = Number(given['number'] ?? numberAt(step.event, 'pull_request', 'number'));
  if (!Number.isInteger(number) || number < 1) throw messages.inputNeeded('number', 'comment', '12');
  const { rest, repository, repositoryUrl, run, targets, blobOf } = step;
  const pull = await rest.get(`/repos/${repository}/pulls/${number}`);
  const head = textAt(pull, 'head', 'sha');
  const planned = textAt(step.event, 'pull_request', 'head', 'sha') || head;
  if (planned !== head) return [messages.commentOld(number, planned, head)];
  const reviewed = await reviewedCommit(number, textAt(pull, 'user', 'login'), step);
  const pages = await pagesOf(run.id, 'plan', repositoryUrl, step);
  const rings = [...new Set(targets.flatMap(({ report }) => report.ring ?? []))];
  const facts = {
    commit: head,
    run,
    blob: blobOf(head),
    rings,
    pages,
    ...(reviewed === undefined ? {} : { reviewed }),
  };
  return [saidOf(number, await commentOnPlans(number, targets, facts, step))];
}

/** What a deploy came to, in the comment of each pull request that it has deployed. */
async function onDeploy(step: Step, { targets: expected = [] }: Inputs): Promise<string[]> {
  const { targets, run, now, variable } = step;
  const done = targets.filter(({ report }) => report.command === 'apply');
  const known = new Set(done.map(({ report }) => report.id));
  const statuses: DeployStatus[] = [
    ...done.map(({ report: { id, outcome, planDigest } }) => ({
      id,
      outcome,
      ...(planDigest === undefined ? {} : { planDigest }),
    })),
    ...expected.filter(({ id }) => !known.has(id)).map(({ id }) => ({ id, outcome: 'stopped' as const })),
  ];
  const facts = { run, time: `${now.toISOString().slice(11, 16)} UTC`, workflow: variable('GITHUB_WORKFLOW') };
  const pulls = await deployedPulls(run.id, variable('GITHUB_SHA'), variable('GITHUB_REF_NAME'), step);
  const lines: string[] = [];
  for (const [number, ids] of pulls) {
    const own = ids === undefined ? statuses : statuses.filter(({ id }) => ids.has(id));
    lines.push(saidOf(number, await commentOnDeploy(number, own, facts, step)));
  }
  return lines.length === 0 ? [messages.noPullDeployed()] : lines;
}

/** One issue for each target that drifts. */
async function onDrift(step: Step): Promise<string[]> {
  const { targets, run, now, blobOf, variable } = step;
  const time = `${now.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  const facts = { run, time, workflow: deployWorkflow, blob: blobOf(variable('GITHUB_SHA')) };
  const outcomes = await keepIssues(targets, facts, step);
  return [...outcomes].map(([id, outcome]) => messages.issueIs(id, outcome));
}

/** A comment on the pull requests of a fork's run. */
async function onFork(step: Step): Promise<string[]> {
  const written = await commentOnForks(valueAt(step.event, 'workflow_run') ?? null, step);
  return written.length === 0
    ? [messages.noPullOfRun()]
    : written.map(({ number, written: what }) => saidOf(number, what));
}

function saidOf(number: number, written: Written): string {
  return `#${number}: ${written === 'refused' ? messages.mayNot() : messages.commentIs(written)}`;
}

function modeOf({ given }: Inputs): (typeof modes)[number] {
  const value = given['mode'] ?? 'plan';
  const found = modes.find((mode) => mode === value);
  if (found === undefined) throw messages.inputChoice('mode', value, modes);
  return found;
}

function stepOf(inputs: Inputs, { cwd, env, signal }: Outside): Step {
  const variable = (name: string): string => {
    const value = env[name] ?? '';
    if (value === '') throw messages.variableMissing(name);
    return value;
  };
  if (inputs.token === '') throw messages.inputNeeded('token', inputs.command, '${{ github.token }}');
  const repository = variable('GITHUB_REPOSITORY');
  const repositoryUrl = `${env['GITHUB_SERVER_URL'] ?? 'https://github.com'}/${repository}`;
  const [id, number] = [variable('GITHUB_RUN_ID'), variable('GITHUB_RUN_NUMBER')];
  const folder = inputs.workingDirectory.replaceAll(/^(?:\.\/)+|\/+$/g, '');
  const below = folder === '' || folder === '.' ? '' : `/${folder}`;
  return {
    rest: restOf({ url: variable('GITHUB_API_URL'), token: inputs.token, clock: realClock, signal }),
    repository,
    author: inputs.commentAuthor,
    event: eventOf(env),
    repositoryUrl,
    run: { id, number, url: `${repositoryUrl}/actions/runs/${id}` },
    now: new Date(realClock.now()),
    targets: targetsIn(resolve(env['GITHUB_WORKSPACE'] ?? cwd, inputs.given['plans'] ?? 'plans'), inputs),
    blobOf: (commit) => `${repositoryUrl}/blob/${commit}${below}`,
    variable,
  };
}

/** The targets in the folder; without a folder none, as the artifacts of nothing make none. */
function targetsIn(folder: string, { targets = [] }: Inputs): FoundTarget[] {
  const isThere = existsSync(folder) && statSync(folder).isDirectory();
  return foundTargets(isThere ? folder : undefined, targets);
}
