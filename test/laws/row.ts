import type fc from 'fast-check';
import type { Body, Json } from '../../src/model/json.ts';
import type { ByHand, Read } from './by-hand.ts';

/**
 * What the laws need to know about one resource type, from the API's documentation and not from the descriptor: a row that
 * was derived from the descriptor could not find a mistake in it.
 *
 * Places inside a body are dotted paths, `[]` stands for every item of a list and `*` for every field of an object.
 */
export interface Row {
  /** The type, and a word when there are several rows of it. */
  title: string;
  type: string;
  /** Puts the resource where a tenant file has it. */
  at: (resource: Body) => Body;
  /** Sections that have to be there for its references. */
  around?: Body;
  /** The address of the resource, as reports name it. */
  address: string;
  /** The fields that are always there. */
  always: Body;
  /** Other fields, each with an arbitrary of values that the API takes on create and on update. */
  fields: Record<string, fc.Arbitrary<Json>>;
  /** Names of fields in older files, and what reports call them. */
  older?: Record<string, string>;
  /** Lists that have no order; their items are told apart by value (`true`) or by a field. */
  unordered?: Record<string, true | string>;
  /** Lists that have one. */
  ordered?: string[];
  /** Objects with free keys: a key that the files leave out is one that should go. */
  maps?: string[];
  /** Lists whose items have endpoints, and so changes, of their own. */
  children?: Record<string, ChildRow>;
  /** Fields that cannot be changed once it exists, each with two values. */
  immutable?: Record<string, readonly [Json, Json]>;
  /** Fields that the API never reads back as they were written, so that a change of them cannot be seen. */
  unseen?: string[];
  /** Fields that hold a secret when they are there; a planted text stands in each. */
  secrets?: string[];
  /** Fields that null takes away. */
  clearable?: string[];
  /** Fields that the API sets; a file may carry them, as an export does, and they mean nothing. */
  server?: Body;
  /** Another name for it, for types whose files may carry the server's id; `id` is the field that holds it. */
  rename?: { id: string; fields: Body; isReplaced?: true };
  /** Addresses that have to be created before it. */
  after?: string[];
  /** Reads it as the API shows it, with what belongs to it; `undefined` when there is none. */
  live: (read: Read) => Promise<Json | undefined>;
  /** Requests that make it by hand, with other values and with more than the files say. */
  byHand?: ByHand[];
  /** Places in what the API shows that may change although the files do not declare them, such as time stamps. */
  restless?: string[];
  /** The files without it, where that is not a list without it; `never` when it cannot be deleted. */
  gone?: Body | 'never';
}

/** What the laws need to know about the children at one place. */
export interface ChildRow {
  /** The segment of its address. */
  name: string;
  /** The key of an item. */
  key: (item: Json) => string;
  /** An item as files have it, of its canonical body, where that is not the same. */
  item?: (body: Body) => Json;
  /** Whether the parent holds a list of references in its place, so that it differs whenever the list does. */
  isLinked?: true;
  /** Fields of an item that need a new one when they change. */
  immutable?: string[];
  /** Fields of an item that the API does not read back. */
  unseen?: string[];
  /** Addresses that have to be created before the one that refers to them. */
  after?: string[];
  /** Whether taking one away needs the policy for deletes. */
  isGuarded?: true;
}

/** The text that stands in secret fields; it must never be seen again. */
export const planted = 'Planted-Secret-9f3b1c77';
