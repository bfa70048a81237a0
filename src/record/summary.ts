import type { Address } from '../model/address.ts';
import { groupBy } from '../model/group.ts';
import type { JournalEntry } from '../model/journal.ts';
import type { Deed, RunDeed, RunSummary } from '../model/run.ts';
import type { RunRecord } from './runs.ts';

const deeds: readonly Deed[] = ['created', 'updated', 'replaced', 'deleted', 'failed', 'not known'];

/** A run in a few words. */
export function summaryOf(run: RunRecord): RunSummary {
  const { tenant, environment, what, by, commit, startedAt } = run.header;
  const found = deedsOf(run);
  const counted = deeds.flatMap((deed): [Deed, number][] => {
    const { length } = found.filter((one) => one.deed === deed);
    return length === 0 ? [] : [[deed, length]];
  });
  return {
    id: run.id,
    tenant,
    environment,
    what,
    by,
    ...(commit === undefined ? {} : { commit }),
    startedAt,
    ...stateOf(run.entries.at(-1)),
    did: Object.fromEntries(counted),
  };
}

/** What a run did with each resource that it had begun with, in the order of its steps. */
export function deedsOf({ entries }: RunRecord): RunDeed[] {
  const steps = entries.filter(
    (entry) => entry.event === 'start' || entry.event === 'done' || entry.event === 'failed',
  );
  return [...groupBy(steps, ({ address }) => address)].map(([address, own]) => deedOf(address, own));
}

function deedOf(address: Address, entries: readonly JournalEntry[]): RunDeed {
  const last = entries.at(-1);
  if (last?.event === 'failed') return { address, deed: 'failed', reason: last.reason };
  if (last?.event === 'start') return { address, deed: 'not known' };
  const done = new Set(entries.flatMap((entry) => (entry.event === 'done' ? [entry.do] : [])));
  if (done.has('create')) return { address, deed: done.has('delete') ? 'replaced' : 'created' };
  return { address, deed: done.has('delete') ? 'deleted' : 'updated' };
}

/** How a run ended, by the last that is noted of it. */
function stateOf(last: JournalEntry | undefined): Pick<RunSummary, 'state' | 'counts'> {
  if (last?.event === 'end') return { state: 'ended', counts: last.counts };
  return last?.event === 'stop' ? { state: 'stopped', counts: last.counts } : { state: 'interrupted' };
}
