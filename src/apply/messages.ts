import type { Address } from '../model/address.ts';
import { Failure } from '../model/failure.ts';

/** Messages about applying a plan. */
export const messages = {
  waveTitle: (number: number, count: number, changes: number): string =>
    `Wave ${number} of ${count}: ${changes} ${changes === 1 ? 'change' : 'changes'}`,
  dependsOn: (address: Address): string => `it depends on ${address}`,
  partlyDone: (done: readonly ('create' | 'update' | 'delete')[], reason: string): string =>
    `${done.map((step) => `${step}d`).join(' and ')}, then failed: ${reason}`,
  stopped: (): string => 'the run was stopped before it',
  noId: (address: Address): Failure =>
    new Failure('no-id', `the answer to the create of ${address} has no id, so nothing that needs it can be sent`, {
      hint: 'look in the dashboard whether it was created, and apply again',
    }),
  madeTwice: (address: Address, ids: readonly string[]): Failure =>
    new Failure(
      'created-twice',
      `the answer to the create of ${address} was lost, and several now exist: ${ids.join(', ')}`,
      { hint: 'keep one of them, delete the others in the dashboard, and apply again' },
    ),
  cannotLookUp: (address: Address, lost: Failure, error: Failure): Failure =>
    new Failure(
      'create-uncertain',
      `whether ${address} was created cannot be known: ${lost.message}; then, looking it up: ${error.message}`,
      {
        cause: error,
        isUncertain: true,
        hint: 'apply again when the tenant answers: what exists by then is found by its key',
      },
    ),
};
