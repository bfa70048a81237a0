import type { Change } from '../model/change.ts';
import { formatPlace } from '../model/diagnostic.ts';
import type { Place } from '../model/diagnostic.ts';
import type { Outcome, Took } from '../model/outcome.ts';
import type { Plan } from '../model/plan.ts';
import type { Mask } from '../secrets/mask.ts';
import { fieldLines } from './fields.ts';
import { messages } from './messages.ts';
import { changeData, formatVersion, planData } from './plan-data.ts';
import { orderOf } from './order.ts';
import { closingOf } from './plan.ts';
import { notes, styled } from './view.ts';
import type { Entry, Group, Report, Table } from './view.ts';
import { visible } from '../model/visible.ts';

/** What became of a plan. */
export interface Result {
  outcomes: readonly Outcome[];
  /** What was written and the tenant has otherwise all the same. */
  notConverged?: readonly Change[];
  /** How to finish what is not done, when it is not by another apply. */
  toFinish?: string | undefined;
  /** What it took; with it, the report says what was done as well, and with which values. */
  took?: Took | undefined;
}

const statuses: readonly Outcome['status'][] = ['done', 'failed', 'skipped', 'not started'];

/**
 * What is said of a plan that was carried out: everything that leaves something to do or was not done, and how to finish. For a
 * page, which stands alone, also what was done.
 */
export function outcomesReport(plan: Plan, { outcomes, toFinish, took, ...looked }: Result, mask: Mask): Report {
  const { notConverged = [] } = looked;
  const found = looked.notConverged === undefined ? {} : { notConverged: notConverged.map(changeData) };
  const changes = new Map(plan.changes.map((change) => [change.address, change]));
  const ofStatus = (status: Outcome['status']): Outcome[] => outcomes.filter((outcome) => outcome.status === status);
  const open = ofStatus('done').filter(({ hint }) => hint !== undefined);
  const groupOf = (status: Outcome['status']): Group => ({
    heading: messages.statusCount(ofStatus(status).length, status),
    emphasis: status === 'failed' ? 'error' : 'warning',
  });
  const groups = {
    done: { heading: messages.openHeading(open.length), emphasis: 'warning' },
    failed: groupOf('failed'),
    skipped: groupOf('skipped'),
    'not started': groupOf('not started'),
  } as const;
  const others: Group = { heading: messages.notConvergedCount(notConverged.length), emphasis: 'error' };
  const finished = ofStatus('done').filter(({ hint }) => hint === undefined);
  const whole: Group = { heading: messages.statusCount(finished.length, 'done'), emphasis: 'create' };
  const unfinished = outcomes.filter(({ status }) => status !== 'done');
  const entryOf = (outcome: Outcome, group: Group): Entry => {
    const change = changes.get(outcome.address);
    const fields = took === undefined ? [] : (change?.fields ?? []);
    return {
      ...outcomeEntry(outcome, change?.place, group, mask),
      details: fields.flatMap((field) => fieldLines(field, outcome.action, 'plan', mask)),
    };
  };
  const counts = [
    ...statuses.flatMap((status) => {
      const { length } = ofStatus(status);
      return length === 0 ? [] : [messages.statusCount(length, status)];
    }),
    ...(notConverged.length === 0 ? [] : [messages.notConvergedCount(notConverged.length)]),
  ];
  return {
    data: { formatVersion, plan: planData(plan), outcomes, ...found, ...(took === undefined ? {} : { took }) },
    title: visible(mask(`${plan.tenant}/${plan.environment}`)),
    counts: counts.join(', ') || messages.nothingToDo(),
    entries: [
      ...[...open, ...unfinished].map((outcome) => entryOf(outcome, groups[outcome.status])),
      ...notConverged.map((change) => notConvergedEntry(change, others, mask)),
      ...(took === undefined ? [] : finished.map((outcome) => entryOf(outcome, whole))),
    ],
    groups: [groups.failed, others, groups.skipped, groups['not started'], groups.done, whole],
    ...(took === undefined ? {} : { table: tookTable(plan, took, mask), ...orderOf(plan, mask) }),
    remarks: unfinished.length === 0 ? [] : [visible(mask(toFinish ?? messages.applyAgain()))],
    ...closingOf(plan, 'plan'),
  };
}

/** What an apply took, and how it is taken back. */
function tookTable(plan: Plan, took: Took, mask: Mask): Table {
  const rows = messages
    .tookFacts(plan, took)
    .map(([name, value]) => [styled('quiet', name), { text: visible(mask(value)) }]);
  return { columns: [], rows };
}

function outcomeEntry(
  { action, address, status, reason, hint }: Outcome,
  place: Place | undefined,
  group: Group,
  mask: Mask,
): Entry {
  return {
    group,
    head: [
      styled(group.emphasis, status),
      { text: ` ${action} ` },
      styled('strong', visible(mask(address))),
      ...(place === undefined ? [] : [{ ...styled('quiet', visible(mask(`  ${formatPlace(place)}`))), place }]),
    ],
    notes: [...notes(mask(reason ?? '')), ...notes(mask(hint ?? ''))],
    details: [],
  };
}

function notConvergedEntry(change: Change, group: Group, mask: Mask): Entry {
  const { action, address, fields } = change;
  const said: Partial<Record<Change['action'], string>> = {
    create: messages.notThere(),
    delete: messages.stillThere(),
  };
  const reason =
    change.action === 'none' && change.duplicates !== undefined ? messages.duplicates(change.duplicates) : said[action];
  return {
    group,
    head: [styled('error', messages.notConverged()), { text: ' ' }, styled('strong', visible(mask(address)))],
    notes: notes(reason ?? ''),
    details: reason === undefined ? fields.flatMap((field) => fieldLines(field, action, 'drift', mask)) : [],
  };
}
