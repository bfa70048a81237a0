import type { Address } from './address.ts';
import type { Origin } from './tree.ts';

/** A resource that has another name in the files than it had before. */
export interface Move {
  from: Address;
  to: Address;
  origin: Origin;
}

/** The moves that lead to an address, the last one first. */
export function movesTo(address: Address, moves: readonly Move[]): Move[] {
  const chain: Move[] = [];
  for (let to = address; ;) {
    const move = moves.find((one) => one.to === to);
    if (move === undefined || chain.includes(move)) return chain;
    chain.push(move);
    to = move.from;
  }
}
