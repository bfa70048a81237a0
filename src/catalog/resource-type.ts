import type { Body, Json } from '../model/json.ts';
import type { Api, Endpoints, Target } from './endpoints.ts';
import type { Semantics } from './rule.ts';

/**
 * A resource type as data: everything the stages need to know about one type of configuration.
 *
 * Paths are patterns of `model/path.ts`. Every trait is optional but the first four; an absent trait means "none".
 */
export interface ResourceType extends Traits {
  /** One spelling in YAML, schema, plan, report and tests. */
  name: string;
  /**
   * Where its resources stand in the YAML; `name[]`, a list, when absent. `tenant` is a singleton, `[]` takes every item
   * of a list, `:field` takes every entry of an object and keeps the entry's name in that field of the body.
   */
  section?: string;
  /** The field of the body that holds what stands at the section, when that is not the body itself. */
  value?: string;
  scopes: Scopes;
  children?: ChildType[];
  /** What Auth0 deletes with a resource, or drops of it, beside what the files can bring back. */
  takesAlong?: string;
  /** Types that are written first although no field refers to them. */
  after?: string[];
}

/**
 * Items behind endpoints of their own, written inside their parent's YAML. Each is a change of its own.
 *
 * A parent that refers to its children at `<path>[].<field>` keeps a list of `{ <field>: key }` in their place.
 */
export interface ChildType extends Traits {
  /** The segment of its address: `roles/Courier/permissions/…`. */
  name: string;
  /** Where it stands in the parent's body. A list there is authoritative when it is present. */
  path: string;
  /** `list` when many stand there, `one` when the value itself is the child and `null` takes it away. */
  shape: 'list' | 'one';
  /** The field that a bare string in the list stands for. */
  item?: string;
  /** Removing one loses something that the files cannot give back, so it needs the delete policy of the parent's type. */
  isGuarded?: boolean;
  /** Those of the parent when absent. */
  scopes?: Scopes;
  after?: string[];
}

/**
 * API scopes: a stem for `read:`, `create:`, `update:` and `delete:`, of which those count that there are endpoints for,
 * or a list of scopes, in which `crud:<stem>` is a stem. What may be updated is also read during an apply.
 */
export type Scopes = string | string[];

/** What parents and children have in common; what their content has to be like is in `rule.ts`. */
export interface Traits extends Semantics {
  /**
   * `keys`: the fields of the natural key, none for a singleton. `id`: the field with the server's handle. `also`: a field
   * that tells which one it is as well, and better than a key that somebody else chooses.
   */
  identity: { keys: string[]; id?: string; also?: string };
  endpoints: Endpoints;
  /** The keys that there can be, for what is read one by one: of each key field the values, or where in the tenant they are. */
  possibleKeys?: readonly PossibleKeys[];
  /** Set by the server: stripped from both sides and never sent. */
  readOnly?: string[];
  /** Fields that a create needs beside the keys. */
  requiredOnCreate?: string[];
  /** Fields that the API had once, or that are set elsewhere, and where: left out of both sides, with a warning. */
  former?: Readonly<Record<string, string>>;
  /**
   * Objects that the API makes only with one of these fields in them, which it does not return, so that exports lack them:
   * where the files have none and the tenant has no such object it is left out, with a warning. The empty path is the resource.
   */
  madeWith?: Readonly<Record<string, readonly string[]>>;
  /** Settable only on create: a difference plans a replacement. */
  immutable?: string[];
  /** Settable only on an existing resource: written in a second step after a create. */
  updateOnly?: string[];
  /** Never comparable, because the API does not return it or returns it altered; never printed. */
  secret?: string[];
  /** Compared when the API returns it; never printed. */
  sensitive?: string[];
  /** Of what `secret` and `sensitive` name, the fields that are none, such as a host or a user: printed like any other. */
  notSecret?: string[];
  /** Lists compared without order: by value (`true`), or by a field of their items. */
  sets?: Record<string, true | string>;
  /** Objects with free keys that the API merges key by key: a key that is gone is cleared by `null`. */
  maps?: string[];
  /** The update replaces the whole resource: live fields that the files leave out travel along. */
  replacesWhole?: true;
  /** What the server fills in where a field is left out. */
  defaults?: Body;
  /** Objects whose fields depend on another field: when that one changes, nothing of the live object travels along. */
  variants?: Record<string, string>;
  /** Groups of fields of which the API wants all that the files declare when it gets one. */
  sentTogether?: string[][];
  /** Older or shorter spellings of a field, and the API's. */
  aliases?: Record<string, string>;
  references?: Record<string, Reference>;
  /** Fields that the API shows and takes only with scopes of their own. */
  fieldScopes?: Record<string, Scopes>;
  /** Fields whose string may be kept in a file. */
  files?: Record<string, FileField>;
  /** Fields that hold JavaScript, and whether there has to be something in them. */
  code?: Record<string, 'needed' | 'optional'>;
  /** Fields of free keys that hold strings only: numbers in them are sent as they are written. */
  texts?: string[];
  /** Fields in whose text Auth0 has marks of its own, of the form `@@NAME@@`: these are no keywords there. */
  ownMarks?: Record<string, string[]>;
  hooks?: Hooks;
}

/**
 * A field that names another resource.
 *
 * One whose key has several fields is named in the files by those, beside each other in the place of this one, as far as
 * is needed to tell it from its like.
 */
export interface Reference {
  /** The type, or the types of which one has the name; `.<child>` for a child of the same parent. */
  to: string | string[];
  /** Whether the API wants the server's id (the files then have the name) or the natural key itself. */
  by: 'id' | 'key';
  /** The create cannot do without it, so the field cannot wait for a later wave. */
  isRequired?: true;
  /** The API deletes nothing that is named here. */
  keeps?: true;
  /** Names that a tenant may have although its files declare none of them. */
  builtIn?: RegExp;
}

/** By key field the values that it may have, or the list of a singleton that has them. */
export type PossibleKeys = Record<string, readonly string[] | { of: string; in: string }>;

/** How a field is kept in a file. */
export interface FileField {
  /** `text`: the file is the value. `json`: its content is the value; at a `body` field it is merged into the resource. */
  type: 'text' | 'json';
  /** The folder that paths start from, inside the tenant's; the tenant's own when absent. */
  folder?: string;
  /** The file holds the resource itself, in place of this field. */
  isMerged?: true;
}

/** What hooks may look at. */
export interface HookContext {
  /** The client id the tool itself uses, when it is known. */
  ownClientId: string | undefined;
}

/** Behaviour of the API that no trait expresses; at most 15 lines each. */
export interface Hooks {
  /** Why this live resource is never touched; `undefined` when it is an ordinary one. */
  isSystem?: (live: Body, context: HookContext) => string | undefined;
  /** The fields of a resource which is never touched that can be set all the same. */
  systemTakes?: readonly string[];
  /** Why the API refuses to delete this live resource, given those of its type that are written; `undefined` when it does not. */
  keeps?: (live: Body, written: readonly Body[]) => { says: string; hint: string } | undefined;
  /** What is still to be done outside the API before this resource works; `undefined` when nothing is. */
  followUp?: (live: Body) => string | undefined;
  /** What only the tenant can tell of a live resource and rules look at, laid over its body for them alone. */
  facts?: (live: Body) => Body;
  /** The fields of a live resource that are about to change by themselves: files are to say nothing of them yet. */
  unsettled?: (live: Body) => readonly string[];
  /** A live body in the shape of the files. */
  fromApi?: (live: Body) => Body;
  /** A live body in canonical form without what says the same twice: a file says it once. */
  toFile?: (live: Body) => Body;
  /** A body of the files in the shape of the API, before names become ids. */
  fromFile?: (desired: Body) => Body;
  /** The body of an update, for what is not sent complete although an object in it differs. */
  toUpdate?: (request: Body, desired: Body, live: Body) => Body;
  /** A request body as the API takes it, after names have become ids. */
  toApi?: (request: Body, api: Api) => Body | Promise<Body>;
  /** Further requests after a create or an update; `changed` are the top-level fields that were written. */
  afterWrite?: (api: Api, target: Target, desired: Body, changed: readonly string[], watch: Watch) => Promise<void>;
}

/** Waits until the row of the written resource has come to a state; gives nothing when that takes more than 6 minutes. */
export type Watch = (isReached: (row: Body) => boolean) => Promise<Body | undefined>;

/** All resource types, in the order in which plans and reports name them. */
export type ResourceTypes = readonly ResourceType[];

/** The types that a reference may point to. */
export function targetTypes(reference: Reference): string[] {
  return typeof reference.to === 'string' ? [reference.to] : reference.to;
}

/** A value of a JSON body that must be a string; the empty string otherwise. */
export function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** The paths of a list that is written as words, to keep long lists short. */
export function paths(words: string): string[] {
  return words.trim().split(/\s+/);
}

/** The paths of a list that is written as words, each with what is said of fields that are left out. */
export function formerly(words: string, instead = ''): Record<string, string> {
  return Object.fromEntries(paths(words).map((path) => [path, instead]));
}

/** Where the resources of a type stand in the YAML, as a pattern. */
export function sectionOf(type: ResourceType): string {
  return type.section ?? `${type.name}[]`;
}
