import { isMap, isScalar, isSeq } from 'yaml';
import type { Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { isBody } from '../model/json.ts';
import type { Json } from '../model/json.ts';
import { columnOf, lineEnd, lineStart } from './page.ts';
import type { Page, Place } from './page.ts';
import { commaBehind, ownComments, partsOf } from './remove.ts';
import { columnOfLine, flowValue, setSplice } from './set.ts';
import type { Splice } from './set.ts';
import { blockLines, inlineText, keyText, partLines } from './write.ts';

/** Puts items before the one at a position of an array, or behind the last one. */
export function insertSplice(page: Page, parent: Place, index: number, values: readonly Json[]): Splice | undefined {
  const { node } = parent;
  if (!isSeq(node)) return undefined;
  if (node.items.length === 0) {
    const isShort = values.every((value) => typeof value !== 'object' && !String(value).includes('\n'));
    const [start = 0, end = 0] = node.range ?? [];
    return isShort ? { start, end, text: inlineText(page, [...values], true) } : setSplice(page, parent, [...values]);
  }
  if (node.flow === true)
    return intoBrackets(
      page,
      node,
      index,
      values.map((value) => asOthers(page, node, value) ?? flowPart(page, node, value)),
    );
  const column = columnOf(page.text, node.range?.[0] ?? 0);
  const gap = gapOf(page.text, node, column);
  const dash = `${' '.repeat(column)}-`;
  const linesOf = (value: Json): string[] => {
    const like = asOthers(page, node, value);
    if (like !== undefined) return [dash.padEnd(column + 1 + gap) + like];
    return partLines(page, dash, value, column, column + 1 + gap);
  };
  return intoBlock(page, node, index, values.map(linesOf));
}

/** The longest object that is written in one line because the others of its array are. */
const longest = 110;

/** An item as all others of its array are written: a text in their quotes, a flat object in braces on one line; nothing when they have no such style. */
function asOthers(page: Page, { items }: YAMLSeq, value: Json): string | undefined {
  if (page.isJson) return undefined;
  if (typeof value === 'string') {
    const [first, ...more] = items.map((item) => (isScalar(item) && isQuoted(item) ? item : undefined));
    const isSame = first !== undefined && more.every((item) => item?.type === first.type);
    return isSame && !/[\n\r]/.test(value) ? inlineText(page, value, true, first) : undefined;
  }
  if (!isBody(value) || !items.every((item) => isMap(item) && item.flow === true && isOneLine(page, item)))
    return undefined;
  const isFlat = Object.values(value).every((inner) => typeof inner !== 'object' && !/[\n\r]/.test(String(inner)));
  const text = isFlat ? inlineText(page, value, true) : '';
  return isFlat && text.length <= longest ? text : undefined;
}

function isQuoted({ type }: Scalar): boolean {
  return type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE';
}

function isOneLine({ text }: Page, { range }: YAMLMap): boolean {
  const [start = 0, end = 0] = range ?? [];
  return !text.slice(start, end).includes('\n');
}

/** Adds an entry behind the last one of an object. */
export function addSplice(page: Page, parent: Place, key: string, value: Json): Splice | undefined {
  const { node } = parent;
  if (!isMap(node)) return undefined;
  if (node.items.length === 0) return setSplice(page, parent, { [key]: value });
  if (node.flow === true) {
    const written = `${keyText(page, key, true)}: ${flowPart(page, node, value)}`;
    return intoBrackets(page, node, node.items.length, [written]);
  }
  const column = columnOf(page.text, node.range?.[0] ?? 0);
  return intoBlock(page, node, node.items.length, [blockLines(page, { [key]: value }, column)]);
}

function flowPart(page: Page, node: YAMLMap | YAMLSeq, value: Json): string {
  const [first] = partsOf(node, page.text);
  return flowValue(page, value, columnOfLine(page.text, first?.start ?? 0));
}

/** How far the items of an array stand behind their dashes. */
function gapOf(text: string, node: YAMLSeq, column: number): number {
  const [first] = partsOf(node, text);
  const gap = /^-( +)\S/.exec(text.slice(first?.start ?? 0, (first?.start ?? 0) + column + 20))?.[1]?.length;
  return Math.min(gap ?? 1, 8);
}

/** Lines behind the part before a position, or above the first one; with blank lines between when all parts have them. */
function intoBlock(
  { text, layout }: Page,
  node: YAMLMap | YAMLSeq,
  index: number,
  blocks: readonly string[][],
): Splice | undefined {
  const parts = partsOf(node, text);
  const between = parts.slice(1).map((part, at) => text.slice(lineEnd(text, parts[at]?.end ?? 0), part.start));
  const isSpaced = between.length > 0 && between.every((gap) => /^\r?\n[ \t]*\r?\n/.test(gap));
  const { lineBreak } = layout;
  const written = blocks.map((lines) => lines.join(lineBreak));
  const blank = isSpaced ? lineBreak : '';
  const before = parts[index - 1];
  if (before !== undefined) {
    const at = lineEnd(text, before.end);
    return { start: at, end: at, text: written.map((block) => lineBreak + blank + block).join('') };
  }
  const [first] = parts;
  if (first === undefined) return undefined;
  const at = ownComments(text, parts, 0);
  // Behind a dash, or behind the properties of the array, there is no line of its own.
  const isOwnLine = text.slice(lineStart(text, first.start), first.start).trim() === '';
  return isOwnLine
    ? { start: at, end: at, text: written.map((block) => block + lineBreak + blank).join('') }
    : undefined;
}

function intoBrackets(page: Page, node: YAMLMap | YAMLSeq, index: number, written: readonly string[]): Splice {
  const { text, layout } = page;
  const parts = partsOf(node, text);
  const [before, next] = [parts[index - 1], parts[index]];
  const { lineBreak } = layout;
  const [start = 0, end = 0] = node.range ?? [];
  const isLines = text.slice(start, end).includes('\n') && isOnOwnLine(text, parts[0]?.start ?? 0);
  const glue = isLines ? `,${lineBreak}${' '.repeat(columnOf(text, parts[0]?.start ?? 0))}` : ', ';
  if (next !== undefined)
    return { start: next.start, end: next.start, text: written.map((part) => part + glue).join('') };
  const last = before?.end ?? start + 1;
  const comma = commaBehind(text, last, undefined);
  if (comma === undefined) return behindComment(text, last, written.map((part) => glue + part).join(''), isLines);
  const line = isLines ? lineEnd(text, comma) : comma + 1;
  const joined = written.join(glue);
  return { start: line, end: line, text: `${glue.slice(1)}${joined},` };
}

function isOnOwnLine(text: string, offset: number): boolean {
  return text.slice(lineStart(text, offset), offset).trim() === '';
}

/** Behind the last item: its comma stands before the comment on its line, and what is new below it. */
function behindComment(text: string, last: number, added: string, isLines: boolean): Splice {
  const tail = text.slice(last, lineEnd(text, last));
  if (!isLines || !/^\s+#/.test(tail)) return { start: last, end: last, text: added };
  return { start: last, end: last + tail.length, text: `,${tail}${added.slice(1)}` };
}
