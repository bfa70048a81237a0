import type { Targets } from '../model/target.ts';
import { styled } from './view.ts';
import type { Part, Report } from './view.ts';
import { targetMessages as messages } from './target-messages.ts';

/** Targets as rows, in the order of their rings. */
export function targetsReport(found: Targets): Report {
  const { include, total, since, why = {}, gone = [] } = found;
  const rows = include.map(({ id, tenant, env, ring }): Part[] => {
    const reason = why[id];
    return [
      styled('strong', `${tenant}/${env}`),
      { text: ring },
      styled('quiet', reason === undefined ? '' : messages.why(reason)),
    ];
  });
  return {
    data: found,
    title: messages.targets(include.length),
    counts: since === undefined ? found.order.join(', ') : messages.since(include.length, total, since),
    entries: [],
    groups: [],
    ...(rows.length === 0 ? {} : { table: { columns: [], rows } }),
    remarks: gone.length === 0 ? [] : [messages.gone(gone)],
  };
}
