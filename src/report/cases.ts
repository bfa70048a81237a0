import { countsOf, isError } from '../model/case.ts';
import type { Case, CaseState } from '../model/case.ts';
import { formatPlace } from '../model/diagnostic.ts';
import { groupBy } from '../model/group.ts';
import { visible } from '../model/visible.ts';
import type { Mask } from '../secrets/mask.ts';
import { messages } from './messages.ts';
import { formatVersion } from './plan-data.ts';
import type { Emphasis } from './style.ts';
import { styled } from './view.ts';
import type { Entry, Group, Line, Report, Table } from './view.ts';

/** What was tried or checked, and what is said besides. */
export interface CasesToReport {
  /** What was looked at, such as `harbor/prod`. */
  title: string;
  cases: readonly Case[];
  /** Whether passed cases are only counted. */
  hidesPassed?: boolean;
  /** What the JSON says besides the cases and their counts. */
  data?: object;
  table?: Table;
  remarks?: string[];
  closing?: string;
}

const emphases: Record<CaseState, Emphasis> = {
  passed: 'create',
  failed: 'error',
  waived: 'warning',
  unknown: 'warning',
  skipped: 'quiet',
};

/** A report of cases: an entry for each suite, with its cases as lines; those with failures are the first group. */
export function casesReport(said: CasesToReport, mask: Mask): Report {
  const cases = said.cases.map((one) => maskedCase(one, mask));
  const suites = [...groupBy(cases, ({ suite }) => suite)];
  const groups = {
    failed: group(suites.filter(([, members]) => members.some(isError)).length, 'error'),
    other: group(suites.filter(([, members]) => !members.some(isError)).length, 'create'),
  };
  const entries = suites.flatMap(([suite, members]): Entry[] => {
    const shown = members.filter(({ state }) => said.hidesPassed !== true || state !== 'passed');
    if (shown.length === 0) return [];
    return [suiteEntry(suite, members, shown, members.some(isError) ? groups.failed : groups.other)];
  });
  const counts = countsOf(cases);
  const errors = cases.filter(isError).length;
  return {
    data: { formatVersion, ...said.data, summary: counts, cases: said.cases },
    title: visible(mask(said.title)),
    counts: messages.caseCounts(cases.length, errors, counts),
    entries,
    groups: [groups.failed, groups.other],
    ...(said.table === undefined ? {} : { table: said.table }),
    remarks: (said.remarks ?? []).map((remark) => visible(mask(remark))),
    ...(said.closing === undefined ? {} : { closing: visible(mask(said.closing)) }),
    cases,
  };
}

function group(suites: number, emphasis: 'error' | 'create'): Group {
  return { heading: messages.suites(suites, emphasis === 'error'), emphasis };
}

function suiteEntry(suite: string, all: readonly Case[], shown: readonly Case[], of: Group): Entry {
  const milliseconds = all.reduce((sum, one) => sum + (one.milliseconds ?? 0), 0);
  const isTimed = all.some((one) => one.milliseconds !== undefined);
  return {
    group: of,
    isBlock: true,
    head: [
      styled('strong', suite),
      styled('quiet', `  ${messages.suiteCounts(all.length, isTimed ? milliseconds : undefined)}`),
    ],
    notes: [],
    details: shown.flatMap(caseLines),
  };
}

function caseLines(one: Case): Line[] {
  const { state, name, lines, hint, place, address, severity } = one;
  const isWarning = state === 'failed' && !isError(one);
  const emphasis = isWarning ? 'warning' : emphases[state];
  const where = [address, place && formatPlace(place)].filter((part) => part !== undefined && part !== '');
  const besides = state === 'passed' ? [] : where.map((part) => styled('quiet', `  ${part ?? ''}`));
  const matters = state === 'failed' && severity !== undefined ? [styled('quiet', `  ${severity}`)] : [];
  const said = [...lines, ...(hint === undefined ? [] : hint.split('\n'))];
  return [
    {
      sign: ' ',
      parts: [
        styled(emphasis, messages.caseMark(isWarning ? 'warning' : state)),
        { text: ` ${name}` },
        ...matters,
        ...besides,
      ],
    },
    ...said.map((line): Line => ({ sign: ' ', parts: [{ text: `    ${line}` }] })),
  ];
}

/** A case as it may be shown. */
function maskedCase(one: Case, mask: Mask): Case {
  const say = (text: string): string => visible(mask(text));
  const { suite, name, lines, hint, place, address } = one;
  return {
    ...one,
    suite: say(suite),
    name: say(name),
    lines: lines.flatMap((line) => mask(line).split('\n')).map(visible),
    // The lines of a hint are lines of a file that one may copy.
    ...(hint === undefined ? {} : { hint: mask(hint).split('\n').map(visible).join('\n') }),
    ...(place === undefined ? {} : { place: { ...place, file: say(place.file) } }),
    ...(address === undefined ? {} : { address: say(address) }),
  };
}
