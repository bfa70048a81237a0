import type { Address } from './address.ts';
import type { Change } from './change.ts';

/** What every step says. */
interface AnyStep {
  address: Address;
  /** The addresses without which it makes no sense: when one fails, this is skipped. */
  dependsOn: Address[];
}

/** Makes a resource, without the top-level fields that a later step sends. */
export interface CreateStep extends AnyStep {
  do: 'create';
  deferred: string[];
}

/** Sends these top-level fields of a resource. */
export interface UpdateStep extends AnyStep {
  do: 'update';
  fields: string[];
}

/** Takes a resource away. */
export interface DeleteStep extends AnyStep {
  do: 'delete';
}

/** One request to make, as far as planning knows it. */
export type Step = CreateStep | UpdateStep | DeleteStep;

/** A resource that was not named, and has to be made for one that was. */
export interface Along {
  address: Address;
  /** What it is to the other: its parent, what it refers to, what its type requires. */
  why: 'parent' | 'reference' | 'requirement';
  /** The other. */
  of: Address;
}

/** What a plan is about, when that is not everything. */
export interface PlanPart {
  /** The selectors that were given. */
  only: string[];
  along: Along[];
  /** How many other changes there are, of what was read. */
  others: number;
}

/** A place that the files put a secret in: of secrets it is agreed to that, and to no value. */
export interface SecretPlace {
  address: Address;
  path: string;
  /** How the files write what stands there, with the markers in the places of their values. */
  from: string;
}

/** What apply will do: changes, and the waves in which their steps run. Plain data, without any secret. */
export interface Plan {
  tenant: string;
  environment: string;
  domain: string;
  /** Everything that differs, in the order of the catalog, withheld changes included. */
  changes: Change[];
  /** The steps of one wave may run together; a wave begins when the one before has ended. */
  waves: Step[][];
  /** How many requests the steps take at least: some writes need more than one. */
  requests: number;
  /** How many declared resources are as they should be. */
  unchanged: number;
  part?: PlanPart;
  /** Of a plan without the tenant: when the snapshot was made that stands for it, in ISO 8601. */
  offline?: string;
  /** Where the files put secrets, in what the plan is about; by address and path. */
  secrets?: SecretPlace[];
}

/** Whether applying the plan would write anything. */
export function hasSteps(plan: Plan): boolean {
  return plan.waves.length > 0;
}
