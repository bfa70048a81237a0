import type { Action, Change } from '../model/change.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Plan } from '../model/plan.ts';
import type { Mask } from '../secrets/mask.ts';
import { diagnosticEntries, diagnosticsData } from './diagnostics.ts';
import { causeParts, fieldLines } from './fields.ts';
import { messages } from './messages.ts';
import type { Wording } from './messages.ts';
import { orderOf } from './order.ts';
import { planData } from './plan-data.ts';
import type { Emphasis } from './style.ts';
import { notes, styled } from './view.ts';
import type { Entry, Group, Report } from './view.ts';
import { visible } from '../model/visible.ts';

/** The actions in the order in which they are counted. */
const actions: readonly Action[] = ['create', 'update', 'replace', 'delete'];

const emphases: Record<Action, Emphasis> = {
  create: 'create',
  update: 'update',
  replace: 'delete',
  delete: 'delete',
  none: 'quiet',
};

/** What is said of a plan, or of drift: every change, what is withheld and why, and the diagnostics that come with it. */
export function planReport(plan: Plan, wording: Wording, mask: Mask, diagnostics: readonly Diagnostic[] = []): Report {
  const [carried, withheld] = divided(plan);
  const apart: Group = { heading: messages.withheldHeading(), emphasis: 'warning', isApart: true };
  const groupOf = (action: Action): Group => ({
    heading: messages.changeCount(ofAction(carried, action).length, action, wording),
    emphasis: emphases[action],
  });
  const groups = {
    create: groupOf('create'),
    update: groupOf('update'),
    replace: groupOf('replace'),
    delete: groupOf('delete'),
    none: groupOf('none'),
  };
  const told = diagnosticEntries(diagnostics, mask);
  return {
    data: {
      ...planData(plan),
      ...(diagnostics.length === 0 ? {} : { diagnostics: diagnosticsData(diagnostics) }),
    },
    title: visible(mask(`${plan.tenant}/${plan.environment}`)),
    counts: countsOf(plan, wording),
    entries: [
      ...told.entries,
      ...carried.map((change) => changeEntry(change, groups[change.action], wording, mask)),
      ...withheld.map((change) => changeEntry(change, apart, wording, mask)),
    ],
    groups: [...told.groups, groups.delete, groups.replace, apart, groups.update, groups.create],
    remarks: [
      ...(plan.offline === undefined ? [] : [visible(messages.offline(plan.offline))]),
      ...(plan.part?.along ?? []).map((one) => visible(mask(messages.along(one)))),
    ],
    ...(wording === 'plan' ? orderOf(plan, mask) : {}),
    ...closingOf(plan, wording),
  };
}

/** How many other changes there are, when a plan is about a part. */
export function closingOf({ part }: Plan, wording: Wording): Pick<Report, 'closing'> {
  return part === undefined || part.others === 0 ? {} : { closing: messages.others(part.others, wording) };
}

/** Whether a plan says that something is not as the files say; of drift, that is also what an apply would leave so. */
export function isDifferent(plan: Plan, wording: Wording): boolean {
  const [carried] = divided(plan);
  return (wording === 'plan' ? carried : plan.changes).length > 0;
}

/** Why it cannot be said who changed what. */
export const { noBase } = messages;

/** The changes that would be carried out, and those that are withheld. */
function divided({ changes }: Plan): [Change[], Change[]] {
  return [
    changes.filter(({ withheld }) => withheld === undefined),
    changes.filter(({ withheld }) => withheld !== undefined),
  ];
}

function ofAction(changes: readonly Change[], action: Action): Change[] {
  return changes.filter((change) => change.action === action);
}

/** How many changes of each action there are. */
function countsOf(plan: Plan, wording: Wording): string {
  const [carried, withheld] = divided(plan);
  const counts = actions.flatMap((action) => {
    const { length } = ofAction(carried, action);
    return length === 0 ? [] : [messages.changeCount(length, action, wording)];
  });
  const kept = actions.filter((action) => ofAction(withheld, action).length > 0);
  const rest = [
    ...(withheld.length === 0 ? [] : [messages.withheldCount(withheld.length, kept, wording)]),
    messages.unchangedCount(plan.unchanged),
  ];
  if (isDifferent(plan, wording)) return [...counts, ...rest].join(', ');
  return `${messages.nothing(wording)} (${rest.join(', ')})`;
}

/** What is said of one change. */
export function changeEntry(change: Change, group: Group, wording: Wording, mask: Mask): Entry {
  const { action, address, withheld, place } = change;
  // That nothing is recorded is said once, not behind every field.
  const isUnknown = change.fields.length > 0 && change.fields.every(({ cause }) => cause === 'unknown');
  const fields = isUnknown ? change.fields.map(({ cause: _unknown, ...field }) => field) : change.fields;
  const because = change.action === 'replace' ? change.because : [];
  const moved = change.action === 'update' ? change.moved : undefined;
  const say = (text: string): string => visible(mask(text));
  return {
    group,
    head: [
      styled(emphases[action], messages.change(action, wording)),
      { text: ' ' },
      styled('strong', say(address)),
      ...(because.length === 0 ? [] : [{ text: ` ${say(messages.because(because))}` }]),
      ...causeParts(isUnknown ? { cause: 'unknown' } : change),
      ...(moved === undefined ? [] : [{ text: `, ${say(messages.moved(moved))}` }]),
      ...(place === undefined ? [] : [{ ...styled('quiet', say(`  ${place.file}:${place.line}`)), place }]),
    ],
    notes: [
      ...('takesAlong' in change ? notes(messages.takesAlong(change.takesAlong ?? ''), 'warning') : []),
      ...(withheld === undefined ? [] : notes(mask(messages.withheld(withheld.reason)), 'warning')),
    ],
    details: fields.flatMap((field) => fieldLines(field, action, wording, mask)),
  };
}
