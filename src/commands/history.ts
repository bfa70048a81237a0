import { findTenant } from '../load/load.ts';
import { basename } from 'node:path';
import type { JournalEntry } from '../model/journal.ts';
import type { RunRecord } from '../record/runs.ts';
import { formatVersion } from '../report/plan-data.ts';
import { visible } from '../model/visible.ts';
import { runsFor } from '../session/records.ts';
import type { Io } from './io.ts';
import { messages } from './messages.ts';

/** Options of `tenantry history`. */
export interface HistoryOptions {
  env?: string;
  format?: 'text' | 'json';
}

/** Lists the runs that were recorded here, the latest first. */
export async function run(tenant: string | undefined, { env, format }: HistoryOptions, io: Io): Promise<number> {
  const name = tenant === undefined ? undefined : basename(findTenant(tenant, io.cwd));
  const { show } = io;
  const rows = (await runsFor(name, env, io)).toReversed().map(rowOf);
  if (format === 'json') show.data({ formatVersion, runs: rows });
  else show.result(rows.length === 0 ? messages.noHistory() : rows.map((row) => visible(lineOf(row))).join('\n'));
  return 0;
}

interface Row {
  id: string;
  tenant: string;
  environment: string;
  what: string;
  by: string;
  commit?: string;
  startedAt: string;
  state: 'ended' | 'stopped' | 'interrupted';
  /** How many changes there are of each status; absent when the run was interrupted. */
  counts?: Record<string, number>;
}

function rowOf(run: RunRecord): Row {
  const { tenant, environment, what, by, commit, startedAt } = run.header;
  return {
    id: run.id,
    tenant,
    environment,
    what,
    by,
    ...(commit === undefined ? {} : { commit }),
    startedAt,
    ...stateOf(run.entries.at(-1)),
  };
}

/** How a run ended, by the last that is noted of it. */
function stateOf(last: JournalEntry | undefined): Pick<Row, 'state' | 'counts'> {
  if (last?.event === 'end') return { state: 'ended', counts: last.counts };
  return last?.event === 'stop' ? { state: 'stopped', counts: last.counts } : { state: 'interrupted' };
}

function lineOf({ id, tenant, environment, what, by, commit, state, counts = {} }: Row): string {
  const counted = Object.entries(counts)
    .map(([status, count]) => `${count} ${status}`)
    .join(', ');
  const outcome = state === 'ended' ? counted : [state, counted].filter((part) => part !== '').join(': ');
  const from = commit === undefined ? '' : ` from ${commit.slice(0, 10)}`;
  return `${id}  ${tenant}/${environment}  ${what} by ${by}${from}: ${outcome}`;
}
