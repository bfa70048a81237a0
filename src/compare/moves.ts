import type { LiveState } from '../canonical/live.ts';
import type { Address } from '../model/address.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { movesTo } from '../model/moves.ts';
import type { Move } from '../model/moves.ts';
import type { DesiredResource, DesiredState } from '../model/resource.ts';
import { messages } from './messages.ts';

/** What is renamed now, of what the files say was renamed. */
export interface Moved {
  /** The resources by their new names, with the ids of those that have the old ones. */
  matchedById: DesiredResource[];
  /** The old address of each by the new one. */
  from: Map<Address, Address>;
  diagnostics: Diagnostic[];
}

/**
 * What of the moves is still to be done: the tenant has the old name, and not the new one. When it has the new one, that is
 * over; when it has neither, the resource is made; when it has both, nobody can say which is meant.
 */
export function movedNow(moves: readonly Move[], desired: DesiredState, live: LiveState): Moved {
  const found: Moved = { matchedById: [], from: new Map(), diagnostics: [] };
  for (const wanted of desired.resources.values()) {
    const there = movesTo(wanted.address, moves).filter(({ from }) => live.resources.has(from));
    const [move, ...others] = there;
    if (move === undefined) continue;
    const idOf = (address: Address): string => live.resources.get(address)?.id ?? '';
    const both = live.resources.has(wanted.address) ? wanted.address : others[0]?.from;
    const ids = live.ambiguous.get(move.from);
    if (both !== undefined)
      found.diagnostics.push(messages.movedBoth(move.from, both, [idOf(move.from), idOf(both)], move.origin));
    else if (ids !== undefined) found.diagnostics.push(messages.ambiguousResource(move.from, ids, move.origin));
    else {
      found.matchedById.push({ ...wanted, id: idOf(move.from) });
      found.from.set(wanted.address, move.from);
    }
  }
  return found;
}
