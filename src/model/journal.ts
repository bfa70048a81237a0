import type { Address } from './address.ts';
import type { Step } from './plan.ts';

/** One line of a journal: a step that is about to be carried out, what came of it, or the end of the run. */
export interface JournalEntry {
  at: string;
  event: 'start' | 'done' | 'failed' | 'end';
  address?: Address;
  do?: Step['do'];
  /** The top-level fields that an update sends, and those that a create leaves to one. */
  fields?: string[];
  deferred?: string[];
  /** The server's handle, when the step gave one. */
  id?: string;
  /** Fingerprints of the secrets that were sent, by their place. */
  secrets?: Record<string, string>;
  reason?: string;
  /** How many changes there are of each status, at the end. */
  counts?: Record<string, number>;
}

/** Where a run writes down what it does. An entry is on the disk when its promise is fulfilled. */
export interface Journal {
  note: (entry: Omit<JournalEntry, 'at'>) => Promise<void>;
  close: () => Promise<void>;
}
