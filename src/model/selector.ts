import { valueAt } from './path.ts';
import { segments } from './path.ts';
import type { Body } from './json.ts';
import type { Address } from './address.ts';

/** What names resources in an environment file: `clients`, `clients/Legacy *`, `clients?is_first_party=false`. */
export interface Selector {
  /** As it is written. */
  text: string;
  /** The part in front of `/` or `?`. */
  type: string;
  /** Whether it names a type as a whole. */
  isWhole: boolean;
  /** A field and the value that it has to have, as text. */
  field?: { path: string; value: string };
}

/** Whether what is written is an exception from the others: `!connections/github`. */
export function isException(text: string): boolean {
  return text.startsWith('!');
}

/** What is written without the mark of an exception. */
export function withoutMark(text: string): string {
  return isException(text) ? text.slice(1) : text;
}

/** What a selector can tell a resource by. Without a body nothing is known of its fields. */
export interface Selectable {
  type: string;
  address: Address;
  parent?: Address;
  body?: Body;
}

/** A selector as its parts. */
export function selectorOf(text: string): Selector {
  const found = /^([^/?]*)\?([^=/]+)=(.*)$/s.exec(text);
  if (found === null) return { text, type: text.split('/')[0] ?? '', isWhole: !text.includes('/') };
  const [, type = '', path = '', value = ''] = found;
  return { text, type, isWhole: false, field: { path, value } };
}

/**
 * Whether a resource of a type at the top is named by a selector: by its type, its address, or either with `*` for any
 * text; by the value of a field; by its name, where that is not its key.
 *
 * A child is also named by what names its parent, and by the address of its list: `roles/Courier/permissions`.
 */
export function isSelected(selector: Selector, type: string, { address, parent, body }: Selectable): boolean {
  const { text, field } = selector;
  if (field !== undefined) {
    const value = body === undefined ? undefined : valueAt(body, segments(field.path));
    return (
      parent === undefined && isLike(type, selector.type) && value !== undefined && isLike(textOf(value), field.value)
    );
  }
  if (selector.isWhole) return isLike(type, text) || isLike(address, text);
  const name = body?.['name'];
  const named = parent === undefined && typeof name === 'string' ? [`${type}/${name}`] : [];
  const list = parent === undefined ? [] : [parent, `${parent}/${address.slice(parent.length + 1).split('/')[0]}`];
  return [address, ...named, ...list].some((one) => isLike(one, text));
}

/** Whether a text is like a pattern in which `*` stands for any text; in a time that grows with their lengths only. */
export function isLike(text: string, pattern: string): boolean {
  const [start = '', ...rest] = pattern.split('*');
  const end = rest.pop();
  if (end === undefined) return text === pattern;
  if (text.length < start.length + end.length || !text.startsWith(start) || !text.endsWith(end)) return false;
  let at = start.length;
  const limit = text.length - end.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0 || found + part.length > limit) return false;
    at = found + part.length;
  }
  return at <= limit;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
