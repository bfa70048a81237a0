import type { Address } from './address.ts';
import type { Step } from './plan.ts';

/** One line of a journal: a step that is about to be carried out, what came of it, or how the run ended. */
export type JournalEntry = { at: string } & Note;

/** What is noted in a journal. */
export type Note =
  | { event: 'start'; address: Address; do: Step['do'] }
  | {
      event: 'done';
      address: Address;
      do: Step['do'];
      /** The server's handle, when the step gave one. */
      id?: string;
      /** Fingerprints of the secrets that were sent, by their place. */
      secrets?: Record<string, string>;
    }
  /** The last event that the tenant's log had before the run wrote anything. */
  | { event: 'log'; id: string }
  | { event: 'failed'; address: Address; do: Step['do']; reason: string }
  /** How many changes there are of each status; a run that was stopped has left some, which can be resumed. */
  | { event: 'end'; counts: Record<string, number> }
  | { event: 'stop'; counts: Record<string, number> };

/** Where a run writes down what it does. An entry is on the disk when its promise is fulfilled. */
export interface Journal {
  note: (note: Note) => Promise<void>;
  close: () => Promise<void>;
}
