import { canonicalLive, withoutNamesOf } from '../canonical/live.ts';
import type { LiveState } from '../canonical/live.ts';
import type { Canonicalize } from '../canonical/desired.ts';
import type { Address } from '../model/address.ts';
import type { Change } from '../model/change.ts';
import type { Move } from '../model/moves.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { DesiredState } from '../model/resource.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { SecretMemory } from '../secrets/secret-memory.ts';
import type { Selection } from '../selection.ts';
import { changesBetween } from './changes.ts';
import { leaveIgnored } from './ignored.ts';
import { movedNow } from './moves.ts';

/** Of a goal what is compared with the tenant. */
export interface Compared {
  target: { catalog: Catalog; selection: Selection };
  desired: DesiredState;
  canonicalize: Canonicalize;
  /** The resources that changes may be about; all of them when absent. */
  only?: ReadonlySet<Address>;
  /** What was renamed. */
  moves?: readonly Move[];
}

/** Both sides of a comparison in canonical form, and what is wrong with the names that they have. */
export interface Sides {
  desired: DesiredState;
  live: LiveState;
  /** The addresses of what is to be renamed, by the new ones. */
  moved: ReadonlyMap<Address, Address>;
  diagnostics: Diagnostic[];
}

/** What differs between both sides. */
export interface Comparison extends Sides {
  /** In the order of the catalog, then by address; equal resources are left out. */
  changes: Change[];
  /** How many declared resources are as they should be. */
  unchanged: number;
}

/** Marks the changes that are kept back. */
export type Guarded = (changes: Change[]) => Change[];

/**
 * Both sides in canonical form; what the goal names by its id, or says was renamed, has the name that the goal gives it.
 */
export function bothSides({ target, desired, canonicalize, moves = [] }: Compared, snapshot: Snapshot): Sides {
  const declared = [...desired.resources.values()];
  const given = canonicalLive(snapshot, target.catalog, declared);
  const moved = movedNow(moves, desired, given);
  const isMoved = moved.matchedById.length > 0;
  const live = isMoved ? canonicalLive(snapshot, target.catalog, [...declared, ...moved.matchedById]) : given;
  const { state, diagnostics } = canonicalize(live.resources.values());
  return { desired: state, live, moved: moved.from, diagnostics: [...diagnostics, ...moved.diagnostics] };
}

/**
 * Compares both sides until it is known what is replaced: what refers to it has to be written again, without its old id.
 *
 * The sides that come back are those that the changes are about: with what is left to others as it is in the tenant.
 */
export function compare(goal: Compared, sides: Sides, guarded: Guarded, memory?: SecretMemory): Comparison {
  const { catalog, selection } = goal.target;
  for (let replaced = new Set<Address>(); ;) {
    const { desired: declared, live, diagnostics } = withReplaced(goal, sides, replaced);
    const desired = leaveIgnored(declared, live, catalog, selection);
    const found = changesBetween({ desired, live, catalog, selection, replaced, ...(memory && { memory }) });
    const part = found.changes.filter(({ address }) => goal.only?.has(address) ?? true);
    const changes = guarded(part.map((change) => withOldAddress(change, sides.moved)));
    const known = new Set([...replaced, ...replacedBy(changes)]);
    if (known.size === replaced.size) {
      return { ...sides, ...found, desired, live, changes, diagnostics: [...diagnostics, ...found.diagnostics] };
    }
    replaced = known;
  }
}

/** Both sides when some resources are going to be replaced: the desired one may leave out what the live one has already. */
function withReplaced({ target, canonicalize }: Compared, sides: Sides, replaced: ReadonlySet<Address>): Sides {
  if (replaced.size === 0) return sides;
  const live = withoutNamesOf(sides.live, replaced, target.catalog);
  const { state, diagnostics } = canonicalize(live.resources.values());
  return { ...sides, desired: state, live, diagnostics };
}

function withOldAddress(change: Change, moved: Sides['moved']): Change {
  const old = moved.get(change.address);
  return old === undefined || change.action !== 'update' ? change : { ...change, moved: old };
}

function replacedBy(changes: readonly Change[]): Address[] {
  return changes.flatMap(({ action, withheld, address }) =>
    action === 'replace' && withheld === undefined ? [address] : [],
  );
}
