import { parse } from 'acorn';
import { full } from 'acorn-walk';
import { compareText } from '../model/json.ts';
import type { FunctionCoverage } from '../runtime/types.ts';
import { namedScript } from '../model/script.ts';
import { lineInFile } from './code.ts';
import type { CodeText } from './code.ts';

/** What V8 counts of a script: functions with ranges inside each other, of which the innermost is true. */
export interface Covered {
  code: CodeText;
  /** The text as it was run. */
  text: string;
  scripts: readonly { path: string; functions: readonly FunctionCoverage[] }[];
}

type CountedRange = FunctionCoverage['ranges'][number];

/** How often the lines of a file were run, of those that have a statement. */
export interface FileCoverage {
  path: string;
  /** The file as it is written. */
  text: string;
  lines: ReadonlyMap<number, number>;
}

/** The coverage of all files, by lines, in order: a file that was run for several environments is there once. */
export function coverageOf(covered: readonly Covered[]): FileCoverage[] {
  const files = new Map<string, { text: string; lines: Map<number, number> }>();
  for (const { code, text, scripts } of covered) {
    const { path, text: written } = code.source;
    const file = files.get(path) ?? { text: written, lines: new Map<number, number>() };
    files.set(path, file);
    const ranges = scripts
      .filter((script) => script.path === path)
      .flatMap(({ functions }) => functions.flatMap(({ ranges: all }) => all));
    for (const { line, hits } of linesOf(text, ranges)) {
      const at = lineInFile(code, line);
      file.lines.set(at, (file.lines.get(at) ?? 0) + hits);
    }
  }
  return [...files].map(([path, file]) => ({ path, ...file })).sort((a, b) => compareText(a.path, b.path));
}

/** How many lines have a statement, how many of them were run, and which were not. */
export function lineCounts({ lines }: FileCoverage): { total: number; run: number; missed: number[] } {
  const missed = [...lines].flatMap(([line, hits]) => (hits === 0 ? [line] : [])).sort((a, b) => a - b);
  return { total: lines.size, run: lines.size - missed.length, missed };
}

/** Line numbers with those beside each other as one: `3, 7-9`. */
export function rangesText(lines: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const line of lines) {
    const last = ranges.at(-1);
    if (last?.[1] === line - 1) last[1] = line;
    else ranges.push([line, line]);
  }
  return ranges.map(([first, last]) => (first === last ? String(first) : `${first}-${last}`)).join(', ');
}

/** The form that tools for coverage read. */
export function lcovOf(files: readonly FileCoverage[]): string {
  return files
    .flatMap((file) => {
      const { total, run } = lineCounts(file);
      const lines = [...file.lines].sort(([a], [b]) => a - b).map(([line, hits]) => `DA:${line},${hits}`);
      return [
        'TN:',
        `SF:${file.path.replaceAll('\\', '/')}`,
        ...lines,
        `LF:${total}`,
        `LH:${run}`,
        'end_of_record',
        '',
      ];
    })
    .join('\n');
}

/** The lines on which a statement begins, each with how often the first one was run. */
function linesOf(text: string, ranges: readonly CountedRange[]): { line: number; hits: number }[] {
  const starts = new Map<number, number>();
  for (const offset of statementsIn(text)) {
    const line = text.slice(0, offset).split('\n').length;
    const hits = hitsAt(offset, ranges);
    starts.set(line, Math.min(starts.get(line) ?? hits, hits));
  }
  return [...starts].map(([line, hits]) => ({ line, hits }));
}

/** Where the statements of a text begin; what only holds others, or declares a function, is none. */
function statementsIn(text: string): number[] {
  const options = { ecmaVersion: 'latest', allowReturnOutsideFunction: true, allowHashBang: true } as const;
  const offsets: number[] = [];
  full(parse(namedScript(text).text, options), (node) => {
    const { type, start } = node;
    const isStatement =
      /Statement$|^VariableDeclaration$/.test(type) && !/^(?:Block|Empty|Labeled)Statement$/.test(type);
    if (isStatement) offsets.push(start);
  });
  return offsets;
}

function hitsAt(offset: number, ranges: readonly CountedRange[]): number {
  const around = ranges.filter(({ startOffset, endOffset }) => startOffset <= offset && offset < endOffset);
  const [inner] = around.sort((a, b) => a.endOffset - a.startOffset - (b.endOffset - b.startOffset));
  return inner?.count ?? 0;
}
