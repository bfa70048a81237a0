import { join, resolve } from 'node:path';
import { realClock } from '../auth0/clock.ts';
import type { Outside } from '../commands/outside.ts';
import type { Body } from '../model/json.ts';
import { writeWhole } from '../record/disk.ts';
import { findTargets } from '../session/targets.ts';
import { numberAt, textAt } from './answers.ts';
import { shownAnnotations } from './annotations.ts';
import type { Ranked } from './annotations.ts';
import { approvalOf, commitsSince, pullsOf } from './approvals.ts';
import type { Approval, Asking } from './approvals.ts';
import { approvedEnding } from './approved-files.ts';
import { eventOf } from './changed-lines.ts';
import type { Runner } from './files.ts';
import type { Inputs, NamedTarget } from './inputs.ts';
import { messages } from './messages.ts';
import { restOf } from './rest.ts';

/** A target with the environment by whose deployments it is known what was deployed. */
type Deployed = Required<NamedTarget>;

/**
 * Gathers the plans that were approved for each target since it was last deployed, into `out`, a folder for each target. What is not
 * approved is told, and no error: an apply refuses what goes beyond, and nothing may have to be done.
 */
export async function gatherApproved(inputs: Inputs, outside: Outside, runner: Runner): Promise<number> {
  const asking = askingOf(inputs, outside);
  const targets = await targetsOf(inputs, outside);
  const root = outside.env['GITHUB_WORKSPACE'] ?? outside.cwd;
  const out = resolve(root, inputs.out ?? 'approved');
  const pulls = once(String, (commit: string) => pullsOf(commit, asking));
  const approvals = once(
    (pull: Body) => String(numberAt(pull, 'number')),
    (pull) => approvalOf(pull, asking),
  );
  const ranges = once(String, (environment: string) => commitsSince(environment, asking));
  const found = new Map<number, Approval>();
  let count = 0;
  for (const target of targets) {
    const { commits, since } = await ranges(target.environment);
    const merged = new Map<number, Body>();
    for (const commit of commits) for (const pull of await pulls(commit)) merged.set(numberAt(pull, 'number'), pull);
    runner.log(messages.commitsLooked(target.id, commits.length, since, [...merged.keys()]));
    for (const [number, pull] of merged) {
      const approval = await approvals(pull);
      found.set(number, approval);
      const plan = approval.type === 'approved' ? approval.plans.find(({ id }) => id === target.id) : undefined;
      if (plan === undefined) continue;
      writeWhole(join(out, target.id, `${number}${approvedEnding}`), plan.text);
      count += 1;
    }
  }
  const lines = [...found.values()].map(sayOf);
  for (const line of lines) runner.log(line);
  const warnings = [...found.values()].flatMap((one): Ranked[] =>
    one.type === 'none' ? [{ level: 'warning', title: 'tenantry', message: sayOf(one), rank: -one.number }] : [],
  );
  if (inputs.annotate !== 'none') for (const one of shownAnnotations(warnings, new Map())) runner.annotate(one);
  const title = messages.approvedTitle(count, targets.length);
  runner.output('approved-count', String(count));
  runner.output('title', title);
  runner.output('exit-code', '0');
  if (inputs.summary) runner.summary([`### ${title}`, '', ...lines.map((line) => `- ${line}`)].join('\n'));
  return 0;
}

function sayOf(approval: Approval): string {
  return approval.type === 'approved'
    ? messages.pullApproved(approval.number, approval.plans.map(({ id }) => id).sort())
    : messages.pullNotApproved(approval.number, approval.why);
}

function askingOf(inputs: Inputs, { env, signal }: Outside): Asking {
  const variable = (name: string): string => {
    const value = env[name] ?? '';
    if (value === '') throw messages.variableMissing(name);
    return value;
  };
  if (inputs.token === '') throw messages.inputNeeded('token', inputs.command, '${{ github.token }}');
  const before = textAt(eventOf(env), 'before');
  return {
    rest: restOf({ url: variable('GITHUB_API_URL'), token: inputs.token, clock: realClock, signal }),
    repository: variable('GITHUB_REPOSITORY'),
    branch: variable('GITHUB_REF_NAME'),
    commit: variable('GITHUB_SHA'),
    // A push that makes a branch has zeros there.
    before: /^(?!0+$)[0-9a-f]{40,64}$/.test(before) ? before : undefined,
    commentAuthor: inputs.commentAuthor,
    planWorkflow: inputs.planWorkflow,
  };
}

/** The targets with their environments: as the input has them, and else as the files say. */
async function targetsOf(inputs: Inputs, outside: Outside): Promise<Deployed[]> {
  const given = inputs.targets;
  if (given?.every((one): one is Deployed => one.environment !== undefined) === true) return given;
  const { rings, batch, tenant, env } = inputs;
  const { targets } = await findTargets(
    { ...outside, clock: realClock },
    {
      tenant,
      env,
      ...(given === undefined ? {} : { targets: given.map((one) => `${one.tenant}/${one.env}`) }),
      ...(rings === undefined ? {} : { rings: rings.split(/[\s,]+/).filter((ring) => ring !== '') }),
      ...(batch === undefined ? {} : { batch: Number(batch) || 1 }),
    },
  );
  return targets.include.map(({ id, ...one }) => ({
    id,
    tenant: one.tenant,
    env: one.env,
    environment: one.environment,
  }));
}

/** A function that asks once for each name, and knows the answer from then on. */
function once<Of, Value>(nameOf: (of: Of) => string, ask: (of: Of) => Promise<Value>): (of: Of) => Promise<Value> {
  const known = new Map<string, Promise<Value>>();
  return (of) => {
    const name = nameOf(of);
    const found = known.get(name) ?? ask(of);
    known.set(name, found);
    return found;
  };
}
