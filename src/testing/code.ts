import { formatPlace } from '../model/diagnostic.ts';
import type { Place } from '../model/diagnostic.ts';
import { markerText } from '../model/marker.ts';
import type { Scalar, Source } from '../model/tree.ts';

/** Code as it is for one environment, and where it stands in the files. */
export interface CodeText {
  text: string;
  /** The file that it stands in. */
  source: Source;
  node: Scalar;
}

/** The code that a scalar is, or that the file has which it names. */
export function codeOf(node: Scalar): CodeText {
  return { text: String(node.value), source: node.file ?? node.origin.source, node };
}

/** The line of the file, from 1, that a line of the code, from 1, comes from: what replaced a marker may have several lines. */
export function lineInFile(code: CodeText, line: number): number {
  const { text, node } = code;
  const start = startOf(text, line);
  const added = (node.trace?.markers ?? [])
    .filter((marker) => marker.start < start)
    .reduce((sum, marker) => sum + linesIn(text.slice(marker.start, Math.min(marker.end, start))), 0);
  return firstLine(code) + line - added;
}

/** A place of the code as `file:line:column`; keywords in front of it in the line are as long as their markers again. */
export function placeInCode(code: CodeText, line: number | undefined, column: number | undefined): string | undefined {
  if (line === undefined) return undefined;
  const place: Place = {
    file: code.source.path,
    line: lineInFile(code, line),
    column: columnInFile(code, line, column ?? 1),
    length: 1,
  };
  return formatPlace(place);
}

function columnInFile(code: CodeText, line: number, column: number): number {
  const { text, node, source } = code;
  const start = startOf(text, line);
  const at = start + column - 1;
  const written = lineText(source, lineInFile(code, line));
  const end = text.indexOf('\n', start);
  const own = text.slice(start, end < 0 ? undefined : end);
  // What stands in YAML is indented.
  const margin = node.file === undefined && written.endsWith(own) ? written.length - own.length : 0;
  return (node.trace?.markers ?? [])
    .filter((marker) => marker.start >= start && marker.end <= at)
    .reduce((sum, { form, name, ...marker }) => {
      const mark = markerText(form, name);
      const quoted = ['"', "'"].some((sign) => written.includes(`${sign}${mark}${sign}`)) && form === 'value' ? 2 : 0;
      return sum + mark.length + quoted - (marker.end - marker.start);
    }, column + margin);
}

/** The number of lines of the file in front of the code. */
function firstLine({ node, source, text }: CodeText): number {
  if (node.file !== undefined) return 0;
  const header = source.lines.findLastIndex((start) => start <= node.origin.start);
  const below = lineText(source, header + 2);
  return node.style === 'block' && below.endsWith(text.split('\n', 1)[0] ?? '') ? header + 1 : header;
}

function lineText({ text, lines }: Source, line: number): string {
  return text.slice(lines[line - 1], lines[line]).replace(/\r?\n$/, '');
}

function startOf(text: string, line: number): number {
  let start = 0;
  for (let count = 1; count < line; count += 1) {
    const end = text.indexOf('\n', start);
    if (end < 0) return start;
    start = end + 1;
  }
  return start;
}

function linesIn(text: string): number {
  return text.split('\n').length - 1;
}
