import { Failure } from '../../model/failure.ts';

/** What goes wrong when a client is registered by its metadata document. */
export const messages = {
  otherName: (name: string, given: string): Failure =>
    new Failure('other-name', `the metadata document of ${name} names the client ${given}`, {
      hint: `write name: ${given}; the client is registered and will be found by it`,
    }),
};
