import type { Change } from '../model/change.ts';
import type { Plan } from '../model/plan.ts';
import type { RunDeed, RunSummary } from '../model/run.ts';
import { visible } from '../model/visible.ts';
import type { Mask } from '../secrets/mask.ts';
import { messages } from './messages.ts';
import { orderOf } from './order.ts';
import { formatVersion, planData } from './plan-data.ts';
import { changeEntry } from './plan.ts';
import type { Emphasis } from './style.ts';
import { notes, styled } from './view.ts';
import type { Entry, Group, Part, Report } from './view.ts';

/** What is said of recorded runs: a row for each. */
export function historyReport(tenant: string | undefined, runs: readonly RunSummary[], mask: Mask): Report {
  const say = (text: string): Part => ({ text: visible(mask(text)) });
  const rows = runs.map((run): Part[] => [
    { ...say(run.id), emphasis: 'strong' },
    say(`${run.tenant}/${run.environment}`),
    say(run.what),
    say(run.by),
    say(run.commit?.slice(0, 10) ?? ''),
    { ...say(messages.did(run)), ...emphasisOf(run) },
  ]);
  return {
    data: { formatVersion, runs },
    title: visible(mask(tenant ?? messages.tool())),
    counts: messages.runCount(runs.length),
    entries: [],
    groups: [],
    ...(rows.length === 0 ? {} : { table: { columns: [], rows } }),
    remarks: [],
  };
}

/** What is said of one run: what it was, what it planned, and what came of each change. */
export function runReport(run: RunSummary, plan: Plan, deeds: readonly RunDeed[], mask: Mask): Report {
  const say = (text: string): string => visible(mask(text));
  const byAddress = new Map(deeds.map((deed) => [deed.address, deed]));
  const groups = groupsOf();
  return {
    data: { formatVersion, run, plan: planData(plan), outcomes: plan.changes.map((one) => outcomeOf(one, byAddress)) },
    title: say(`${plan.tenant}/${plan.environment}`),
    counts: messages.did(run),
    entries: plan.changes.map((change) => runEntry(change, byAddress.get(change.address), groups, mask)),
    groups: Object.values(groups),
    table: {
      columns: [],
      rows: messages.runFacts(run).map(([name, value]) => [styled('quiet', name), { text: say(value) }]),
    },
    remarks: [],
    ...orderOf(plan, mask),
  };
}

function emphasisOf({ state, did }: RunSummary): { emphasis?: Emphasis } {
  if (did.failed !== undefined) return { emphasis: 'error' };
  return state === 'ended' ? {} : { emphasis: 'warning' };
}

/** What came of a change, in one word. */
type Status = 'failed' | 'not known' | 'not done' | 'withheld' | 'done';

function groupsOf(): Record<Status, Group> {
  const group = (status: Status, emphasis: Emphasis): Group => ({ heading: messages.runStatus(status), emphasis });
  return {
    failed: group('failed', 'error'),
    'not known': group('not known', 'error'),
    'not done': group('not done', 'warning'),
    withheld: group('withheld', 'warning'),
    done: group('done', 'create'),
  };
}

function statusOf({ withheld }: Change, deed: RunDeed | undefined): Status {
  if (deed === undefined) return withheld === undefined ? 'not done' : 'withheld';
  return deed.deed === 'failed' || deed.deed === 'not known' ? deed.deed : 'done';
}

function outcomeOf(change: Change, deeds: ReadonlyMap<string, RunDeed>): object {
  const deed = deeds.get(change.address);
  const { address, action } = change;
  return {
    address,
    action,
    status: statusOf(change, deed),
    ...(deed?.reason === undefined ? {} : { reason: deed.reason }),
  };
}

function runEntry(change: Change, deed: RunDeed | undefined, groups: Record<Status, Group>, mask: Mask): Entry {
  const status = statusOf(change, deed);
  const group = groups[status];
  const entry = changeEntry(change, group, 'plan', mask);
  return {
    ...entry,
    head: [styled(group.emphasis, status), { text: ' ' }, ...entry.head],
    notes: [...notes(mask(deed?.reason ?? '')), ...entry.notes],
  };
}
