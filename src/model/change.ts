import type { Address } from './address.ts';
import type { Json } from './json.ts';
import type { Place } from './diagnostic.ts';

/** What is to happen to a resource. */
export type Action = 'create' | 'update' | 'replace' | 'delete' | 'none';

/** One field that differs. Values are already masked: this is safe to print and to store. */
export interface FieldChange {
  path: string;
  before?: Json;
  after?: Json;
  /** How to show it: two values, the members of a set, or the lines of a list or a long text. */
  as: 'value' | 'set' | 'lines';
  isSecret?: true;
}

/** Why a change is not carried out, and what would have to be said for it to be. */
export interface Withheld {
  guard: string;
  reason: string;
}

/** What is to happen to one resource, and why. Plain data, without any secret. */
export interface Change {
  address: Address;
  type: string;
  action: Action;
  /** The server's handle, when the resource exists. */
  id?: string;
  parent?: Address;
  fields: FieldChange[];
  /** The top-level fields to write. */
  fieldsToSend: string[];
  /** The immutable fields that make a replacement necessary. */
  because?: string[];
  withheld?: Withheld;
  /** Where the files declare it. */
  place?: Place;
}
