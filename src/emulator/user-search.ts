import { isBody, type Body, type Json } from './body.ts';
import { invalidQuery } from './errors.ts';

/** Whether a user is one of those that are looked for. */
export type Matches = (user: Body) => boolean;

/** The fields of which large and small letters are the same, and which words without a field are looked for in. */
const NORMALIZED: readonly string[] = ['email', 'name', 'given_name', 'family_name', 'nickname'];

/** How deep parentheses and `NOT` may stand in each other. */
const DEEPEST = 100;

/** How long the end of a value has to be that is looked for. */
const SHORTEST_END = 3;

const TOKEN =
  /\s*(?:(?<mark>\(|\)|-(?=\S)|AND\b|OR\b|NOT\b)|(?:(?<field>[\w.]+):)?(?:(?<open>[[{])(?<low>[^\s\]}]+) TO (?<high>[^\s\]}]+)(?<close>[\]}])|"(?<quoted>(?:[^"\\]|\\.)*)"|(?<word>[^\s()":[\]{}]+)))/y;

type Token = { readonly [group: string]: string | undefined };

/**
 * The users that a query is about, in the syntax of Auth0's user search (version 3): words and phrases, fields, `AND`, `OR`, `NOT`, `-`,
 * parentheses, `*`, ranges and `_exists_`. Refuses what it does not know with 400.
 *
 * Source: Auth0's documentation, "User Search Query Syntax".
 */
export function searchOf(text: string): Matches {
  const tokens = tokensIn(text);
  let [at, depth] = [0, 0];
  const deeper = <Result>(work: () => Result): Result => {
    depth += 1;
    if (depth > DEEPEST) throw unknownForm(text);
    const result = work();
    depth -= 1;
    return result;
  };
  const next = (...marks: string[]): boolean => {
    const isNext = marks.includes(tokens[at]?.['mark'] ?? '');
    if (isNext) at += 1;
    return isNext;
  };
  const either = (): Matches => {
    const all = [both()];
    while (next('OR')) all.push(both());
    return (user) => all.some((one) => one(user));
  };
  const both = (): Matches => {
    const all = [single()];
    for (;;) {
      const isJoined = next('AND');
      const mark = tokens[at]?.['mark'];
      if (!isJoined && (at >= tokens.length || mark === ')' || mark === 'OR')) break;
      all.push(single());
    }
    return (user) => all.every((one) => one(user));
  };
  const single = (): Matches => {
    if (next('NOT', '-')) {
      const one = deeper(single);
      return (user) => !one(user);
    }
    if (next('(')) {
      const inner = deeper(either);
      if (!next(')')) throw unknownForm(text);
      return inner;
    }
    const token = tokens[at];
    if (token === undefined || token['mark'] !== undefined) throw unknownForm(text);
    at += 1;
    return termOf(token, text);
  };
  const matches = either();
  if (at < tokens.length) throw unknownForm(text);
  return matches;
}

function tokensIn(text: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  let end = 0;
  while (text.slice(end).trim() !== '') {
    TOKEN.lastIndex = end;
    const found = TOKEN.exec(text);
    if (found?.groups === undefined) throw unknownForm(text);
    end = TOKEN.lastIndex;
    tokens.push(found.groups);
  }
  return tokens;
}

function termOf({ field, open, low = '', high = '', close, quoted, word = '' }: Token, text: string): Matches {
  if (field === undefined) {
    if (open !== undefined) throw unknownForm(text);
    const test = testOf(quoted, word, true);
    return (user) => NORMALIZED.some((name) => valuesAt(user, name).some(test));
  }
  const isMetadata = field.startsWith('user_metadata.');
  if (field === '_exists_') return (user) => valuesAt(user, word || (quoted ?? '')).length > 0;
  if (open !== undefined) {
    if (isMetadata) throw invalidQuery('Range searches cannot be used on user_metadata');
    const within = rangeOf([low, open === '['], [high, close === ']']);
    return (user) => valuesAt(user, field).some(within);
  }
  if (quoted === undefined && word.includes('*')) {
    if (isMetadata) throw invalidQuery('Wildcard searches cannot be used on user_metadata');
    if (word.startsWith('*') && word.length > 1 && word.replaceAll('*', '').length < SHORTEST_END)
      throw invalidQuery(`A suffix needs at least ${SHORTEST_END} characters`);
  }
  const test = testOf(quoted, word, NORMALIZED.includes(field.split('.')[0] ?? ''));
  return (user) => valuesAt(user, field).some(test);
}

/** A phrase is the whole value; a word, in which `*` stands for anything, is the whole value or one of its words. */
function testOf(quoted: string | undefined, word: string, ignoresCase: boolean): (value: string) => boolean {
  const folded = (one: string): string => (ignoresCase ? one.toLowerCase() : one);
  const wanted = folded(quoted?.replaceAll(/\\(.)/g, '$1') ?? word);
  if (quoted !== undefined) return (value) => folded(value) === wanted;
  if (!wanted.includes('*')) return (value) => folded(value) === wanted || folded(value).split(/\s+/).includes(wanted);
  const pieces = wanted.split('*');
  return (value) => isLike(folded(value), pieces);
}

/** Whether a text has these pieces one after the other, the first at its begin and the last at its end. Without a regular expression: patterns are anybody's. */
function isLike(text: string, pieces: readonly string[]): boolean {
  const [first = '', last = ''] = [pieces[0], pieces.at(-1)];
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false;
  const end = text.length - last.length;
  let from = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const at = text.indexOf(piece, from);
    if (at < 0 || at + piece.length > end) return false;
    from = at + piece.length;
  }
  return true;
}

function rangeOf(
  [low, hasLow]: readonly [string, boolean],
  [high, hasHigh]: readonly [string, boolean],
): (value: string) => boolean {
  const order = (one: string, other: string): number => {
    const [a, b] = [Number(one), Number(other)];
    if (!Number.isNaN(a) && !Number.isNaN(b)) return a - b;
    return one < other ? -1 : Number(one > other);
  };
  const isFrom = (value: string): boolean =>
    low === '*' || order(value, low) > 0 || (hasLow && order(value, low) === 0);
  const isTo = (value: string): boolean =>
    high === '*' || order(value, high) < 0 || (hasHigh && order(value, high) === 0);
  return (value) => isFrom(value) && isTo(value);
}

/** The texts at a path of a user; lists in between are passed through. */
function valuesAt(user: Body, path: string): string[] {
  if (path === 'email.domain') return valuesAt(user, 'email').map((email) => email.split('@').at(-1) ?? '');
  const found = path
    .split('.')
    .reduce<Json[]>(
      (values, name) =>
        values
          .flat()
          .flatMap((value) => (isBody(value) && Object.hasOwn(value, name) ? [value[name] ?? null].flat() : [])),
      [user],
    );
  return found.flatMap((value) => (value === null || isBody(value) || Array.isArray(value) ? [] : [String(value)]));
}

const unknownForm = (text: string): Error =>
  invalidQuery(
    `The query ${JSON.stringify(text.slice(0, 200))} is not one of words, fields, AND, OR, NOT, parentheses and ranges`,
  );
