import { isMap, isNode, isScalar, isSeq, visit } from 'yaml';
import type { Document, Node as YamlNode } from 'yaml';

/** How a text is laid out: what is new in it looks like the rest. */
export interface Layout {
  lineBreak: string;
  /** The columns by which what is inside begins further to the right. */
  step: number;
  /** Whether the dashes of an array stand further to the right than its key. */
  isSequenceIndented: boolean;
  quote: 'single' | 'double';
  /** Whether there are blanks inside of brackets. */
  isPadded: boolean;
  /** Whether short arrays stand in brackets. */
  hasBrackets: boolean;
}

/** Measures how a text is laid out; what it does not show is as Prettier has it. */
export function layoutOf(document: Document.Parsed, text: string): Layout {
  const steps = new Map<number, number>();
  const votes = { indented: 0, flush: 0, single: 0, double: 0, padded: 0, tight: 0, brackets: 0 };
  const columns = columnsOf(text);
  const inside = (node: YamlNode, column: number): void => {
    if (!isMap(node) || node.flow === true) return;
    for (const { key, value } of node.items) {
      if (!isNode(value) || !isNode(key) || isFlowNode(value)) continue;
      const by = columns(value) - column;
      if (isMap(value) && by > 0) steps.set(by, (steps.get(by) ?? 0) + 1);
      if (isSeq(value)) votes[by > 0 ? 'indented' : 'flush'] += 1;
      if (isSeq(value) && by > 0) steps.set(by, (steps.get(by) ?? 0) + 1);
    }
  };
  visit(document, {
    Scalar: (_key, { type }) => {
      if (type === 'QUOTE_SINGLE') votes.single += 1;
      if (type === 'QUOTE_DOUBLE') votes.double += 1;
    },
    Collection: (_key, node) => {
      if (node.flow === true) note(node, text, votes);
      else inside(node, columns(node));
    },
  });
  const [step = 2] = [...steps].sort(([a, count], [b, other]) => other - count || a - b)[0] ?? [];
  return {
    lineBreak: text.includes('\r\n') ? '\r\n' : '\n',
    step: Math.min(step, 9),
    isSequenceIndented: votes.flush <= votes.indented,
    quote: votes.double > votes.single ? 'double' : 'single',
    isPadded: votes.padded >= votes.tight,
    hasBrackets: votes.brackets > 0,
  };
}

function note(node: YamlNode, text: string, votes: { padded: number; tight: number; brackets: number }): void {
  const [start, end] = node.range ?? [0, 0];
  if (end - start <= 2) return;
  if (isSeq(node)) votes.brackets += 1;
  else votes[text[start + 1] === ' ' ? 'padded' : 'tight'] += 1;
}

function isFlowNode(node: YamlNode): boolean {
  return isScalar(node) || ((isMap(node) || isSeq(node)) && node.flow === true);
}

function columnsOf(text: string): (node: YamlNode) => number {
  return (node) => {
    const start = node.range?.[0] ?? 0;
    return start === 0 ? 0 : start - (text.lastIndexOf('\n', start - 1) + 1);
  };
}
