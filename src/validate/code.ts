import { compileFunction } from 'node:vm';
import { originInCode } from '../canonical/origin.ts';
import type { Catalog, Type } from '../catalog/catalog.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { formatPath, select } from '../model/path.ts';
import type { DesiredResource, DesiredState } from '../model/resource.ts';
import { typeOf } from '../catalog/catalog.ts';
import { nodeAt } from '../model/tree.ts';
import { namedScript } from '../model/script.ts';
import type { Scalar } from '../model/tree.ts';
import type { Selection } from '../selection.ts';
import { messages } from './messages.ts';

/** A mistake in a piece of code, with its line and column from 0. */
interface SyntaxMistake {
  says: string;
  line: number;
  column: number;
}

/** JavaScript in which the parser of Node.js finds a mistake, or nothing at all. It is compiled, and never run. */
export function checkCode(desired: DesiredState, catalog: Catalog, selection: Selection): Diagnostic[] {
  return [...desired.resources.values()].flatMap((resource) => {
    const type = typeOf(catalog, resource.type);
    return selection.isExcluded(resource) ? [] : codeOf(type, resource).flatMap((code) => checkOne(code, resource));
  });
}

/** A field with code: where it is, what it says, and whether there has to be something. */
interface Code {
  name: string;
  text: string;
  isNeeded: boolean;
  node: Scalar;
}

function codeOf({ code = {} }: Type, { body, source }: DesiredResource): Code[] {
  if (source === undefined) return [];
  return Object.entries(code).flatMap(([pattern, need]) =>
    select(body, pattern).flatMap(({ path, value }) => {
      const node = nodeAt(source.node, path.slice(source.prefix.length));
      if (typeof value !== 'string' || node.type !== 'scalar') return [];
      return [{ name: formatPath(path), text: value, isNeeded: need === 'needed', node }];
    }),
  );
}

function checkOne({ name, text, isNeeded, node }: Code, { address }: DesiredResource): Diagnostic[] {
  if (node.trace !== undefined && node.trace.unresolved.length > 0) return [];
  if (text.trim() === '') return [messages.emptyCode(name, isNeeded, originInCode(node, 0, 0).origin, address)];
  const mistake = isNeeded ? mistakeIn(text) : mistakeInScript(text);
  if (mistake === undefined) return [];
  const { says, line, column } = mistake;
  const { origin, isExact } = originInCode(node, line, column);
  return [messages.brokenCode(name, isExact ? says : `${says} (line ${line + 1} of the code)`, origin, address)];
}

/** The first mistake in a script, whose function needs no name. */
function mistakeInScript(given: string): SyntaxMistake | undefined {
  const { text, original } = namedScript(given);
  const mistake = mistakeIn(text);
  if (mistake === undefined) return undefined;
  const before = text.split('\n').slice(0, mistake.line).join('\n').length + (mistake.line > 0 ? 1 : 0);
  const offset = before + mistake.column;
  return { ...mistake, column: mistake.column - (offset - original(offset)) + (before - original(before)) };
}

/** The first mistake, as Node.js tells it: the line on top of the stack, and marks below the place. */
function mistakeIn(text: string): SyntaxMistake | undefined {
  try {
    compileFunction(text, ['exports', 'require', 'module'], { filename: 'code' });
    return undefined;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const [head = '', , marks = ''] = (error.stack ?? '').split('\n');
    const line = Number(/^code:(\d+)$/.exec(head)?.[1] ?? 1) - 1;
    return { says: error.message, line, column: Math.max(0, marks.indexOf('^')) };
  }
}
