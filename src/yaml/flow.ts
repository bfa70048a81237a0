import { Lexer, parseDocument } from 'yaml';
import type { Document } from 'yaml';
import { yamlOptions } from './parts.ts';

/** What the lexer says instead of characters: where brackets end that are not closed, and what kind of token follows. */
const signs = { unclosed: '\u0018', others: ['\u0002', '\u001F'] };

/**
 * Parses text as YAML. Brackets whose lines are not indented more than their key are no YAML, but other parsers take them:
 * their line ends become blanks, one for one, so that every position stays true.
 */
export function parseYaml(text: string): Document.Parsed {
  const document = parseText(text);
  const isUnclosed = document.errors.some(({ message }) => /^Flow (?:sequence|map) in block/.test(message));
  const joined = isUnclosed ? withJoinedBrackets(text) : text;
  return joined === text ? document : parseText(joined);
}

function parseText(text: string): Document.Parsed {
  return parseDocument(text, { ...yamlOptions, keepSourceTokens: true });
}

/** Text with all such brackets on one line each. Behind one, the lexer starts again: outside of brackets it goes by lines. */
function withJoinedBrackets(text: string): string {
  const parts: string[] = [];
  let done = 0;
  for (let line = 0; ;) {
    const opening = unclosedFrom(text, line);
    const joined = opening === undefined ? undefined : withoutLineEnds(text, opening);
    if (opening === undefined || joined === undefined) return parts.join('') + text.slice(done);
    parts.push(text.slice(done, opening), joined);
    done = opening + joined.length;
    const end = text.indexOf('\n', done);
    line = end < 0 ? text.length : end + 1;
  }
}

/** Where the first brackets begin, from a line on, that end before they are closed. */
function unclosedFrom(text: string, line: number): number | undefined {
  let offset = line;
  let depth = 0;
  let opening = line;
  for (const token of new Lexer().lex(text.slice(line))) {
    if (token === signs.unclosed) return opening;
    if (signs.others.includes(token)) continue;
    if (depth === 0) opening = offset;
    if (token === '[' || token === '{') depth += 1;
    if (token === ']' || token === '}') depth -= 1;
    offset += token.length;
  }
  return undefined;
}

/** The brackets that begin at an offset, on one line; `undefined` when they are not closed, or stand on one line already. */
function withoutLineEnds(text: string, start: number): string | undefined {
  const token = /"[^"\\]*(?:\\.[^"\\]*)*"|'[^']*'|#[^\n]*|[[\]{}]|\r?\n|[^\s"'#[\]{}]+|["']|[^\S\n]+/gsy;
  token.lastIndex = start;
  const parts: string[] = [];
  let depth = 0;
  let last = '';
  for (let found = token.exec(text); found !== null; found = token.exec(text)) {
    const [word] = found;
    const isComment = word.startsWith('#') && /\s/.test(text[found.index - 1] ?? '');
    const canJoin =
      '[{,:'.includes(last) || /^\s*(?:[\]},#]|$)/.test(text.slice(token.lastIndex, token.lastIndex + 400));
    const isLineEnd = word.endsWith('\n') && word.trim() === '';
    parts.push(isComment || (isLineEnd && canJoin) ? ' '.repeat(word.length) : word);
    if (word === '[' || word === '{') depth += 1;
    if (word === ']' || word === '}') depth -= 1;
    if (word.trim() !== '' && !isComment) last = word.at(-1) ?? '';
    if (depth > 0) continue;
    const joined = parts.join('');
    return joined === text.slice(start, start + joined.length) ? undefined : joined;
  }
  return undefined;
}
