import type { Address } from './address.ts';

/** What a run did with a resource, all of its steps taken together. */
export type Deed = 'created' | 'updated' | 'replaced' | 'deleted' | 'failed' | 'not known';

/** A recorded run in a few words. */
export interface RunSummary {
  id: string;
  tenant: string;
  environment: string;
  /** What was done: an apply, or a rollback of another run. */
  what: string;
  by: string;
  commit?: string;
  startedAt: string;
  /** A run that was stopped, or is interrupted, has left some steps. */
  state: 'ended' | 'stopped' | 'interrupted';
  /** How many changes there are of each status; absent when the run was interrupted. */
  counts?: Record<string, number>;
  /** How many resources it did what with. */
  did: Partial<Record<Deed, number>>;
}

/** What became of one resource in a run. */
export interface RunDeed {
  address: Address;
  deed: Deed;
  /** Why it failed. */
  reason?: string;
}
