import type { Address } from '../model/address.ts';
import { error } from '../model/diagnostic.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Origin } from '../model/tree.ts';

/** What is said of a plan that cannot be made. */
export const messages = {
  referenceCycle: (cycle: readonly { from: Address; field: string | undefined; to: Address }[]): Diagnostic => {
    const edges = cycle.map(
      ({ from, field, to }) => `${from} needs ${to}${field === undefined ? '' : ` for ${field}`}`,
    );
    return error('reference-circle', `none of these can be written first: ${edges.join(', ')}`, {
      hint: 'take one of the references out',
    });
  },
  neededField: (field: string, origin: Origin | undefined, address: Address): Diagnostic =>
    error('needed-field', `${field} is missing, and the API creates nothing of this type without it`, {
      origin,
      address,
      hint: `add ${field}; only what exists already may do without`,
    }),
  deletedReference: (target: Address, origin: Origin | undefined, address: Address): Diagnostic =>
    error('deleted-reference', `this refers to ${target}, which the files do not declare and the plan deletes`, {
      origin,
      address,
      hint: `declare ${target}, or correct the name`,
    }),
};
