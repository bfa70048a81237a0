import { isMap, isNode, isScalar, isSeq, visit } from 'yaml';
import type { Document, YAMLError } from 'yaml';
import type { Diagnostic } from '../model/diagnostic.ts';
import { placeOf } from '../model/diagnostic.ts';
import { hasMarker, unshield } from '../model/marker.ts';
import type { Origin, Source } from '../model/tree.ts';
import { yamlMessages } from './messages.ts';

/** What is never closed: the parser notices it at the end of the file or somewhere below. */
const unclosed = /^Missing closing .quote|^Flow (?:sequence|map) .*must/;

/** What is wrong with one value alone, whatever stands around it. */
const local = ['BAD_SCALAR_START', 'BAD_DQ_ESCAPE', 'TAG_RESOLVE_FAILED', 'BAD_ALIAS'];

/** Blanks that are no blanks to YAML, and that nobody sees. */
const strangeBlank = /^[ \t]*[\u00A0\u1680\u2000-\u200B\u202F\u205F\u3000\uFEFF]/;
/** What YAML allows nowhere, and no terminal should be given. */
// oxlint-disable-next-line no-control-regex -- these are what is looked for
const control = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u0084\u0086-\u009F]/;
/** Signs that turn the direction of what follows: what is read is not what is there. */
const direction = /[\u202A-\u202E\u2066-\u2069]/;

/** What is wrong with a text before anything is parsed: half a merge, signs that nobody sees. */
export function strangeText(source: Source): Diagnostic | undefined {
  const { text } = source;
  const at = (offset: number, length: number): Origin => ({ source, start: offset, end: offset + length });
  const conflict = /^<{7} /m.exec(text);
  if (conflict !== null && /^>{7} /m.test(text)) return yamlMessages.conflict(at(conflict.index, 7));
  const [sign] = control.exec(text) ?? [];
  if (sign !== undefined) return yamlMessages.controlCharacter(sign, at(text.indexOf(sign), 1));
  const turn = direction.exec(text);
  return turn === null ? undefined : yamlMessages.hiddenDirection(turn[0], at(turn.index, 1));
}

/** Where a line of this part of a file is indented by blanks that are none to YAML. */
export function strangeIndentation(source: Source, start: number, end: number): Origin | undefined {
  let at = start;
  while (at >= 0 && at < end) {
    const found = strangeBlank.exec(source.text.slice(at, Math.min(end, at + 200)));
    if (found !== null) return { source, start: at + found[0].length - 1, end: at + found[0].length };
    const next = source.text.indexOf('\n', at);
    at = next < 0 ? end : next + 1;
  }
  return undefined;
}

/**
 * The syntax errors of a file. Of errors on one line the first is reported, and so it is of errors in the structure on lines
 * that follow each other: the others mostly follow from it.
 */
export function syntaxErrors(document: Document.Parsed, source: Source, shielded: string): Diagnostic[] {
  const strange = document.errors.length === 0 ? undefined : strangeIndentation(source, 0, source.text.length);
  if (strange !== undefined) return [yamlMessages.strangeIndentation(strange)];
  const lines = new Set<number>();
  let last = -1;
  // Each may be looked for in the whole document, and nobody reads more of them at once.
  return [...document.errors, ...document.warnings].slice(0, 50).flatMap((error) => {
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
