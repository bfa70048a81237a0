import { textOf, textsOf, type Body } from './body.ts';
import { invalidQuery } from './errors.ts';

/** A condition of a search: a field has one of some values, or one between two. */
export interface Term {
  readonly field: string;
  readonly isNot: boolean;
  readonly values: readonly string[];
  readonly range: readonly [string, string] | undefined;
}

/** The part of Lucene's syntax that searches of logs are mostly made of: terms that all hold, with ranges and lists of values. */
export function termsOf(text: string): Term[] {
  const term = /\s*(?:AND\s+)?(NOT\s+|-)?([\w.]+):(?:\[([^\]\s]+) TO ([^\]\s]+)\]|\(([^)]*)\)|"([^"]*)"|([^\s"]+))/y;
  const terms: Term[] = [];
  while (text.slice(term.lastIndex).trim() !== '') {
    const found = term.exec(text);
    if (found === null) throw invalidQuery('Query string is not valid: the emulator knows terms that all hold');
    const [, not, field = '', low, high, list, quoted, plain] = found;
    const values = list?.split(/\s+OR\s+/).map((one) => one.trim().replaceAll('"', '')) ?? [quoted ?? plain ?? ''];
    terms.push({ field, isNot: not !== undefined, values, range: low === undefined ? undefined : [low, high ?? '*'] });
  }
  return terms;
}

/** Whether an event has what a term wants. */
export function holds({ field, isNot, values, range }: Term, event: Body): boolean {
  const there = [textOf(event[field]), ...textsOf(event[field])].filter((value) => value !== '');
  if (range !== undefined) {
    const [low, high] = range;
    return there.some((value) => (low === '*' || value >= low) && (high === '*' || value <= high)) !== isNot;
  }
  return there.some((value) => values.some((wanted) => isLike(wanted, value))) !== isNot;
}

function isLike(wanted: string, value: string): boolean {
  const pattern = wanted.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('*', '.*');
  return new RegExp(`^${pattern}$`, 'i').test(value);
}
