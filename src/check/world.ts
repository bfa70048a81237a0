import type { Catalog } from '../catalog/catalog.ts';
import type { Address } from '../model/address.ts';
import type { Body } from '../model/json.ts';
import type { DesiredResource } from '../model/resource.ts';
import type { Origin } from '../model/tree.ts';
import type { Facts } from './facts.ts';

/** What is looked at: the files alone, the tenant as a plan would leave it, or the tenant as it is. */
export const sources = ['files', 'plan', 'live'] as const;
export type CheckSource = (typeof sources)[number];

/** A resource that rules look at. */
export interface Subject {
  resource: DesiredResource;
  /** Whether what its body does not have is not there; else it is only not known. */
  isComplete: boolean;
  /** Why Auth0 owns it; `undefined` for ordinary resources. */
  system?: string | undefined;
  /** What the API answered of it, with what the files cannot set. */
  answered?: Body | undefined;
  /** Whether the plan makes it. */
  isNew?: boolean;
  /** What it was like before the plan. */
  before?: Body | undefined;
}

/** Why the resources of a type are not all known, when they are not; `skipped` when nobody wants to know. */
export type Lack = { state: 'unknown'; why: string } | { state: 'skipped' };

/** All that rules may look at. */
export interface World {
  on: CheckSource;
  catalog: Catalog;
  /** By address. */
  subjects: ReadonlyMap<Address, Subject>;
  ofType: (type: string) => readonly Subject[];
  lackOf: (type: string) => Lack | undefined;
  /** Where the files begin to say something of a type. */
  sections: ReadonlyMap<string, Origin>;
  /** Whether the files manage a type. */
  isManaged: (type: string) => boolean;
  /** The tenant's own domain. */
  domain: string;
  /** Milliseconds since 1970. */
  now: number;
  /** What was asked outside of the files and the resources. */
  facts: Facts;
  /** What it takes to know more than is known here. */
  toKnow: string;
}
