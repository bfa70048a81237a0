import type { Edit } from '../edit/change.ts';
import type { Address } from '../model/address.ts';
import type { Json } from '../model/json.ts';
import type { Path } from '../model/path.ts';
import type { Source } from '../model/tree.ts';

/** One way to bring a live value into the files. */
export type Proposal =
  /** A change of a YAML or JSON file. */
  | { type: 'edit'; source: Source; edit: Edit; offset: number; marker?: string }
  /** Another text for a file that a field names. */
  | { type: 'text'; source: Source; text: string; offset: number }
  /** A file that goes. */
  | { type: 'gone'; source: Source; offset: number }
  /** The value that a keyword would have to have. */
  | { type: 'reading'; name: string; value: Json; isWhole: boolean; source: Source; offset: number; path?: Path }
  /** Nothing can be written: why, and what stands there. */
  | { type: 'left'; why: string; source?: Source; offset?: number };

/** A difference between files and tenant, with what it takes to bring it in. */
export interface Found {
  address: Address;
  /** The field, as paths are shown; empty for a whole resource. */
  path: string;
  before?: Json;
  after?: Json;
  proposals: Proposal[];
}
