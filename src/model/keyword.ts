import type { Json } from './json.ts';
import type { Node, Origin } from './tree.ts';

/** What a value is, or has among its items, that says nothing inside a string. */
export type NoText = 'null' | 'an item that is null' | 'an object' | 'an item that is an object' | 'an empty array';

/** A keyword with its value in one environment. */
export interface Keyword {
  name: string;
  /** The value with its places; a marker of another keyword in it is replaced, and left its trace. */
  node: Node;
  /** The same as plain data. */
  value: Json;
  /** What takes the place of `##NAME##` inside a string. */
  text: string;
  /** Why the value cannot stand inside a string; absent when it can. */
  noText?: NoText;
  /** Whether it is a secret, or the value of one is a part of its own. */
  isSecret: boolean;
  /** The value with markers in the places of secrets. */
  written: Json;
  /** Whether all of the value could be had here. */
  isKnown: boolean;
  /** Where it is defined; absent when it came from the command line or the process environment. */
  origin?: Origin;
}

/** The keywords of one environment by name. */
export type Keywords = ReadonlyMap<string, Keyword>;

/** Whether a keyword may have this name. */
export function isKeywordName(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);
}
