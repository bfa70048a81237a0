import type { Address } from '../model/address.ts';
import { error } from '../model/diagnostic.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Origin } from '../model/tree.ts';

/** What is said of resources whose identity is in doubt. */
export const messages = {
  ambiguousReference: (type: string, keys: string[], origin: Origin): Diagnostic =>
    error('ambiguous-reference', `this fits more than one of ${type}: ${keys.join(', ')}`, {
      origin,
      hint: 'add the fields that tell them apart',
    }),
  duplicateResource: (address: Address, origin: Origin, first: Origin | undefined): Diagnostic =>
    error('duplicate-resource', 'duplicate resource: it is declared before', {
      origin,
      address,
      related: first === undefined ? undefined : [first],
      hint: 'keep one of the two',
    }),
  secretInName: (names: readonly string[], origin: Origin): Diagnostic =>
    error('secret-in-name', `${names.join(', ')} is a secret, and this is part of the name that every report has`, {
      origin,
      hint: 'make it a keyword, or take it out of the name',
    }),
};
