import type { Address } from '../model/address.ts';

/** What a rollback cannot bring back, in words. */
export const messages = {
  newId: (address: Address, id: string): string => `${address} comes back with another id than ${id}`,
  lostSecret: (address: Address, path: string): string =>
    `${address}: ${path} is a secret, and what it was is not known: it stays as it is, or is missing`,
};
