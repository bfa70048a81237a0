import type { Surroundings } from '../session/surroundings.ts';
import type { Outside } from './outside.ts';
import type { Show } from './show.ts';

/** What a command works with: the outside, and the way to speak to the user. */
export interface Io extends Outside, Surroundings {
  show: Show;
  /** What the command was given in front of the tenant. */
  named: readonly string[];
  /** What it was given behind the tenant. */
  rest: readonly string[];
}
