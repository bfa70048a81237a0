import type { Address } from '../model/address.ts';
import type { Withheld } from '../model/change.ts';
import { error } from '../model/diagnostic.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Origin } from '../model/tree.ts';

/** What is said of a plan that cannot be made, and of changes that the policy keeps back. */
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
  protectedResource: (selector: string): Withheld => ({ guard: 'protect', reason: `policy.protect has ${selector}` }),
  deleteNotAllowed: (type: string): Withheld => ({
    guard: 'delete',
    reason: `policy.delete does not allow it for ${type}`,
  }),
  tooManyDeletes: (count: number, limit: number): Withheld => ({
    guard: 'max_deletes',
    reason: `${count} deletes are more than the ${limit} allowed; --allow-deletes ${count} lets them pass`,
  }),
};
