import type { Catalog } from '../catalog/catalog.ts';
import { typeOf } from '../catalog/catalog.ts';
import type { Waiver } from '../model/config.ts';
import { isLike, isSelected, selectorOf } from '../model/selector.ts';
import type { Finding, RuleResult } from './check.ts';

/** A finding, and what accepts it: a waiver of the environment, or the baseline. */
export interface Judged extends Finding {
  accepted?: { type: 'waiver'; waiver: Waiver } | { type: 'baseline' };
}

/** A result whose findings are judged, and of an item that is looked at by hand who has acknowledged it. */
export interface JudgedResult extends Omit<RuleResult, 'findings'> {
  findings: Judged[];
  acknowledged?: Waiver;
}

/** What accepts findings, and when. */
export interface Acceptance {
  waivers: readonly Waiver[];
  catalog: Catalog;
  now: number;
  /** How many findings of a rule at an address are those of before. */
  baseline?: Baseline | undefined;
  /** Whether only a part was looked at, so that nothing can be said of what is not used. */
  isPart: boolean;
}

/** Findings that are accepted because they were there before, counted by rule and address. */
export type Baseline = readonly { rule: string; on: string; count: number }[];

/** Results with what accepts their findings, and what is wrong with that itself. */
export function accept(results: readonly RuleResult[], given: Acceptance): JudgedResult[] {
  const { waivers, now } = given;
  const [active, ended] = [waivers.filter((one) => !hasEnded(one, now)), waivers.filter((one) => hasEnded(one, now))];
  const used = new Set<Waiver>();
  const left = new Map(given.baseline?.map(({ rule, on, count }) => [`${rule}\n${on}`, count]));
  const judge = (finding: Finding): Judged => {
    const waiver = active.find((one) => fits(one, finding, given.catalog));
    if (waiver !== undefined) {
      used.add(waiver);
      return { ...finding, accepted: { type: 'waiver', waiver } };
    }
    const name = `${finding.rule.id}\n${finding.address}`;
    const count = left.get(name) ?? 0;
    if (count === 0) return finding;
    left.set(name, count - 1);
    return { ...finding, accepted: { type: 'baseline' } };
  };
  const judged = results.map((result): JudgedResult => {
    const acknowledged = result.rule.type === 'hand' ? active.find(({ rule }) => rule === result.rule.id) : undefined;
    if (acknowledged !== undefined) used.add(acknowledged);
    return { ...result, findings: result.findings.map(judge), ...(acknowledged === undefined ? {} : { acknowledged }) };
  });
  const isTold = (rule: string): boolean => results.some((one) => one.rule.id === rule && one.unknown.length === 0);
  const isUnused = (one: Waiver): boolean => !used.has(one) && !one.isShared && !given.isPart && isTold(one.rule);
  const stale = given.isPart ? [] : [...left].filter(([name, count]) => count > 0 && isTold(name.split('\n')[0] ?? ''));
  const wasLookedAt = ({ rule }: Waiver): boolean => results.some((one) => one.rule.id === rule);
  return judged.map((result) => {
    switch (result.rule.id) {
      case 'checks/expired-waiver':
        return withOwn(result, ended.filter(wasLookedAt).map(ofWaiver));
      case 'checks/unused-waiver':
        return withOwn(result, active.filter(isUnused).map(ofWaiver));
      case 'checks/stale-baseline':
        return withOwn(
          result,
          stale.map(([name, count]) => {
            const [rule = '', on = ''] = name.split('\n');
            return { address: on, says: `${rule}: ${count} fewer than there were` };
          }),
        );
      default:
        return result;
    }
  });
}

/** A result of what is wrong with what accepts findings. */
function withOwn(
  result: JudgedResult,
  wrong: readonly { address: string; says: string; waiver?: Waiver }[],
): JudgedResult {
  const { rule, severity } = result;
  const findings = wrong.map(({ address, says, waiver }): Judged => ({
    rule,
    severity,
    address,
    hit: { path: [], says },
    origin: waiver?.origin,
  }));
  return { ...result, findings };
}

function ofWaiver(waiver: Waiver): { address: string; says: string; waiver: Waiver } {
  return {
    address: waiver.on ?? waiver.app ?? '',
    says: `${waiver.rule} until ${waiver.until}, ${waiver.owner}`,
    waiver,
  };
}

/** Whether the last day of a waiver is over, by UTC. */
function hasEnded({ until }: Waiver, now: number): boolean {
  return new Date(now).toISOString().slice(0, 10) > until;
}

/** Whether a waiver is for a finding. */
function fits(
  { rule, on, app }: Waiver,
  { rule: { id }, address, subject, app: of }: Finding,
  catalog: Catalog,
): boolean {
  if (rule !== id || (app !== undefined && app !== of)) return false;
  if (on === undefined) return true;
  if (subject === undefined) return isLike(address, on);
  const { resource } = subject;
  return isSelected(selectorOf(on), typeOf(catalog, resource.type).root.name, resource);
}

/** The findings of results as a baseline: those that a waiver accepts are no part of it. */
export function baselineOf(results: readonly JudgedResult[]): Baseline {
  const counts = new Map<string, { rule: string; on: string; count: number }>();
  for (const { findings } of results) {
    for (const { rule, address, accepted } of findings) {
      if (accepted?.type === 'waiver' || rule.type === 'own') continue;
      const name = `${rule.id}\n${address}`;
      const entry = counts.get(name) ?? { rule: rule.id, on: address, count: 0 };
      counts.set(name, { ...entry, count: entry.count + 1 });
    }
  }
  return [...counts.values()];
}
