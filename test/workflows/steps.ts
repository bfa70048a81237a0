import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { commandsIn, pairsIn, summaryIn } from './command-files.ts';
import { asText, filled, filledValue, holds } from './expressions.ts';
import type { Contexts, Status, Value } from './expressions.ts';
import type { Going, JobResult, Outcome, StepResult } from './run.ts';
import { standInOf } from './stand-ins.ts';
import type { Step, Workflow } from './workflow-file.ts';

/** A job while its steps run. */
export interface Working {
  going: Going;
  result: JobResult;
  workflow: Workflow;
  /** What expressions see, without the results of steps. */
  contexts: Contexts;
  workspace: string;
  /** Beside the workspace: `RUNNER_TEMP` and the files for what steps say to the runner. */
  temporary: string;
  /** Of the workflow, the job and `GITHUB_ENV`. */
  env: Record<string, string>;
  masks: string[];
  isCancelled: boolean;
}

/** An `action.yml`, as far as it is run. */
interface Action {
  inputs?: Record<string, { default?: Value; required?: boolean }>;
  outputs?: Record<string, { value?: string }>;
  runs: { using: string; main?: string; steps?: Step[] };
}

/** What a process came to; no code when it was stopped. */
interface Ended {
  code: number | null;
  outputs: Record<string, string>;
}

/** Runs steps one by one, and says whether one of them failed. The results are in `contexts.steps` for those behind. */
export async function runSteps(working: Working, steps: readonly Step[], contexts: Contexts): Promise<StepResult[]> {
  const results: StepResult[] = [];
  const seen: Record<string, Value> = {};
  for (const [at, step] of steps.entries()) {
    const has = (outcome: Outcome): boolean => results.some((one) => one.conclusion === outcome);
    const title = step.name ?? step.uses ?? step.run?.split('\n')[0] ?? '';
    const { going, result } = working;
    if (going.options.cancelBefore?.({ job: result.key, matrix: result.matrix, title }) === true) cancel(working);
    const status: Status = {
      isSuccess: !has('failure') && !working.isCancelled,
      isFailure: has('failure'),
      isCancelled: working.isCancelled,
    };
    const all = { ...contexts, steps: seen, job: { status: status.isFailure ? 'failure' : 'success' } };
    const done = await runStep(working, step, all, status);
    const conclusion = done.outcome === 'failure' && isContinued(step, all) ? 'success' : done.outcome;
    results.push({ at, title, ...done, conclusion });
    if (step.id !== undefined) seen[step.id] = { outputs: done.outputs, outcome: done.outcome, conclusion };
  }
  return results;
}

/** The run ends: what asks for `always()` or `cancelled()` is still done. */
export function cancel(working: Working): void {
  working.isCancelled = true;
  working.going.isCancelled = true;
}

function isContinued(step: Step, contexts: Contexts): boolean {
  return filledValue(step['continue-on-error'] ?? false, contexts) === true;
}

async function runStep(
  working: Working,
  step: Step,
  before: Contexts,
  status: Status,
): Promise<Pick<StepResult, 'outcome' | 'outputs'>> {
  const { result } = working;
  try {
    const env = { ...working.env, ...texts(filledValue(step.env ?? {}, before)) };
    const contexts = { ...before, env };
    if (!holds(step.if, contexts, status)) return { outcome: 'skipped', outputs: {} };
    const { code, outputs } =
      step.run === undefined ? await use(working, step, contexts, env) : await bash(working, step, contexts, env);
    const outcome = code === 0 ? 'success' : code === null ? 'cancelled' : 'failure';
    return { outcome, outputs };
  } catch (error) {
    result.log += `${String(error)}\n`;
    result.annotations.push({ level: 'error', text: String(error), properties: {} });
    return { outcome: 'failure', outputs: {} };
  }
}

/** A script, by the command lines that GitHub has for bash: with `pipefail` only when the shell is named. */
function bash(working: Working, step: Step, contexts: Contexts, env: Record<string, string>): Promise<Ended> {
  const { run: defaults = {} } = working.workflow.defaults ?? {};
  const shell = step.shell ?? defaults.shell;
  if (shell !== undefined && shell !== 'bash') throw new Error(`no shell but bash: ${shell}`);
  const script = join(working.temporary, 'step.sh');
  writeFileSync(script, asText(filled(step.run ?? '', contexts)));
  const options = shell === undefined ? ['-e'] : ['--noprofile', '--norc', '-eo', 'pipefail'];
  const folder = asText(filled(step['working-directory'] ?? defaults['working-directory'] ?? '', contexts));
  return start(working, step, ['bash', ...options, script], { cwd: join(working.workspace, folder), env });
}

/** An action: of this workspace, of a folder that stands for another repository, or a stand-in of one of GitHub's. */
async function use(working: Working, step: Step, contexts: Contexts, env: Record<string, string>): Promise<Ended> {
  const name = step.uses ?? '';
  const given = texts(filledValue(step.with ?? {}, contexts));
  const folder = folderOf(working, name);
  if (folder === undefined) {
    const standIn = standInOf(name);
    if (standIn === undefined) throw new Error(`no stand-in for ${name}`);
    const { repository, event, run } = working.going;
    const token = asText(filled('${{ github.token }}', contexts));
    const place = { repository, event, run, workspace: working.workspace, token };
    return { code: 0, outputs: (await standIn(given, place)) ?? {} };
  }
  const action = parse(readFileSync(join(folder, 'action.yml'), 'utf8')) as Action;
  const defaults = Object.entries(action.inputs ?? {}).flatMap(([input, { default: value }]) =>
    value === undefined ? [] : [[input, filledValue(value, contexts)] as const],
  );
  const inputs = { ...texts(Object.fromEntries(defaults)), ...given };
  if (action.runs.using === 'composite') return composite(working, action, { ...contexts, inputs });
  const named = Object.entries(inputs).map(([input, value]) => [inputName(input), value]);
  const main = join(folder, action.runs.main ?? '');
  const more = { ...env, ...Object.fromEntries(named), GITHUB_ACTION_PATH: folder } as Record<string, string>;
  return start(working, step, [process.execPath, main], { cwd: working.workspace, env: more });
}

async function composite(working: Working, action: Action, contexts: Contexts): Promise<Ended> {
  const steps = action.runs.steps ?? [];
  const results = await runSteps(working, steps, contexts);
  const seen = steps.map((step, at) => [step.id ?? '', { outputs: results[at]?.outputs ?? {} }]);
  const outer = { ...contexts, steps: Object.fromEntries(seen) as Value };
  const outputs = Object.entries(action.outputs ?? {}).map(([name, { value = '' }]) => [
    name,
    asText(filled(value, outer)),
  ]);
  const isFailed = results.some(({ conclusion }) => conclusion === 'failure');
  return { code: isFailed ? 1 : 0, outputs: Object.fromEntries(outputs) as Record<string, string> };
}

const inputName = (input: string): string => `INPUT_${input.replaceAll(' ', '_').toUpperCase()}`;

function folderOf({ workspace, going }: Working, name: string): string | undefined {
  if (name.startsWith('./')) return join(workspace, name);
  const [path = ''] = name.split('@');
  const [owner = '', repository = '', ...rest] = path.split('/');
  const folder = going.repository.actions[`${owner}/${repository}`];
  return folder === undefined ? undefined : join(folder, ...rest);
}

/** Runs a process to its end, and takes what it says to the runner: by its files, and by lines of stdout. */
async function start(
  working: Working,
  step: Step,
  [program = '', ...args]: readonly string[],
  { cwd, env }: { cwd: string; env: Record<string, string> },
): Promise<Ended> {
  const { going, result, temporary } = working;
  const files = filesFor(temporary);
  const path = `${going.repository.programs}:${process.env['PATH'] ?? ''}`;
  const child = spawn(program, args, { cwd, env: { PATH: path, ...env, ...files }, stdio: ['ignore', 'pipe', 'pipe'] });
  const place = { job: result.key, matrix: result.matrix, title: step.name ?? step.uses ?? step.run ?? '' };
  let [stdout, stderr, isStopped] = ['', '', false];
  const watch = (): void => {
    if (working.isCancelled || going.options.cancelAt?.(place, stdout + stderr) !== true) return;
    cancel(working);
    isStopped = child.kill('SIGINT');
  };
  child.stdout.setEncoding('utf8').on('data', (text: string) => ((stdout += text), watch()));
  child.stderr.setEncoding('utf8').on('data', (text: string) => ((stderr += text), watch()));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve(isStopped ? null : status));
  });
  take(working, stdout, files);
  result.log += `${masked(stdout + stderr, working.masks)}\n`;
  return { code, outputs: pairsIn(files.GITHUB_OUTPUT) };
}

function filesFor(
  temporary: string,
): Record<'GITHUB_OUTPUT' | 'GITHUB_ENV' | 'GITHUB_STEP_SUMMARY' | 'GITHUB_PATH' | 'GITHUB_STATE', string> {
  const folder = join(temporary, 'files');
  mkdirSync(folder, { recursive: true });
  const file = (name: string): string => {
    const path = join(folder, name);
    writeFileSync(path, '');
    return path;
  };
  return {
    GITHUB_OUTPUT: file('output'),
    GITHUB_ENV: file('env'),
    GITHUB_STEP_SUMMARY: file('summary'),
    GITHUB_PATH: file('path'),
    GITHUB_STATE: file('state'),
  };
}

function take(working: Working, stdout: string, files: ReturnType<typeof filesFor>): void {
  const { result, masks, env } = working;
  const counts = { error: 0, warning: 0, notice: 0 };
  for (const { name, properties, value } of commandsIn(stdout)) {
    if (name === 'add-mask' && value !== '') masks.push(value);
    if (name !== 'error' && name !== 'warning' && name !== 'notice') continue;
    // GitHub shows ten of each level and step, and drops the others.
    counts[name] += 1;
    if (counts[name] <= 10) result.annotations.push({ level: name, text: value, properties });
  }
  result.summary += summaryIn(files.GITHUB_STEP_SUMMARY);
  Object.assign(env, pairsIn(files.GITHUB_ENV));
}

/** A text without the values that are secret. */
export function masked(text: string, masks: readonly string[]): string {
  const longest = [...masks].sort((a, b) => b.length - a.length);
  return longest.reduce((shown, mask) => (mask === '' ? shown : shown.replaceAll(mask, '***')), text);
}

/** Values as variables have them. */
export function texts(values: Value): Record<string, string> {
  const pairs = Object.entries((values ?? {}) as Record<string, Value>).map(([name, value]) => [name, asText(value)]);
  return Object.fromEntries(pairs) as Record<string, string>;
}
