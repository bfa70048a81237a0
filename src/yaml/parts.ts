import { parseDocument } from 'yaml';
import type { Document } from 'yaml';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Entry, Mapping, Node, Sequence } from '../model/tree.ts';
import { converted } from './convert.ts';
import { piecesOf } from './pieces.ts';
import type { Piece, RootEntry } from './pieces.ts';
import { readPlain } from './plain.ts';
import type { Making } from './plain.ts';

/** How YAML is read here. */
export const yamlOptions = { merge: true, uniqueKeys: false, prettyErrors: false, strict: true } as const;

/** How many items of a list the parser gets at once: all of a large file at once takes many times its size. */
const itemsAtOnce = 64;

/** What comes of a text that is read in parts. */
export interface InParts {
  root: Mapping;
  diagnostics: Diagnostic[];
}

/** What is told of a piece that the parser has read; it begins at this offset. */
export type OnParsed = (document: Document.Parsed, offset: number) => void;

interface Reading {
  making: Making;
  shielded: string;
  diagnostics: Diagnostic[];
  onParsed: OnParsed;
}

/**
 * Reads a text whose root is an object entry by entry, and a long list item by item: what is plain without the parser, and the
 * rest with it. The same comes of it as of the whole text at once.
 *
 * `undefined` where that cannot be done, or where there is anything wrong, which only the whole document tells.
 */
export function readParts(making: Making, shielded: string, onParsed: OnParsed): InParts | undefined {
  const pieces = piecesOf(shielded);
  if (pieces === undefined) return undefined;
  const reading: Reading = { making, shielded, diagnostics: [], onParsed };
  const entries: Entry[] = [];
  let end = 0;
  for (const piece of pieces) {
    const read = piece.items.length > 1 ? listEntry(reading, piece) : entryOf(reading, piece);
    if (read === undefined) return undefined;
    entries.push(read.entry);
    ({ end } = read);
  }
  const origin = { source: making.source, start: pieces[0]?.start ?? 0, end };
  return { root: { type: 'map', entries, origin }, diagnostics: reading.diagnostics };
}

/** An entry, and where it ends with the comments that belong to it. */
interface ReadEntry {
  entry: Entry;
  end: number;
}

/** The same of a piece. */
interface ReadPiece {
  node: Node;
  end: number;
}

function entryOf(reading: Reading, piece: RootEntry): ReadEntry | undefined {
  const read = plain(reading, piece) ?? parsed(reading, piece);
  const [entry, ...others] = read?.node.type === 'map' ? read.node.entries : [];
  return read === undefined || entry === undefined || others.length > 0 ? undefined : { entry, end: read.end };
}

function listEntry(reading: Reading, { key, start, items, listStart }: RootEntry): ReadEntry | undefined {
  const { source } = reading.making;
  const nodes: Node[] = [];
  let last = { node: listStart, end: listStart };
  for (let index = 0; index < items.length;) {
    const read = plain(reading, items[index]) ?? parsed(reading, unplain(reading, items, index));
    if (read?.node.type !== 'list') return undefined;
    for (const node of read.node.items) nodes.push(node);
    index += read.node.items.length;
    last = { node: read.node.origin.end, end: read.end };
  }
  const origin = { source, start: listStart, end: last.node };
  const value: Sequence = { type: 'list', items: nodes, isFlow: false, origin };
  return { entry: { key, keyOrigin: { source, start, end: start + key.length }, value }, end: last.end };
}

function plain({ making, shielded }: Reading, piece: Piece | undefined): ReadPiece | undefined {
  const node = piece === undefined ? undefined : readPlain(making, shielded, piece.start, piece.end);
  return node === undefined ? undefined : { node, end: node.origin.end };
}

/** The items from one on that are not plain, as far as they follow each other, as one piece. */
function unplain(reading: Reading, items: readonly Piece[], from: number): Piece {
  let to = from + 1;
  while (to < items.length && to - from < itemsAtOnce && plain(reading, items[to]) === undefined) to += 1;
  return { start: items[from]?.start ?? 0, end: items[to - 1]?.end ?? 0 };
}

/** What the parser makes of a piece; nothing where it has anything to say about it. */
function parsed({ making, shielded, diagnostics, onParsed }: Reading, { start, end }: Piece): ReadPiece | undefined {
  const document = parseDocument(shielded.slice(start, end), yamlOptions);
  if (document.errors.length + document.warnings.length > 0) return undefined;
  onParsed(document, start);
  const { root: node, diagnostics: found } = converted(making, document, start);
  for (const diagnostic of found) diagnostics.push(diagnostic);
  return node === undefined ? undefined : { node, end: start + (document.contents?.range[2] ?? 0) };
}
