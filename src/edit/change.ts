import type { Json } from '../model/json.ts';
import type { Path } from '../model/path.ts';

/**
 * One change of a text. Paths are those of the text before any of its changes; strings are as an author writes them, with
 * markers.
 */
export type Edit =
  /** Puts a value at a place, or a new key behind the others of its object. */
  | { do: 'set'; path: Path; value: Json }
  | { do: 'remove'; path: Path }
  /** Puts items before the position that the path ends with; the position behind the last one is that of the end. */
  | { do: 'insert'; path: Path; values: readonly Json[] }
  /** Gives a key another name. */
  | { do: 'rename'; path: Path; key: string };
