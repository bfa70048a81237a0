import { isStop } from '../model/failure.ts';
import { failureText } from '../report/failure.ts';
import { fleetReport, targetLine } from '../report/fleet.ts';
import type { ReportedTarget } from '../report/fleet.ts';
import { applyFleet, planFleet, worstExit } from '../session/fleet.ts';
import type { FleetEvents } from '../session/fleet.ts';
import type { TargetResult } from '../session/fleet-target.ts';
import { findTargets } from '../session/targets.ts';
import type { FoundTargets } from '../session/targets.ts';
import { ask, insistOnAnswer, interrupted } from './execute.ts';
import type { ExecuteOptions } from './execute.ts';
import { fleetMessages as messages } from './fleet-messages.ts';
import type { Io } from './io.ts';
import type { ManyOptions } from './many.ts';
import { messages as general } from './messages.ts';
import type { PreviewOptions } from './preview.ts';

/** Plans many targets: one line for each while it goes on, and what all would change at the end. Exit as the worst of them. */
export async function planAll(
  tenant: string | undefined,
  options: PreviewOptions & ManyOptions,
  io: Io,
): Promise<number> {
  const found = await chosen(tenant, options, io);
  const results = await planned(found, 'plan', options, io);
  await io.show.report(reportOf(results, found, io), options.format);
  return worstExit(results);
}

/**
 * Plans many targets, asks once, and applies them ring by ring.
 *
 * Exit as the worst of them, in the order 1, 4, 3, 2, 0; 1 when the user does not agree, 130 when nothing was begun.
 */
export async function applyAll(
  tenant: string | undefined,
  options: ExecuteOptions & ManyOptions,
  io: Io,
): Promise<number> {
  const { show } = io;
  const { format = 'text' } = options;
  insistOnAnswer(options, io);
  const found = await chosen(tenant, options, io);
  const { order } = found.targets;
  if (!found.isOrderKnown) throw messages.orderUnknown(order);
  const plans = await planned(found, 'apply', options, io);
  const report = reportOf(plans, found, io);
  const changing = plans.filter(({ outcome }) => outcome === 'changes');
  if (changing.length === 0) {
    await show.report(report, format);
    return worstExit(plans);
  }
  if (options.yes !== true) {
    await show.report(report, 'text', format === 'text' ? 'stdout' : 'stderr');
    const rings = order.filter((ring) => changing.some(({ target }) => target.ring === ring));
    const answer = await ask(messages.question(changing.length, rings), io);
    if (answer !== 'yes') {
      show.message(general.notAgreed());
      return answer === 'interrupted' ? interrupted : 1;
    }
  }
  const release = io.catchSignals();
  const stopping = (): void => show.message(messages.stopping());
  io.signal.addEventListener('abort', stopping, { once: true });
  try {
    const results = await applyFleet(io, plans, order, options, eventsOf(changing.length, 'applying', found, io));
    await show.report(reportOf(results, found, io), format);
    const isBegun = results.some(({ outcomes = [] }) => outcomes.some(({ status }) => status !== 'not started'));
    if (io.signal.aborted && !isBegun) return interrupted;
    // What was kept from beginning is left to do.
    const isLeft = results.some(({ outcome }) => outcome === 'not started');
    if (isLeft && !io.signal.aborted)
      show.message(messages.ringFailed(failedRing(results, order), options.maxFailures));
    return worstExit([...results, ...(isLeft ? [{ exit: 4 }] : [])]);
  } finally {
    io.signal.removeEventListener('abort', stopping);
    release();
  }
}

/** The first ring of which something was not begun. */
function failedRing(results: readonly TargetResult[], order: readonly string[]): string {
  const ofRing = (ring: string): TargetResult[] => results.filter(({ target }) => target.ring === ring);
  return order.find((ring) => ofRing(ring).some(({ exit }) => exit !== 0)) ?? '';
}

/** The targets that are meant; what the choice leaves out is said. */
async function chosen(
  tenant: string | undefined,
  { env, ...options }: PreviewOptions & ManyOptions,
  io: Io,
): Promise<FoundTargets> {
  io.show.status(general.readingFiles());
  const found = await findTargets(io, { ...options, env, tenant });
  if (found.left.length > 0) io.show.message(messages.leftOut(found.left, options.rings !== undefined));
  return found;
}

async function planned(
  found: FoundTargets,
  purpose: 'plan' | 'apply',
  options: PreviewOptions & ManyOptions,
  io: Io,
): Promise<TargetResult[]> {
  const events = eventsOf(found.listed.length, 'planning', found, io);
  const results = await planFleet(io, found.listed, purpose, options, events);
  io.show.hide(secretsOf(results));
  return results;
}

/** One line for each target that has ended; on a terminal also what is under way. */
function eventsOf(total: number, doing: 'planning' | 'applying', { listed }: FoundTargets, { show }: Io): FleetEvents {
  const width = Math.max(0, ...listed.map(({ tenant, env }) => tenant.length + env.length + 1));
  const open = new Set<string>();
  let ended = 0;
  const draw = (): void => show.status(messages.underWay(doing, ended, total, [...open]));
  return {
    begin: ({ tenant, env }) => {
      open.add(`${tenant}/${env}`);
      draw();
    },
    end: (result) => {
      const name = `${result.target.tenant}/${result.target.env}`;
      open.delete(name);
      ended += 1;
      show.message(messages.ended(ended, total, name.padEnd(width), targetLine(reported(result), result.mask)));
      if (open.size > 0) draw();
    },
  };
}

function reportOf(
  results: readonly TargetResult[],
  { targets }: FoundTargets,
  { show }: Io,
): ReturnType<typeof fleetReport> {
  show.hide(secretsOf(results));
  return fleetReport(results.map(reported), targets.order, show.mask);
}

function secretsOf(results: readonly TargetResult[]): string[] {
  return [...new Set(results.flatMap(({ secrets }) => secrets))];
}

/** A result as reports have it: an error by what it says. */
function reported({ error, ...result }: TargetResult): ReportedTarget {
  if (error === undefined) return result;
  if (isStop(error)) return { ...result, failure: { code: error.code, message: error.message, hint: error.hint } };
  return { ...result, failure: { code: 'defect', message: failureText(error).text } };
}
