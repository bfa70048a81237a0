import { Scalar, stringify } from 'yaml';
import type { ToStringOptions } from 'yaml';
import { isBody } from '../model/json.ts';
import type { Json } from '../model/json.ts';
import { unshield } from '../model/marker.ts';
import { shieldedText, writtenText } from './meaning.ts';
import type { Page } from './page.ts';

/** What cannot stand in a file as it is, although JSON has it so. */
// oxlint-disable-next-line no-control-regex -- these are what is looked for
const unseen = /[\u007F-\u009F\u2028\u2029\uFEFF]/g;

/** A value cannot be written: its markers and the text around them would mean something else. */
export class Unwritable extends Error {}

/** A value in one piece, as it stands inside of brackets or behind a colon; `old` is the scalar whose style it keeps. */
export function inlineText(page: Page, value: Json, isFlow: boolean, old?: Scalar): string {
  if (page.isJson) return jsonText(page, value, undefined);
  if (typeof value === 'string') return scalarText(page, value, isFlow, old);
  if (Array.isArray(value)) return `[${value.map((item) => inlineText(page, item, true)).join(', ')}]`;
  if (!isBody(value)) return String(value);
  const entries = Object.entries(value).map(
    ([key, inner]) => `${keyText(page, key, true)}: ${inlineText(page, inner, true)}`,
  );
  const pad = page.layout.isPadded && entries.length > 0 ? ' ' : '';
  return `{${pad}${entries.join(', ')}${pad}}`;
}

/** A key as it is written before its colon. */
export function keyText(page: Page, key: string, isFlow: boolean): string {
  const text = inlineText(page, key, isFlow);
  return page.isJson || !text.startsWith('?') ? text : jsonString(key);
}

/** A value as JSON, over several lines when an indentation is given. */
export function jsonText(page: Page, value: Json, indentation: number | undefined): string {
  return JSON.stringify(forJson(page, value), undefined, indentation).replaceAll(unseen, escaped);
}

function forJson(page: Page, value: Json): Json {
  if (typeof value === 'string') return textOf(page, value).text;
  if (Array.isArray(value)) return value.map((item) => forJson(page, item));
  if (!isBody(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [textOf(page, key).text, forJson(page, inner)]),
  );
}

function escaped(sign: string): string {
  return `\\u${(sign.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
}

function textOf(page: Page, meaning: string): { text: string; hasMarker: boolean; isBare: boolean } {
  const found = writtenText(meaning, page.isMarker);
  if (found === undefined) throw new Unwritable();
  return found;
}

function scalarText(page: Page, value: string, isFlow: boolean, old: Scalar | undefined): string {
  const { text, hasMarker, isBare } = textOf(page, value);
  if (isBare) return text;
  if (/[\n\r]/.test(text) || isUnseen(text)) return jsonString(text);
  // Blanks that nobody sees, and what is a sign of its own at the start of a line.
  const isStrange = /^\s|\s$|^(?:---|\.\.\.)/u.test(text);
  const isPlain = !isStrange && (old === undefined || !(old.type ?? '').startsWith('QUOTE'));
  // A marker that is new is written in quotes, and so is one that would change its type without.
  const wasPlain = old?.type === 'PLAIN' && /[\uFDD0\uFDD1]/.test(String(old.value));
  const isWhole = /^(?:##\w+##|@@\w+@@)$/.test(text);
  const isQuoted = hasMarker && (!wasPlain || isWhole);
  const scalar = new Scalar(hasMarker && !isQuoted ? shieldedText(text, page.isMarker) : text);
  scalar.type = isQuoted || !isPlain ? quotedType(page, old) : 'PLAIN';
  const inBrackets: ToStringOptions = { collectionStyle: 'flow', flowCollectionPadding: false };
  const style = { ...styleOf(page), ...(isFlow ? inBrackets : {}) };
  const line = withoutBreak(stringify(isFlow ? [scalar] : scalar, style));
  const result = unshield(isFlow ? line.slice(1, -1) : line);
  // Without quotes a << is the key of a merge, wherever it stands.
  return result.startsWith('"') || result === '<<' ? jsonString(text) : result;
}

function isUnseen(text: string): boolean {
  return text.search(unseen) >= 0;
}

function quotedType(page: Page, old: Scalar | undefined): 'QUOTE_SINGLE' | 'QUOTE_DOUBLE' {
  if (old?.type === 'QUOTE_SINGLE' || old?.type === 'QUOTE_DOUBLE') return old.type;
  return page.layout.quote === 'double' ? 'QUOTE_DOUBLE' : 'QUOTE_SINGLE';
}

function jsonString(text: string): string {
  return JSON.stringify(text).replaceAll(unseen, escaped);
}

/** A collection as the lines of a block that begins at a column; the lines have no line breaks. */
export function blockLines(page: Page, value: Json, column: number): string[] {
  const blank = ' '.repeat(column);
  if (Array.isArray(value)) return value.flatMap((item) => partLines(page, `${blank}-`, item, column, column + 2));
  return Object.entries(isBody(value) ? value : {}).flatMap(([key, inner]) => {
    const isFlush = Array.isArray(inner) && !page.layout.isSequenceIndented;
    return partLines(
      page,
      `${blank}${keyText(page, key, false)}:`,
      inner,
      column,
      isFlush ? column : column + page.layout.step,
    );
  });
}

/** The lines of an entry or an item behind its sign; a text of several lines is indented from the column of the sign. */
export function partLines(page: Page, sign: string, value: Json, column: number, inner: number): string[] {
  const block = typeof value === 'string' ? literal(page, value, column + page.layout.step, false) : undefined;
  if (block !== undefined) return [`${sign} ${block.header}`, ...block.lines];
  if (!isBlockValue(page, value)) return [`${sign} ${inlineText(page, value, false)}`];
  const isItem = sign.endsWith('-');
  const [first = '', ...lines] = blockLines(page, value, inner);
  if (!isItem) return [sign, first, ...lines];
  return [sign.padEnd(inner) + first.trimStart(), ...lines];
}

/** Whether a value is written over several lines: all but what is empty, and short arrays in a file that has such in brackets. */
export function isBlockValue(page: Page, value: Json): boolean {
  if (!Array.isArray(value)) return isBody(value) && Object.keys(value).length > 0;
  const isShort = value.length <= 3 && value.every(isShortWord);
  return value.length > 0 && !(isShort && page.layout.hasBrackets);
}

function isShortWord(value: Json): boolean {
  return typeof value === 'string'
    ? value.length <= 24 && !value.includes('\n')
    : typeof value !== 'object' || value === null;
}

/** A text of several lines as a block: what stands on the line of its key, and the lines below. Nothing when it cannot be one. */
export function literal(
  page: Page,
  value: string,
  column: number,
  keepsEnd: boolean,
): { header: string; lines: string[] } | undefined {
  const { text } = textOf(page, value);
  // oxlint-disable-next-line no-control-regex -- these are what is looked for
  if (!text.includes('\n') || /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u2028\u2029\uFEFF]/.test(text))
    return undefined;
  const trailing = /\n*$/.exec(text)?.[0].length ?? 0;
  if (trailing === text.length || (trailing > 1 && !keepsEnd)) return undefined;
  const content = text.slice(0, text.length - trailing).split('\n');
  const first = content.find((line) => line !== '') ?? '';
  const isIndicated = first.startsWith(' ') || content[0] === '' || content[0]?.trim() === '';
  const chomping = trailing === 0 ? '-' : trailing === 1 ? '' : '+';
  const lines = [...content, ...Array<string>(Math.max(0, trailing - 1)).fill('')];
  return {
    header: `|${isIndicated ? page.layout.step : ''}${chomping}`,
    lines: lines.map((line) => (line === '' ? '' : ' '.repeat(column) + line)),
  };
}

function styleOf({ layout }: Page): ToStringOptions {
  return { singleQuote: layout.quote === 'single', lineWidth: 0 };
}

function withoutBreak(text: string): string {
  return text.endsWith('\n') ? text.slice(0, -1) : text;
}
