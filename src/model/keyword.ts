import type { Json } from './json.ts';
import type { Origin } from './tree.ts';

/** A keyword with its value in one environment. */
export interface Keyword {
  name: string;
  value: Json;
  /** What takes the place of `##NAME##` inside a string. */
  text: string;
  isSecret: boolean;
  /** Whether the value of a secret could be had here. */
  isKnown: boolean;
  /** Where it is defined; absent when it came from the command line or the process environment. */
  origin?: Origin;
}

/** The keywords of one environment by name. */
export type Keywords = ReadonlyMap<string, Keyword>;
