// An own runner of GitHub's workflows, for tests: jobs in the order of `needs`, matrices, outputs, environments, gates,
// permissions by job, called workflows, scripts by bash, actions in processes of their own, and stand-ins for those of GitHub's.
import type { Event } from './events.ts';
import { asText, filled, filledValue, holds } from './expressions.ts';
import type { Contexts, Status, Value } from './expressions.ts';
import { addRun } from './github-state.ts';
import { runJob } from './job.ts';
import { git } from './repository.ts';
import type { Repository } from './repository.ts';
import type { Concurrency, Going, JobResult, Options, Outcome, Run } from './run.ts';
import { inOrder, matrixOf, needsOf, readWorkflow } from './workflow-file.ts';
import type { Job, Workflow } from './workflow-file.ts';

/** A workflow whose jobs run: the one of the event, or one that a job of it calls. */
interface Scope {
  going: Going;
  file: string;
  workflow: Workflow;
  /** What stands before the keys of its jobs. */
  prefix: string;
  contexts: Contexts;
  /** What became of its jobs, so far. */
  done: Record<string, { result: Outcome; outputs: Record<string, string> }>;
}

/** Runs a workflow of the commit of an event, to its end. Throws when the workflow does not listen to that event. */
export async function run(repository: Repository, file: string, event: Event, options: Options = {}): Promise<Run> {
  const workflow = workflowAt(repository, event.sha, file);
  if (!Object.hasOwn(workflow.on, event.name)) throw new Error(`${file} does not listen to ${event.name}`);
  const { head, name } = event;
  const more = {
    path: file,
    name: workflow.name ?? file,
    event: name,
    status: 'in_progress',
    conclusion: null,
  } as const;
  const of = { head_branch: head.branch, head_repository: head.repository };
  const { id } = addRun(repository.github.state, head.sha, { ...more, ...of });
  const title = workflow.name ?? file;
  const begun: Run = { id, attempt: 1, file, name: title, event, conclusion: 'success', jobs: [], concurrency: [] };
  return attempt({ repository, event, run: begun, options, isCancelled: false, kept: new Map() }, workflow);
}

/** Runs again what did not end well, and what needs it: the same run, with the artifacts that it has. */
export async function rerunFailed(repository: Repository, before: Run, options: Options = {}): Promise<Run> {
  const workflow = workflowAt(repository, before.event.sha, before.file);
  const failed = before.jobs.filter(({ result }) => result === 'failure' || result === 'cancelled');
  const again = new Set(failed.map(({ key }) => key));
  for (const key of inOrder(workflow.jobs)) {
    const needed = needsOf(workflow.jobs[key]);
    if (needed.some((one) => [...again].some((other) => other === one || other.startsWith(`${one} / `))))
      again.add(key);
  }
  const isKept = ({ key, result }: JobResult): boolean =>
    result === 'success' && (!again.has(key) || failed.some((one) => one.key === key));
  const kept = new Map(before.jobs.filter(isKept).map((job) => [keptKey(job.key, job.matrix), job]));
  const next: Run = { ...before, attempt: before.attempt + 1, conclusion: 'success', jobs: [], concurrency: [] };
  return attempt({ repository, event: before.event, run: next, options, isCancelled: false, kept }, workflow);
}

/** The jobs of a run by their key, without the matrix. */
export function jobsOf(run: Run, key: string): JobResult[] {
  return run.jobs.filter((job) => job.key === key);
}

async function attempt(going: Going, workflow: Workflow): Promise<Run> {
  const { repository, run } = going;
  const contexts = { github: githubOf(going, workflow), inputs: inputsOf(workflow, going.event), vars: varsOf(going) };
  note(going, 'workflow', workflow.concurrency, contexts);
  const scope: Scope = { going, file: run.file, workflow, prefix: '', contexts, done: {} };
  await runJobs(scope);
  run.conclusion = going.isCancelled ? 'cancelled' : worst(run.jobs.map(({ result }) => result));
  const listed = repository.github.state.runs.find(({ id }) => id === run.id);
  const ended = { status: 'completed', conclusion: run.conclusion, run_attempt: run.attempt } as const;
  if (listed !== undefined) Object.assign(listed, ended);
  return run;
}

/** Of results, the one that stands for all: skipped only when all are. */
function worst(results: readonly Outcome[]): Outcome {
  const order: Outcome[] = ['failure', 'cancelled', 'success', 'skipped'];
  return order.find((one) => results.includes(one)) ?? 'success';
}

async function runJobs(scope: Scope): Promise<void> {
  const { workflow, going, done } = scope;
  for (const key of inOrder(workflow.jobs)) {
    const job = workflow.jobs[key] ?? {};
    const before = Object.fromEntries(
      needsOf(job).map((name) => [name, done[name] ?? { result: 'skipped', outputs: {} }]),
    );
    const contexts = { ...scope.contexts, needs: before };
    const results = await runWithMatrix(scope, key, job, contexts);
    const all = results.length === 0 ? [skipped(scope, key)] : results;
    if (job.uses === undefined || results.length === 0) going.run.jobs.push(...all);
    const outputs = Object.assign({}, ...all.map((one) => one.outputs)) as Record<string, string>;
    done[key] = { result: worst(all.map(({ result }) => result)), outputs };
  }
}

/** The results of a job, one for each value of its matrix; none of one that is skipped. */
async function runWithMatrix(scope: Scope, key: string, job: Job, contexts: Contexts): Promise<JobResult[]> {
  const { going, workflow, prefix, file } = scope;
  if (!holds(job.if, contexts, statusBefore(scope, job))) return [];
  const results: JobResult[] = [];
  let rows: Record<string, Value>[];
  try {
    rows = matrixOf(job, contexts);
  } catch (error) {
    return [{ ...skipped(scope, key), result: 'failure', log: String(error) }];
  }
  const isFailFast = filledValue(job.strategy?.['fail-fast'] ?? true, contexts) !== false;
  for (const matrix of rows) {
    const here = `${prefix}${key}`;
    const kept = going.kept.get(keptKey(here, matrix));
    const isStopped = going.isCancelled || (isFailFast && results.some(({ result }) => result === 'failure'));
    if (kept !== undefined) results.push(kept);
    else if (isStopped && !/always\(|cancelled\(/.test(asText(job.if))) {
      results.push({ ...skipped(scope, key), matrix, result: 'cancelled' });
    } else {
      note(going, here, job.concurrency, { ...contexts, matrix });
      const toRun = { key: here, file, workflow, job, matrix, contexts };
      results.push(
        job.uses === undefined ? await runJob(going, toRun) : await call(scope, here, job, { ...contexts, matrix }),
      );
    }
  }
  return results;
}

/** Runs the workflow that a job calls. Its jobs come into the run; what comes back stands for all of them. */
async function call(scope: Scope, key: string, job: Job, contexts: Contexts): Promise<JobResult> {
  const { going } = scope;
  const file = (job.uses ?? '').replace(/^\.\//, '');
  const workflow = workflowAt(going.repository, going.event.sha, file);
  const asked = (workflow.on['workflow_call'] ?? {}) as CallOf;
  const given = filledValue(job.with ?? {}, contexts) as Record<string, Value>;
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(asked.inputs ?? {}, name));
  if (unknown.length > 0) throw new Error(`${file} has no input ${unknown.join(', ')}`);
  const inputs = { ...defaultsOf(asked.inputs), ...given };
  const secrets =
    job.secrets === 'inherit'
      ? going.repository.secrets
      : (filledValue(job.secrets ?? {}, contexts) as Record<string, Value>);
  const inner = { ...scope.contexts, inputs, secrets };
  note(going, key, workflow.concurrency, inner);
  const called: Scope = { going, file, workflow, prefix: `${key} / `, contexts: inner, done: {} };
  await runJobs(called);
  const jobs = called.done as unknown as Value;
  const outputs = Object.entries(asked.outputs ?? {}).map(([name, { value }]) => [
    name,
    asText(filled(value.replaceAll(/\bjobs\./g, 'needs.'), { ...inner, needs: jobs })),
  ]);
  const result = worst(Object.values(called.done).map((one) => one.result));
  return { ...skipped(scope, key), result, outputs: Object.fromEntries(outputs) as Record<string, string> };
}

/** What `on.workflow_call` says. */
interface CallOf {
  inputs?: Record<string, { default?: Value }>;
  outputs?: Record<string, { value: string }>;
}

function defaultsOf(inputs: CallOf['inputs'] = {}): Record<string, Value> {
  return Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, input?.default ?? '']));
}

/** What `success()` and its like say before a job: they look at all jobs that it needs, and at those that these need. */
function statusBefore({ workflow, done, going }: Scope, job: Job): Status {
  const before = new Set<string>();
  const add = (name: string): void => {
    before.add(name);
    for (const one of needsOf(workflow.jobs[name])) add(one);
  };
  for (const name of needsOf(job)) add(name);
  const results = [...before].map((name) => done[name]?.result);
  const { isCancelled } = going;
  return {
    isSuccess: !isCancelled && results.every((result) => result === 'success'),
    isFailure: results.includes('failure'),
    isCancelled,
  };
}

function skipped({ prefix, file }: Scope, key: string): JobResult {
  const nothing = { matrix: {}, outputs: {}, steps: [], log: '', summary: '', annotations: [], permissions: {} };
  return { key: key.startsWith(prefix) ? key : `${prefix}${key}`, file, result: 'skipped', ...nothing };
}

function note({ run }: Going, of: string, concurrency: Value, contexts: Contexts): void {
  if (concurrency === undefined) return;
  const asked = filledValue(concurrency, contexts);
  const said = (typeof asked === 'object' ? asked : { group: asked }) as Record<string, Value>;
  const isCancelling = said['cancel-in-progress'] === true;
  const one: Concurrency = { of, group: asText(said['group']), isCancelling, queue: asText(said['queue'] ?? 'single') };
  run.concurrency.push(one);
}

function githubOf({ repository, event, run }: Going, workflow: Workflow): Record<string, Value> {
  const isPull = event.name === 'pull_request';
  const refName = event.ref.replace(/^refs\/(?:heads|tags|pull)\//, '');
  const [owner = ''] = repository.name.split('/');
  return {
    repository: repository.name,
    repository_owner: owner,
    api_url: repository.github.url,
    server_url: 'https://github.com',
    sha: event.sha,
    ref: event.ref,
    ref_name: refName,
    head_ref: isPull ? event.head.branch : '',
    base_ref: isPull ? 'main' : '',
    event_name: event.name,
    event: {
      ...event.payload,
      repository: { full_name: repository.name, default_branch: 'main' },
      sender: { login: event.actor },
    },
    actor: event.actor,
    triggering_actor: event.actor,
    run_id: String(run.id),
    run_number: '1',
    run_attempt: String(run.attempt),
    workflow: workflow.name ?? run.file,
    workflow_ref: `${repository.name}/${run.file}@${event.ref}`,
  };
}

/** Variables of the repository: those of a fork's run are not known to be there, so they are not. */
function varsOf({ repository, event }: Going): Record<string, Value> {
  return event.isUntrusted ? {} : repository.vars;
}

function inputsOf(workflow: Workflow, event: Event): Record<string, Value> {
  if (event.name !== 'workflow_dispatch') return {};
  const asked = (workflow.on['workflow_dispatch'] ?? {}) as CallOf;
  const given = (event.payload['inputs'] ?? {}) as Record<string, Value>;
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(asked.inputs ?? {}, name));
  if (unknown.length > 0) throw new Error(`Unexpected inputs provided: ${unknown.join(', ')}`);
  return { ...defaultsOf(asked.inputs), ...given };
}

function workflowAt({ folder }: Repository, sha: string, file: string): Workflow {
  return readWorkflow(git(folder, ['show', `${sha}:${file}`]));
}

const keptKey = (key: string, matrix: Record<string, Value>): string => `${key} ${JSON.stringify(matrix)}`;
