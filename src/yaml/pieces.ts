/** A stretch of a text that begins and ends with a line. */
export interface Piece {
  start: number;
  end: number;
}

/** An entry of the object that a text is, with all its lines. */
export interface RootEntry extends Piece {
  key: string;
  /** The items of the block list that is its value, if it is one. */
  items: Piece[];
  /** Where the `-` of the first item stands. */
  listStart: number;
}

/** A line with something on it that is no comment. */
interface Line {
  start: number;
  column: number;
  isItem: boolean;
}

/** What may be an anchor or an alias: what it names has to be known by then, wherever it stands. */
const reference = /(?:^|[\s[{,])[&*][^\s&*]/;
/** A key of the object, and what stands behind it when that is nothing but its line's end. */
const rootKey = /([A-Za-z_][\w.-]*):(?=\s|$)([ \t]*(?:\r?\n|$))?/y;

/**
 * The entries of the object that a text is, by its lines alone. What is inside brackets and strings is not looked at: a piece
 * that ends in the middle of one is none that a parser takes. `undefined` where a text is no such object, or where a part may
 * refer to another one.
 */
export function piecesOf(text: string): RootEntry[] | undefined {
  if (reference.test(text)) return undefined;
  const entries: RootEntry[] = [];
  const keys = new Set<string>();
  // The column of the items of the current entry; -1 when it is no list, `undefined` while that is not known.
  let column: number | undefined = -1;
  const isRead = eachLine(text, (line) => {
    const entry = entries.at(-1);
    if (line.column === 0 && !line.isItem) {
      rootKey.lastIndex = line.start;
      const [, key, rest] = rootKey.exec(text) ?? [];
      if (key === undefined || keys.has(key)) return false;
      if (entry !== undefined) entry.end = line.start;
      entries.push({ key, start: line.start, end: text.length, items: [], listStart: 0 });
      keys.add(key);
      column = rest === undefined ? -1 : undefined;
      return true;
    }
    if (entry === undefined) return false;
    column ??= line.isItem ? line.column : -1;
    column = itemAt(entry, line, column);
    return true;
  });
  for (const { items, end } of entries) items.forEach((item, index) => (item.end = items[index + 1]?.start ?? end));
  return isRead && entries.length > 0 ? entries : undefined;
}

/** Takes a line into the list of an entry. Gives the column of its items; -1 when it turns out to be no list. */
function itemAt(entry: RootEntry, { start, column: own, isItem }: Line, column: number): number {
  if (column < 0 || own > column) return column;
  if (own < column || !isItem) {
    entry.items = [];
    return -1;
  }
  if (entry.items.length === 0) entry.listStart = start + own;
  entry.items.push({ start, end: start });
  return column;
}

/** Calls a function for each line that has anything but a comment on it, until it gives false; whether it never did. */
function eachLine(text: string, take: (line: Line) => boolean): boolean {
  for (let start = 0; start < text.length;) {
    let at = start;
    while (text.codePointAt(at) === 32) at += 1;
    const sign = text[at] ?? '\n';
    const isItem = sign === '-' && /\s/.test(text[at + 1] ?? '\n');
    const isNothing = sign === '\n' || sign === '\r' || sign === '#';
    if (!isNothing && !take({ start, column: at - start, isItem })) return false;
    const next = text.indexOf('\n', at);
    if (next < 0) break;
    start = next + 1;
  }
  return true;
}
