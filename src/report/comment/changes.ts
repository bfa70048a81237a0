import type { Change } from '../../model/change.ts';
import { fieldLines } from '../fields.ts';
import type { Wording } from '../messages.ts';
import { textOf } from '../view.ts';
import type { Line } from '../view.ts';
import { cut, folded, htmlCode, htmlLink, fence, seen } from './escape.ts';
import { messages } from './messages.ts';

/** The marks by which GitHub colours a line of a diff. */
const marks: Record<Change['action'], string> = { create: '+', update: '!', replace: '!', delete: '-', none: ' ' };

/** The most of an address and of a line in a block of code, of a value that is shown short, and of lines of one text. */
const mostOfAddress = 200;
const mostOfLine = 400;
const mostOfValue = 120;
const mostLines = 60;

/** How a change is written. */
export interface ChangeStyle {
  wording: Wording;
  /** Where files are shown, such as `https://github.com/acme/tenants/blob/9f3c2ab`. */
  blob?: string;
}

/** One line of a diff that names a change, and nothing else. */
export function nameLine(change: Change, { wording }: ChangeStyle): string {
  return `${change.withheld === undefined ? marks[change.action] : '#'} ${named(change, wording)}`;
}

/** The same with why and with what goes along. */
export function longLine(change: Change, { wording }: ChangeStyle): string {
  const because = change.action === 'replace' && change.because.length > 0 ? messages.because(change.because) : '';
  const along = 'takesAlong' in change && change.takesAlong !== undefined ? messages.takesAlong(change.takesAlong) : '';
  const moved = change.action === 'update' && change.moved !== undefined ? messages.movedFrom(change.moved) : '';
  const said = `${named(change, wording)}${shortText(`${because}${along}${moved}`)}`;
  if (change.withheld === undefined) return `${marks[change.action]} ${said}`;
  return `# ${messages.withheld(said, shortText(change.withheld.reason))}`;
}

/** A change with its fields, folded below one line. Long texts are whole, or only counted. */
export function detailed(change: Change, style: ChangeStyle, isWhole: boolean): string {
  const lines = change.fields.flatMap((field) =>
    shownLines(
      fieldLines(field, change.action, style.wording, (text) => text),
      isWhole,
    ),
  );
  const summary = [
    `${htmlSign[change.action]} ${messages.verb(change.action, style.wording)} ${htmlCode(change.address)}`,
    ...(change.fields.length === 0 ? [] : [messages.fieldCount(change.fields.length)]),
    ...placeLink(change, style),
  ].join(' · ');
  return lines.length === 0 ? `<p>${summary}</p>` : folded(summary, fence(lines, 'diff'));
}

const htmlSign: Record<Change['action'], string> = { create: '+', update: '~', replace: '±', delete: '−', none: '' };

function named(change: Change, wording: Wording): string {
  return `${messages.verb(change.action, wording)} ${seen(change.address, mostOfAddress)}`;
}

function shortText(text: string): string {
  return seen(text, mostOfLine);
}

/** The lines of one field. A text of many lines is told by how many lines come and go. */
function shownLines(lines: readonly Line[], isWhole: boolean): string[] {
  const [nested, others] = [lines.filter(({ isNested }) => isNested), lines.filter(({ isNested }) => !isNested)];
  const most = isWhole ? mostOfLine : mostOfValue;
  if (isWhole && nested.length <= mostLines) return lines.map((line) => diffLine(line, most));
  const count = (sign: Line['sign']): number => nested.filter((line) => line.sign === sign).length;
  return others.map((line) => {
    const said = nested.length === 0 ? '' : ` ${messages.lineCounts(count('+'), count('-'))}`;
    return `${diffLine(nested.length === 0 ? line : { ...line, sign: '!' }, most)}${said}`;
  });
}

function diffLine({ sign, isNested, parts }: Line, most: number): string {
  const text = textOf(parts.map((part) => ({ ...part, text: cut(part.text, most) })));
  return `${sign} ${isNested === true ? '  ' : ''}${text}`.trimEnd();
}

/** Where the files declare it. A path that leads out of the repository is not followed. */
function placeLink({ place }: Change, { blob }: ChangeStyle): string[] {
  if (place === undefined) return [];
  const segments = place.file.split('/');
  const text = htmlCode(`${segments.at(-1) ?? ''}:${place.line}`, 100);
  if (blob === undefined || segments.some((one) => one === '' || one === '.' || one === '..')) return [text];
  return [
    htmlLink(
      text,
      `${blob}/${segments.map((one) => encodeURIComponent(one.replaceAll(/\p{Cs}/gu, ''))).join('/')}#L${place.line}`,
    ),
  ];
}
