import type { Address } from './address.ts';
import type { Body } from './json.ts';
import type { Path } from './path.ts';

/** The raw bodies of one type as the API gave them. */
export interface Rows {
  type: string;
  /** The id of the parent; empty at the top. */
  parent: string;
  rows: Body[];
}

/**
 * A type that the tenant may have and that cannot be read, because a scope is missing or its plan lacks the feature: it is
 * neither there nor empty, and nothing can be planned for it.
 */
export interface Unreadable {
  type: string;
  /** What the API said. */
  reason: string;
  status: number;
  /** The scopes of which any would do, when it is for the lack of one. */
  scopes: readonly string[];
}

/** The live bodies of one tenant at one moment, of the types that were asked for. */
export interface Snapshot {
  rows: Rows[];
  /** In the order of the catalog. */
  unreadable: Unreadable[];
  /** The client id that the tool itself uses, when it is known. */
  ownClientId: string | undefined;
  /** What was kept of a tenant that nobody asks now. */
  kept?: readonly KeptLive[];
}

/** A resource as it was before a run, without secrets. */
export interface KeptResource {
  address: Address;
  type: string;
  key: string;
  parent?: Address;
  id?: string;
  body: Body;
  /** Places of the body that are left out, because secrets stood there. */
  lost: Path[];
}

/** A live resource as it is kept for plans without the tenant: in canonical form, and without secrets. */
export interface KeptLive extends Omit<KeptResource, 'lost'> {
  /** Why the tool never touches it. */
  system?: string;
}

/** What the files of an environment read of a tenant, as it was at a time: for plans without the tenant. */
export interface TenantSnapshot {
  format: number;
  tenant: string;
  environment: string;
  /** When it was read, in ISO 8601. */
  at: string;
  /** The types that were read whole, and the lists of children. */
  read: string[];
  /** The types of which names were read. */
  named: string[];
  resources: KeptLive[];
  /** The types that could not be read, and why. */
  unreadable: Unreadable[];
}

/** What a run was going to touch as it was before: the resources there were. What is not among them was not there. */
export interface RunSnapshot {
  resources: KeptResource[];
}
