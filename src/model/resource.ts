import type { Address } from './address.ts';
import type { Body } from './json.ts';
import type { Path } from './path.ts';
import type { Node, Trace } from './tree.ts';

/** A resource in canonical form: names instead of ids, no server fields, children apart. */
export interface Resource {
  /** The resource type, or `<type>.<child>`. */
  type: string;
  address: Address;
  key: string;
  /** The address of the parent; absent at the top. */
  parent?: Address;
  /** The server's handle: the one it has, or by which the files name it. */
  id?: string;
  body: Body;
}

/** A resource as it should be. */
export interface DesiredResource extends Resource {
  /** Where the files declare it; `undefined` for what they do not, such as what a rollback brings back. */
  source: ResourceSource | undefined;
  /** The body with what the files write in the places of secrets whose values are not known here; absent when they all are. */
  marked?: Body;
}

/** Where a resource is declared, and which secrets and unknown values are where in its body. */
export interface ResourceSource {
  node: Node;
  /** What the paths of its body begin with that its node does not have. */
  prefix: Path;
  traces: { path: Path; trace: Trace }[];
}

/** A resource as the tenant has it. */
export interface LiveResource extends Resource {
  /** Why the tool never touches it; `undefined` for what it may touch. */
  system: string | undefined;
  /** What is still to be done outside the API before it works; `undefined` when nothing is open. */
  followUp: string | undefined;
  /** The fields that are about to change by themselves. */
  unsettled?: readonly string[];
  /** What only the tenant can tell of it, for rules: no part of its body. */
  facts?: Body;
  /** What the API answered, where its type has fields that the files cannot set. */
  answered?: Body;
}

/** Of what the files say everything: of the rest nothing is deleted. */
export interface Managed {
  /** The types at the top. */
  types: ReadonlySet<string>;
  /** The lists of children, as `<parent address>/<child>`. */
  lists: ReadonlySet<Address>;
}

/** All resources that should be there. */
export interface DesiredState {
  resources: Map<Address, DesiredResource>;
  managed: Managed;
}
