import { diffArrays } from 'diff';
import { stringify } from 'yaml';
import type { Action, FieldChange } from '../model/change.ts';
import { isEmpty, stableText } from '../model/json.ts';
import type { Json } from '../model/json.ts';
import { maskedValue } from '../secrets/mask.ts';
import type { Mask } from '../secrets/mask.ts';
import { messages } from './messages.ts';
import type { Wording } from './messages.ts';
import { styled } from './view.ts';
import type { Line, Part, SourceLine, SourceText } from './view.ts';
import { languageOf } from './language.ts';
import { visible } from '../model/visible.ts';

/** One line of a value: kept, added or taken away. */
interface ValueLine {
  sign: ' ' | '+' | '-';
  text: string;
  source?: SourceLine;
}

/** How a field change is shown: two values on one line, or lines with signs. */
type FieldView =
  { type: 'values'; before: string | undefined; after: string | undefined } | { type: 'lines'; lines: ValueLine[] };

/** So many lines that differ are looked at for what they have in common: the time for that grows with the square. */
const maxEditLength = 2000;

/** How many unchanged lines are shown around a changed one. */
const context = 2;

/** What is said of a field change: readable whatever the size of the values, which are masked while they are whole. */
export function fieldLines(field: FieldChange, action: Action, wording: Wording, mask: Mask): Line[] {
  return linesOf(field, mask, '', (before, after) => valueParts(before, after, action, wording));
}

/** What is said of a field of which two environments have other values: the first one's are what was before. */
export function comparedLines(field: FieldChange, [a, b]: readonly [string, string], mask: Mask): Line[] {
  const part = (value: string | undefined): string => visible(value ?? messages.noValue());
  return linesOf(field, mask, messages.sides(a, b), (before, after) => [
    styled('delete', part(before)),
    { text: messages.inOne(a, true) },
    styled('create', part(after)),
    { text: messages.inOne(b, false) },
  ]);
}

function linesOf(
  field: FieldChange,
  mask: Mask,
  legend: string,
  said: (before: string | undefined, after: string | undefined) => Part[],
): Line[] {
  const view = viewOf(field, mask);
  const name = visible(mask(field.path));
  if (view.type === 'values') {
    const { before, after } = view;
    const sign = before === undefined ? '+' : after === undefined ? '-' : '!';
    return [{ sign, parts: [{ text: `${name}: `, isName: true }, ...said(before, after), ...causeParts(field)] }];
  }
  const lines = view.lines.map(({ sign, text, source }): Line => {
    const emphasis = sign === ' ' ? 'quiet' : sign === '+' ? 'create' : 'delete';
    const parts = [styled(emphasis, visible(text))];
    return { sign, isNested: true, parts, ...(source === undefined ? {} : { source }) };
  });
  return [{ sign: ' ', parts: [{ text: `${name}:${legend}`, isName: true }, ...causeParts(field)] }, ...lines];
}

/** Why something differs, where that is known or asked for. */
export function causeParts({ cause }: Pick<FieldChange, 'cause'>): Part[] {
  return cause === undefined ? [] : [styled('quiet', `  (${messages.cause(cause)})`)];
}

function valueParts(left: string | undefined, right: string | undefined, action: Action, wording: Wording): Part[] {
  if (action === 'create') return [{ text: visible(right ?? '') }];
  const before = styled('delete', visible(left ?? messages.noValue()));
  const after = styled('create', visible(right ?? messages.noValue()));
  if (wording === 'plan') return [before, { text: ' -> ' }, after];
  return [after, { text: `${messages.inTheFiles()}, ` }, before, { text: messages.inTheTenant() }];
}

function viewOf({ as, isSecret, ...values }: FieldChange, mask: Mask): FieldView {
  const [before, after] = [values.before, values.after].map((value) =>
    value === undefined ? undefined : maskedValue(value, mask),
  );
  if (as === 'set' && isSecret !== true) return { type: 'lines', lines: memberLines(before, after) };
  const [left, right] = [before, after].map((value) => (value === undefined ? undefined : valueText(value)));
  const isLong = [left, right].some((text) => text !== undefined && (text.includes('\n') || text.length > 100));
  if (isSecret === true || (!isLong && as === 'value')) return { type: 'values', before: left, after: right };
  if (as !== 'lines' && !isLong) return { type: 'values', before: left, after: right };
  return { type: 'lines', lines: around(textLines(before, after)) };
}

function memberLines(before: Json | undefined, after: Json | undefined): ValueLine[] {
  const [old, now] = [before, after].map((value) =>
    Array.isArray(value) ? value.map((item) => stableText(item)) : [],
  );
  const [had, has] = [new Set(old), new Set(now)];
  // Where too much differs, members that are on both sides are on both sides of the result, too.
  const isKept = (text: string): boolean => had.has(text) && has.has(text);
  const lines = differences(old ?? [], now ?? []).filter(({ text }) => !isKept(text));
  return lines.map(({ sign, text }) => ({ sign, text: shortText(text) }));
}

function textLines(before: Json | undefined, after: Json | undefined): ValueLine[] {
  const [old, now] = [before, after].map((value) => {
    const text = lineText(value);
    return text === '' ? [] : text.slice(0, -1).split('\n');
  });
  const lines = differences(old ?? [], now ?? []);
  const language = languageOf(after) ?? languageOf(before);
  if (language === undefined) return lines;
  const texts = { before: sourceText(language, old), after: sourceText(language, now) };
  return placed(lines, texts);
}

function sourceText(language: SourceText['language'], lines: readonly string[] = []): SourceText {
  return { language, lines: lines.map(visible) };
}

/** Lines with where each stands in the text that it is of; those that are kept stand in both, and count as of the second. */
function placed(lines: readonly ValueLine[], texts: Record<'before' | 'after', SourceText>): ValueLine[] {
  const next = { before: 0, after: 0 };
  return lines.map((line) => {
    const of = line.sign === '-' ? 'before' : 'after';
    const source = { of: texts[of], line: next[of] };
    next[of] += 1;
    if (line.sign === ' ') next.before += 1;
    return { ...line, source };
  });
}

/** What was kept, added and taken away; of too much that differs, all that was and then all that is. */
function differences(old: string[], now: string[]): ValueLine[] {
  const signed = (sign: ValueLine['sign'], texts: string[]): ValueLine[] => texts.map((text) => ({ sign, text }));
  const parts = diffArrays(old, now, { maxEditLength });
  if (parts === undefined) return [...signed('-', old), ...signed('+', now)];
  return parts.flatMap(({ value, added, removed }) => signed(added ? '+' : removed ? '-' : ' ', value));
}

/** Only the changed lines and a few around them. */
function around(lines: readonly ValueLine[]): ValueLine[] {
  const isNear = (index: number): boolean =>
    lines.slice(Math.max(0, index - context), index + context + 1).some(({ sign }) => sign !== ' ');
  const kept = lines.map((line, index) => (isNear(index) ? line : undefined));
  return kept.flatMap((line, index) => {
    if (line !== undefined) return [line];
    return index === 0 || kept[index - 1] !== undefined ? [{ sign: ' ' as const, text: '…' }] : [];
  });
}

function lineText(value: Json | undefined): string {
  if (isEmpty(value) || value === undefined) return '';
  const text = typeof value === 'string' ? value : stringify(value, { lineWidth: 0 });
  return text.endsWith('\n') || text === '' ? text : `${text}\n`;
}

function valueText(value: Json): string {
  return typeof value === 'string' && /^[^\s"'{}[\],]+$/.test(value) ? value : shortText(JSON.stringify(value));
}

function shortText(json: string): string {
  return /^"[^"\\\s]+"$/.test(json) ? json.slice(1, -1) : json;
}
