import { createHash } from 'node:crypto';
import { stableText } from '../../model/json.ts';
import type { Json } from '../../model/json.ts';
import type { Action, Change } from '../../model/change.ts';
import type { Plan } from '../../model/plan.ts';
import type { TargetReport } from '../../model/target.ts';

/** What is known of one target. All of it is masked already. */
export interface TargetResult {
  report: TargetReport;
  /** Its plan; none when there could not be one. */
  plan?: Plan;
  /** The address of its page, where all of the plan is. */
  page?: string;
}

/** What matters about a change, the most important first. */
export type Rank = 'destroyed' | 'withheld' | 'updated' | 'created';

/** The ranks in the order of their importance. */
export const ranks: readonly Rank[] = ['destroyed', 'withheld', 'updated', 'created'];

/** How many changes of each action there are, and how many are withheld. */
export type Counts = Record<Exclude<Action, 'none'> | 'withheld', number>;

/** One target, without its changes. */
export interface Row {
  report: TargetReport;
  page?: string;
  counts: Counts;
  /** Whether its plan would do something, or leaves something to be done. */
  isDifferent: boolean;
  hasPlan: boolean;
}

/** Changes that are the same in some targets. */
export interface ChangeGroup {
  /** Which, as indexes of the rows. */
  targets: readonly number[];
  changes: Record<Rank, Change[]>;
}

/** Changes that are too many to be told apart: how many there are of each type. */
export type Overflow = Record<Rank, Map<string, number>>;

/** The same diagnostics in some targets. */
export interface Complaint {
  targets: number[];
  diagnostics: TargetReport['diagnostics'];
}

/** What stands out: a delete, a replacement, or a change in production. */
export interface Notable {
  /** The same for the same of the same target. */
  code: string;
  target: string;
  /** None when it is that the target is one of production. */
  change?: { action: 'delete' | 'replace'; address: string };
}

/** What many targets have together. */
export interface Gathered {
  rows: Row[];
  groups: ChangeGroup[];
  overflow: Overflow;
  errors: Complaint[];
  warnings: Complaint[];
  totals: Counts;
  /** No more than can be told; `areAll` says whether there are others. */
  notables: { some: Notable[]; areAll: boolean };
}

/** A comment has no room for the names of more than this: even with names of one letter they would be too long. */
const mostNamed = 5000;
/** Of more than this it is only counted what is new. */
const mostNotables = 400;
/** A longer text is compared by its digest. */
const longText = 500;

interface Shared {
  change: Change;
  rank: Rank;
  targets: number[];
}

interface Heap {
  found: Map<string, Shared>;
  named: Record<Rank, number>;
  overflow: Overflow;
  totals: Counts;
  notables: Gathered['notables'];
}

/**
 * What the results say together: each change once, with the targets that it is about. A plan is looked at when its turn comes and
 * not kept, so they may be many.
 */
export function gather(results: Iterable<TargetResult>): Gathered {
  const heap: Heap = {
    found: new Map(),
    named: byRank(() => 0),
    overflow: byRank(() => new Map()),
    totals: noCounts(),
    notables: { some: [], areAll: true },
  };
  const rows: Row[] = [];
  const [errors, warnings] = [new Map<string, Complaint>(), new Map<string, Complaint>()];
  for (const { report, plan, page } of results) {
    const index = rows.length;
    const counts = plan === undefined ? noCounts() : addPlan(heap, plan, report, index);
    const isDifferent = Object.values(counts).some((count) => count > 0);
    rows.push({ report, counts, isDifferent, hasPlan: plan !== undefined, ...(page === undefined ? {} : { page }) });
    complain(errors, report, 'error', index);
    complain(warnings, report, 'warning', index);
  }
  const { overflow, totals, notables } = heap;
  const groups = sorted(groupsOf(heap.found.values()), rows);
  return { rows, groups, overflow, errors: [...errors.values()], warnings: [...warnings.values()], totals, notables };
}

/** Whether a target has no plan. What its report says beside a plan hides nothing of the plan. */
export function isFailed({ hasPlan }: Row): boolean {
  return !hasPlan;
}

/** A record with a value for every rank. */
export function byRank<Value>(make: (rank: Rank) => Value): Record<Rank, Value> {
  return {
    destroyed: make('destroyed'),
    withheld: make('withheld'),
    updated: make('updated'),
    created: make('created'),
  };
}

/** Nothing of anything. */
export function noCounts(): Counts {
  return { create: 0, update: 0, replace: 0, delete: 0, withheld: 0 };
}

function addPlan(heap: Heap, { changes }: Plan, report: TargetReport, index: number): Counts {
  const counts = noCounts();
  for (const change of changes) {
    const { action } = change;
    if (action === 'none') continue;
    const isWithheld = change.withheld !== undefined;
    counts[isWithheld ? 'withheld' : action] += 1;
    heap.totals[isWithheld ? 'withheld' : action] += 1;
    share(heap, change, isWithheld ? 'withheld' : rankOf[action], index);
    if (!isWithheld && (action === 'delete' || action === 'replace')) {
      note(heap, { target: report.id, change: { action, address: change.address } });
    }
  }
  const isCarried = changes.some(({ action, withheld }) => action !== 'none' && withheld === undefined);
  if (report.isProduction && isCarried) note(heap, { target: report.id });
  return counts;
}

const rankOf: Record<Exclude<Action, 'none'>, Rank> = {
  delete: 'destroyed',
  replace: 'destroyed',
  update: 'updated',
  create: 'created',
};

/** Finds the same change of another target. When too many are known already, one that is new is only counted. */
function share({ found, named, overflow }: Heap, change: Change, rank: Rank, index: number): void {
  const key = keyOf(change);
  const shared = found.get(key);
  if (shared !== undefined) {
    // A plan has a change once; a file that says otherwise does not make its target count twice.
    if (shared.targets.at(-1) !== index) shared.targets.push(index);
    return;
  }
  if (named[rank] >= mostNamed) {
    const name = `${change.action} ${change.type}`;
    overflow[rank].set(name, (overflow[rank].get(name) ?? 0) + 1);
    return;
  }
  named[rank] += 1;
  found.set(key, { change, rank, targets: [index] });
}

function note(heap: Heap, notable: Omit<Notable, 'code'>): void {
  const { some } = heap.notables;
  if (some.length >= mostNotables) {
    heap.notables.areAll = false;
    return;
  }
  const text = stableText([notable.target, notable.change?.action ?? '', notable.change?.address ?? '']);
  some.push({ ...notable, code: createHash('sha256').update(text).digest('base64url').slice(0, 4) });
}

/** What makes two changes the same: not where the files declare it, and not the server's handle. */
function keyOf(change: Change): string {
  const { action, address, withheld, cause, fields } = change;
  const parts = [
    action,
    address,
    withheld?.guard,
    withheld?.reason,
    cause,
    'because' in change ? change.because : [],
    'takesAlong' in change ? change.takesAlong : undefined,
    'moved' in change ? change.moved : undefined,
    ...fields.map(({ path, before, after, isSecret, cause: why }) => [path, said(before), said(after), isSecret, why]),
  ];
  return shortText(JSON.stringify(parts));
}

/** A value that is the same text when it is the same: scalars, and lists of them, have no keys to be sorted. */
function said(value: Json | undefined): Json {
  if (value === undefined) return [];
  if (value === null || typeof value !== 'object') return [value];
  const isFlat = Array.isArray(value) && value.every((item) => typeof item !== 'object');
  return [isFlat ? value : shortText(stableText(value))];
}

function shortText(text: string): string {
  return text.length <= longText ? text : createHash('sha256').update(text).digest('base64');
}

function groupsOf(shared: Iterable<Shared>): ChangeGroup[] {
  const groups = new Map<string, ChangeGroup>();
  for (const { change, rank, targets } of shared) {
    const key = targets.join();
    const group = groups.get(key) ?? { targets, changes: byRank<Change[]>(() => []) };
    group.changes[rank].push(change);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** What destroys something in production first, then what destroys something, then what most targets have. */
function sorted(groups: ChangeGroup[], rows: readonly Row[]): ChangeGroup[] {
  const order = ({ targets, changes }: ChangeGroup): number => {
    if (changes.destroyed.length === 0) return 2;
    return targets.some((index) => rows[index]?.report.isProduction === true) ? 0 : 1;
  };
  const ranked = groups.map((group) => ({ group, order: order(group) }));
  ranked.sort((a, b) => a.order - b.order || b.group.targets.length - a.group.targets.length);
  return ranked.map(({ group }) => group);
}

function complain(
  complaints: Map<string, Complaint>,
  report: TargetReport,
  wanted: 'error' | 'warning',
  index: number,
): void {
  const diagnostics = report.diagnostics.filter(({ severity }) => severity === wanted);
  if (diagnostics.length === 0) return;
  const key = JSON.stringify(diagnostics);
  const known = complaints.get(key);
  if (known === undefined) complaints.set(key, { targets: [index], diagnostics });
  else known.targets.push(index);
}
