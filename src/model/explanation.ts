import type { Address } from './address.ts';
import type { Place } from './diagnostic.ts';
import type { Json } from './json.ts';

/** What one environment's files say in a place; no value where they say nothing. */
export interface SaidElsewhere {
  environment: string;
  /** What the resource is called there; absent where the files do not declare it. */
  address?: Address;
  value?: Json;
}

/** Why a resource or field is what it is in one environment. Plain data, without any secret. */
export interface Explanation {
  tenant: string;
  environment: string;
  address: Address;
  type: string;
  /** The field; empty when it is about the resource as a whole. */
  path: string;
  /** What the files say; absent when no file speaks of it. */
  files?: { value?: Json; place?: Place; markers: { marker: string; place?: Place }[] };
  others: SaidElsewhere[];
  /** What the tenant has beside that. */
  live: { state: 'same' | 'differs' | 'absent' | 'not read'; value?: Json };
  isManaged: boolean;
  /** What the policy, or Auth0, makes of it, and by what. */
  policy: { rule: 'excluded' | 'ignored' | 'protected' | 'withheld'; by: string }[];
  /** Whether the value of a secret is the one that was applied last. */
  secret?: 'same' | 'other' | 'unknown';
  /** What the API takes where nothing is said. */
  default?: Json;
  /** The last run that touched it. */
  last?: { run: string; what: string; by: string; at: string };
}

/** How many resources of a type there are. */
export interface TypeExplanation {
  tenant: string;
  environment: string;
  type: string;
  isManaged: boolean;
  declared: number;
  /** Absent when the tenant was not read. */
  live?: number;
  excluded: number;
}
