import { createInterface } from 'node:readline/promises';
import { taskList } from '../apply/tasks.ts';
import { UsageError } from '../model/failure.ts';
import { runMessages } from '../model/run-messages.ts';
import { hasSteps } from '../model/plan.ts';
import type { Plan } from '../model/plan.ts';
import { apply } from '../pipeline.ts';
import { outcomesData, outcomesText } from '../report/outcomes.ts';
import { formatVersion, planData } from '../report/plan-data.ts';
import { planText } from '../report/plan-text.ts';
import { isInteractive } from './io.ts';
import type { Io } from './io.ts';
import { preview } from './preview.ts';
import type { PreviewOptions } from './preview.ts';

/** Options of `tenantry apply`. */
export interface ApplyOptions extends PreviewOptions {
  yes?: boolean;
}

/**
 * Plans, asks, and carries out the plan.
 *
 * Exit 0 when all is done or there is nothing to do, 1 for errors and when the user does not agree, 4 when only a part was
 * done.
 */
export async function run(tenant: string | undefined, options: ApplyOptions, io: Io): Promise<number> {
  if (options.yes !== true && !isInteractive(io)) throw new UsageError(...runMessages.cannotAsk());
  const { planned, open, show } = await preview(tenant, options, io, 'needed');
  if (planned?.plan === undefined || open === undefined) return 1;
  const { plan } = planned;
  const isData = options.format === 'json';
  const text = planText(plan, 'plan', show.paint);
  if (!isData) show.result(text);
  const withheld = plan.changes.filter((change) => change.withheld !== undefined).length;
  if (withheld > 0) show.diagnostics([runMessages.changesWithheld(withheld)]);
  if (hasSteps(plan) && options.yes !== true) {
    if (isData) show.message(text);
    if (!(await agrees(plan, io))) {
      show.message(runMessages.notAgreed());
      return 1;
    }
  }
  try {
    const runWaves = taskList(isInteractive(io) ? 'live' : 'lines', show.stream);
    const outcomes = hasSteps(plan) ? await apply(plan, planned, open.connection, runWaves, io.signal) : [];
    if (isData) show.data({ formatVersion, plan: planData(plan), outcomes: outcomesData(outcomes) });
    else if (hasSteps(plan)) show.result(`\n${outcomesText(plan, outcomes, show.paint)}`);
    const done = outcomes.filter(({ status }) => status === 'done').length;
    if (done === outcomes.length) return 0;
    return done === 0 ? 1 : 4;
  } finally {
    open.close();
  }
}

/** Asks on the terminal. Whoever closes it, or interrupts, has not agreed. */
async function agrees(plan: Plan, io: Io): Promise<boolean> {
  const prompt = createInterface({ input: io.stdin, output: io.stderr });
  const end = new Promise<string>((resolve) => prompt.once('close', () => resolve('')));
  prompt.once('SIGINT', () => prompt.close());
  try {
    const answer = await Promise.race([prompt.question(runMessages.question(plan.tenant, plan.environment)), end]);
    return answer.trim().toLowerCase() === 'yes';
  } finally {
    prompt.close();
  }
}
