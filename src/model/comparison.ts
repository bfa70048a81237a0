import type { Address } from './address.ts';
import type { FieldChange } from './change.ts';
import type { Place } from './diagnostic.ts';
import type { Json } from './json.ts';

/** Which of the two environments. */
export type SideName = 'a' | 'b';

/** Why two environments differ in a place, or why one of them is not as its files say. */
export type DifferenceCause =
  /** Their files say so, by keywords or by files of one environment alone, and both tenants are as their files say. */
  | 'expected'
  /** The files declare it, and the tenant does not have it. */
  | 'missing'
  /** The tenant has it, and the files, which say everything of its type or list, do not. */
  | 'extra'
  /** The tenant has another value than its files. */
  | 'drift'
  /** Both tenants have other values than the one that the files say for both, and not the same. */
  | 'differs'
  /** No file speaks of it. */
  | 'unmanaged';

/** What one environment has in a place, masked; a value that is absent is left out. */
export interface SideValues {
  address?: Address;
  files?: Json;
  live?: Json;
}

/** One place in which two environments differ, or in which one of them is not as its files say. */
export interface ComparedPlace extends Record<SideName, SideValues> {
  cause: DifferenceCause;
  type: string;
  /** The field; empty when it is about the resource as a whole. */
  path: string;
  as: FieldChange['as'];
  isSecret?: true;
  /** The environments that are not as their files say; of what no file speaks of, those that have it. */
  in: SideName[];
  /** The markers by which the files' values differ. */
  markers: string[];
  /** Where the files declare the resource. */
  place?: Place;
}

/** What differs between two environments of a tenant. Plain data, without any secret. */
export interface EnvironmentComparison {
  tenant: string;
  environments: Record<SideName, string>;
  /** Whether the tenants were read, or the files alone were compared. */
  isLive: boolean;
  /** In the order of the catalog, then by address and field. */
  places: ComparedPlace[];
  /** How many declared resources are alike in all that the files speak of. */
  alike: number;
  /** How many differences are in fields that an environment leaves to others. */
  ignored: number;
}

/** Whether all that differs is as the files say. */
export function isExpected({ places }: EnvironmentComparison): boolean {
  return places.every(({ cause }) => cause === 'expected' || cause === 'unmanaged');
}
