import type { Address } from './address.ts';
import { Failure } from './failure.ts';

/** Messages about applying a plan. */
export const applyMessages = {
  waveTitle: (number: number, count: number, changes: number): string =>
    `Wave ${number} of ${count}: ${changes} ${changes === 1 ? 'change' : 'changes'}`,
  dependsOn: (address: Address): string => `it depends on ${address}`,
  partlyDone: (done: readonly ('create' | 'update' | 'delete')[], reason: string): string =>
    `${done.map((step) => `${step}d`).join(' and ')}, then failed: ${reason}`,
  stopped: (): string => 'the run was stopped before it',
  madeTwice: (address: Address, ids: readonly string[]): Failure =>
    new Failure(`the answer to the create of ${address} was lost, and several now exist: ${ids.join(', ')}`, {
      hint: 'keep one of them, delete the others in the dashboard, and apply again',
    }),
  cannotLookUp: (address: Address, lost: Failure, error: Failure): Failure =>
    new Failure(
      `whether ${address} was created cannot be known: ${lost.message}; then, looking it up: ${error.message}`,
      {
        cause: error,
        isUncertain: true,
        hint: 'apply again when the tenant answers: what exists by then is found by its key',
      },
    ),
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
