import type { Change } from '../model/change.ts';
import type { Plan } from '../model/plan.ts';
import type { Outcome } from '../model/outcome.ts';
import { formatPlace } from '../model/diagnostic.ts';
import type { Style } from './style.ts';
import { fieldText } from './plan-text.ts';

/**
 * What became of a plan: everything that leaves something to do or was not done, with its reason, how to finish, and a
 * summary as the last line.
 */
export function outcomesText(plan: Plan, outcomes: readonly Outcome[], style: Style, toFinish: string): string {
  const places = new Map(plan.changes.map(({ address, place }) => [address, place]));
  const unfinished = outcomes.filter(({ status }) => status !== 'done');
  const open = outcomes.filter(({ status, hint }) => status === 'done' && hint !== undefined);
  const lines = [...open, ...unfinished].map(({ address, action, status, reason, hint }) => {
    const place = places.get(address);
    const where = place === undefined ? '' : style('quiet', `  ${formatPlace(place)}`);
    const tone = status === 'failed' ? 'error' : 'warning';
    return [
      `${style(tone, status)} ${action} ${style('strong', address)}${where}`,
      ...(reason === undefined ? [] : [`    ${reason}`]),
      ...(hint === undefined ? [] : [`    ${hint}`]),
    ].join('\n');
  });
  const again = unfinished.length === 0 ? [] : [toFinish];
  return [...lines, ...again, style('strong', `${plan.tenant}/${plan.environment}: ${outcomeCounts(outcomes)}`)].join(
    '\n\n',
  );
}

/** What an apply wrote and the tenant has otherwise all the same, with both values. */
export function convergenceText(changes: readonly Change[], style: Style): string {
  const said: Partial<Record<Change['action'], string>> = {
    create: '    it is not there',
    delete: '    it is still there',
  };
  const blocks = changes.map(({ address, action, fields }) => {
    const lines = said[action] ?? fields.flatMap((field) => fieldText(field, action, 'drift', style));
    return [`${style('error', 'did not converge')} ${style('strong', address)}`, ...[lines].flat()].join('\n');
  });
  return blocks.join('\n\n');
}

/** Outcomes as data for other programs. */
export function outcomesData(outcomes: readonly Outcome[]): object[] {
  return outcomes.map((outcome) => ({ ...outcome }));
}

function outcomeCounts(outcomes: readonly Outcome[]): string {
  const statuses: Outcome['status'][] = ['done', 'failed', 'skipped', 'not started'];
  const counts = statuses.map(
    (status) => [status, outcomes.filter((outcome) => outcome.status === status).length] as const,
  );
  const texts = counts.filter(([, count]) => count > 0).map(([status, count]) => `${count} ${status}`);
  return texts.length === 0 ? 'nothing to do' : texts.join(', ');
}
