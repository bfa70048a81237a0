import type { Address } from '../model/address.ts';
import type { Withheld } from '../model/change.ts';
import { error, warning } from '../model/diagnostic.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Origin } from '../model/tree.ts';

/** What is said of what the tenant has, beside the files. */
export const messages = {
  ambiguousResource: (address: Address, ids: string[], origin: Origin | undefined): Diagnostic =>
    error('ambiguous-resource', `the tenant has ${ids.length} resources ${address}: ${ids.join(', ')}`, {
      origin,
      address,
      hint: 'rename or delete all but one: tenantry does not guess which is meant',
    }),
  rename: (address: Address, old: Address, canBeRenamed: boolean, origin: Origin | undefined): Diagnostic =>
    warning('rename', `${address} looks like a rename of ${old}, but would be made anew`, {
      origin,
      hint: canBeRenamed
        ? `to rename it, write moved: [{ from: ${JSON.stringify(old)}, to: ${JSON.stringify(address)} }]`
        : 'keep the name when it is the same: another name is another resource',
    }),
  unknownChoice: (text: string, meant: string | undefined): Diagnostic =>
    error('only-unknown', `--only ${text}: nothing has this address, in the files or in the tenant`, {
      hint: meant ?? 'plan shows the addresses; a type names all of its resources, and * stands for any text',
    }),
  unmanagedChoice: (text: string, types: readonly string[]): Diagnostic =>
    error('only-unmanaged', `--only ${text}: the files do not mention ${types.join(', ')}, and leave it alone`, {
      hint: 'declare it, or leave the selector out',
    }),
  excludedChoice: (text: string, address: Address): Diagnostic =>
    error('only-excluded', `--only ${text}: ${address} is excluded in this environment`, {
      hint: 'take it out of exclude, or leave the selector out',
    }),
  movedBoth: (from: Address, to: Address, [old, existing]: readonly string[], origin: Origin): Diagnostic =>
    error('moved-both', `the tenant has both ${from} (${old}) and ${to} (${existing})`, {
      origin,
      hint: 'delete or rename one of the two in the tenant, or take the item out of moved',
    }),
  secretsNotCompared: (count: number): Diagnostic =>
    warning('secrets-not-compared', `${count} ${count === 1 ? 'secret' : 'secrets'} cannot be compared here`, {
      hint: 'no run that is recorded here has sent them, and the API does not return them; --send-secrets sends them all',
    }),
  followUp: (address: Address, todo: string, origin: Origin | undefined): Diagnostic =>
    warning('follow-up', 'this does not work yet', { origin, address, hint: todo }),
  systemFields: (address: Address, fields: string, reason: string, origin: Origin | undefined): Diagnostic =>
    warning('system-fields', `${fields} of ${address} stay as they are: it is ${reason}`, {
      origin,
      address,
      hint: 'take them out of the files',
    }),
  readOnlyFields: (address: Address, fields: string, origin: Origin | undefined): Diagnostic =>
    warning('read-only', `${fields} of ${address} stay as they are: the files cannot set them`, {
      origin,
      address,
      hint: 'take them out of the files, or correct them',
    }),
  systemResource: (reason: string): Withheld => ({ guard: 'system', reason: `it is ${reason}` }),
};
