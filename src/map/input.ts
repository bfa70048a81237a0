import type { Address } from '../model/address.ts';
import type { MapChange } from '../model/map.ts';
import type { Place } from '../model/diagnostic.ts';
import type { Body } from '../model/json.ts';

/** A resource that may be on a map, with what a plan does with it. */
export interface MappedResource {
  type: string;
  address: Address;
  key: string;
  parent?: Address | undefined;
  body: Body;
  /** What it was like before the plan, when the plan changes it. */
  before?: Body | undefined;
  change?: MapChange | undefined;
  system?: string | undefined;
  place?: Place | undefined;
}

/** What a map is made of. */
export interface MapInput {
  tenant: string;
  environment: string;
  on: 'files' | 'plan' | 'live';
  resources: readonly MappedResource[];
  /** What a plan does with other resources, by their address: with children that are no part of a map by themselves. */
  changes: ReadonlyMap<Address, { type: string; parent?: Address | undefined }>;
  /** Why not all resources of a type are known; absent when they are, or nobody wants to know. */
  lackOf: (type: string) => string | undefined;
  /** Whether a resource is left alone, so that it is not known whether it is there. */
  isLeftOut: (type: string, address: Address) => boolean;
}
