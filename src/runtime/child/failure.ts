import { messages } from '../messages.ts';
import { isObject } from '../shapes.ts';
import { originalColumn, originalStack, type Source } from '../source.ts';
import type { Failure } from '../types.ts';

/** Where in the code something is. */
export interface Place {
  line?: number;
  column?: number;
}

/** Custom code did what the runtime does not let it do. */
export class Refused extends Error {
  override name = 'Refused';
}

/** Custom code called `api` in a way that it must not be called. */
export class Usage extends Error {
  override name = 'Usage';
}

/** The place of the innermost call that stands in the code. */
export function placeOf(source: Source): Place {
  const previous: unknown = Reflect.get(Error, 'prepareStackTrace');
  const holder: { stack?: unknown } = {};
  let sites: NodeJS.CallSite[] = [];
  Error.prepareStackTrace = (_, found) => {
    sites = found;
    return '';
  };
  Error.captureStackTrace(holder, placeOf);
  void holder.stack;
  Reflect.set(Error, 'prepareStackTrace', previous);
  for (const site of sites) {
    const line = site.getLineNumber();
    const column = site.getColumnNumber();
    if (site.getFileName() !== source.path || line === null || column === null) continue;
    return { line, column: originalColumn(source, line, column) };
  }
  return {};
}

/** What an execution ended with, from what was thrown. */
export function failureOf(thrown: unknown, source: Source, missed: readonly string[] = []): Failure {
  if (!(thrown instanceof Error)) return { type: 'error', name: typeof thrown, message: said(thrown) };
  const stack = originalStack(source, textOf(thrown.stack));
  const { type, message } = meaningOf(thrown, missed);
  const place = placeIn(stack, source.path);
  return {
    type,
    name: type === 'error' || type === 'usage' ? textOf(thrown.name) : 'Error',
    message,
    ...(stack === '' ? {} : { stack: shortened(stack) }),
    ...place,
  };
}

function meaningOf(thrown: Error, missed: readonly string[]): Pick<Failure, 'type' | 'message'> {
  const message = textOf(thrown.message);
  const code: unknown = Reflect.get(thrown, 'code');
  const refused = causeOf(thrown);
  if (refused !== undefined) return { type: 'refused', message: refused };
  if (thrown instanceof Usage) return { type: 'usage', message };
  if (code === 'ERR_ACCESS_DENIED') {
    const permission = textOf(Reflect.get(thrown, 'permission'));
    return { type: 'refused', message: messages.permission(permission, textOf(Reflect.get(thrown, 'resource'))) };
  }
  if (code === 'ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING') return { type: 'refused', message: messages.dynamicImport() };
  const last = missed.at(-1);
  if (thrown instanceof TypeError && last !== undefined) return { type: 'usage', message: `${message}. ${last}` };
  return { type: 'error', message };
}

/** What was refused, also when a package says it in its own words. */
function causeOf(thrown: unknown, depth = 0): string | undefined {
  if (thrown instanceof Refused) return textOf(thrown.message);
  return thrown instanceof Error && depth < 5 ? causeOf(thrown.cause, depth + 1) : undefined;
}

function placeIn(stack: string, path: string): Place {
  const syntax = stack.startsWith(`${path}:`) ? /^.*:(\d+)\n.*\n( *)\^/.exec(stack) : null;
  if (syntax !== null) return { line: Number(syntax[1]), column: (syntax[2] ?? '').length + 1 };
  const start = stack.indexOf(`${path}:`);
  const found = /^:(\d+):(\d+)/.exec(start === -1 ? '' : stack.slice(start + path.length));
  return found === null ? {} : { line: Number(found[1]), column: Number(found[2]) };
}

/** A stack without the frames of node and of the runtime. */
const shortened = (stack: string): string =>
  stack
    .split('\n')
    .filter((line) => !/^\s+at .*(?:node:|tenantry:)/.test(line))
    .join('\n');

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function said(thrown: unknown): string {
  if (isObject(thrown) && typeof thrown['message'] === 'string') return thrown['message'];
  try {
    return typeof thrown === 'string' ? thrown : (JSON.stringify(thrown) ?? typeof thrown);
  } catch {
    return 'a value that has no text';
  }
}
