import { codeSpan } from './escape.ts';
import { noCounts } from './gather.ts';
import type { Counts, Gathered, Notable } from './gather.ts';
import { messages } from './messages.ts';

/** What stood out at a commit, as far as a comment keeps it: by codes, and by how many. */
export interface Seen {
  commit: string;
  /** None when there were too many to keep. */
  codes?: readonly string[];
  deletes: number;
  replaces: number;
}

/** What a comment keeps for the next one: what it shows, and what it showed when it was reviewed last. */
export interface Memory {
  base?: Seen;
  shown: Seen;
}

/** What is new since a commit. */
export interface News {
  commit: string;
  /** Whether somebody has reviewed that commit; else it is the one before. */
  isReviewed: boolean;
  some: readonly Notable[];
  /** How many more there are, when it cannot be said which. */
  more: Counts;
}

/** So many new things are named. */
const mostNamed = 6;

const memoryLine = /^<!-- tenantry:seen:v1 (.*) -->$/;
const seenText = /^([0-9a-f]{4,64}),(\d+),(\d+),(\*|[\w-]*)$/;

/** What stands out in what was gathered. */
export function seenOf({ notables, totals }: Gathered, commit: string): Seen {
  const codes = notables.areAll ? { codes: notables.some.map(({ code }) => code) } : {};
  return { commit, ...codes, deletes: totals.delete, replaces: totals.replace };
}

/** The line of a comment that keeps it. */
export function memoryText({ base, shown }: Memory): string {
  const text = ({ commit, codes, deletes, replaces }: Seen): string =>
    [commit, deletes, replaces, codes === undefined ? '*' : codes.join('')].join(',');
  return `<!-- tenantry:seen:v1 ${[shown, ...(base === undefined ? [] : [base])].map(text).join(' ')} -->`;
}

/** What a comment keeps; nothing when it keeps none, or when somebody has changed it. */
export function readMemory(body: string): Memory | undefined {
  const lines = body.split('\n').flatMap((line) => memoryLine.exec(line)?.[1] ?? []);
  const [shown, base] = (lines.at(-1) ?? '').split(' ').map(readSeen);
  if (shown === undefined) return undefined;
  return { shown, ...(base === undefined ? {} : { base }) };
}

/** With what a plan is compared to say what is new: what was reviewed last, or else what stood there before. */
export function baseOf(before: Memory | undefined, commit: string, reviewed: string | undefined): Seen | undefined {
  if (before === undefined) return undefined;
  const { base, shown } = before;
  if (shown.commit === commit) return base;
  if (reviewed === shown.commit || base === undefined) return shown;
  return reviewed === undefined ? shown : base;
}

/** What a plan has that was not there. */
export function newsOf({ notables, totals }: Gathered, base: Seen, isReviewed: boolean): News | undefined {
  const { codes } = base;
  const known = new Set(codes);
  const some = codes === undefined ? [] : notables.some.filter(({ code }) => !known.has(code));
  const isCounted = codes === undefined || !notables.areAll;
  const count = (now: number, then: number): number => (isCounted ? Math.max(0, now - then) : 0);
  const more = {
    ...noCounts(),
    delete: count(totals.delete, base.deletes),
    replace: count(totals.replace, base.replaces),
  };
  if (some.length + more.delete + more.replace === 0) return undefined;
  return { commit: base.commit, isReviewed, some, more };
}

/** The news in one line. */
export function newsText({ commit, isReviewed, some, more }: News): string {
  const named = some.slice(0, mostNamed).map(({ target, change }) => {
    const where = codeSpan(target, 100);
    if (change === undefined) return messages.newProduction(where);
    return messages.newChange(messages.verb(change.action, 'plan'), codeSpan(change.address), where);
  });
  const counts = messages.counts(more, 'plan');
  const rest = counts !== '' ? [messages.newCounts(counts)] : [];
  const unnamed = some.length > named.length && counts === '' ? [messages.newMore(some.length - named.length)] : [];
  const begin = messages.news(codeSpan(commit.slice(0, 7)), isReviewed);
  return `${begin} ${[...named, ...rest, ...unnamed].join('; ')}`;
}

function readSeen(text: string): Seen | undefined {
  const [, commit = '', deletes, replaces, codes = ''] = seenText.exec(text) ?? [];
  if (commit === '') return undefined;
  const known = codes === '*' ? {} : { codes: codes.match(/.{4}/g) ?? [] };
  return { commit, ...known, deletes: Number(deletes), replaces: Number(replaces) };
}
