import { AsyncLocalStorage } from 'node:async_hooks';
import { format, inspect } from 'node:util';
import { limits } from '../triggers.ts';
import { isObject } from '../shapes.ts';

/** What the console of one execution got. */
export interface Lines {
  readonly lines: { level: string; text: string }[];
  bytes: number;
}

const levels = ['log', 'info', 'warn', 'error', 'debug', 'trace'];

/** A console whose lines belong to the execution that writes them. */
export function captured(current: AsyncLocalStorage<Lines>): Console {
  const write = (level: string, text: string): void => {
    const into = current.getStore();
    if (into === undefined) return;
    into.bytes += Buffer.byteLength(text);
    if (into.bytes <= limits.consoleBytes) into.lines.push({ level, text });
  };
  const own: { [name: string]: unknown } = Object.fromEntries(
    levels.map((level) => [level, (...values: unknown[]) => write(level, format(...values))]),
  );
  const counts = new Map<string, number>();
  Object.assign(own, {
    dir: (value: unknown, options: unknown) => write('log', inspect(value, isObject(options) ? options : {})),
    table: (value: unknown) => write('log', inspect(value)),
    group: (...values: unknown[]) => write('log', format(...values)),
    assert(isTrue: unknown, ...values: unknown[]) {
      if (isTrue !== true) write('error', `Assertion failed${values.length === 0 ? '' : `: ${format(...values)}`}`);
    },
    count(label = 'default') {
      counts.set(label, (counts.get(label) ?? 0) + 1);
      write('log', `${label}: ${counts.get(label)}`);
    },
  });
  const nothing = (): void => {};
  return new Proxy(console, { get: (_, name) => (Object.hasOwn(own, name) ? own[String(name)] : nothing) });
}
