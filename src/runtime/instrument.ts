// Counts what is run of a code. V8 would count by its inspector, which the permission model of node does not let a process use.
import { parse, type Node, type Program } from 'acorn';
import { simple } from 'acorn-walk';
import { COUNTS, type Shifts } from './source.ts';
import type { FunctionCoverage } from './types.ts';

/** A part of the code that is run as a whole; its number is the place of its count. */
interface Region {
  readonly start: number;
  readonly end: number;
  /** Of a function. */
  readonly name?: string;
}

interface Insertion {
  readonly at: number;
  readonly text: string;
  /** The other end of what it stands around: what is inside stands inside. */
  readonly other: number;
}

/** Code that counts what of it is run. */
export interface Instrumented {
  readonly text: string;
  readonly shifts: Shifts;
  /** How many counts it has. */
  readonly size: number;
  readonly coverage: (counts: readonly number[]) => FunctionCoverage[];
}

/** Puts counts into a code; `undefined` when it cannot be parsed. */
export function instrument(text: string): Instrumented | undefined {
  const tree = parsed(text);
  if (tree === undefined) return undefined;
  const regions: Region[] = [];
  const insertions: Insertion[] = [];
  const count = (region: Region): string => `${COUNTS}[${regions.push(region) - 1}]++`;
  const around = ({ start, end }: Region, before: string, after: string): void => {
    insertions.push({ at: start, text: before, other: end });
    if (after !== '') insertions.push({ at: end, text: after, other: start });
  };
  for (const { node, as, name } of countedNodes(tree)) {
    const { start, end } = node;
    switch (as) {
      case 'statement':
        around(node, `${count({ start, end })};`, '');
        break;
      case 'body':
        around(node, `{${count({ start, end })};`, '}');
        break;
      case 'block':
        around({ start: start + 1, end }, `${count({ start, end })};`, '');
        break;
      case 'expression':
        around(node, `(${count({ start, end })},`, ')');
        break;
      case 'function':
        countCalls(node, count({ start, end, name: name ?? '' }), around);
        break;
    }
  }
  return {
    ...inserted(text, insertions),
    size: regions.length,
    coverage: (counts) => coverageOf(text, regions, counts),
  };
}

function parsed(text: string): Program | undefined {
  try {
    return parse(text, { ecmaVersion: 'latest', allowReturnOutsideFunction: true, allowHashBang: true });
  } catch {
    return undefined;
  }
}

/** How a part of the code is counted. */
interface Counted {
  readonly node: Node;
  readonly as: 'statement' | 'body' | 'block' | 'expression' | 'function';
  readonly name?: string;
}

function countedNodes(tree: Program): Counted[] {
  const found: Counted[] = [];
  const list = (nodes: readonly Node[]): void => {
    for (const node of nodes) {
      const isCounted = node.type !== 'FunctionDeclaration' && !isDirective(node);
      if (isCounted) found.push({ node, as: 'statement' });
    }
  };
  const body = (node: Node | null | undefined): void => {
    if (node === null || node === undefined) return;
    found.push({ node, as: node.type === 'BlockStatement' ? 'block' : 'body' });
  };
  const loop = (node: { body: Node }): void => body(node.body);
  simple(tree, {
    Program: (node) => list(node.body),
    BlockStatement: (node) => list(node.body),
    StaticBlock: (node) => list(node.body),
    SwitchCase: (node) => list(node.consequent),
    IfStatement(node) {
      body(node.consequent);
      body(node.alternate);
    },
    ForStatement: loop,
    ForInStatement: loop,
    ForOfStatement: loop,
    WhileStatement: loop,
    DoWhileStatement: loop,
    ConditionalExpression(node) {
      found.push({ node: node.consequent, as: 'expression' }, { node: node.alternate, as: 'expression' });
    },
    LogicalExpression: (node) => void found.push({ node: node.right, as: 'expression' }),
    Function: (node) => void found.push({ node, as: 'function', name: node.id?.name ?? '' }),
  });
  return found;
}

const isDirective = (node: object): boolean => 'directive' in node && typeof node.directive === 'string';

/** Counts the calls of a function at the beginning of its body, behind what has to stand first in it. */
function countCalls(node: object, count: string, around: (node: Region, before: string, after: string) => void): void {
  const body = 'body' in node ? node.body : undefined;
  if (!isNode(body)) return;
  if (body.type !== 'BlockStatement') return around(body, `(${count},`, ')');
  const statements: unknown[] = 'body' in body && Array.isArray(body.body) ? body.body : [];
  const first = statements.findLast((each) => isNode(each) && isDirective(each));
  const start = isNode(first) ? first.end : body.start + 1;
  around({ start, end: body.end }, `${isNode(first) ? ';' : ''}${count};`, '');
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && 'start' in value && 'end' in value;

/** The text with insertions, and by how much they move what stands behind them. */
function inserted(text: string, insertions: readonly Insertion[]): { text: string; shifts: Shifts } {
  const ordered = insertions.toSorted(
    (a, b) => a.at - b.at || Number(a.other > a.at) - Number(b.other > b.at) || b.other - a.other,
  );
  const shifts: { [line: string]: [number, number][] } = {};
  let [result, from, line, lineStart] = ['', 0, 1, 0];
  for (const { at, text: added } of ordered) {
    const between = text.slice(from, at);
    for (const { index } of between.matchAll(/\n/g)) {
      line += 1;
      lineStart = from + index + 1;
    }
    result += between + added;
    from = at;
    (shifts[line] ??= []).push([at - lineStart + 1, added.length]);
  }
  return { text: result + text.slice(from), shifts };
}

function coverageOf(text: string, regions: readonly Region[], counts: readonly number[]): FunctionCoverage[] {
  const root: Region = { start: 0, end: text.length, name: '' };
  const counted = regions.map((region, id) => ({ ...region, count: counts[id] ?? 0 }));
  const functions = [{ ...root, count: 1 }, ...counted.filter(({ name }) => name !== undefined)];
  return functions.map((of) => {
    const isInside = ({ start, end }: Region, outer: Region): boolean =>
      start >= outer.start && end <= outer.end && (start > outer.start || end < outer.end || outer === of);
    const nested = functions.filter((other) => other !== of && isInside(other, of));
    const own = counted.filter(
      (region) => region.name === undefined && isInside(region, of) && !nested.some((other) => isWithin(region, other)),
    );
    const range = { startOffset: of.start, endOffset: of.end, count: of.count };
    return { functionName: of.name ?? '', isBlockCoverage: true, ranges: [range, ...rangesOf(text, of, own)] };
  });
}

const isWithin = (inner: Region, outer: Region): boolean => inner.start >= outer.start && inner.end <= outer.end;

/** The ranges whose count differs from that of what is around them, as V8 reports them; neighbours become one. */
function rangesOf(
  text: string,
  outer: Region & { count: number },
  inside: readonly (Region & { count: number })[],
): FunctionCoverage['ranges'] {
  const direct = inside
    .filter((region) => !inside.some((other) => other !== region && isWithin(region, other)))
    .toSorted((a, b) => a.start - b.start);
  const ranges: FunctionCoverage['ranges'] = [];
  let last: FunctionCoverage['ranges'][number] | undefined;
  for (const region of direct) {
    const isSame = region.count === outer.count;
    if (!isSame && last?.count === region.count) last.endOffset = lineEnd(text, region.end);
    else {
      last = isSame
        ? undefined
        : { startOffset: lineStart(text, region.start), endOffset: lineEnd(text, region.end), count: region.count };
      if (last !== undefined) ranges.push(last);
    }
    const deeper = inside.filter((other) => other !== region && isWithin(other, region));
    ranges.push(...rangesOf(text, region, deeper));
  }
  return ranges;
}

/** The beginning of the line, when nothing but white space stands before: a line counts when a range has all of it. */
function lineStart(text: string, at: number): number {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  return text.slice(start, at).trim() === '' ? start : at;
}

/** The end of the line, when nothing but a comment follows. */
function lineEnd(text: string, at: number): number {
  const next = text.indexOf('\n', at);
  const end = next === -1 ? text.length : next;
  return /^[\s;]*(?:\/\/.*)?$/.test(text.slice(at, end)) ? end : at;
}
