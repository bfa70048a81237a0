import { isMap, isSeq } from 'yaml';
import type { Document as YamlDocument } from 'yaml';
import type { Diagnostic } from '../model/diagnostic.ts';
import { isCapital, normalizeMarkers, shield } from '../model/marker.ts';
import type { IsMarker } from '../model/marker.ts';
import type { Node, Source } from '../model/tree.ts';
import { yamlMessages } from './messages.ts';
import { converted } from './convert.ts';
import type { Converted } from './convert.ts';
import { parseYaml } from './flow.ts';
import { readParts } from './parts.ts';
import type { Making } from './plain.ts';
import { strangeText, syntaxErrors } from './syntax.ts';

/** One YAML file, or JSON files in the form of one. */
export interface Document {
  source: Source;
  root: Node | undefined;
}

/** A parsed file; `root` is absent when it is empty or broken. */
export interface Parsed {
  root: Node | undefined;
  diagnostics: Diagnostic[];
}

/** A parsed file with what the parser of YAML made of it, for who has to know where each sign stands. */
export interface ParsedDocument extends Parsed {
  document: YamlDocument.Parsed | undefined;
  /** The text that was parsed: its markers are shielded, and every offset is one of the text as it is. */
  shielded: string;
}

/** More nodes than any tenant has: what aliases within aliases make of a few lines. */
const mostNodes = 2_000_000;

/**
 * Parses YAML or JSON text into positioned nodes; every error of the file comes back, not only the first. Its markers stay
 * shielded, for a renderer; `isMarker` tells which names are those of keywords.
 */
export function parse(source: Source, isMarker: IsMarker = isCapital): Parsed {
  const strange = strangeText(source);
  if (strange?.severity === 'error') return { root: undefined, diagnostics: [strange] };
  return checked(
    read(source.text, isMarker, (shielded) => readInParts(shielded, source, isMarker)),
    strange,
  );
}

/** The same, with the document of the parser; it keeps its tokens. */
export function parseDocument(source: Source, isMarker: IsMarker = isCapital): ParsedDocument {
  const strange = strangeText(source);
  if (strange?.severity === 'error')
    return { root: undefined, diagnostics: [strange], document: undefined, shielded: source.text };
  const whole = read(source.text, isMarker, (shielded) => readWhole(shielded, source, isMarker));
  return { ...checked(whole, strange), document: whole.document, shielded: whole.shielded };
}

function checked({ errors, converted: nodes }: Read, strange: Diagnostic | undefined): Parsed {
  if (nodes === undefined) return { root: undefined, diagnostics: errors };
  const diagnostics = [...(strange === undefined ? [] : [strange]), ...errors, ...nodes.diagnostics];
  const misread = nodes.diagnostics.filter(({ code }) => code === 'indentation');
  if (misread.length > 0) return { root: undefined, diagnostics: misread };
  const { root, hasAnchors } = nodes;
  // Without aliases there are no more nodes than the text is long.
  if (root === undefined || !hasAnchors || sizeOf(root, new Map()) <= mostNodes) return { root, diagnostics };
  return { root: undefined, diagnostics: [...diagnostics, yamlMessages.tooManyNodes(root.origin)] };
}

/** What comes of a text whose markers are shielded. */
interface Read {
  errors: Diagnostic[];
  /** Absent when there are errors of syntax. */
  converted: Converted | undefined;
  /** What is inside brackets, in order. */
  brackets: Range[];
}

/** Where something begins and ends. */
type Range = readonly [number, number];

/**
 * Text that starts a line with a marker is a comment to YAML and mostly meant as one. It is a value only as a key, and
 * inside brackets: those markers are shielded in a second pass.
 */
function read<R extends Read>(text: string, isMarker: IsMarker, pass: (shielded: string) => R): R {
  const isLineStart = (offset: number): boolean => /(^|\n)[ \t]*$/.test(text.slice(Math.max(0, offset - 200), offset));
  const isKey = (offset: number): boolean => /^[#\w.-]+:(?:\s|$)/.test(text.slice(offset, offset + 200));
  const isComment = (offset: number): boolean => text[offset] === '#' && isLineStart(offset) && !isKey(offset);
  const first = shield(text, (name, offset) => isMarker(name, offset) && !isComment(offset));
  const found = pass(first);
  const { brackets } = found;
  if (brackets.length === 0) return found;
  const second = shield(
    text,
    (name, offset) => isMarker(name, offset) && (!isComment(offset) || isWithin(brackets, offset)),
  );
  return second === first ? found : pass(second);
}

function makingOf(source: Source, isMarker: IsMarker): Making {
  return { source, text: (shielded) => normalizeMarkers(shielded, isMarker), keys: new Map() };
}

function readInParts(shielded: string, source: Source, isMarker: IsMarker): Read {
  const brackets: Range[] = [];
  const found = readParts(makingOf(source, isMarker), shielded, ({ contents }, offset) => {
    for (const [start, end] of bracketsIn(contents)) brackets.push([offset + start, offset + end]);
  });
  if (found === undefined) return readWhole(shielded, source, isMarker);
  return { errors: [], converted: { ...found, hasAnchors: false }, brackets };
}

function readWhole(
  shielded: string,
  source: Source,
  isMarker: IsMarker,
): Read & { document: YamlDocument.Parsed; shielded: string } {
  const document = parseYaml(shielded);
  const errors = syntaxErrors(document, source, shielded);
  const nodes = document.errors.length > 0 ? undefined : converted(makingOf(source, isMarker), document);
  return { errors, converted: nodes, brackets: bracketsIn(document.contents), document, shielded };
}

/** Whether an offset is inside one of these ranges, which are in order; by halving. */
function isWithin(ranges: readonly Range[], offset: number): boolean {
  let [low, high] = [0, ranges.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.[0] ?? 0) < offset) low = middle;
    else high = middle;
  }
  const [start, end] = ranges[low] ?? [0, 0];
  return start < offset && offset < end;
}

function bracketsIn(contents: unknown): Range[] {
  const ranges: Range[] = [];
  const visit = (node: unknown): void => {
    if (!isMap(node) && !isSeq(node)) return;
    if (node.flow === true && node.range) ranges.push([node.range[0], node.range[1]]);
    else for (const item of node.items) visit(isSeq(node) ? item : valueOf(item));
  };
  visit(contents);
  return ranges;
}

function valueOf(item: unknown): unknown {
  return typeof item === 'object' && item !== null && 'value' in item ? item.value : undefined;
}

/** How many nodes there are when every alias is written out. */
function sizeOf(node: Node, known: Map<Node, number>): number {
  const size = known.get(node);
  if (size !== undefined) return size;
  const inner = node.type === 'list' ? node.items : node.type === 'map' ? node.entries.map(({ value }) => value) : [];
  const sum = 1 + inner.reduce((total, item) => total + sizeOf(item, known), 0);
  known.set(node, sum);
  return sum;
}
