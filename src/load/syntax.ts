import { isMap, isNode, isScalar, isSeq, visit } from 'yaml';
import type { Document, YAMLError } from 'yaml';
import type { Diagnostic } from '../model/diagnostic.ts';
import { placeOf } from '../model/diagnostic.ts';
import { hasMarker, unshield } from '../model/marker.ts';
import type { Source } from '../model/tree.ts';
import { yamlMessages } from './yaml-messages.ts';

/** What is never closed: the parser notices it at the end of the file or somewhere below. */
const unclosed = /^Missing closing .quote|^Flow (?:sequence|map) .*must/;

/** What is wrong with one value alone, whatever stands around it. */
const local = ['BAD_SCALAR_START', 'BAD_DQ_ESCAPE', 'TAG_RESOLVE_FAILED', 'BAD_ALIAS'];

/**
 * The syntax errors of a file. Of errors on one line the first is reported, and so it is of errors in the structure on lines
 * that follow each other: the others mostly follow from it.
 */
export function syntaxErrors(document: Document.Parsed, source: Source, shielded: string): Diagnostic[] {
  const lines = new Set<number>();
  let last = -1;
  return [...document.errors, ...document.warnings].flatMap((error) => {
    const { line } = placeOf({ source, start: error.pos[0], end: error.pos[1] });
    const isFollowUp = !local.includes(error.code) && line <= last + 1;
    if (!local.includes(error.code)) last = line;
    if (lines.has(line) || isFollowUp) return [];
    lines.add(line);
    return diagnosticOf(error, document, source, shielded);
  });
}

function diagnosticOf(error: YAMLError, document: Document.Parsed, source: Source, shielded: string): Diagnostic {
  const [position, last] = error.pos;
  const opening = openingOf(error, document, source);
  const start = opening ?? firstBehindSpaces(error, source);
  const end = opening === undefined ? Math.max(last, start + 1) : start + 1;
  const isMarker = opening === undefined && hasMarker(shielded.slice(position, end + 1));
  const quote = opening !== undefined && !unclosed.test(error.message) ? (source.text[start] ?? '') : undefined;
  const said =
    quote === undefined ? unshield(error.message.split('\n')[0] ?? '') : `Missing closing ${quote}quote on its line`;
  return yamlMessages.syntax(said, { source, start, end }, error.name === 'YAMLWarning', isMarker);
}

/**
 * Where the user has to look for what is not closed: where it was opened. A quote that is not closed mostly ends at the next
 * one, lines below, and what is found to be wrong is what follows there.
 */
function openingOf(
  { message, pos: [position] }: YAMLError,
  document: Document.Parsed,
  { text }: Source,
): number | undefined {
  const isEnd = /^Unexpected .* at node end/.test(message);
  if (!isEnd && !unclosed.test(message)) return undefined;
  const starts: number[] = [];
  visit(document, (_key, node) => {
    if (!isNode(node) || !node.range || !isOpened(node, message)) return;
    const [start, end] = node.range;
    const isHere = isEnd ? end <= position && text.slice(end, position).trim() === '' : end === position;
    if (isHere && (!isEnd || text.slice(start, end).includes('\n'))) starts.push(start);
  });
  return starts[0];
}

/** Whether a node is of the kind that the message says is not closed. */
function isOpened(node: unknown, message: string): boolean {
  if (message.startsWith('Flow map')) return isMap(node) && node.flow === true;
  if (message.startsWith('Flow sequence')) return isSeq(node) && node.flow === true;
  return isScalar(node) && (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE');
}

function firstBehindSpaces(error: YAMLError, { text }: Source): number {
  const [position] = error.pos;
  if (error.code === 'TAB_AS_INDENT') return position;
  const spaces = /^[ \t]*/.exec(text.slice(position, position + 200))?.[0].length ?? 0;
  return position + spaces < text.length ? position + spaces : position;
}
