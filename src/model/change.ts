import type { Address } from './address.ts';
import type { Json } from './json.ts';
import type { Place } from './diagnostic.ts';

/** One field that differs. Values are already masked: this is safe to print and to store. */
export interface FieldChange {
  path: string;
  before?: Json;
  after?: Json;
  /** How to show it: two values, the members of a set, or the lines of a list or a long text. */
  as: 'value' | 'set' | 'lines';
  isSecret?: true;
  /** Of drift: why it differs. */
  cause?: Cause;
}

/**
 * Why tenant and files differ, since the last apply: the tenant was changed, or the files were and are not applied, or both
 * were; or no record says what was applied.
 */
export type Cause = 'live' | 'files' | 'both' | 'unknown';

/** How reports say it, also those for other programs. */
export const causeWords: Record<Cause, string> = {
  live: 'changed live',
  files: 'files changed, not applied',
  both: 'both',
  unknown: 'differs, no record',
};

/** Why a change is not carried out, and what would have to be said for it to be. */
export interface Withheld {
  guard: string;
  reason: string;
}

/** What every change says of its resource. */
export interface ChangedResource {
  address: Address;
  type: string;
  parent?: Address;
  /** The server's handle, when the resource exists and has one. */
  id?: string;
  /** Where the files declare it. */
  place?: Place;
  withheld?: Withheld;
  /** Of drift: why it is there or not there, when that is what differs. */
  cause?: Cause;
  /** The fields that differ; of a create those that are set, of a delete none. */
  fields: FieldChange[];
}

/** The files declare it, and the tenant does not have it. */
export interface Create extends ChangedResource {
  action: 'create';
}

/** The tenant has it with other values. */
export interface Update extends ChangedResource {
  action: 'update';
  /** The top-level fields to write. */
  fieldsToSend: string[];
  /** The address that it had before, when it gets another name. */
  moved?: Address;
}

/** The tenant has it with values that cannot be changed: it is deleted and created anew. */
export interface Replace extends ChangedResource {
  action: 'replace';
  /** What goes with the old one and does not come back. */
  takesAlong?: string;
  /** The immutable fields that differ; none when nothing of the type can be changed. */
  because: string[];
  /** The fields of the new one, as of a create: should that fail, it is what is left to do. */
  makes?: FieldChange[];
}

/** The tenant has it, and the files, which say everything about its type or list, do not. */
export interface Delete extends ChangedResource {
  action: 'delete';
  /** What goes with it. */
  takesAlong?: string;
}

/** It is as the files say. */
export interface NoChange extends ChangedResource {
  action: 'none';
  /** After a run: the ids of all that the tenant has by its address, when something else made it at the same time. */
  duplicates?: string[];
}

/** What is to happen to one resource, and why. Plain data, without any secret. */
export type Change = Create | Update | Replace | Delete | NoChange;

/** What is to happen to a resource. */
export type Action = Change['action'];
