import { withCauses } from '../compare/causes.ts';
import type { Plan } from '../model/plan.ts';
import { lastApplied } from '../record/state.ts';
import type { LastApplied } from '../record/state.ts';
import type { Session } from './connect.ts';
import type { Ready } from './plan.ts';
import type { Since } from './who.ts';

/** A plan with the reason why each thing differs, or why that is not known. */
export function withReasons(
  { files, runs }: Session,
  { plan, desired, live, catalog }: Ready,
): Since & { plan: Plan; why?: Extract<LastApplied, { type: 'unknown' }>['why'] } {
  const last = lastApplied(runs, files.target.config.environment.domain);
  const base = last.type === 'known' ? last.resources : undefined;
  const changes = withCauses(plan.changes, { desired, live, catalog, base });
  const idOf: Since['idOf'] = ({ id, address, parent = '' }) => {
    const known = [address, parent].map((one) => live.resources.get(one)?.id ?? base?.get(one)?.id);
    return id ?? known.find((one) => one !== undefined);
  };
  const since = last.type === 'known' ? (last.run.entries.at(-1)?.at ?? last.run.header.startedAt) : '';
  return { plan: { ...plan, changes }, since, idOf, ...(last.type === 'known' ? {} : { why: last.why }) };
}
