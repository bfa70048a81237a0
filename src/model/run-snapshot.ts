import type { Address } from './address.ts';
import type { Body } from './json.ts';
import type { Path } from './path.ts';

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

/** What a run was going to touch as it was before: the resources there were. What is not among them was not there. */
export interface RunSnapshot {
  resources: KeptResource[];
}
