import type { LiveState } from '../canonical/live.ts';
import { typeOf } from '../catalog/catalog.ts';
import { changesBetween } from '../compare/changes.ts';
import { bothSides } from '../compare/compare.ts';
import { compareBodies } from '../compare/fields.ts';
import { leaveIgnored } from '../compare/ignored.ts';
import type { FilesGoal } from '../goals.ts';
import type { Address } from '../model/address.ts';
import { formatPath } from '../model/path.ts';
import type { Path } from '../model/path.ts';
import type { DesiredResource, DesiredState, LiveResource } from '../model/resource.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Choice } from '../selection.ts';

/** Where the files and the tenant are not the same. */
export type Mismatch =
  | { type: 'differs'; desired: DesiredResource; live: LiveResource; paths: Path[] }
  /** The files have it, and the tenant does not. */
  | { type: 'gone'; desired: DesiredResource }
  /** The tenant has it, and the files, which say everything about its type or list, do not. */
  | { type: 'new'; live: LiveResource };

/** All mismatches, and both sides. */
export interface Mismatches {
  mismatches: Mismatch[];
  desired: DesiredState;
  live: LiveState;
}

/** The mismatches between what the files say and what was read, but for what is left to others and for what Auth0 owns. */
export function mismatchesOf({ choice, ...goal }: FilesGoal, snapshot: Snapshot): Mismatches {
  const { catalog, selection } = goal.target;
  const sides = bothSides(goal, snapshot);
  const { live } = sides;
  const desired = leaveIgnored(sides.desired, live, catalog, selection);
  const { changes } = changesBetween({ desired, live, catalog, selection, replaced: new Set() });
  const mismatches = changes.flatMap(({ address, withheld }): Mismatch[] => {
    if (withheld?.guard === 'system') return [];
    const [wanted, given] = [desired.resources.get(address), live.resources.get(address)];
    if (wanted === undefined) return given === undefined ? [] : [{ type: 'new', live: given }];
    if (given === undefined) return [{ type: 'gone', desired: wanted }];
    const found = compareBodies(typeOf(catalog, wanted.type), wanted.body, given.body, wanted.source?.traces);
    return [{ type: 'differs', desired: wanted, live: given, paths: found.map(({ path }) => path) }];
  });
  return { mismatches: mismatches.filter((mismatch) => isChosen(mismatch, choice, { desired, live })), desired, live };
}

function isChosen(
  mismatch: Mismatch,
  choice: Choice | undefined,
  sides: Pick<Mismatches, 'desired' | 'live'>,
): boolean {
  if (choice === undefined) return true;
  const resource = mismatch.type === 'new' ? mismatch.live : mismatch.desired;
  const parent = sides.desired.resources.get(resource.parent ?? '') ?? sides.live.resources.get(resource.parent ?? '');
  return choice.names(resource) || (parent !== undefined && choice.names(parent));
}

/** What tells mismatches from each other: the address, and the field where both sides have it. */
export function namesOfMismatch(mismatch: Mismatch): string[] {
  if (mismatch.type !== 'differs')
    return [nameOfMismatch(mismatch.type === 'new' ? mismatch.live.address : mismatch.desired.address, '')];
  return mismatch.paths.map((path) => nameOfMismatch(mismatch.desired.address, formatPath(path)));
}

/** The name of one mismatch. */
export function nameOfMismatch(address: Address, path: string): string {
  return `${address}\n${path}`;
}
