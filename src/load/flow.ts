import { isCollection, parseDocument, visit } from 'yaml';
import type { Document } from 'yaml';

/** More rounds than any file needs that somebody has written by hand. */
const mostRounds = 50;
/** The most characters that all rounds together look at. */
const mostCharacters = 20_000_000;

/**
 * Parses text as YAML. Brackets whose lines are not indented more than their key are no YAML, but other parsers take them:
 * their line ends become blanks, one for one, so that every position stays true.
 */
export function parseYaml(text: string): Document.Parsed {
  let given = text;
  let document = parseText(given);
  for (let round = 0; round < mostRounds && round * text.length < mostCharacters; round += 1) {
    const opening = openingOf(document);
    const joined = opening === undefined ? undefined : withoutLineEnds(given, opening);
    if (joined === undefined) break;
    given = joined;
    document = parseText(given);
  }
  return document;
}

function parseText(text: string): Document.Parsed {
  return parseDocument(text, { merge: true, uniqueKeys: false, prettyErrors: false, strict: true });
}

/** Where the brackets begin that the first error of a document is about. */
function openingOf(document: Document.Parsed): number | undefined {
  const [error] = document.errors;
  if (error === undefined || !/^Flow (?:sequence|map) in block/.test(error.message)) return undefined;
  let opening: number | undefined;
  visit(document, (_key, node) => {
    if (isCollection(node) && node.flow === true && node.range?.[1] === error.pos[0]) opening ??= node.range[0];
  });
  return opening;
}

/** Text with the brackets that begin at an offset on one line; `undefined` when they are not closed, or are so already. */
function withoutLineEnds(text: string, start: number): string | undefined {
  const token = /"(?:[^"\\]|\\.)*"|'[^']*'|#[^\n]*|[[\]{}]|\r?\n|[^\s"'#[\]{}]+|["']|[^\S\n]+/gsy;
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
    if (depth === 0) {
      const joined = parts.join('');
      const end = start + joined.length;
      return joined === text.slice(start, end) ? undefined : text.slice(0, start) + joined + text.slice(end);
    }
  }
  return undefined;
}
