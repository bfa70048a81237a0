import { isScalar } from 'yaml';
import type { Json } from '../model/json.ts';
import { isCapital, normalizeMarkers } from '../model/marker.ts';
import type { IsMarker } from '../model/marker.ts';
import { comparePaths } from '../model/path.ts';
import type { Path } from '../model/path.ts';
import type { Edit } from './change.ts';
import { addSplice, insertSplice } from './insert.ts';
import { isSameMeaning, meaningAt, meaningOfValue, withEdit } from './meaning.ts';
import { messages } from './messages.ts';
import { contentEnd, find, openPage } from './page.ts';
import type { Page, PageOptions, Place } from './page.ts';
import { removeSplice } from './remove.ts';
import { setSplice } from './set.ts';
import type { Splice } from './set.ts';
import { Unwritable, inlineText } from './write.ts';

/** A text after changes, and those that could not be made in it. */
export interface Edited {
  text: string;
  refused: { edit: Edit; why: string }[];
}

/** A text that is being edited. */
interface Progress {
  page: Page;
  refused: Edited['refused'];
  /** The edits as they were asked for, by those that stand for them here. */
  asked: ReadonlyMap<Edit, Edit>;
}

/**
 * Changes a text of YAML or JSON by splices: what a change is not about keeps its bytes.
 *
 * Each change is proven: what comes out, parsed again, means what was meant before with exactly this change. Where a
 * splice cannot be proven the next wider value is written anew, unless a comment is in it; and else the change is refused.
 */
export function edit(
  text: string,
  edits: readonly Edit[],
  { isMarker = isCapital, isJson = false }: { isMarker?: IsMarker; isJson?: boolean } = {},
): Edited {
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const page = openPage(text.slice(mark.length), { isMarker, isJson });
  if (page === undefined) return { text, refused: edits.map((one) => ({ edit: one, why: messages.broken() })) };
  const asked = new Map(edits.map((one) => [inMeaning(one, page), one]));
  const progress: Progress = { page, refused: [], asked };
  for (let left = inOrder([...asked.keys()]); left.length > 0;) {
    const count = disjoint(progress.page, left);
    make(progress, left.slice(0, count));
    left = left.slice(count);
  }
  return { text: mark + progress.page.text, refused: progress.refused };
}

function inMeaning(one: Edit, { isMarker }: PageOptions): Edit {
  switch (one.do) {
    case 'set':
      return { ...one, value: meaningOfValue(one.value, isMarker) };
    case 'insert':
      return { ...one, values: one.values.map((value) => meaningOfValue(value, isMarker)) };
    case 'rename':
      return { ...one, key: normalizeMarkers(one.key, isMarker) };
    case 'remove':
      return { ...one };
  }
}

/** From the last place to the first: no position changes of what is still to be edited. */
function inOrder(edits: readonly Edit[]): Edit[] {
  const isInsert = (one: Edit): number => Number(one.do === 'insert');
  return edits.toReversed().sort((a, b) => comparePaths(b.path, a.path) || isInsert(a) - isInsert(b));
}

/** How many of the first edits touch nothing of each other. */
function disjoint(page: Page, edits: readonly Edit[]): number {
  const taken: Splice[] = [];
  for (const [count, one] of edits.entries()) {
    const splice = attempt(page, one);
    if (splice === undefined) return Math.max(1, count);
    if (taken.some((other) => splice.start <= other.end && other.start <= splice.end)) return count;
    taken.push(splice);
  }
  return edits.length;
}

/** Makes edits together, or else in halves. */
function make(progress: Progress, edits: readonly Edit[]): void {
  const [only, ...others] = edits;
  if (only === undefined) return;
  const next = madeAtOnce(progress.page, edits);
  if (next !== undefined) {
    progress.page = next;
    return;
  }
  if (others.length === 0) {
    makeOne(progress, only);
    return;
  }
  const half = edits.length >> 1;
  make(progress, edits.slice(0, half));
  make(progress, edits.slice(half));
}

function madeAtOnce(page: Page, edits: readonly Edit[]): Page | undefined {
  const wanted = edits.reduce<Json | undefined>(
    (meaning, one) => (meaning === undefined ? undefined : withEdit(meaning, one)),
    page.meaning,
  );
  const splices = edits.flatMap((one) => attempt(page, one) ?? []);
  if (wanted === undefined || splices.length < edits.length) return undefined;
  return proven(page, splices, wanted);
}

/** The page after some splices, if it means what is wanted. */
function proven(page: Page, splices: readonly Splice[], wanted: Json): Page | undefined {
  const parts: string[] = [];
  let done = 0;
  for (const { start, end, text } of splices.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    if (start < done) return undefined;
    parts.push(page.text.slice(done, start), text);
    done = end;
  }
  const next = openPage(parts.join('') + page.text.slice(done), page);
  if (next === undefined || !isSameMeaning(next.meaning, wanted)) return undefined;
  return !page.isJson || isJsonText(next.text) || !isJsonText(page.text) ? next : undefined;
}

function isJsonText(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Makes one edit at its place, or at the next wider one. */
function makeOne(progress: Progress, one: Edit): void {
  const { page } = progress;
  const why = refusalOf(page, one);
  const wanted = withEdit(page.meaning, one);
  const refuse = (reason: string): void => {
    progress.refused.push({ edit: progress.asked.get(one) ?? one, why: reason });
  };
  if (why !== undefined || wanted === undefined) return refuse(why ?? messages.nowhere());
  for (const path of wider(page, one.path)) {
    const value = meaningAt(wanted, path);
    const splice = value === undefined ? undefined : attempt(page, { do: 'set', path, value });
    const next = splice === undefined ? undefined : proven(page, [splice], wanted);
    if (next === undefined) continue;
    progress.page = next;
    return;
  }
  refuse(messages.unproven());
}

/** The places around a path, from the inside, as far as no comment is in them. */
function wider(page: Page, path: Path): Path[] {
  const paths = path
    .map((_segment, index) => path.slice(0, path.length - index - 1))
    .filter(({ length }) => length > 0);
  const commented = paths.findIndex((around) => {
    const found = find(page, around);
    return found.type === 'value' && found.node !== null && hasComment(page, found.node);
  });
  return commented < 0 ? paths : paths.slice(0, commented);
}

function hasComment({ text }: Page, node: NonNullable<Place['node']>): boolean {
  return /(?:^|\s)#/.test(text.slice(node.range?.[0] ?? 0, contentEnd(node, text)));
}

/** Why an edit cannot be made anywhere; nothing when it may be. */
function refusalOf(page: Page, one: Edit): string | undefined {
  const found = find(page, decisive(one));
  if (found.type === 'anchored') return messages.anchored(found.name, found.count);
  return found.type === 'inherited' && one.do !== 'set' ? messages.inherited() : undefined;
}

/** The splice of an edit at its own place; nothing when there is none. */
function attempt(page: Page, one: Edit): Splice | undefined {
  try {
    return spliceOf(page, one);
  } catch (error) {
    if (error instanceof Unwritable) return undefined;
    throw error;
  }
}

function spliceOf(page: Page, one: Edit): Splice | undefined {
  const found = find(page, decisive(one));
  if (found.type === 'alias' || found.type === 'inherited') {
    const value = meaningAt(withEdit(page.meaning, one), found.path);
    if (value === undefined) return undefined;
    const around = found.type === 'alias' ? find(page, found.path) : undefined;
    if (around?.type === 'value') return setSplice(page, around, value);
    return added(page, found.path, value);
  }
  const isThere = found.type === 'value' || found.type === 'missing';
  if (!isThere) return undefined;
  switch (one.do) {
    case 'set':
      return found.type === 'value' ? setSplice(page, found, one.value) : added(page, one.path, one.value);
    case 'remove': {
      const parent = find(page, one.path.slice(0, -1));
      return found.type === 'value' && parent.type === 'value' ? removeSplice(page, found, parent) : undefined;
    }
    case 'insert':
      return found.type === 'value' ? insertSplice(page, found, Number(one.path.at(-1)), one.values) : undefined;
    case 'rename':
      return found.type === 'value' ? renameSplice(page, found, one.key) : undefined;
  }
}

/** The splice for a new key of an object. */
function added(page: Page, path: Path, value: Json): Splice | undefined {
  const parent = find(page, path.slice(0, -1));
  const key = path.at(-1);
  if (parent.type !== 'value' || typeof key !== 'string') return undefined;
  return addSplice(page, parent, normalizeMarkers(key, page.isMarker), value);
}

function renameSplice(page: Page, { holder, isFlow }: Place, key: string): Splice | undefined {
  if (holder.type !== 'entry' || !isScalar(holder.pair.key)) return undefined;
  const [start, end] = holder.pair.key.range ?? [0, 0];
  return { start, end, text: inlineText(page, key, isFlow, holder.pair.key) };
}

/** The place that decides about an edit: what is put before an item does not touch it. */
function decisive(one: Edit): Path {
  return one.do === 'insert' ? one.path.slice(0, -1) : one.path;
}
