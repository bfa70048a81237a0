import { isMap, isNode } from 'yaml';
import type { Pair, YAMLMap, YAMLSeq } from 'yaml';
import { columnOf, contentEnd, dashOf, entryEnd, entryStart, itemEnd, lineEnd, lineStart } from './page.ts';
import type { Page, Place } from './page.ts';
import { setSplice } from './set.ts';
import type { Splice } from './set.ts';

/** One of the parts that a collection is made of. */
interface Part {
  start: number;
  end: number;
}

/** Takes an entry or an item out, with the comments that are its own. Of a collection the last one leaves empty brackets. */
export function removeSplice(page: Page, place: Place, parent: Place): Splice | undefined {
  const { holder } = place;
  if (holder.type === 'top') return undefined;
  const collection = holder.type === 'entry' ? holder.map : holder.seq;
  const index = holder.index;
  if (collection.items.length === 1 && collection.flow !== true)
    return setSplice(page, parent, holder.type === 'entry' ? {} : []);
  const parts = partsOf(collection, page.text);
  return collection.flow === true ? fromBrackets(page, parts, index) : fromBlock(page, parts, index);
}

/** Where the entries of an object, or the items of an array, begin and end. */
export function partsOf(collection: YAMLMap | YAMLSeq, text: string): Part[] {
  if (isMap(collection))
    return collection.items.map((pair: Pair) => ({ start: entryStart(pair), end: entryEnd(pair, text) }));
  return collection.items.map((item, index) => {
    if (collection.flow !== true) return { start: dashOf(collection, index), end: itemEnd(collection, index, text) };
    const start = isNode(item) ? (item.range?.[0] ?? 0) : 0;
    return { start, end: isNode(item) ? contentEnd(item, text) : start };
  });
}

function fromBlock({ text }: Page, parts: readonly Part[], index: number): Splice {
  const { start, end } = parts[index] ?? { start: 0, end: 0 };
  const line = lineStart(text, start);
  if (text.slice(line, start).trim() !== '') return behindDash(text, parts, index);
  const from = ownComments(text, parts, index);
  const last = lineEnd(text, end);
  return withBlankLine(text, from, last);
}

/** The first entry or item on the line of a dash: the next one moves up, unless a comment stands between. */
function behindDash(text: string, parts: readonly Part[], index: number): Splice {
  const { start, end } = parts[index] ?? { start: 0, end: 0 };
  const next = parts[index + 1];
  if (next !== undefined && text.slice(end, next.start).trim() === '') return { start, end: next.start, text: '' };
  const dash = start - (/[ \t]*$/.exec(text.slice(lineStart(text, start), start))?.[0].length ?? 0);
  return { start: dash, end: lineEnd(text, end), text: '' };
}

/** Whole lines out, with one of two blank lines that would meet. */
function withBlankLine(text: string, from: number, last: number): Splice {
  const breakLength = text.startsWith('\r\n', last) ? 2 : 1;
  if (last >= text.length) {
    // It is the end of a text without a last line break.
    const before = from > 0 ? from - (text.startsWith('\r\n', from - 2) ? 2 : 1) : 0;
    return { start: before, end: last, text: '' };
  }
  const end = last + breakLength;
  const isBlankAbove = from > 0 && /\n[ \t]*\r?\n$/.test(text.slice(Math.max(0, from - 200), from));
  const blank = /^[ \t]*\r?\n/.exec(text.slice(end, end + 200))?.[0];
  if (isBlankAbove && blank !== undefined) return { start: from, end: end + blank.length, text: '' };
  if (isBlankAbove && end >= text.length) {
    const above = /\n([ \t]*\r?\n)$/.exec(text.slice(Math.max(0, from - 200), from))?.[1] ?? '';
    return { start: from - above.length, end, text: '' };
  }
  return { start: from, end, text: '' };
}

/**
 * Where the comments begin that belong to a part: those directly above it, at its column. What stands above the first part
 * heads all of them, unless the others have comments of their own.
 */
export function ownComments(text: string, parts: readonly Part[], index: number): number {
  const { start } = parts[index] ?? { start: 0 };
  const above = commentsAbove(text, start);
  const others = parts.slice(1);
  const areAllCommented =
    others.length > 0 && others.every((part) => commentsAbove(text, part.start) < lineStart(text, part.start));
  return index > 0 || areAllCommented ? above : lineStart(text, start);
}

function commentsAbove(text: string, start: number): number {
  const column = columnOf(text, start);
  for (let line = lineStart(text, start); ;) {
    if (line === 0) return line;
    const above = lineStart(text, line - 1);
    const comment = /^([ \t]*)#(.*)/.exec(text.slice(above, line));
    const isOwn = comment?.[1]?.length === column && !/^!|^\s*yaml-language-server:/.test(comment[2] ?? '');
    if (!isOwn) return line;
    line = above;
  }
}

/** Out of brackets: with the comma behind it, or the one before the last. */
function fromBrackets({ text }: Page, parts: readonly Part[], index: number): Splice {
  const { start, end } = parts[index] ?? { start: 0, end: 0 };
  const [before, next] = [parts[index - 1], parts[index + 1]];
  const isOwnLine = text.slice(lineStart(text, start), start).trim() === '';
  const comma = commaBehind(text, end, next?.start);
  if (isOwnLine && (next !== undefined || comma !== undefined)) {
    const last = lineEnd(text, comma ?? end);
    const rest = text.slice((comma ?? end - 1) + 1, last);
    const isAlone = /^\s*(?:#.*)?$/.test(rest);
    if (isAlone) return withBlankLine(text, ownComments(text, parts, index), last);
  }
  if (next !== undefined) return { start, end: next.start, text: '' };
  if (before === undefined) return { start, end: comma === undefined ? end : comma + 1, text: '' };
  const between = text.slice(before.end, start);
  const commaAt = withoutComments(between).indexOf(',');
  if (commaAt < 0) return { start, end, text: '' };
  const hasLines = between.includes('\n');
  if (comma !== undefined) return { start: hasLines ? start : before.end + commaAt + 1, end: comma + 1, text: '' };
  // The last one: the comma before it goes, and a comment behind that stays on its line.
  const kept = between.slice(0, commaAt) + between.slice(commaAt + 1);
  return { start: before.end, end, text: kept.includes('#') ? kept : '' };
}

/** Where the comma is behind a part, before the next one begins. */
export function commaBehind(text: string, end: number, next: number | undefined): number | undefined {
  const rest = withoutComments(text.slice(end, next ?? end + 2000));
  const found = /^\s*,/.exec(rest);
  return found === null ? undefined : end + found[0].length - 1;
}

function withoutComments(text: string): string {
  return text.replaceAll(/(^|\s)#[^\n]*/g, (comment) => ' '.repeat(comment.length));
}
