import { isBody, own } from '../model/json.ts';
import type { Json } from '../model/json.ts';

/** What stands somewhere inside an answer of GitHub's. */
export function valueAt(value: Json | undefined, ...path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>((inner, key) => (isBody(inner) ? own(inner, key) : undefined), value);
}

/** The same as a text; empty when it is none. */
export function textAt(value: Json | undefined, ...path: readonly string[]): string {
  const found = valueAt(value, ...path);
  return typeof found === 'string' ? found : '';
}

/** The same as a number; 0 when it is none. */
export function numberAt(value: Json | undefined, ...path: readonly string[]): number {
  const found = valueAt(value, ...path);
  return typeof found === 'number' ? found : 0;
}
