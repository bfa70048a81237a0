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
  /** The server's handle, of live resources. */
  id?: string;
  body: Body;
  /** Why the tool never touches it, of live resources. */
  system?: string;
  /** Of a live resource, what is still to be done outside the API before it works. */
  followUp?: string;
  /** Where the files declare it, and which secrets and unknown values are where in its body; of desired resources. */
  source?: { node: Node; prefix: Path; traces: { path: Path; trace: Trace }[] };
}

/** All resources of the files, or of the tenant at one moment. */
export interface State {
  resources: Map<Address, Resource>;
  /** The types and, as `<parent address>/<child>`, the lists of children that the files declare. */
  managed: Set<string>;
}
