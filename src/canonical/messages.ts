import type { Address } from '../model/address.ts';
import { error, warning } from '../model/diagnostic.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Origin } from '../model/tree.ts';

/** Where a place of a declared resource is written. */
export interface Place {
  origin: Origin | undefined;
  address: Address;
}

/** What is said of resources whose identity is in doubt, and of what of them is left out. */
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
  formerField: (path: string, instead: string, place: Place): Diagnostic =>
    warning('former-field', `${path} is left out: ${instead === '' ? 'the API no longer has it' : instead}`, {
      ...place,
      hint: 'take it out',
    }),
  gaveWay: (path: string, other: string, place: Place): Diagnostic =>
    warning('exclusive', `${path} and ${other} exclude each other: ${path} is left out`, {
      ...place,
      hint: `take ${path} out, or ${other}`,
    }),
  unmade: (path: string, fields: readonly string[], place: Place): Diagnostic =>
    warning(
      'left-out',
      `${path === '' ? 'this' : path} is left out: the tenant has none, and none is made without ${fields.join(' or ')}`,
      { ...place, hint: `add ${fields.join(' or ')}, or take it out` },
    ),
  secretInName: (names: readonly string[], origin: Origin): Diagnostic =>
    error('secret-in-name', `${names.join(', ')} is a secret, and this is part of the name that every report has`, {
      origin,
      hint: 'make it a keyword, or take it out of the name',
    }),
};
