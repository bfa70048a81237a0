import { realClock } from '../auth0/clock.ts';
import type { Outside } from '../commands/outside.ts';
import type { Target, TargetBatch } from '../model/target.ts';
import { findTargets } from '../session/targets.ts';
import type { FoundTargets } from '../session/targets.ts';
import type { Runner } from './files.ts';
import type { Inputs } from './inputs.ts';
import { messages } from './messages.ts';

/** GitHub starts no more jobs than this by one matrix. */
const mostJobs = 256;

/**
 * Finds targets and gives them to the jobs behind. No secret is looked at and nothing is masked: GitHub drops an output that has a
 * masked value anywhere in it, and with it all jobs of a matrix, without an error.
 */
export async function findTargetsOf(inputs: Inputs, outside: Outside, runner: Runner): Promise<number> {
  const { changedSince, tenant, env } = inputs;
  const found = await findTargets(
    { ...outside, clock: realClock },
    {
      changedSince,
      tenant,
      env,
      ...(inputs.targets === undefined ? {} : { targets: inputs.targets.map((one) => `${one.tenant}/${one.env}`) }),
      ...(inputs.rings === undefined ? {} : { rings: ringsIn(inputs.rings) }),
      ...(inputs.batch === undefined ? {} : { batch: batchOf(inputs.batch) }),
    },
  );
  const { rings, order, count, total } = found.targets;
  const jobs = order.flatMap((ring): (Target | TargetBatch)[] => rings[ring] ?? []);
  runner.group(messages.targetsFound(count, total));
  for (const { id, ring } of jobs) runner.log(messages.targetLine(id, ring));
  runner.endGroup();
  const most = Math.max(0, ...Object.values(rings).map(({ length }) => length));
  if (most > mostJobs) throw messages.tooManyJobs(most, mostJobs);
  if (jobs.length > mostJobs) runner.annotate({ level: 'warning', ...messages.matrixTooLong(jobs.length, mostJobs) });
  for (const warning of warningsOf(found)) runner.annotate({ level: 'warning', title: 'tenantry', message: warning });
  const outputs = {
    matrix: JSON.stringify(jobs),
    rings: JSON.stringify(rings),
    order: JSON.stringify(order),
    'targets-count': String(count),
    title: messages.targetsFound(count, total),
    'exit-code': '0',
  };
  for (const [name, value] of Object.entries(outputs)) runner.output(name, value);
  return 0;
}

/** What of a choice somebody may not have meant. */
function warningsOf({ left, targets: { gone = [] } }: FoundTargets): string[] {
  const others = left.filter(({ isLocal }) => !isLocal).map(({ id }) => id);
  return [
    ...(others.length === 0 ? [] : [messages.targetsLeft(others)]),
    ...(gone.length === 0 ? [] : [messages.targetsGone(gone)]),
  ];
}

function ringsIn(text: string): string[] {
  return text.split(/[\s,]+/).filter((ring) => ring !== '');
}

function batchOf(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw messages.inputNumber('batch', text);
  return Number(text);
}
