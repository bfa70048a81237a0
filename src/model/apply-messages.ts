import { Failure } from './failure.ts';

/** What the API would not say, or say badly, of single types while they are written. */
export const applyMessages = {
  otherName: (name: string, given: string): Failure =>
    new Failure(`the metadata document of ${name} names the client ${given}`, {
      hint: `write name: ${given}; the client is registered and will be found by it`,
    }),
  noModuleVersion: (module: string, version: string): Failure =>
    new Failure(`the module ${module} has no published version ${version}`, {
      hint: 'publish it with all_changes_published: true, then pin its version',
    }),
  noFactorProvider: (name: string, provider: string, known: string[]): Failure =>
    new Failure(`the factor ${name} has no provider ${provider}`, {
      hint: `factors and providers: ${known.join(', ')}`,
    }),
  buildFailed: (why: string): Failure =>
    new Failure(`the action could not be built${why}`, { hint: 'look at its dependencies and its syntax' }),
  buildTooLong: (): Failure =>
    new Failure('the action was not built within 6 minutes', { hint: 'apply again: the build may have ended by then' }),
};
