import { basename } from 'node:path';
import { isBody, parseJson } from '../model/json.ts';
import type { Body, Json } from '../model/json.ts';
import { messages } from './messages.ts';

/** What the action does. */
export const commands = [
  'validate',
  'plan',
  'apply',
  'drift',
  'check',
  'smoke',
  'targets',
  'comment',
  'approved',
] as const;

/** One of them. */
export type Command = (typeof commands)[number];

/** Commands that are about tenants and environments, one after the other. */
const onTargets: readonly Command[] = ['validate', 'plan', 'apply', 'drift', 'check', 'smoke'];
const several: readonly Command[] = [...onTargets, 'targets', 'approved', 'comment'];
const toGitHub: readonly Command[] = ['comment', 'approved'];

/** Whether the step fails: for errors, for changes too, for deletes and replacements too, or for nothing. */
export const failures = ['error', 'changes', 'deletes', 'never'] as const;

/** What is annotated of a plan: nothing but problems, deletes and their like too, or every change. */
export const annotated = ['problems', 'deletes', 'all', 'none'] as const;

/** The inputs, and the commands that take each; the others refuse it, so that nobody relies on what is not looked at. */
export const taken: Readonly<Record<string, readonly Command[]>> = {
  command: commands,
  tenant: several,
  env: several,
  targets: several,
  'working-directory': commands,
  'report-dir': commands,
  'fail-on': commands,
  annotate: commands,
  summary: commands,
  token: commands,
  'comment-author': commands,
  secrets: onTargets,
  offline: ['plan'],
  approved: ['apply'],
  'approve-digest': ['apply'],
  out: ['plan', 'approved'],
  'changed-since': ['targets'],
  rings: ['targets', 'approved'],
  batch: ['targets', 'approved'],
  'plan-workflow': toGitHub,
  plans: ['comment'],
  number: ['comment'],
  mode: ['comment'],
};

/** A target as an input names it. */
export interface NamedTarget {
  id: string;
  tenant: string;
  env: string;
  /** The environment of GitHub that it is deployed by, where the input says it. */
  environment?: string;
}

/** The inputs of the action, understood. */
export interface Inputs {
  command: Command;
  /** Which targets; without a list the tenant and the environment are what was given. */
  tenant: string | undefined;
  env: string | undefined;
  targets: NamedTarget[] | undefined;
  workingDirectory: string;
  reportDir: string | undefined;
  failOn: (typeof failures)[number];
  annotate: (typeof annotated)[number];
  /** Whether the summary of the job is written. */
  summary: boolean;
  token: string;
  commentAuthor: string;
  /** Values by name, of which those are taken that the files declare. */
  secrets: Readonly<Record<string, string>>;
  offline: boolean;
  /** A file, or a folder with a folder for each target. */
  approved: string | undefined;
  approveDigest: string | undefined;
  out: string | undefined;
  changedSince: string | undefined;
  rings: string | undefined;
  batch: string | undefined;
  /** The file of the workflow whose plans count. */
  planWorkflow: string;
  /** All that was given, by name. */
  given: Readonly<Record<string, string>>;
}

const prefix = 'INPUT_';

/** The inputs that the runner hands over in the environment. Throws a `UsageError` for what no input is or may be. */
export function inputsOf(env: Readonly<Record<string, string | undefined>>): Inputs {
  const given = givenOf(env);
  const command = choice(given, 'command', commands);
  if (command === undefined) throw messages.inputMissing('command', commands);
  for (const name of Object.keys(given))
    if (taken[name]?.includes(command) !== true) throw messages.inputOfOther(name, command, taken[name] ?? []);
  const of = (name: string): string | undefined => given[name];
  const targets = targetsIn(of('targets'));
  if (targets !== undefined && (of('tenant') ?? of('env')) !== undefined) throw messages.inputTargetsTwice();
  if (targets !== undefined && targets.length > 1 && command === 'plan' && of('out') !== undefined)
    throw messages.inputOutOfMany();
  return {
    command,
    tenant: of('tenant'),
    env: of('env'),
    targets,
    workingDirectory: of('working-directory') ?? '.',
    reportDir: of('report-dir'),
    failOn: choice(given, 'fail-on', failures) ?? 'error',
    annotate: choice(given, 'annotate', annotated) ?? 'problems',
    summary: flag(given, 'summary') ?? true,
    token: of('token') ?? '',
    commentAuthor: of('comment-author') ?? 'github-actions[bot]',
    secrets: secretsIn(of('secrets')),
    offline: flag(given, 'offline') ?? false,
    approved: of('approved'),
    approveDigest: of('approve-digest'),
    out: of('out'),
    changedSince: of('changed-since'),
    rings: of('rings'),
    batch: of('batch'),
    planWorkflow: of('plan-workflow') ?? '.github/workflows/plan.yml',
    given,
  };
}

/** What stands in the inputs; an empty one is as none. Of unknown ones GitHub itself only warns. */
function givenOf(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [variable, value = ''] of Object.entries(env)) {
    if (!variable.startsWith(prefix) || value.trim() === '') continue;
    const name = variable.slice(prefix.length).toLowerCase();
    if (!Object.hasOwn(taken, name)) throw messages.inputUnknown(name, Object.keys(taken));
    found[name] = value.trim();
  }
  return found;
}

function choice<Value extends string>(
  given: Readonly<Record<string, string>>,
  name: string,
  choices: readonly Value[],
): Value | undefined {
  const value = given[name];
  if (value === undefined) return undefined;
  const found = choices.find((one) => one === value);
  if (found === undefined) throw messages.inputChoice(name, value, choices);
  return found;
}

/** Booleans as YAML has them. */
function flag(given: Readonly<Record<string, string>>, name: string): boolean | undefined {
  const value = given[name];
  if (value === undefined) return undefined;
  if (/^(?:true|True|TRUE)$/.test(value)) return true;
  if (/^(?:false|False|FALSE)$/.test(value)) return false;
  throw messages.inputChoice(name, value, ['true', 'false']);
}

/** Targets as `harbor/prod, dock/prod`, also one a line, or as the JSON that the command `targets` gives. */
function targetsIn(text: string | undefined): NamedTarget[] | undefined {
  if (text === undefined) return undefined;
  const found = text.startsWith('[') ? entriesIn(text) : namesIn(text).map((name) => targetOf(name));
  const ids = found.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw messages.inputTargetTwice(twice);
  return found;
}

function namesIn(text: string): string[] {
  return text.split(/[\s,]+/).filter((name) => name !== '');
}

function targetOf(name: string, environment?: string): NamedTarget {
  const at = name.lastIndexOf('/');
  const [tenant, env] = [name.slice(0, at), name.slice(at + 1)];
  if (at <= 0 || env === '') throw messages.inputTarget(name);
  return { id: idOf(tenant, env), tenant, env, ...(environment === undefined ? {} : { environment }) };
}

/** The targets of a matrix, of which an entry may be for several. */
function entriesIn(text: string): NamedTarget[] {
  const value = parseJson(text);
  if (!Array.isArray(value)) throw messages.inputTargetsJson();
  return value.flatMap((entry: Json) => {
    const { tenant, env, targets, environment }: Body = isBody(entry) ? entry : {};
    const where = typeof environment === 'string' ? environment : undefined;
    if (typeof targets === 'string') return namesIn(targets).map((name) => targetOf(name, where));
    if (typeof tenant !== 'string' || typeof env !== 'string') throw messages.inputTargetsJson();
    return [targetOf(`${tenant}/${env}`, where)];
  });
}

/** The name of a target in files and artifacts. */
export function idOf(tenant: string, env: string): string {
  return `${basename(tenant)}-${env}`;
}

function secretsIn(text: string | undefined): Record<string, string> {
  if (text === undefined) return {};
  const value = parseJson(text);
  if (!isBody(value)) throw messages.inputSecrets();
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, secret]) => (typeof secret === 'string' ? [[name, secret] as const] : [])),
  );
}
