import { messages } from './messages.ts';
import type { Style } from './style.ts';

/** The API scopes of one environment. */
interface Needed {
  /** Absent where there is no environment. */
  environment: string | undefined;
  plan: readonly string[];
  apply: readonly string[];
}

/** Lists of scopes as text: first what a plan needs, then what an apply needs besides. Environments that need the same stand together. */
export function scopesText(tenant: string, all: readonly Needed[], style: Style): string {
  const groups = new Map<string, Needed[]>();
  for (const needed of all) {
    const same = JSON.stringify([needed.plan, needed.apply]);
    groups.set(same, [...(groups.get(same) ?? []), needed]);
  }
  const blocks = [...groups.values()].map(([first, ...others]) => {
    if (first === undefined) return '';
    const names = [first, ...others].flatMap(({ environment }) => environment ?? []);
    const besides = first.apply.filter((scope) => !first.plan.includes(scope));
    const where = names.length === 0 ? '' : ` (${names.join(', ')})`;
    return [
      style('strong', `${tenant}${where}`),
      `  ${messages.toPlan(first.plan.length)}`,
      ...first.plan.map((scope) => `    ${scope}`),
      `  ${messages.toApply(besides.length)}`,
      ...besides.map((scope) => `    ${scope}`),
    ].join('\n');
  });
  return blocks.join('\n\n');
}

/** The scopes that a pull needs, as text. */
export function readScopesText(needed: readonly string[], style: Style): string {
  return [style('strong', messages.toPull(needed.length)), ...needed.map((scope) => `  ${scope}`)].join('\n');
}
