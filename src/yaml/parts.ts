import { Composer, isSeq, Lexer, Parser } from 'yaml';
import type { CST, Document, YAMLSeq } from 'yaml';

/** How YAML is read here. */
export const yamlOptions = { merge: true, uniqueKeys: false, prettyErrors: false, strict: true } as const;

/** A list is taken apart when it has twice so many items, and the last ones stay: the parser may still look at them. */
const itemsOfPart = 64;

/** What may be an anchor or an alias: what it names has to be known by then, wherever it stands. */
const reference = /(?:^|[\s[{,])[&*][^\s&*]/;

/**
 * Parses text as YAML, and hands over the items of the long lists in its root while it goes on, in order: all of a large file
 * at once takes many times its size. The document that comes back has the rest of them.
 *
 * `undefined` where that cannot be done, or where there is anything wrong, which only the whole document tells.
 */
export function parseInParts(text: string, take: (part: YAMLSeq, list: number) => void): Document.Parsed | undefined {
  if (reference.test(text)) return undefined;
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token);
    const [, , list] = parser.stack;
    if (list?.type !== 'block-seq' || list.items.length < 2 * itemsOfPart) continue;
    const part = composed([documentOf(list.items.splice(0, itemsOfPart), list)], text);
    if (!isSeq(part?.contents)) return undefined;
    take(part.contents, list.offset);
  }
  return composed([...tokens, ...parser.end()], text);
}

/** Some items of a list as a document of their own. */
function documentOf(items: CST.BlockSequence['items'], { indent, offset }: CST.BlockSequence): CST.Document {
  const start = items[0]?.start[0]?.offset ?? offset;
  return { type: 'document', offset: start, start: [], value: { type: 'block-seq', offset: start, indent, items } };
}

/** The one document of these tokens, if nothing is wrong with it. */
function composed(tokens: readonly CST.Token[], text: string): Document.Parsed | undefined {
  if (tokens.some(({ type }) => type === 'directive')) return undefined;
  const [document, ...others] = new Composer(yamlOptions).compose(tokens, true, text.length);
  const isRight = document !== undefined && document.errors.length + document.warnings.length + others.length === 0;
  return isRight ? document : undefined;
}
