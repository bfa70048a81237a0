import { formatPlace } from '../../model/diagnostic.ts';
import type { Case } from '../../model/case.ts';
import { groupBy } from '../../model/group.ts';
import { escapeXml } from './escape.ts';
import type { Format } from './format.ts';

/** A report for test runners and pipelines: JUnit's XML, a suite for what belongs together. */
export const junit: Format = ({ title, cases = [] }) => {
  const suites = [...groupBy(cases, ({ suite }) => suite)];
  const lines = suites.flatMap(([suite, members]) => [
    `  <testsuite name="${escapeXml(suite)}" ${countsOf(members)}>`,
    ...members.map((one) => caseText(one)),
    '  </testsuite>',
  ]);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${escapeXml(title)}" ${countsOf(cases)}>`,
    ...lines,
    '</testsuites>',
  ].join('\n');
};

function countsOf(cases: readonly Case[]): string {
  const failures = cases.filter(({ state }) => state === 'failed').length;
  const skipped = cases.filter(({ state }) => state !== 'failed' && state !== 'passed').length;
  const time = cases.reduce((sum, { milliseconds = 0 }) => sum + milliseconds, 0) / 1000;
  return `tests="${cases.length}" failures="${failures}" errors="0" skipped="${skipped}" time="${time.toFixed(3)}"`;
}

function caseText({ suite, name, code, place, address, state, lines, hint, milliseconds = 0 }: Case): string {
  const file = place === undefined ? '' : ` file="${escapeXml(place.file)}" line="${place.line}"`;
  const start = `    <testcase name="${escapeXml(name)}" classname="${escapeXml(code ?? address ?? suite)}"${file} time="${(milliseconds / 1000).toFixed(3)}"`;
  if (state === 'passed') return `${start}/>`;
  const said = [...lines, ...(hint === undefined ? [] : [hint])];
  if (state !== 'failed') {
    return `${start}><skipped message="${escapeXml([state, ...said].join(': '))}"/></testcase>`;
  }
  const body = [...said, ...(place === undefined ? [] : [formatPlace(place)])].join('\n');
  return `${start}><failure message="${escapeXml(lines[0] ?? name)}">${escapeXml(body)}</failure></testcase>`;
}
