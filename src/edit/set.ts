import { isMap, isScalar, isSeq } from 'yaml';
import type { Node as YamlNode } from 'yaml';
import type { Json } from '../model/json.ts';
import { columnOf, contentEnd, dashOf, isPresent, lineEnd, valueStart } from './page.ts';
import type { Page, Place } from './page.ts';
import { blockLines, inlineText, isBlockValue, jsonText, literal } from './write.ts';

/** A range of a text, and what takes its place. */
export interface Splice {
  start: number;
  end: number;
  text: string;
}

/** What takes the place of a value: a part on its line, and lines below. */
interface Written {
  head: string;
  lines: string[];
}

/** What a value takes up: a part on the line of its key, and what stands below that line. */
interface Extent {
  /** Behind the colon or the dash. */
  sign: number;
  start: number;
  end: number;
  /** Where it all ends. */
  last: number;
}

/** Puts another value in the place of one; of a scalar the style stays. */
export function setSplice(page: Page, place: Place, value: Json): Splice {
  const { node, isFlow } = place;
  const old = isScalar(node) ? node : undefined;
  if (isFlow) {
    const extent = extentOf(page, place);
    const text = flowValue(page, value, columnOfLine(page.text, extent.start), old);
    return { start: extent.start, end: extent.last, text: spaced(page, place, extent, text) };
  }
  const extent = extentOf(page, place);
  const { head, lines } = writtenFor(page, place, value, extent);
  return spliceOf(page, extent, { head, lines });
}

/** A value inside of brackets: of JSON over several lines when it has any. */
export function flowValue(page: Page, value: Json, column: number, old?: Parameters<typeof inlineText>[3]): string {
  if (!page.isJson) return inlineText(page, value, true, old);
  const lines = jsonText(page, value, page.layout.step).split('\n');
  return lines.map((line, index) => (index === 0 ? line : ' '.repeat(column) + line)).join(page.layout.lineBreak);
}

/** How far the line is indented that has an offset. */
export function columnOfLine(text: string, offset: number): number {
  const start = offset - columnOf(text, offset);
  return /^[ \t]*/.exec(text.slice(start, start + 400))?.[0].length ?? 0;
}

function spaced({ text: page }: Page, { holder }: Place, { sign, start }: Extent, text: string): string {
  const isEmpty = start === sign;
  if (!isEmpty || holder.type !== 'entry') return text;
  return page[sign - 1] === ':' ? ` ${text}` : `: ${text}`;
}

function extentOf({ text }: Page, { node, holder }: Place): Extent {
  const sign =
    holder.type === 'entry'
      ? valueStart(holder.pair)
      : holder.type === 'item' && holder.seq.flow !== true
        ? dashOf(holder.seq, holder.index) + 1
        : (node?.range?.[0] ?? 0);
  if (!isPresent(node)) return { sign, start: sign, end: sign, last: sign };
  const start = node.range?.[0] ?? sign;
  const last = contentEnd(node, text);
  if (isScalar(node) && (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED'))
    return { sign, start, end: start + (/^[|>][-+\d]*/.exec(text.slice(start, start + 5))?.[0].length ?? 1), last };
  // A block begins on a line of its own, but behind a dash.
  const isBelow = isBlock(node) && text.slice(sign, start).includes('\n');
  return isBelow ? { sign, start: sign, end: sign, last } : { sign, start, end: last, last };
}

function isBlock(node: YamlNode): boolean {
  return (isMap(node) || isSeq(node)) && node.flow !== true;
}

function writtenFor(page: Page, place: Place, value: Json, { sign, start }: Extent): Written {
  const { node, holder } = place;
  const { text, layout } = page;
  const old = isScalar(node) ? node : undefined;
  const column =
    holder.type === 'entry' && holder.pair.key !== null
      ? columnOf(text, startOf(holder.map))
      : holder.type === 'item'
        ? columnOf(text, sign - 1)
        : -layout.step;
  if (typeof value === 'string' && value.includes('\n')) {
    const isBlockText = old?.type === 'BLOCK_LITERAL' || old?.type === 'BLOCK_FOLDED';
    const inner = isBlockText ? columnOfBody(page, place) : undefined;
    const isQuoted = old?.type === 'QUOTE_DOUBLE' && String(old.value).includes('\n');
    const isKept = text[(node?.range?.[0] ?? 0) + 1] === '+';
    const block = isQuoted ? undefined : literal(page, value, inner ?? column + layout.step, isKept && isBlockText);
    const isIndicated = /\d/.test(block?.header ?? '');
    if (block !== undefined && isIndicated)
      return { head: block.header, lines: literal(page, value, column + layout.step, isKept)?.lines ?? [] };
    if (block !== undefined) return { head: block.header, lines: block.lines };
  }
  if (isBlockValue(page, value)) {
    if (holder.type === 'item') return compact(page, value, start > sign ? columnOf(text, start) : column + 2);
    const indentation = Array.isArray(value) && !layout.isSequenceIndented ? 0 : layout.step;
    return { head: '', lines: blockLines(page, value, column + indentation) };
  }
  return { head: inlineText(page, value, false, old), lines: [] };
}

/** A block that begins on the line of its dash. */
function compact(page: Page, value: Json, column: number): Written {
  const [first = '', ...lines] = blockLines(page, value, column);
  return { head: first.trimStart(), lines };
}

function startOf(node: YamlNode | null): number {
  return node?.range?.[0] ?? 0;
}

function columnOfBody({ text }: Page, { node }: Place): number | undefined {
  const body = text.slice(lineEnd(text, startOf(node)), node?.range?.[1] ?? 0);
  return /(?:^|\n)( +)[^\s]/.exec(body)?.[1]?.length;
}

/** The comment of the line stays where it is, between what takes the place of the value and the lines below it. */
function spliceOf({ text, layout }: Page, { sign, start, end, last }: Extent, { head, lines }: Written): Splice {
  const isHeadless = head === '';
  const from = isHeadless ? sign : start;
  const gap = !isHeadless && start === sign ? ' ' : '';
  const below = lines.map((line) => layout.lineBreak + line).join('');
  if (lines.length === 0 && last === end) return { start: from, end, text: gap + head };
  const tail = text.slice(end, lineEnd(text, end));
  const comment = tail.trim() === '' ? '' : isHeadless && !/^\s/.test(tail) ? ` ${tail}` : tail;
  return { start: from, end: lineEnd(text, last), text: gap + head + comment + below };
}
