import type { Address } from '../model/address.ts';
import type { CaseState } from '../model/case.ts';
import { causeWords } from '../model/change.ts';
import type { Action, Cause } from '../model/change.ts';
import type { DifferenceCause } from '../model/comparison.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Outcome, Took } from '../model/outcome.ts';
import type { Along, Plan } from '../model/plan.ts';
import type { RunSummary } from '../model/run.ts';

/** How a difference is worded: as what an apply would do, or as how the tenant differs from the files. */
export type Wording = 'plan' | 'drift';

const signs: Record<Action, string> = { create: '+', update: '~', replace: '±', delete: '-', none: ' ' };

/** What is said of one change. */
export const verbs: Record<Wording, Record<Action, string>> = {
  plan: { create: 'create', update: 'update', replace: 'replace', delete: 'delete', none: 'leave' },
  drift: { create: 'missing', update: 'changed', replace: 'changed', delete: 'not in the files', none: 'equal' },
};

/** What is said of a number of changes. */
export const counted: Record<Wording, Record<Action, string>> = {
  plan: { create: 'to create', update: 'to update', replace: 'to replace', delete: 'to delete', none: 'to leave' },
  drift: {
    create: 'missing',
    update: 'changed',
    replace: 'changed for good',
    delete: 'not in the files',
    none: 'equal',
  },
};

const bases = {
  'no run': 'no run that is recorded here says so',
  'other domain': 'the runs that are recorded here were for another domain',
  'other version': 'the last run that is recorded here is of another version of tenantry',
};

const alongWhy: Record<Along['why'], (of: Address) => string> = {
  parent: (of) => `to which ${of} belongs`,
  reference: (of) => `which ${of} refers to`,
  requirement: (of) => `which ${of} needs`,
};

const marks: Record<CaseState | 'warning', string> = {
  passed: '✓',
  failed: '✗',
  warning: '!',
  waived: '~',
  unknown: '?',
  skipped: '-',
};

const quantity = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** The words of reports. Every format says these and no others. */
export const messages = {
  change: (action: Action, wording: Wording): string => `${signs[action]} ${verbs[wording][action]}`,
  changeCount: (count: number, action: Action, wording: Wording): string => `${count} ${counted[wording][action]}`,
  withheldCount: (count: number, actions: readonly Action[], wording: Wording): string =>
    wording === 'plan'
      ? `${count} withheld`
      : `${count} withheld (${actions.map((action) => counted.drift[action]).join(', ')})`,
  unchangedCount: (count: number): string => `${count} unchanged`,
  nothing: (wording: Wording): string => (wording === 'plan' ? 'no changes' : 'no drift'),
  offline: (at: string): string => `Planned offline, against what the tenant had at ${at}: it was not asked.`,
  secretsHeading: (): string => 'Secrets, of which the values are not known here',
  secretPlaces: (count: number): string =>
    count === 1 ? 'an apply may send one to this place' : `an apply may send them to these ${count} places`,
  agreementColumns: (): string[] => ['change', 'field', 'approved', 'now', 'live'],
  agreedToNothing: (): string => '(nothing)',
  notAsAgreed: (count: number): string =>
    count === 1 ? '1 change is not as it was agreed to' : `${count} changes are not as they were agreed to`,
  newDigest: (digest: string): string => `The digest of what there is to do now is ${digest}.`,
  withheldHeading: (): string => 'Withheld, and left as it is',
  withheld: (reason: string): string => `withheld: ${reason}`,
  because: (fields: readonly string[]): string => `because ${fields.join(', ')} cannot be changed`,
  moved: (from: Address): string => `moved from ${from}`,
  takesAlong: (what: string): string => `${what} go with it`,
  noValue: (): string => 'nothing',
  inTheFiles: (): string => ' in the files',
  inTheTenant: (): string => ' in the tenant',

  cause: (cause: Cause): string => causeWords[cause],
  noBase: (why: 'no run' | 'other domain' | 'other version'): string =>
    `What was last applied is not known: ${bases[why]}.`,
  noFile: (): string => 'no file speaks of it',
  declaredHere: (): string => 'declared',
  declaredAs: (address: string): string => `declared as ${address}`,
  liveState: (state: 'same' | 'differs' | 'absent' | 'not read', value: string): string =>
    ({ same: 'the same', differs: value || 'differs', absent: 'not there', 'not read': 'not read' })[state],
  fingerprint: (secret: 'same' | 'other' | 'unknown'): string =>
    ({
      same: 'fingerprint known: the value that was applied last',
      other: 'fingerprint known: not the value that was applied last',
      unknown: 'fingerprint unknown',
    })[secret],
  lastRun: ({ run, what, by, at }: { run: string; what: string; by: string; at: string }): string =>
    `${what} ${run} by ${by}, ${at}`,
  runCount: (count: number): string => quantity(count, 'run'),
  did: ({ state, did, counts }: RunSummary): string => {
    const listed = (of: Readonly<Record<string, number>>): string =>
      Object.entries(of)
        .map(([name, count]) => `${count} ${name}`)
        .join(', ');
    const [outcome, deeds] = [listed(counts ?? {}), listed(did)];
    const said = outcome === '' || deeds === '' ? outcome || deeds || 'nothing' : `${outcome} (${deeds})`;
    return state === 'ended' ? said : `${state}: ${said}`;
  },
  runFacts: ({ id, what, by, commit, startedAt, state }: RunSummary): [string, string][] => [
    ['run', id],
    ['what', what],
    ['by', by],
    ['began', startedAt],
    ...(commit === undefined ? [] : [['commit', commit] satisfies [string, string]]),
    ['state', state],
  ],
  runStatus: (status: 'failed' | 'not known' | 'not done' | 'withheld' | 'done'): string =>
    ({
      failed: 'Failed',
      'not known': 'Begun, and what came of it is not known',
      'not done': 'Not done',
      withheld: 'Withheld',
      done: 'Done',
    })[status],
  sides: (a: string, b: string): string => ` (- ${a}, + ${b})`,
  inOne: (name: string, isFirst: boolean): string => ` in ${name}${isFirst ? ', ' : ''}`,
  differenceCause: (cause: DifferenceCause, names: readonly string[]): string =>
    ({
      missing: `missing in ${names.join(' and ')}`,
      extra: `not in the files of ${names.join(' and ')}`,
      differs: 'differs, and the files say the same for both',
      drift: `drift in ${names.join(' and ')}`,
      expected: 'expected',
      unmanaged:
        names.length > 1 ? 'differs, and no file speaks of it' : `only in ${names.join()}, and no file speaks of it`,
    })[cause],
  causeCount: (count: number, cause: DifferenceCause): string =>
    ({
      missing: `${count} missing`,
      extra: `${count} not in the files`,
      differs: `${count} differ although the files say the same`,
      drift: `${count} not as the files say`,
      expected: `${count} expected`,
      unmanaged: `${count} of which no file speaks`,
    })[cause],
  onlyIn: (name: string): string => `only in the files of ${name}`,
  calledThere: (address: Address, name: string): string => `, in ${name} ${address}`,
  withMarkers: (markers: readonly string[]): string => ` by ${markers.join(', ')}`,
  inFilesOfBoth: (path: string): string => `${path} in the files`,
  comparedColumns: (): string[] => ['type', 'unexpected', 'expected', 'unmanaged'],
  compared: (a: string, b: string): string => `${a} and ${b}`,
  comparedCounts: (counts: {
    unexpected: number;
    expected: number;
    unmanaged: number;
    alike: number;
    ignored: number;
  }): string => {
    const { unexpected, expected, unmanaged, alike, ignored } = counts;
    const rest = [
      ...(unmanaged === 0 ? [] : [`${unmanaged} in what no file speaks of`]),
      ...(ignored === 0 ? [] : [`${ignored} ignored`]),
      `${quantity(alike, 'resource')} alike`,
    ].join(', ');
    if (unexpected + expected === 0) return `no differences (${rest})`;
    return `${quantity(unexpected, 'unexpected difference')}, ${expected} expected, ${rest}`;
  },
  filesAlone: (): string => 'The files alone were compared: what the tenants are like was not looked at.',

  along: ({ address, why, of }: Along): string => `also: ${address}, ${alongWhy[why](of)}`,
  others: (count: number, wording: Wording): string => {
    const noun = wording === 'plan' ? 'change' : 'difference';
    return `${count} other ${count === 1 ? `${noun} is` : `${noun}s are`} not part of this run.`;
  },

  severityCount: (count: number, severity: Diagnostic['severity']): string => quantity(count, severity),
  valid: (): string => 'valid',
  forEnvironments: (names: readonly string[]): string =>
    names.length === 0 ? 'without an environment' : `for ${names.join(', ')}`,
  tool: (): string => 'tenantry',
  noPlan: (counts: string): string => `no plan: ${counts}`,
  alsoAt: (place: string): string => `also at ${place}`,
  morePlaces: (count: number): string => `and at ${count} more places`,
  inEnvironments: (names: readonly string[]): string => `in ${names.join(', ')}`,

  statusCount: (count: number, status: Outcome['status']): string => `${count} ${status}`,
  tookFacts: (
    { tenant, environment }: Pick<Plan, 'tenant' | 'environment'>,
    { seconds, requests, run }: Took,
  ): [string, string][] => [
    ['took', `${seconds} s`],
    ['requests', String(requests)],
    ...(run === undefined
      ? []
      : ([
          ['run', run],
          ['to take it back', `tenantry rollback ${tenant} --env ${environment} --run ${run}`],
        ] satisfies [string, string][])),
  ],
  nothingToDo: (): string => 'nothing to do',
  applyAgain: (): string => 'Apply again to finish: what is done will not be done twice.',
  openHeading: (count: number): string => `${count} done, with something left to do`,
  notConverged: (): string => 'did not converge',
  notConvergedCount: (count: number): string => `${count} did not converge`,
  notThere: (): string => 'it is not there',
  duplicates: (ids: readonly string[]): string =>
    `the tenant has ${ids.length} of it, as if something else made it at the same time: ${ids.join(', ')}; delete all but one`,
  stillThere: (): string => 'it is still there',

  order: (waves: number): string => `Order: ${quantity(waves, 'wave')}`,
  orderNote: (hasEdges: boolean): string =>
    `Steps of one wave run together; a wave begins when the one before has ended.${hasEdges ? ' A line leads to what waits for it.' : ''}`,
  orderAsText: (waves: number, steps: number): string => `${quantity(steps, 'step')} in ${quantity(waves, 'wave')}`,
  wave: (number: number, steps: number): string => `Wave ${number}: ${quantity(steps, 'step')}`,
  moreSteps: (count: number): string => `... ${count} more`,
  stepList: (): string => 'All steps as a list',

  show: (): string => 'Show',
  sideBySide: (): string => 'side by side',
  find: (): string => 'Find',
  openAll: (): string => 'open all',
  closeAll: (): string => 'close all',
  keys: (): string => '/ finds, j and k move, e opens all, c closes all',

  leftOut: (count: number, limit: number): string =>
    `${count} more ${count === 1 ? 'is' : 'are'} left out: this report may have ${limit} bytes`,
  withoutDetails: (count: number, limit: number): string =>
    `${count} ${count === 1 ? 'is' : 'are'} shown without details: this report may have ${limit} bytes`,

  error: (message: string): string => `error ${message}`,
  defect: (detail: string): string => `This is a defect of tenantry. Please report it with these lines:\n  ${detail}`,

  caseMark: (state: CaseState | 'warning'): string => marks[state],
  suites: (count: number, areFailed: boolean): string =>
    areFailed ? `${quantity(count, 'suite')} with failures` : `${quantity(count, 'suite')} without failures`,
  suiteCounts: (count: number, milliseconds: number | undefined): string =>
    milliseconds === undefined ? String(count) : `${count}, ${(milliseconds / 1000).toFixed(1)} s`,
  ruleCounts: ({ rules, ...counts }: Readonly<Record<string, number>>): string => {
    const named: Record<string, string> = { skipped: 'do not apply' };
    const said = Object.entries(counts).flatMap(([state, count]) =>
      count === 0
        ? []
        : [`${count} ${count === 1 && state === 'skipped' ? 'does not apply' : (named[state] ?? state)}`],
    );
    return [quantity(rules ?? 0, 'rule'), said.join(', ')].filter((part) => part !== '').join(': ');
  },
  saysMore: (): string => 'tenantry check --explain RULE says more of a rule.',
  caseCounts: (total: number, errors: number, counts: Readonly<Record<CaseState, number>>): string => {
    if (total === 0) return 'nothing was tried';
    const { passed, failed, ...others } = counts;
    const first = errors > 0 ? `${errors} of ${total} failed` : `${passed} passed`;
    const warnings = failed === errors ? [] : [quantity(failed - errors, 'warning')];
    const rest = Object.entries(others).flatMap(([state, count]) => (count === 0 ? [] : [`${count} ${state}`]));
    return [first, ...warnings, ...rest].join(', ');
  },

  coverageTitle: (title: string): string => `${title}: lines that tests run`,
  coverage: (path: string, run: number, total: number, missed: string): string => {
    const share = total === 0 ? 100 : Math.floor((run / total) * 100);
    return `${path}: ${share} % of ${quantity(total, 'line')} run${missed === '' ? '' : `, not ${missed}`}`;
  },

  toPull: (count: number): string => `to pull: ${count}`,
  toPlan: (count: number): string => `to plan: ${count}`,
  toApply: (count: number): string => `to apply, besides: ${count}`,
};
