import { findTenant } from '../load/load.ts';
import { basename } from 'node:path';
import type { RunRecord } from '../record/runs.ts';
import { formatVersion } from '../report/plan-data.ts';
import { visible } from '../report/visible.ts';
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
  /** How many changes there are of each status; absent when the run was interrupted. */
  counts?: Record<string, number>;
}

function rowOf(run: RunRecord): Row {
  const { tenant, environment, what, by, commit, startedAt } = run.header;
  const last = run.entries.at(-1);
  return {
    id: run.id,
    tenant,
    environment,
    what,
    by,
    ...(commit === undefined ? {} : { commit }),
    startedAt,
    ...(last?.event === 'end' ? { counts: last.counts } : {}),
  };
}

function lineOf({ id, tenant, environment, what, by, commit, counts }: Row): string {
  const outcome =
    counts === undefined
      ? 'interrupted'
      : Object.entries(counts)
          .map(([status, count]) => `${count} ${status}`)
          .join(', ');
  const from = commit === undefined ? '' : ` from ${commit.slice(0, 10)}`;
  return `${id}  ${tenant}/${environment}  ${what} by ${by}${from}: ${outcome}`;
}
