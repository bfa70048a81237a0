import type { Keyword, Keywords } from '../model/keyword.ts';
import { normalizeMarkers, pieces, shield, unshield } from '../model/marker.ts';
import type { IsMarker, Piece } from '../model/marker.ts';

/** A part of a template: how its author wrote it, and what stands there when its keyword has its value. */
export interface Part {
  written: string;
  rendered: string;
  /** The keyword whose value it is; nothing when it is words. */
  keyword?: Keyword;
  piece: Piece;
}

/** What markers mean somewhere. */
export interface Markers {
  keywords: Keywords;
  isMarker: IsMarker;
}

/** The parts of a parsed string with shielded markers; nothing when the value of one is not known here. */
export function partsOfText(shielded: string, { keywords, isMarker }: Markers): Part[] | undefined {
  const parts = pieces(normalizeMarkers(shielded, isMarker)).map((piece) => partOf(piece, keywords, undefined));
  return parts.every((part) => part !== undefined) ? parts : undefined;
}

/** The parts of the text of a file, in which a `@@KEY@@` takes the quotes around it away; nothing when a value is not known here. */
export function partsOfFile(text: string, { keywords, isMarker }: Markers): Part[] | undefined {
  const shielded = shield(text, isMarker);
  const found: Part[] = [];
  let last = 0;
  const words = (end: number): void => {
    if (end <= last) return;
    const raw = text.slice(last, end);
    found.push({ written: raw, rendered: raw, piece: { type: 'words', words: raw } });
  };
  const row = /(\\*)(\uFDD4?)((?:[\uFDD0-\uFDD3]{2}[\w.]+[\uFDD0-\uFDD3]{2})+)/g;
  for (const { 0: whole, 1: backslashes = '', 2: escape = '', 3: covered = '', index } of shielded.matchAll(row)) {
    const start = index + whole.length - covered.length;
    const isLiteral = /^[\uFDD2\uFDD3]/.test(covered);
    const half = '\\'.repeat((backslashes.length + escape.length) >> 1);
    words(index);
    if (isLiteral || half !== '' || backslashes !== '') {
      const rendered = half + (isLiteral ? unshield(covered) : '');
      const end = isLiteral ? index + whole.length : start;
      found.push({ written: text.slice(index, end), rendered, piece: { type: 'words', words: rendered } });
    }
    last = index + whole.length;
    if (isLiteral) continue;
    let at = start;
    for (const piece of pieces(covered)) {
      const length = piece.type === 'marker' ? piece.name.length + 4 : piece.words.length;
      const quote = text[at - 1] ?? '';
      const isQuoted =
        piece.type === 'marker' && piece.form === 'value' && /["']/.test(quote) && text[at + length] === quote;
      const part = partOf(piece, keywords, text.slice(at, at + length));
      if (part === undefined) return undefined;
      if (isQuoted) {
        const before = found.at(-1);
        if (before !== undefined) found[found.length - 1] = withoutLast(before);
        found.push({ ...part, written: quote + part.written + quote });
        last = at + length + 1;
      } else found.push(part);
      at += length;
    }
  }
  words(text.length);
  return found.filter(({ written }) => written !== '');
}

function withoutLast(part: Part): Part {
  const [written, rendered] = [part.written.slice(0, -1), part.rendered.slice(0, -1)];
  return { written, rendered, piece: { type: 'words', words: rendered } };
}

function partOf(piece: Piece, keywords: Keywords, written: string | undefined): Part | undefined {
  if (piece.type === 'words') {
    const words = unshield(piece.words);
    return { written: written ?? words, rendered: words, piece: { type: 'words', words } };
  }
  const keyword = keywords.get(piece.name);
  const sign = piece.form === 'text' ? '##' : '@@';
  const marker = written ?? `${sign}${piece.name}${sign}`;
  // What looks like a marker and names no keyword is text.
  if (keyword === undefined) return { written: marker, rendered: marker, piece: { type: 'words', words: marker } };
  if (!keyword.isKnown) return undefined;
  const rendered = piece.form === 'text' ? keyword.text : JSON.stringify(keyword.value);
  return { written: marker, rendered, keyword, piece };
}

/** The text of parts when all keywords have their values. */
export function renderedOf(parts: readonly Part[]): string {
  return parts.map(({ rendered }) => rendered).join('');
}
