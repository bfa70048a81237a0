import type { Change } from '../model/change.ts';
import type { Plan } from '../model/plan.ts';
import { viewOf } from './fields.ts';
import { plain } from './style.ts';
import { summaryText } from './plan-text.ts';
import type { Wording } from './plan-text.ts';

const headings: [Change['action'], string][] = [
  ['create', 'To create'],
  ['update', 'To update'],
  ['replace', 'To replace'],
  ['delete', 'To delete'],
];

/** A plan as GitHub markdown, for job summaries and comments: a summary, and a folded part for each change. */
export function planMarkdown(plan: Plan, wording: Wording = 'plan'): string {
  const carried = plan.changes.filter(({ withheld }) => withheld === undefined);
  const withheld = plan.changes.filter((change) => change.withheld !== undefined);
  const groups = headings.flatMap(([action, heading]) =>
    section(
      heading,
      carried.filter((change) => change.action === action),
    ),
  );
  return [`## ${escape(summaryText(plan, wording, plain))}`, '', ...groups, ...section('Withheld', withheld)].join(
    '\n',
  );
}

function section(heading: string, changes: readonly Change[]): string[] {
  if (changes.length === 0) return [];
  return [`### ${heading} (${changes.length})`, '', ...changes.flatMap(changeLines), ''];
}

function changeLines(change: Change): string[] {
  const { address, fields, withheld, place } = change;
  const because = change.action === 'replace' ? change.because : [];
  const notes = [
    ...(place === undefined ? [] : [`${place.file}:${place.line}`]),
    ...(because.length === 0 ? [] : [`${because.join(', ')} cannot be changed`]),
    ...(withheld === undefined ? [] : [`withheld: ${withheld.reason}`]),
  ];
  const title = [code(address), ...notes.map(escape)].join(' · ');
  if (fields.length === 0) return [`- ${title}`];
  return [
    '<details><summary>' + title + '</summary>',
    '',
    '```diff',
    ...fields.flatMap(fieldLines),
    '```',
    '',
    '</details>',
  ];
}

function fieldLines(field: Change['fields'][number]): string[] {
  const view = viewOf(field);
  const lines =
    view.type === 'lines'
      ? [`  ${field.path}:`, ...view.lines.map(({ sign, text }) => `${sign} ${text}`)]
      : [
          ...(view.before === undefined ? [] : [`- ${field.path}: ${view.before}`]),
          ...(view.after === undefined ? [] : [`+ ${field.path}: ${view.after}`]),
        ];
  // A fence inside the text must not end the block.
  return lines.map((line) => line.replaceAll('```', '` ` `'));
}

function code(text: string): string {
  return `<code>${escape(text)}</code>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
