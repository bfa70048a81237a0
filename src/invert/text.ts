import { written } from '../model/marker.ts';
import type { IsMarker, Piece } from '../model/marker.ts';
import type { Json } from '../model/json.ts';
import { parseJson } from '../model/json.ts';
import type { Keyword } from '../model/keyword.ts';
import { renderedOf } from './template.ts';
import type { Part } from './template.ts';

/** What a live text means for the template that it should come from. */
export type Inverted =
  | { type: 'same' }
  /** Its words have changed: this is the template now, as an author writes it. */
  | { type: 'words'; template: string }
  /** The value of a keyword has changed. */
  | { type: 'value'; reading: Reading }
  /** Nobody can tell which. */
  | { type: 'unclear' };

/** The value that a keyword would have to have. */
export interface Reading {
  name: string;
  value: Json;
  /** Whether the place is nothing but the marker. */
  isWhole: boolean;
}

/** More work than any text is worth: a line of code has a few markers. */
const mostWork = 200_000;

/** The characters that have to agree on one side of a marker whose value is found more than once. */
const around = 6;

/** Reads a live text by its template: words that changed, or one value; never both, and never a guess. */
export function invertText(parts: readonly Part[], live: string, isMarker: IsMarker): Inverted {
  const rendered = renderedOf(parts);
  if (rendered === live) return { type: 'same' };
  const words = byWords(parts, live, isMarker);
  const reading = inOneLine(byValue(parts, live), parts, rendered);
  if (words !== undefined && reading === undefined) return { type: 'words', template: words };
  return words === undefined && reading !== undefined ? { type: 'value', reading } : { type: 'unclear' };
}

/** A new line in a text of several lines is one of the text, and not of a keyword whose value has none. */
function inOneLine(reading: Reading | undefined, parts: readonly Part[], rendered: string): Reading | undefined {
  const { value } = reading ?? {};
  if (typeof value !== 'string' || !value.includes('\n') || !rendered.includes('\n')) return reading;
  const old = parts.find(({ keyword }) => keyword?.name === reading?.name);
  return old === undefined || old.rendered.includes('\n') ? reading : undefined;
}

/** A run of adjacent markers, in what was rendered between the signs of start and end. */
interface Run {
  parts: Part[];
  start: number;
  end: number;
}

/** The template with other words, its markers where they were. */
function byWords(parts: readonly Part[], live: string, isMarker: IsMarker): string | undefined {
  const [old, now] = [renderedOf(parts), live].map((text) => `\u0002${text}\u0003`);
  if (old === undefined || now === undefined) return undefined;
  const result: Piece[] = [];
  let last = 1;
  for (const run of runsOf(parts)) {
    const at = foundAgain(run, old, now);
    if (at === undefined || at < last) return undefined;
    if (at > last) result.push({ type: 'words', words: now.slice(last, at) });
    result.push(...run.parts.map(({ piece }) => piece));
    last = at + run.end - run.start;
  }
  if (last < now.length - 1) result.push({ type: 'words', words: now.slice(last, -1) });
  return written(result, isMarker);
}

function runsOf(parts: readonly Part[]): Run[] {
  const runs: Run[] = [];
  let at = 1;
  let open = false;
  for (const part of parts) {
    const end = at + part.rendered.length;
    const run = runs.at(-1);
    if (part.keyword !== undefined && open && run !== undefined) {
      run.parts.push(part);
      run.end = end;
    } else if (part.keyword !== undefined) runs.push({ parts: [part], start: at, end });
    open = part.keyword !== undefined;
    at = end;
  }
  return runs;
}

/** Where a run stands in the live text: its value with a character on each side, as often as before. */
function foundAgain({ start, end }: Run, old: string, now: string): number | undefined {
  const probe = old.slice(start - 1, end + 1);
  const [before, after] = [placesOf(probe, old), placesOf(probe, now)];
  const at = after[before.indexOf(start - 1)];
  if (before.length !== after.length || at === undefined) return undefined;
  if (before.length > 1) {
    const [left, right] = [start - 1, end + 1];
    const isLeft = old.slice(Math.max(0, left - around), left) === now.slice(Math.max(0, at - around), at);
    const behind = at + probe.length;
    const isRight = old.slice(right, right + around) === now.slice(behind, behind + around);
    if (!isLeft && !isRight) return undefined;
  }
  return at + 1;
}

function placesOf(probe: string, text: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(probe); at >= 0; at = text.indexOf(probe, at + 1)) places.push(at);
  return places;
}

/** The one keyword that has to have another value, and the value: when what it can be is the same read from both ends. */
function byValue(parts: readonly Part[], live: string): Reading | undefined {
  const names = [...new Set(parts.flatMap(({ keyword }) => keyword?.name ?? []))];
  const count = parts.filter(({ keyword }) => keyword !== undefined).length;
  if (names.length === 0 || live.length * count ** 2 > mostWork) return undefined;
  const [greedy, lazy] = ['*', '*?'].map((quantifier) => new RegExp(patternOf(parts, quantifier), 's').exec(live));
  if (greedy === null || lazy === null || greedy === undefined || lazy === undefined) return undefined;
  const isOne = names.every((_name, index) => greedy[index + 1] === lazy[index + 1]);
  const differing = names.flatMap((name, index) => {
    const keyword = parts.find((part) => part.keyword?.name === name)?.keyword;
    const text = greedy[index + 1] ?? '';
    return keyword === undefined || text === textIn(parts, name) ? [] : [{ keyword, text }];
  });
  const [only, ...others] = differing;
  if (!isOne || only === undefined || others.length > 0 || only.keyword.isSecret) return undefined;
  const value = valueFrom(only.keyword, only.text, parts);
  return value === undefined ? undefined : { name: only.keyword.name, value, isWhole: parts.length === 1 };
}

function patternOf(parts: readonly Part[], quantifier: string): string {
  const seen: string[] = [];
  const pattern = parts.map(({ keyword, rendered }) => {
    if (keyword === undefined) return rendered.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
    const at = seen.indexOf(keyword.name);
    if (at >= 0) return `(?:\\${at + 1})`;
    seen.push(keyword.name);
    return `(.${quantifier})`;
  });
  return `^${pattern.join('')}$`;
}

function textIn(parts: readonly Part[], name: string): string {
  return parts.find(({ keyword }) => keyword?.name === name)?.rendered ?? '';
}

/** A value of the kind that the keyword has; nothing when the text is none of that. */
function valueFrom({ name, value }: Keyword, text: string, parts: readonly Part[]): Json | undefined {
  const isJson = parts.some(
    ({ keyword, piece }) => keyword?.name === name && piece.type === 'marker' && piece.form === 'value',
  );
  if (isJson) return parseJson(text);
  if (typeof value === 'string') return text;
  if (typeof value !== 'number' && typeof value !== 'boolean') return undefined;
  const parsed = parseJson(text);
  return typeof parsed === typeof value && JSON.stringify(parsed) === text ? parsed : undefined;
}
