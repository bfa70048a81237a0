import type { AnyNode, Function, Statement } from 'acorn';
import { full } from 'acorn-walk';
import { namedScript } from '../../model/script.ts';
import { codeOf, usesName } from './parse.ts';
import type { Code, Span } from './parse.ts';
import { isSecretLike } from './literals.ts';

/** What is wrong with a database script, and where. */
export interface ScriptMistake {
  says: string;
  span: Span;
}

/** What is wrong with a database script; nothing of one that cannot be parsed, which is said elsewhere. */
export function scriptMistakes(given: string): ScriptMistake[] {
  const { text, original } = namedScript(given);
  const at = ({ start, end }: Span): Span => ({ start: original(start), end: original(end) });
  return mistakesIn(text).map(({ says, span }) => ({ says, span: at(span) }));
}

function mistakesIn(text: string): ScriptMistake[] {
  const code = codeOf(text);
  if (code === undefined) return [];
  const script = code.program.body.find((node) => node.type === 'FunctionDeclaration');
  return [
    ...(script === undefined ? [] : withoutCallback(script, code)),
    ...code.calls
      .filter(({ name }) => /^console\.\w+$/.test(name))
      .map((span) => ({ says: 'it writes to the log', span })),
    ...code.strings
      .filter(({ value }) => isSecretLike(value))
      .map((span) => ({ says: 'a secret is written in it; keep it in configuration', span })),
  ];
}

/** Paths on which the last parameter, the callback, is not called. */
function withoutCallback(script: Function, { calls }: Code): ScriptMistake[] {
  const last = script.params.at(-1);
  if (last?.type !== 'Identifier') return [{ says: 'it has no callback', span: script }];
  const { name } = last;
  if (!usesName(script.body, name)) return [{ says: `it never calls ${name}`, span: script }];
  const body = script.body.type === 'BlockStatement' ? script.body.body : [];
  const silent = [...returnsIn(body), ...catchesIn(script.body)];
  return silent
    .filter((node) => !usesName(node, name) && !calledBefore(node, name, calls))
    .map((span) => ({ says: `${name} is not called on this path`, span }));
}

/** Whether the callback is called in the lines in front of a return, in the same block. */
function calledBefore({ start }: Span, name: string, calls: Code['calls']): boolean {
  return calls.some((call) => call.name === name && call.end <= start && start - call.end < 10);
}

/** The returns of a function itself, not those of functions inside of it. */
function returnsIn(statements: readonly Statement[]): AnyNode[] {
  return statements.flatMap((node): AnyNode[] => {
    if (node.type === 'ReturnStatement') return [node];
    if (node.type === 'BlockStatement') return returnsIn(node.body);
    if (node.type === 'TryStatement') return returnsIn(node.block.body);
    if (node.type !== 'IfStatement') return [];
    return returnsIn([node.consequent, ...(node.alternate ? [node.alternate] : [])]);
  });
}

function catchesIn(node: AnyNode): AnyNode[] {
  const found: AnyNode[] = [];
  full(node, (inner) => {
    if (isTry(inner) && inner.handler) found.push(inner.handler.body);
  });
  return found;
}

function isTry(node: { type: string }): node is Extract<AnyNode, { type: 'TryStatement' }> {
  return node.type === 'TryStatement';
}
