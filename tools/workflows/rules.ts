import { parse } from 'yaml';
import type { WorkflowFile } from './files.ts';

/** What rules look at in a step. */
interface Step {
  uses?: string;
  run?: string;
  with?: Record<string, string | number | boolean>;
}

/** What rules look at in a job. */
interface Job {
  permissions?: Record<string, string>;
  environment?: unknown;
  steps?: Step[];
  uses?: string;
  'timeout-minutes'?: number;
}

/** What rules look at in a workflow, or in an action that consists of steps. */
interface Parsed {
  on?: Record<string, unknown>;
  permissions?: Record<string, string>;
  jobs?: Record<string, Job>;
  runs?: { steps?: Step[] };
}

/** What is wrong with a workflow or an action, of what no linter looks at: one line each, with the path before it. */
export function brokenRules({ path, text, isAction }: WorkflowFile): string[] {
  const parsed = parse(text) as Parsed;
  const jobs = Object.entries(parsed.jobs ?? {});
  const steps = [...jobs.flatMap(([, job]) => job.steps ?? []), ...(parsed.runs?.steps ?? [])];
  const found = [...brokenPins(text), ...steps.flatMap(brokenSteps)];
  if (!isAction) found.push(...brokenWorkflow(parsed), ...jobs.flatMap(([key, job]) => brokenJob(key, job)));
  return found.map((problem) => `${path}: ${problem}`);
}

/** The code of others is named by its commit, which nobody can move, with its version behind it, which Dependabot keeps. */
function brokenPins(text: string): string[] {
  return [...text.matchAll(/^\s*(?:- )?uses: *(.*)$/gm)].flatMap(([, used = '']) =>
    /^\.\/?/.test(used) || /^[\w.-]+(?:\/[\w.-]+)+@[0-9a-f]{40} # v\d[\w.]*$/.test(used)
      ? []
      : [`${used}: name a commit of 40 digits, and the version behind it: owner/name@commit # v1.2.3`],
  );
}

function brokenSteps({ uses = '', run = '', with: inputs = {} }: Step): string[] {
  const found: string[] = [];
  if (run.includes('${{'))
    found.push(`${run.split('\n')[0]}: an expression in a script runs as code; hand its value over by env`);
  if (!uses.startsWith('actions/checkout@')) return found;
  if (inputs['persist-credentials'] !== false)
    found.push('checkout keeps the token in the workspace: persist-credentials: false');
  if (/head|workflow_run/.test(String(inputs['ref'] ?? '')))
    found.push('checkout gets a commit of a stranger: leave out ref');
  return found;
}

function brokenWorkflow({ on = {}, permissions }: Parsed): string[] {
  const found = Object.hasOwn(on, 'pull_request_target')
    ? ['pull_request_target gives strangers the secrets: use pull_request']
    : [];
  if (permissions === undefined || Object.keys(permissions).length > 0)
    found.push('permissions at the top are for all jobs: permissions: {}');
  return found;
}

function brokenJob(key: string, job: Job): string[] {
  const { permissions, steps = [] } = job;
  const found: string[] = [];
  if (permissions === undefined) found.push('say its permissions, or {}');
  if (job['timeout-minutes'] === undefined && job.uses === undefined) found.push('say its timeout-minutes');
  const isWriting = Object.values(permissions ?? {}).includes('write');
  if (isWriting && /\bsecrets\b/.test(JSON.stringify(steps)))
    found.push('a job that may write has no secrets: make two of it');
  return found.map((problem) => `job ${key}: ${problem}`);
}
