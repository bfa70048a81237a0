import type { Address } from '../model/address.ts';
import type { Json } from '../model/json.ts';

/** What is remembered of a secret: that this value was applied last, that another one was, or nothing. */
export type Remembered = 'same' | 'other' | 'unknown';

/** Whether secrets that the API never returns have changed since they were applied. Values themselves are not kept. */
export interface SecretMemory {
  /** Compares a value with the one last applied at that place; one that is not known here is never the same. */
  compare: (address: Address, path: string, value: Json | undefined) => Remembered;
  /** What to keep of a value: a keyed fingerprint; `undefined` when there is no key to make one with. */
  fingerprint: (address: Address, path: string, value: Json) => string | undefined;
}

/** Remembers nothing, so that nothing shows as changed. */
export const noMemory: SecretMemory = { compare: () => 'unknown', fingerprint: () => undefined };
