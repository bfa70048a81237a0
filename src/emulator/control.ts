import type { KeyRing } from './key-ring.ts';
import type { RuntimeClaims } from './runtime-claims.ts';

/** What who owns an emulator may do with it: in its process, and by the paths of its own. */
export interface Control {
  /** The time of the tenant, in milliseconds since the epoch. */
  readonly now: () => number;
  /** Moves that time on. */
  readonly advance: (milliseconds: number) => void;
  /** Makes the tenant what it was at the start: contents, clock, log, limits and counts. Its keys stay. */
  readonly reset: () => Promise<void>;
  /** The keys that tokens are signed with. */
  readonly keys: KeyRing;
  /** Claims that are set while it runs. */
  readonly claims: RuntimeClaims;
}
