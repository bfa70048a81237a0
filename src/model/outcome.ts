import type { Address } from './address.ts';
import type { Change } from './change.ts';

/** What became of a change. */
export interface Outcome {
  address: Address;
  action: Change['action'];
  status: 'done' | 'failed' | 'skipped' | 'not started';
  /** Something of it was done before. */
  isPartlyDone?: true;
  /** What the world said, or which address it depends on; and what was done of it before. */
  reason?: string;
  /** What to do about it; of what is done, what is left to do before it works. */
  hint?: string;
  /** The stack of a defect of tenantry: the run stops at it. */
  defect?: string;
}

/** What an apply took. */
export interface Took {
  seconds: number;
  /** The requests to the tenant, those that read it included. */
  requests: number;
  /** The id of its record. */
  run?: string;
}
