import type { Address } from '../model/address.ts';
import { Failure } from '../model/failure.ts';

/** What is said while a plan is carried out. */
export const messages = {
  waveTitle: (number: number, count: number, changes: number): string =>
    `Wave ${number} of ${count}: ${changes} ${changes === 1 ? 'change' : 'changes'}`,
  dependsOn: (address: Address): string => `it depends on ${address}`,
  partlyDone: (done: readonly ('create' | 'update' | 'delete')[], reason: string): string =>
    `${done.map((step) => `${step}d`).join(' and ')}, but then: ${reason}`,
  stopped: (): string => 'the run was stopped before it',
  madeTwice: (address: Address, ids: readonly string[]): Failure =>
    new Failure(
      'created-twice',
      `the answer to the create of ${address} was lost, and now there are several: ${ids.join(', ')}`,
      { hint: 'look at them in the dashboard, delete those that are too many, and apply again' },
    ),
  cannotLookUp: (address: Address, lost: Failure, error: Failure): Failure =>
    new Failure(
      'create-uncertain',
      `whether ${address} was created cannot be known: ${lost.message}; then, looking it up: ${error.message}`,
      {
        cause: error,
        isUncertain: true,
        hint: 'apply again when the tenant can be reached: what is there by then is found by its key',
      },
    ),
};
