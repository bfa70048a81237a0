/** What may go wrong with a request: an answer of the API, a connection that breaks before or after the work, or no answer. */
export type FaultKind = '429' | '500' | '503' | 'reset-before' | 'reset-after' | 'hang';

/** All types of faults. */
export const faultKinds: readonly FaultKind[] = ['429', '500', '503', 'reset-before', 'reset-after', 'hang'];

/** Which requests go wrong: those at these positions, counted from 0, and of the others so many of a hundred. */
export interface Faults {
  readonly seed?: number;
  readonly types?: readonly FaultKind[];
  readonly at?: readonly number[];
  /** Between 0 and 1. */
  readonly rate?: number;
}

/** Says what goes wrong with the next request, if anything. The same seed gives the same faults. */
export function faultSource({ seed = 1, types = faultKinds, at = [], rate = 0 }: Faults): () => FaultKind | undefined {
  let position = -1;
  let state = seed >>> 0;
  // A linear congruential generator: small, seeded, and good enough to scatter faults.
  const random = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return () => {
    position += 1;
    const [chance, choice] = [random(), random()];
    if (!at.includes(position) && chance >= rate) return undefined;
    return types[Math.floor(choice * types.length)];
  };
}
