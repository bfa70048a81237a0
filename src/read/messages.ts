import { Failure } from '../model/failure.ts';

/** What went wrong while a tenant was read. */
export const messages = {
  cannotRead: (type: string, { message, status, hint, scopes, cause }: Failure): Failure =>
    new Failure('cannot-read', `${type} cannot be read: ${message}`, { scopes, cause, status, hint }),
};
