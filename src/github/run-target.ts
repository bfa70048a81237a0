import { basename, join, resolve } from 'node:path';
import type { Outside } from '../commands/outside.ts';
import { tenantFolders } from '../load/load.ts';
import { error as errorOf, hasErrors } from '../model/diagnostic.ts';
import { isStop, UsageError } from '../model/failure.ts';
import { hasSteps } from '../model/plan.ts';
import type { TargetOutcome } from '../model/target.ts';
import { run } from '../program.ts';
import { failureText } from '../report/failure.ts';
import { approvedFiles } from './approved-files.ts';
import { collecting } from './collected.ts';
import type { Collected, Secrets } from './collected.ts';
import type { Command, Inputs, NamedTarget } from './inputs.ts';
import { idOf } from './inputs.ts';

/** What a command came to, for one target, or for a tenant where it is for all environments. */
export interface TargetRun extends Collected {
  /** Its folder below the report folder, and how its files are named. */
  id: string;
  /** How it is said, such as `harbor/prod`. */
  title: string;
  target: { tenant: string | undefined; env: string | undefined };
  command: Command;
  code: number;
  outcome: TargetOutcome;
  seconds: number;
}

/** What the runs of one step have in common. */
export interface Running {
  inputs: Inputs;
  outside: Outside;
  secrets: Secrets;
  /** The folder for reports. */
  reports: string;
  /** The folder of the repository, at which the paths of inputs begin. */
  root: string;
  log: (text: string) => void;
}

/** Runs a command for one target, in this process and by the code of the command line; never throws for what goes wrong in it. */
export async function runTarget(
  command: Command,
  target: NamedTarget | undefined,
  running: Running,
): Promise<TargetRun> {
  const { inputs, outside, secrets, reports } = running;
  const { tenant, env } = target ?? inputs;
  const name = basename(tenant ?? onlyTenant(outside.cwd) ?? 'tenant');
  const id = target?.id ?? (env === undefined ? name : idOf(name, env));
  const { collected, observe } = collecting(secrets);
  const started = performance.now();
  const folder = join(reports, id);
  const called = { tenant, env, id };
  const code = await codeOf(() => argumentsOf(command, called, inputs, { ...running, reports: folder }), {
    ...running,
    outside: { ...outside, observe },
  });
  return {
    ...collected,
    id,
    title: [name, ...(env === undefined ? [] : [env])].join('/'),
    target: { tenant, env },
    command,
    code,
    outcome: outcomeOf(command, code, collected),
    seconds: Math.round((performance.now() - started) / 100) / 10,
  };
}

/** The folder of the tenant, where there is only one; what is wrong otherwise is said by the command. */
function onlyTenant(cwd: string): string | undefined {
  const folders = tenantFolders(cwd);
  return folders.length === 1 ? folders[0] : undefined;
}

/** Runs the command line. What is wrong before it is called ends as what is wrong in it. */
async function codeOf(args: () => string[], { outside, log }: Pick<Running, 'outside' | 'log'>): Promise<number> {
  let given: string[];
  try {
    given = args();
  } catch (error) {
    const { text, code } = failureText(error);
    const message = error instanceof Error ? error.message : String(error);
    const { code: name, hint } = isStop(error) ? error : { code: 'defect', hint: undefined };
    outside.observe?.({ type: 'stopped', error, diagnostic: errorOf(name, message, { hint }) });
    log(text);
    return code;
  }
  return run(given, outside);
}

/** What the command line is called with. No value can be taken for an option: each is behind its `=`, or behind `--`. */
function argumentsOf(
  command: Command,
  { tenant, env, id }: { tenant: string | undefined; env: string | undefined; id: string },
  { approved, approveDigest, offline }: Inputs,
  { reports, root, outside, log }: Pick<Running, 'reports' | 'root' | 'outside' | 'log'>,
): string[] {
  const files =
    approved === undefined ? [] : approvedFiles(resolve(root, approved), { tenant, env, id }, reports, outside, log);
  return [
    command,
    ...(env === undefined ? [] : [`--env=${env}`]),
    ...(command === 'apply' ? ['--yes'] : []),
    ...(command === 'drift' ? ['--who'] : []),
    ...(offline ? ['--offline'] : []),
    ...files.map((file) => `--approved=${file}`),
    ...(approveDigest === undefined ? [] : [`--approve-digest=${approveDigest}`]),
    ...(tenant === undefined ? [] : ['--', tenant]),
  ];
}

/** The one word for what a command came to. */
function outcomeOf(
  command: Command,
  code: number,
  { planned, result, diagnostics, stopped }: Collected,
): TargetOutcome {
  if (code === 0)
    return command === 'apply' && planned !== undefined && hasSteps(planned.ready.plan) ? 'applied' : 'nothing';
  if (code === 2) return 'changes';
  if (code === 4) return 'partly';
  if (result !== undefined) return 'failed';
  if (stopped !== undefined) return stopped.error instanceof UsageError ? 'refused' : 'failed';
  // Checks that have to pass keep an apply from beginning; those of a check or of tokens have just failed.
  return command === 'apply' || hasErrors(diagnostics) ? 'refused' : 'failed';
}
