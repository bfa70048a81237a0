/** What may go wrong with a request: an answer of the API, a connection that breaks before or after the work, or no answer. */
export type FaultType = '429' | '500' | '503' | 'reset-before' | 'reset-after' | 'hang';

/** Every fault. */
export const faultTypes: readonly FaultType[] = ['429', '500', '503', 'reset-before', 'reset-after', 'hang'];

/** Which requests go wrong: those at these positions, counted from 0, and a share of the others. */
export interface Faults {
  readonly seed?: number;
  readonly types?: readonly FaultType[];
  readonly at?: readonly number[];
  /** Between 0 and 1. */
  readonly rate?: number;
  /** What the path of a request begins with that may go wrong, by default any. Others are not counted. */
  readonly path?: string;
}

/** Says what goes wrong with the next request, if anything. The same seed gives the same faults. */
export function faultSource({ seed = 1, types = faultTypes, at = [], rate = 0 }: Faults): () => FaultType | undefined {
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
