import { isObject } from '../shapes.ts';
import type { Value } from '../types.ts';

/** What JSON makes of a value; what it cannot say is said by its name. */
export function toValue(value: unknown): Value {
  if (typeof value === 'function') return `[Function: ${value.name}]`;
  if (typeof value === 'bigint' || typeof value === 'symbol') return String(value);
  try {
    const text = JSON.stringify(value);
    return text === undefined ? null : narrowed(JSON.parse(text));
  } catch (error) {
    return `[${error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'not JSON'}]`;
  }
}

function narrowed(value: unknown): Value {
  if (Array.isArray(value)) return value.map(narrowed);
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, narrowed(inner)]));
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}
