import { diffArrays } from 'diff';
import { escapedText } from '../model/marker.ts';
import { invertText } from './text.ts';
import type { Inverted, Reading } from './text.ts';
import { partsOfFile, renderedOf } from './template.ts';
import type { Markers, Part } from './template.ts';

/** A live text brought into the file that it should come from. */
export interface InvertedFile {
  /** The file, with all that could be brought in. */
  text: string;
  /** Values that keywords would have to have for the lines that were left. */
  readings: (Reading & { line: number })[];
  /** What was left because nobody can tell; lines count from 1. */
  unclear: { line: number; written: string[]; live: string[] }[];
}

/** A line of a file, and the lines that it is rendered to. */
interface Line {
  parts: Part[];
  written: string;
  rendered: string[];
}

/** Lines whose markers are gone with them. */
const gone: Inverted = { type: 'unclear' };

/** What is between lines that are the same on both sides. */
interface Hunk {
  lines: Line[];
  live: string[];
  first: number;
}

/** Brings a live text into a file with markers, line by line: a marker in one line is no reason to leave another one. */
export function invertFile(text: string, live: string, markers: Markers): InvertedFile | undefined {
  const parts = partsOfFile(text, markers);
  if (parts === undefined) return undefined;
  const isCrlf = text.includes('\r\n') && !/(?<!\r)\n/.test(text);
  const plain = isCrlf ? live.replaceAll('\r\n', '\n') : live;
  const lines = linesOf(parts, isCrlf);
  const result: InvertedFile = { text: '', readings: [], unclear: [] };
  const out: string[] = [];
  for (const piece of hunksOf(lines, plain.split('\n'))) {
    if ('live' in piece) out.push(...linesFor(piece, markers, result));
    else out.push(piece.written);
  }
  result.text = out.join(isCrlf ? '\r\n' : '\n');
  return result;
}

function linesOf(parts: readonly Part[], isCrlf: boolean): Line[] {
  const lines: Part[][] = [[]];
  for (const part of parts) {
    const rows = part.keyword === undefined ? part.written.split('\n') : [part.written];
    const shown = part.keyword === undefined ? part.rendered.split('\n') : [part.rendered];
    for (const [index, row] of rows.entries()) {
      if (index > 0) lines.push([]);
      const rendered = shown[index] ?? '';
      const isEnd = isCrlf && index < rows.length - 1;
      const [written, text] = isEnd ? [row.slice(0, -1), rendered.slice(0, -1)] : [row, rendered];
      const piece: Part['piece'] = part.keyword === undefined ? { type: 'words', words: text } : part.piece;
      if (written !== '') lines.at(-1)?.push({ ...part, written, rendered: text, piece });
    }
  }
  return lines.map((line) => ({
    parts: line,
    written: line.map(({ written }) => written).join(''),
    rendered: renderedOf(line).split('\n'),
  }));
}

/** Lines that stay, and hunks between them; a hunk never begins or ends inside of what one line is rendered to. */
function hunksOf(lines: readonly Line[], live: readonly string[]): (Line | Hunk)[] {
  const found: (Line | Hunk)[] = [];
  const rows = lines.flatMap((line, index) => line.rendered.map((text) => ({ text, index })));
  const changes = diffArrays(
    rows.map(({ text }) => text),
    [...live],
  );
  const kept = new Map<number, number>();
  let [row, at] = [0, 0];
  const liveAt = new Map<number, number>();
  for (const { added, removed, value } of changes) {
    for (const _one of value) {
      if (!added && !removed) {
        const index = rows[row]?.index ?? 0;
        kept.set(index, (kept.get(index) ?? 0) + 1);
        if (!liveAt.has(index)) liveAt.set(index, at);
      }
      if (!added) row += 1;
      if (!removed) at += 1;
    }
  }
  let [first, from] = [0, 0];
  const close = (end: number, to: number): void => {
    if (end > first || to > from) found.push({ lines: lines.slice(first, end), live: live.slice(from, to), first });
  };
  for (const [index, line] of lines.entries()) {
    const start = liveAt.get(index);
    const isWhole = kept.get(index) === line.rendered.length && start !== undefined;
    if (!isWhole || live.slice(start, start + line.rendered.length).join('\n') !== line.rendered.join('\n')) continue;
    close(index, start);
    found.push(line);
    [first, from] = [index + 1, start + line.rendered.length];
  }
  close(lines.length, live.length);
  return found;
}

/** What takes the place of a hunk's lines: the live ones, with the markers of the file; or the lines as they are. */
function linesFor({ lines, live, first }: Hunk, { isMarker }: Markers, result: InvertedFile): string[] {
  const hasMarker = lines.some(({ parts }) => parts.some(({ keyword }) => keyword !== undefined));
  const escaped = (): string[] => live.map((line) => escapedText(line, isMarker));
  if (!hasMarker) return escaped();
  const written = lines.map((line) => line.written);
  const isEven = lines.length === live.length;
  const inverted = isEven
    ? lines.map(({ parts }, index) => invertText(parts, live[index] ?? '', isMarker))
    : [live.length === 0 ? gone : invertText(joined(lines), live.join('\n'), isMarker)];
  // Text of no length that is there or not is the same to a reader of texts, and another line here.
  const isClear = inverted.every(({ type }) => type !== 'unclear' && (isEven || type !== 'same'));
  if (!isClear && isEven && lines.length > 1) {
    // One line that nobody can read is no reason to leave the others.
    return lines.flatMap((line, index) =>
      linesFor(
        { lines: [line], live: [live[index] ?? ''], first: first + index },
        { isMarker, keywords: new Map() },
        result,
      ),
    );
  }
  if (!isClear) {
    result.unclear.push({ line: first + 1, written, live: [...live] });
    return written;
  }
  return inverted.flatMap((one, index) => {
    const own = isEven ? [written[index] ?? ''] : written;
    if (one.type === 'value') result.readings.push({ ...one.reading, line: first + 1 + (isEven ? index : 0) });
    if (one.type !== 'words') return own;
    return quoted(one.template, isEven ? (lines[index]?.parts ?? []) : joined(lines)).split('\n');
  });
}

/** A template with the quotes around the markers of values that its parts have. */
function quoted(template: string, parts: readonly Part[]): string {
  return parts.reduce((text, { written, piece }) => {
    if (piece.type !== 'marker' || !/^["']/.test(written)) return text;
    const plain = written.slice(1, -1);
    return text.includes(written) ? text : text.replaceAll(plain, written);
  }, template);
}

function joined(lines: readonly Line[]): Part[] {
  const lineBreak: Part = { written: '\n', rendered: '\n', piece: { type: 'words', words: '\n' } };
  return lines.flatMap(({ parts }, index) => (index === 0 ? parts : [lineBreak, ...parts]));
}
