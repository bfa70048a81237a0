import type { Action } from '../../model/change.ts';
import { counted, verbs } from '../messages.ts';
import type { Wording } from '../messages.ts';
import type { Counts, Rank } from './gather.ts';
import type { TargetOutcome } from '../../model/target.ts';

const quantity = (count: number, noun: string): string => `${number(count)} ${noun}${count === 1 ? '' : 's'}`;

const number = (count: number): string => String(count).replaceAll(/\B(?=(\d{3})+$)/g, ',');

const withheld: Record<Wording, string> = { plan: 'withheld', drift: 'withheld from an apply' };

/** In the order of importance. */
const order: readonly (keyof Counts)[] = ['delete', 'replace', 'withheld', 'update', 'create'];

const rankWords: Record<Wording, Record<Rank, string>> = {
  plan: {
    destroyed: 'to delete or replace',
    withheld: withheld.plan,
    updated: 'to update',
    created: 'to create',
  },
  drift: {
    destroyed: 'not in the files, or changed for good',
    withheld: withheld.drift,
    updated: 'changed',
    created: 'missing',
  },
};

/** The words of comments and issues. What is given to them is Markdown already. */
export const messages = {
  number,
  verb: (action: Action, wording: Wording): string => verbs[wording][action],
  counts: (counts: Counts, wording: Wording): string =>
    order
      .filter((name) => counts[name] > 0)
      .map((name) => `${number(counts[name])} ${name === 'withheld' ? withheld[wording] : counted[wording][name]}`)
      .join(', '),
  rankCount: (count: number, rank: Rank, wording: Wording): string => `${number(count)} ${rankWords[wording][rank]}`,
  typeCounts: (said: string, types: readonly (readonly [string, number])[], more: number): string =>
    `${said}: ${types.map(([type, count]) => `${type} ${number(count)}`).join(', ')}${more === 0 ? '' : ` and ${quantity(more, 'other type')}`}`,

  title: (different: number, total: number): string => {
    if (different === 0) return `tenantry: nothing changes in ${quantity(total, 'target')}`;
    if (different === total) return `tenantry: ${quantity(total, 'target')} ${total === 1 ? 'changes' : 'change'}`;
    return `tenantry: ${number(different)} of ${quantity(total, 'target')} ${different === 1 ? 'changes' : 'change'}`;
  },
  noTargets: (): string => 'tenantry: no target is affected',
  failed: (count: number): string => (count === 0 ? '' : `, ${number(count)} ${count === 1 ? 'has' : 'have'} no plan`),
  noneHas: (failed: number, total: number): string =>
    `tenantry: ${number(failed)} of ${quantity(total, 'target')} ${failed === 1 ? 'has' : 'have'} no plan`,
  offlineTitle: (title: string, from: 'fork' | 'own'): string =>
    `${title} (offline${from === 'fork' ? ', from a fork' : ''})`,
  offline: (snapshots: readonly string[], from: 'fork' | 'own'): string => {
    const filled = snapshots.length === 0 ? '' : ` with snapshots of ${snapshots.join(', ')}`;
    const by = from === 'fork' ? ", by a run of the fork's code" : '';
    return `This plan was made without a tenant, against the emulator${filled}${by}. Read the changes of the pull request itself: this is never what is approved or applied.`;
  },

  columns: (): string[] => ['', 'target', 'plan', ''],
  noPlan: (): string => 'no plan',
  page: (): string => 'page',
  targetCount: (count: number): string => quantity(count, 'target'),
  unchangedTargets: (names: string): string => `Nothing changes in ${names}.`,
  andMore: (names: readonly string[], more: number): string =>
    more === 0 ? names.join(', ') : `${names.join(', ')} and ${number(more)} more`,

  allTheSame: (count: number): string => `**All ${number(count)} change the same way:**`,
  allBut: (names: string): string => `**All but ${names} change the same way:**`,
  allOf: (count: number, environment: string): string =>
    `**All ${number(count)} of ${environment} change the same way:**`,
  onlyIn: (name: string): string => `**Only ${name}:**`,
  oneTarget: (name: string): string => `**${name}:**`,
  sameIn: (names: string): string => `**The same in ${names}:**`,
  others: (): string => '**Other changes:**',
  theTargets: (count: number): string => `The ${quantity(count, 'target')}`,

  because: (fields: readonly string[]): string => ` because ${fields.join(', ')} cannot be changed`,
  takesAlong: (what: string): string => `, and ${what} go with it`,
  movedFrom: (address: string): string => `, moved from ${address}`,
  withheld: (said: string, reason: string): string => `withheld: ${said}: ${reason}`,
  fieldCount: (count: number): string => quantity(count, 'field'),
  lineCounts: (added: number, removed: number): string => {
    const signed = [...(added === 0 ? [] : [`+${added}`]), ...(removed === 0 ? [] : [`−${removed}`])].join(' ');
    return `${signed} ${added + removed === 1 ? 'line' : 'lines'}`;
  },

  cautionOne: (verb: string, address: string, where: string): string => `${verb} ${address} in ${where}`,
  cautionMore: (counts: string): string => `and more: ${counts} in all, below`,
  everywhere: (count: number): string => `all ${quantity(count, 'target')}`,

  news: (commit: string, isReviewed: boolean): string =>
    `**New since ${commit}**, ${isReviewed ? 'the commit that was reviewed last' : 'the plan that stood here before'}:`,
  newChange: (verb: string, address: string, target: string): string => `${verb} ${address} in ${target}`,
  newProduction: (target: string): string => `${target} changes, which is production`,
  newMore: (count: number): string => `and ${number(count)} more`,
  newCounts: (counts: string): string => `${counts} more than before`,

  noReport: (): string => 'its job ended before it said anything',
  noPlanOf: (names: string): string => `**No plan for ${names}:**`,
  secretsIn: (count: number, names: string): string => `${quantity(count, 'place')} of secrets: ${names}`,
  secretAt: (address: string, path: string, from: string): string => `${address} ${path}: ${from}`,
  moreErrors: (count: number): string => `and ${quantity(count, 'other error')}`,
  warningsOf: (count: number, names: string): string => `${quantity(count, 'warning')}: ${names}`,

  notNamed: (counts: string, where: string): string =>
    `Too much to name it all here; not named are ${counts}. ${where} all of it.`,
  pagesHave: (run: string): string => `The pages of ${run} have`,
  runHas: (run: string): string => `The artifacts of ${run} have`,
  run: (number: string): string => `run ${number}`,

  onMerge: (rings: readonly string[]): string =>
    `On merge exactly this is applied${rings.length < 2 ? '' : `, ${rings.join(' → ')}`}; less is fine, more is refused.`,
  planOf: (commit: string, run: string, facts: string): string => `Plan of ${commit}, ${run}${facts}.`,
  requests: (count: number): string => `, ${quantity(count, 'request')}`,
  seconds: (count: number): string => `, about ${quantity(Math.max(1, Math.round(count)), 'second')}`,

  deployed: (outcome: TargetOutcome | 'stopped', time: string, by: string): string =>
    ({
      applied: `applied ${time} by ${by}`,
      partly: `partly applied ${time} by ${by}`,
      nothing: `nothing to do ${time}, ${by}`,
      changes: `planned ${time} by ${by}`,
      refused: `refused ${time} by ${by}`,
      failed: `failed ${time} in ${by}`,
      stopped: `stopped: ${by} did not get to it`,
    })[outcome],
  deployedAs: (names: string, said: string): string => `${names}: ${said}`,
  refused: (workflow: string): string =>
    `Nothing was applied where a new plan goes beyond what was approved here. Its run shows the difference. A person can approve the new plan: run the workflow ${workflow} by hand with the input \`approve-digest\`.`,
  refusedPlan: (target: string, digest: string | undefined): string =>
    digest === undefined ? `${target}: it has no plan` : `${target}: ${digest}`,
  runAgain: (): string => 'Run the failed jobs again to finish: what is done is not done twice.',

  driftTitle: (target: string): string => `Drift: ${target}`,
  driftIs: (target: string, counts: string): string => `${target} is not what its files say: ${counts}.`,
  driftMore: (run: string): string => `There is more than is named here: the page of ${run} has all of it.`,
  authors: (): string => '**Changed by**, as the log of the tenant says:',
  changedBy: (address: string, who: string, by: string, when: string): string =>
    `${address}: ${who}, by ${by}, ${when}`,
  waysOut: (tenant: string, environment: string, workflow: string): string =>
    [
      '**Two ways out:**',
      '',
      `- To keep it, bring it into the files with \`tenantry pull\` for the tenant ${tenant} and the environment ${environment}, and open a pull request.`,
      `- To undo it, run the workflow ${workflow} by hand: what it would do is refused at first, with the digest by which a person approves it.`,
    ].join('\n'),
  lookedAt: (run: string, time: string): string =>
    `Looked at by ${run}, ${time}. This issue is kept up to date: it is closed when there is no drift, and opened again when there is.`,
  driftOther: (counts: string, run: string): string => `The drift is another one since ${run}: ${counts}.`,
  driftBack: (counts: string, run: string): string => `There is drift again since ${run}: ${counts}.`,
  driftGone: (run: string): string => `There is no drift any more, as ${run} has seen.`,
  driftTwice: (number: number): string => `The same as #${number}.`,
};
