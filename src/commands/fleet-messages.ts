import { UsageError } from '../model/failure.ts';

interface Named {
  tenant: string;
  env: string;
  ring: string;
}

/** What is said of many targets on the terminal. */
export const fleetMessages = {
  leftOut: (left: readonly Named[], isByRing: boolean): string =>
    isByRing
      ? `Not in these rings: ${namesOf(left)}.`
      : `Left out: ${namesOf(left)}, which are embedded emulators; --rings ${[...new Set(left.map(({ ring }) => ring))].join(',')} takes them.`,
  orderGuessed: (order: readonly string[]): string =>
    `The rings are taken in this order: ${order.join(', ')}. --rings says another one.`,
  orderUnknown: (order: readonly string[]): UsageError =>
    new UsageError(
      'ring-order',
      `it is not known in which order these rings come: ${order.join(', ')}`,
      `say it: --rings ${order.join(',')}`,
    ),
  question: (targets: number, rings: readonly string[]): string =>
    `\nApply this to ${targets === 1 ? '1 target' : `${targets} targets`} (${rings.join(', then ')})? Only yes will do: `,
  ringFailed: (ring: string, most = 0): string =>
    `More than ${most} targets of the ring ${ring} failed, so nothing else of it was begun, and nothing of those after it; --max-failures lets more of a ring fail.`,
  stopping: (): string => 'stopping: what is under way ends, and nothing else is begun; again to end at once',
  underWay: (doing: string, ended: number, total: number, open: readonly string[]): string =>
    `${ended} of ${total}, ${doing} ${open.join(', ')}`,
  ended: (ended: number, total: number, name: string, what: string): string =>
    `${String(ended).padStart(String(total).length)}/${total} ${name}  ${what}`,
  crowded: (ring: string, jobs: number, most: number): string =>
    `The ring ${ring} has ${jobs} jobs, and GitHub makes at most ${most} of one matrix: --batch packs several targets into one.`,
};

function listOf(names: readonly string[]): string {
  return names.length <= 5 ? names.join(', ') : `${names.slice(0, 5).join(', ')} and ${names.length - 5} more`;
}

function namesOf(targets: readonly Named[]): string {
  return listOf(targets.map(({ tenant, env }) => `${tenant}/${env}`));
}
