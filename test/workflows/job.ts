import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asText, filled, filledValue } from './expressions.ts';
import type { Contexts, Value } from './expressions.ts';
import { addDeployment, next } from './github-state.ts';
import type { Environment } from './repository.ts';
import type { Going, JobResult, Outcome } from './run.ts';
import { masked, runSteps, texts } from './steps.ts';
import type { Working } from './steps.ts';
import type { Job, Workflow } from './workflow-file.ts';

/** A job that is to run, with the values of its matrix. */
export interface ToRun {
  key: string;
  file: string;
  workflow: Workflow;
  job: Job;
  matrix: Record<string, Value>;
  /** `github`, `needs`, `inputs`, `vars` and, of a called workflow, the secrets that it was handed. */
  contexts: Contexts;
}

/** Runs a job on a machine of its own: an empty workspace, a token with its permissions, the secrets of its environment. */
export async function runJob(going: Going, toRun: ToRun): Promise<JobResult> {
  const { key, file, matrix, job } = toRun;
  const { repository, event, run } = going;
  const permissions = permissionsOf(toRun, event.isUntrusted);
  const result: JobResult = {
    key,
    file,
    matrix,
    result: 'success',
    outputs: {},
    steps: [],
    log: '',
    summary: '',
    annotations: [],
    permissions,
  };
  const named = environmentOf(job, { ...toRun.contexts, matrix });
  if (named !== undefined) result.environment = named.name;
  const environment = repository.environments[named?.name ?? ''] ?? {};
  const held = heldUp(going, named?.name, environment);
  if (held !== undefined) return { ...result, result: 'failure', log: held };
  const deployment =
    named?.isDeployment === true
      ? addDeployment(repository.github.state, named.name, event.sha, 'in_progress')
      : undefined;
  const token = `ghs_${run.id}_${run.attempt}_${run.jobs.length}_${repository.github.requests.length}`;
  repository.github.allow(token, permissions);
  const working = workingOf(going, toRun, result, { token, environment });
  result.steps = await runSteps(working, job.steps ?? [], working.contexts);
  result.result = resultOf(working);
  result.outputs = outputsOf(working, job);
  if (deployment !== undefined) {
    const { id, at } = next(repository.github.state);
    const state = result.result === 'success' ? 'success' : 'failure';
    deployment.statuses.push({ id, state, created_at: at, log_url: '' });
  }
  return result;
}

/** Whether secrets are asked for by their names, and by which: GitHub sends a job no others, and masks no others. */
function askedSecrets(toRun: ToRun): 'all' | string[] {
  const text = JSON.stringify([toRun.job, toRun.workflow.env ?? {}]);
  if (/toJSON\(\s*secrets\s*\)|secrets\[|secrets\.\*/i.test(text)) return 'all';
  return [...text.matchAll(/secrets\.([\w-]+)/g)].map(([, name = '']) => name.toUpperCase());
}

function workingOf(
  going: Going,
  toRun: ToRun,
  result: JobResult,
  { token, environment }: { token: string; environment: Environment },
): Working {
  const { repository, event } = going;
  const machine = mkdtempSync(join(repository.temporary, 'machine-'));
  const folders = { workspace: join(machine, 'work'), temporary: join(machine, 'temp'), home: join(machine, 'home') };
  for (const folder of Object.values(folders)) mkdirSync(folder);
  const handed = toRun.contexts['secrets'] as Record<string, Value> | undefined;
  const own = event.isUntrusted ? {} : { ...(handed ?? repository.secrets), ...environment.secrets };
  const asked = askedSecrets(toRun);
  const masks = Object.entries(texts(own)).flatMap(([name, value]) =>
    asked === 'all' || asked.includes(name.toUpperCase()) ? [value] : [],
  );
  const github = {
    ...(toRun.contexts['github'] as Record<string, Value>),
    token,
    workspace: folders.workspace,
    job: toRun.key,
  };
  const base: Contexts = {
    ...toRun.contexts,
    github,
    matrix: toRun.matrix,
    strategy: {},
    secrets: { ...own, github_token: token },
    vars: { ...(toRun.contexts['vars'] as Record<string, Value>), ...(event.isUntrusted ? {} : environment.vars) },
    runner: { temp: folders.temporary, os: 'Linux', arch: 'X64', environment: 'github-hosted' },
  };
  const outer = texts(filledValue(toRun.workflow.env ?? {}, base));
  const env = { ...outer, ...texts(filledValue(toRun.job.env ?? {}, { ...base, env: outer })) };
  const eventFile = join(machine, 'event.json');
  writeFileSync(eventFile, JSON.stringify(github['event' as keyof typeof github]));
  return {
    going,
    result,
    workflow: toRun.workflow,
    contexts: { ...base, env },
    workspace: folders.workspace,
    temporary: folders.temporary,
    env: { ...variablesOf(github, folders, eventFile), ...pushing(going, result, token), ...going.options.env, ...env },
    masks: [...masks, token],
    isCancelled: false,
  };
}

/** Lets git push to the repository by a token that may write to it. */
function pushing({ repository }: Going, { permissions }: JobResult, token: string): Record<string, string> {
  if (permissions['contents'] !== 'write') return {};
  return {
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: `url.file://${repository.folder}.insteadOf`,
    GIT_CONFIG_VALUE_0: `https://x-access-token:${token}@github.com/${repository.name}.git`,
  };
}

/** The variables that the runner sets. */
function variablesOf(
  github: Readonly<Record<string, Value>>,
  folders: { workspace: string; temporary: string; home: string },
  eventFile: string,
): Record<string, string> {
  const names = `api_url server_url repository repository_owner run_id run_attempt run_number sha ref ref_name head_ref
    base_ref event_name actor triggering_actor workflow workflow_ref job workspace`;
  const own = names.split(/\s+/).map((name) => [`GITHUB_${name.toUpperCase()}`, asText(github[name])]);
  return {
    ...(Object.fromEntries(own) as Record<string, string>),
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_PATH: eventFile,
    RUNNER_TEMP: folders.temporary,
    RUNNER_OS: 'Linux',
    RUNNER_ARCH: 'X64',
    HOME: folders.home,
    LANG: 'C.UTF-8',
  };
}

function environmentOf(job: Job, contexts: Contexts): { name: string; isDeployment: boolean } | undefined {
  const { environment } = job;
  if (environment === undefined) return undefined;
  const { name, deployment = true } = typeof environment === 'string' ? { name: environment } : environment;
  const filledName = asText(filled(name, contexts));
  if (filledName === '') return undefined;
  return { name: filledName, isDeployment: filledValue(deployment, contexts) !== false };
}

/** Why a job does not begin, if it does not: its ref may not deploy, or somebody said no. */
function heldUp({ event, options }: Going, name: string | undefined, environment: Environment): string | undefined {
  const { refs, isGated = false } = environment;
  if (name === undefined) return undefined;
  const like = (pattern: string): RegExp => new RegExp(`^${pattern.replaceAll('*', '[^/]*')}$`);
  if (refs?.some((pattern) => like(pattern).test(event.ref)) === false) {
    return `${event.ref} is not allowed to deploy to ${name} due to environment protection rules.`;
  }
  if (isGated && options.approve?.(name) === false) return `The deployment to ${name} was rejected.`;
  return undefined;
}

function permissionsOf({ workflow, job }: ToRun, isUntrusted: boolean): Record<string, 'read' | 'write'> {
  const asked = Object.entries(job.permissions ?? workflow.permissions ?? { contents: 'read' });
  const given = asked.flatMap(([name, level]) =>
    level === 'none' ? [] : [[name, isUntrusted ? 'read' : level] as const],
  );
  return Object.fromEntries(given) as Record<string, 'read' | 'write'>;
}

function resultOf(working: Working): Outcome {
  if (working.result.steps.some(({ conclusion }) => conclusion === 'failure')) return 'failure';
  return working.isCancelled ? 'cancelled' : 'success';
}

/** The outputs of the job. One that has a masked value anywhere is dropped whole, as GitHub does. */
function outputsOf(working: Working, job: Job): Record<string, string> {
  const seen = (job.steps ?? []).flatMap(({ id }, at) => {
    const { outputs = {}, conclusion = 'skipped' } = working.result.steps[at] ?? {};
    return id === undefined ? [] : [[id, { outputs, conclusion }] as const];
  });
  const contexts = { ...working.contexts, steps: Object.fromEntries(seen) as Value };
  const { result, masks } = working;
  const pairs = Object.entries(job.outputs ?? {}).flatMap(([name, template]) => {
    const value = asText(filled(template, contexts));
    if (masked(value, masks) === value) return [[name, value] as const];
    result.annotations.push({
      level: 'warning',
      text: `Skip output '${name}' since it may contain secret.`,
      properties: {},
    });
    return [];
  });
  return Object.fromEntries(pairs);
}
