import type { Address } from '../model/address.ts';
import { error, warning } from '../model/diagnostic.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { Failure } from '../model/failure.ts';
import type { Unreadable } from '../model/snapshot.ts';
import type { Origin } from '../model/tree.ts';

/** What is said of a tenant that cannot be read, and of types that its plan, or the scopes of the tool, do not allow to read. */
export const messages = {
  cannotRead: (type: string, { message, status, hint, scopes, cause }: Failure): Failure =>
    new Failure('cannot-read', `${type} cannot be read: ${message}`, { scopes, cause, status, hint }),
  managedUnreadable: (lack: Unreadable, origin: Origin | undefined): Diagnostic =>
    error('unreadable', `${lack.type} cannot be read: ${lack.reason}`, {
      origin,
      hint: `${remedy(lack)}, or take ${lack.type} out of the files, or exclude them`,
    }),
  namedUnreadable: (lack: Unreadable, origin: Origin | undefined, address: Address): Diagnostic =>
    error('unreadable', `${lack.type} cannot be read, and this names one of them: ${lack.reason}`, {
      origin,
      address,
      hint: `${remedy(lack)}, or take the name out`,
    }),
  uncheckable: (lack: Unreadable, origin: Origin | undefined, address: Address): Diagnostic =>
    warning('unreadable', `${lack.type} cannot be read, so it is not known whether this fits them: ${lack.reason}`, {
      origin,
      address,
      hint: remedy(lack),
    }),
  excludedUnreadable: (lack: Unreadable, selector: string): Diagnostic =>
    error('unreadable', `${lack.type} cannot be read, and exclude names them by ${selector}: ${lack.reason}`, {
      hint: `${remedy(lack)}: what belongs to them could not be left alone`,
    }),
  keysUnreadable: (lack: Unreadable): Diagnostic =>
    warning('unreadable', `${lack.type} cannot be read, so they are shown by their ids: ${lack.reason}`, {
      hint: remedy(lack),
    }),
};

function remedy({ scopes, status }: Unreadable): string {
  if (scopes.length > 0) return `grant ${scopes.join(' or ')} to the client that tenantry uses`;
  return status === 404
    ? 'the tenant does not have this feature: turn it on'
    : 'the plan of the tenant, or its settings, do not allow it: change them';
}
