import type { Entry, Node, Origin, Scalar, Source } from '../model/tree.ts';

/** What is needed to make nodes of a text. */
export interface Making {
  source: Source;
  /** What becomes of a string with shielded markers. */
  text: (shielded: string) => string;
  /** Keys by themselves: of one that stands in many objects one string is kept. */
  keys: Map<string, string>;
}

/** Where a reader is: at the first sign of a line, or behind what it has read of one. */
interface Cursor extends Making {
  shielded: string;
  at: number;
  /** How far the line is indented; -1 behind the last line. */
  column: number;
  /** Where the piece ends. */
  end: number;
  /** Where the last line that was read ends, with its line end. */
  lineEnd: number;
}

/** What the reader does not understand, which says nothing about whether it is right. */
const unknown = Symbol('unknown');
type Read<Value> = Value | typeof unknown;

/** Deeper than any configuration, and far from the end of the stack. */
const deepest = 60;

const keyForm = /([A-Za-z_][\w.-]*):(?= |\n|$)/y;
const keyword = /^(?:null|true|false)$/i;
const quoted = /"([^"\\\n]*)"|'([^'\n]*)'/y;
const flowWord = /[A-Za-z_/\uFDD0\uFDD1](?:[\w./@+~\uFDD0-\uFDD4-]|:(?=[\w/\uFDD0\uFDD1]))*/y;
/** How strings begin that are in no quotes, and what begins like a number. */
const plainStart = /^(?:[A-Za-z_/(\u00C0-\u024F\uFDD0\uFDD1]|\.\.?\/|\d)/;
const plainEnd = /:(?: |$)| #|[\u0000-\u001F\u007F-\u00A0\u2028\u2029]/; // oxlint-disable-line no-control-regex -- what ends a string, or is none of it
const integer = /^(?:0|[1-9]\d{0,14})$/;
const likeNumber = /^\d[\da-fA-FxXoO.+_-]*$/;

/**
 * The entries of objects, and the items of lists, that begin at an offset, where they are written in the plainest way: one value a line, keys
 * without quotes, strings that need no second look. Most of a large file is, and the parser of YAML takes ten times as long
 * for it. `undefined` for whatever else there is, also for what is wrong: the parser has to say.
 */
export function readPlain(making: Making, shielded: string, start: number, end: number): Node | undefined {
  const cursor: Cursor = { ...making, shielded, at: start, column: 0, end, lineEnd: start };
  if (!goTo(cursor, start)) return undefined;
  const node = blockOf(cursor, 0);
  return node === unknown || cursor.column !== -1 ? undefined : node;
}

/** Goes to the next line with anything on it; false at what only the parser understands. */
function goTo(cursor: Cursor, lineStart: number): boolean {
  const { shielded, end } = cursor;
  for (let at = lineStart, line = lineStart; at < end; at += 1) {
    const sign = shielded.codePointAt(at);
    if (sign === space) continue;
    if (sign === lineFeed) {
      line = at + 1;
      continue;
    }
    cursor.at = at;
    cursor.column = at - line;
    return sign !== hash && sign !== tab && sign !== carriageReturn;
  }
  cursor.at = end;
  cursor.column = -1;
  return true;
}

const [tab, lineFeed, carriageReturn, space, hash, dash] = [9, 10, 13, 32, 35, 45];

/** Whether an item of a list begins here. */
function isItem({ shielded, at }: Cursor): boolean {
  return shielded.codePointAt(at) === dash && shielded.codePointAt(at + 1) === space;
}

function blockOf(cursor: Cursor, depth: number): Read<Node> {
  if (depth > deepest) return unknown;
  return isItem(cursor) ? listOf(cursor, depth) : mapOf(cursor, cursor.column, depth);
}

function listOf(cursor: Cursor, depth: number): Read<Node> {
  const { column, at: start } = cursor;
  const items: Node[] = [];
  do {
    const inner = skipSpaces(cursor, cursor.at + 1);
    cursor.column += inner - cursor.at;
    cursor.at = inner;
    const item = isKey(cursor) ? mapOf(cursor, cursor.column, depth + 1) : lineValue(cursor);
    if (item === unknown || cursor.column > column) return unknown;
    items.push(item);
  } while (cursor.column === column && isItem(cursor));
  return { type: 'list', items, isFlow: false, origin: originOf(cursor, start, cursor.lineEnd) };
}

function isKey({ shielded, at }: Cursor): boolean {
  keyForm.lastIndex = at;
  return keyForm.test(shielded);
}

function mapOf(cursor: Cursor, column: number, depth: number): Read<Node> {
  const start = cursor.at;
  const entries: Entry[] = [];
  do {
    const entry = entryOf(cursor, column, depth);
    if (entry === unknown || cursor.column > column || isRepeated(entries, entry)) return unknown;
    entries.push(entry);
  } while (cursor.column === column && !isItem(cursor));
  return { type: 'map', entries, origin: originOf(cursor, start, cursor.lineEnd) };
}

/** Whether a key stands there already; only the parser looks through large objects, in a better way. */
function isRepeated(entries: readonly Entry[], { key }: Entry): boolean {
  return entries.length >= 100 || entries.some((other) => other.key === key);
}

function entryOf(cursor: Cursor, column: number, depth: number): Read<Entry> {
  const { shielded, at } = cursor;
  keyForm.lastIndex = at;
  const [, name] = keyForm.exec(shielded) ?? [];
  if (name === undefined || keyword.test(name)) return unknown;
  const key = keyOf(cursor, name);
  const keyOrigin = originOf(cursor, at, at + name.length);
  const behind = skipSpaces(cursor, at + name.length + 1);
  cursor.at = behind;
  const value =
    behind < cursor.end && shielded.codePointAt(behind) !== lineFeed ? lineValue(cursor) : below(cursor, column, depth);
  return value === unknown ? unknown : { key, keyOrigin, value };
}

/** The value of a key on the lines below it: an item of a list may begin in the key's own column. */
function below(cursor: Cursor, column: number, depth: number): Read<Node> {
  if (!goTo(cursor, lineBehind(cursor))) return unknown;
  const isBelow = cursor.column > column || (cursor.column === column && isItem(cursor));
  return isBelow ? blockOf(cursor, depth + 1) : unknown;
}

/** A key, of which one string is kept. */
export function keyOf({ keys }: Pick<Making, 'keys'>, key: string): string {
  const known = keys.get(key);
  if (known === undefined) keys.set(key, key);
  return known ?? key;
}

/** The value that takes the rest of this line, and then the next line. */
function lineValue(cursor: Cursor): Read<Node> {
  const { at } = cursor;
  const next = lineBehind(cursor);
  let end = next;
  while (end > at && isBlank(cursor, end - 1)) end -= 1;
  const value = valueIn(cursor, at, end);
  cursor.lineEnd = next;
  return value !== unknown && goTo(cursor, next) ? value : unknown;
}

function isBlank({ shielded }: Cursor, at: number): boolean {
  const sign = shielded.codePointAt(at);
  return sign === space || sign === lineFeed;
}

function valueIn(cursor: Cursor, start: number, end: number): Read<Node> {
  const sign = cursor.shielded[start];
  if (sign === '[') return flowOf(cursor, start, end);
  if (sign === '{')
    return end === start + 2 && cursor.shielded[start + 1] === '}'
      ? { type: 'map', entries: [], origin: originOf(cursor, start, end) }
      : unknown;
  const scalar = sign === '"' || sign === "'" ? quotedAt(cursor, start) : plainOf(cursor, start, end);
  return scalar !== unknown && scalar.origin.end === end ? scalar : unknown;
}

/** A list in brackets on one line, of values that are as plain. */
function flowOf(cursor: Cursor, start: number, end: number): Read<Node> {
  const items: Node[] = [];
  const { shielded } = cursor;
  let at = skipSpaces(cursor, start + 1);
  while (shielded[at] !== ']') {
    const item = flowItem(cursor, at);
    if (item === unknown) return unknown;
    items.push(item);
    at = skipSpaces(cursor, item.origin.end);
    if (shielded[at] === ',') at = skipSpaces(cursor, at + 1);
    else if (shielded[at] !== ']') return unknown;
  }
  return at + 1 === end ? { type: 'list', items, isFlow: true, origin: originOf(cursor, start, end) } : unknown;
}

function flowItem(cursor: Cursor, at: number): Read<Scalar> {
  const sign = cursor.shielded[at];
  if (sign === '"' || sign === "'") return quotedAt(cursor, at);
  flowWord.lastIndex = at;
  if (!flowWord.test(cursor.shielded)) return unknown;
  return plainOf(cursor, at, flowWord.lastIndex);
}

function quotedAt(cursor: Cursor, at: number): Read<Scalar> {
  quoted.lastIndex = at;
  const [, double, single] = quoted.exec(cursor.shielded) ?? [];
  const value = double ?? single;
  if (value === undefined || /[\t\r]/.test(value)) return unknown;
  return { type: 'scalar', value: cursor.text(value), style: 'quoted', origin: originOf(cursor, at, quoted.lastIndex) };
}

function plainOf(cursor: Cursor, start: number, end: number): Read<Scalar> {
  const written = cursor.shielded.slice(start, end);
  if (!plainStart.test(written) || plainEnd.test(written)) return unknown;
  const value = meantBy(written);
  if (value === unknown) return unknown;
  const origin = originOf(cursor, start, end);
  return { type: 'scalar', value: typeof value === 'string' ? cursor.text(value) : value, style: 'plain', origin };
}

function meantBy(written: string): Read<Scalar['value']> {
  if (integer.test(written)) return Number(written);
  if (likeNumber.test(written)) return unknown;
  if (!keyword.test(written)) return written;
  return written === 'true' ? true : written === 'false' ? false : unknown;
}

function skipSpaces({ shielded }: Cursor, from: number): number {
  let at = from;
  while (shielded.codePointAt(at) === space) at += 1;
  return at;
}

/** Where the next line begins. */
function lineBehind({ shielded, at, end }: Cursor): number {
  const found = shielded.indexOf('\n', at);
  return found < 0 || found >= end ? end : found + 1;
}

function originOf({ source }: Cursor, start: number, end: number): Origin {
  return { source, start, end };
}
