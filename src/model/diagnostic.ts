import type { Origin, Source } from './tree.ts';

/** A place in a file; line and column count from 1. */
export interface Place {
  file: string;
  line: number;
  column: number;
  /** How many columns of the line the place covers, at least 1. */
  length: number;
}

/** Something the user can correct. Diagnostics are values: they are collected and reported together. */
export interface Diagnostic {
  /** A stable name of the rule that was broken, in kebab-case. */
  code: string;
  severity: 'error' | 'warning';
  message: string;
  /** What to do about it. */
  hint?: string;
  origin?: Origin;
  /** Further places, such as the first of two declarations. */
  related?: Origin[];
  /** How many places there are beyond those. */
  more?: number;
  address?: string;
  /** The environments in which it holds, when it does not hold in all of those that were looked at. */
  environments?: string[];
}

/** Parts of a diagnostic that may be known or not. */
export type Detail = {
  [Part in keyof Omit<Diagnostic, 'code' | 'severity' | 'message'>]?: Diagnostic[Part] | undefined;
};

/** An error; parts that are not known are left out. */
export function error(code: string, message: string, detail: Detail = {}): Diagnostic {
  const known = Object.entries(detail).filter(([, value]) => value !== undefined);
  return { code, severity: 'error', message, ...Object.fromEntries(known) };
}

/** A warning; parts that are not known are left out. */
export function warning(code: string, message: string, detail: Detail = {}): Diagnostic {
  return { ...error(code, message, detail), severity: 'warning' };
}

/** The line and column of an origin's start. */
export function placeOf({ source, start, end }: Origin): Place {
  const line = lineAt(source, start);
  const first = source.lines[line - 1] ?? 0;
  const last = (source.lines[line] ?? source.text.length + 1) - 1;
  return { file: source.path, line, column: start - first + 1, length: Math.max(1, Math.min(end, last) - start) };
}

/** `file:line:column`, the form that editors and terminals open with a click. */
export function formatPlace(place: Place): string {
  return `${place.file}:${place.line}:${place.column}`;
}

/** Whether any of the diagnostics is an error. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === 'error');
}

/** The number of the line that an offset is in, by halving. */
function lineAt({ lines }: Source, offset: number): number {
  let [low, high] = [0, lines.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((lines[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return low + 1;
}
