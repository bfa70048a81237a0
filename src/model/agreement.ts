import type { Address } from './address.ts';
import type { Action } from './change.ts';
import type { Json } from './json.ts';

/** A field that a plan changes otherwise than was agreed to: a value that is absent is one that is not there. */
export interface FieldDisagreement {
  path: string;
  /** The values that were agreed to, of each plan that says something of the field. */
  approved: (Json | undefined)[];
  now?: Json;
  live?: Json;
  /** A secret, which was not agreed to at this place. */
  isSecret?: true;
}

/** How a change differs from what was agreed to. */
export interface Disagreement {
  /** Nobody agreed to `more`; `other` was agreed to with other values; `less` was agreed to and is not to be done any more. */
  type: 'more' | 'other' | 'less';
  action: Action;
  address: Address;
  /** The fields that are not as agreed; of `less` none when it is the change as a whole. */
  fields: FieldDisagreement[];
}
