import { instrument } from './instrument.ts';
import type { Shifts } from './source.ts';
import type { FunctionCoverage } from './types.ts';

/** Adds up what the processes of a program count. */
export interface Counter {
  readonly text: string;
  readonly counted: { readonly size: number; readonly shifts: Shifts };
  readonly take: (counts: readonly number[], isLast: boolean) => void;
  readonly coverage: () => FunctionCoverage[];
}

/** Counts what is run of a code; `undefined` when it cannot be parsed. */
export function counterOf(text: string): Counter | undefined {
  const made = instrument(text);
  if (made === undefined) return undefined;
  let before: readonly number[] = [];
  let now: readonly number[] = [];
  const sum = (): number[] =>
    Array.from({ length: Math.max(before.length, now.length) }, (_, at) => (before[at] ?? 0) + (now[at] ?? 0));
  return {
    text: made.text,
    counted: { size: made.size, shifts: made.shifts },
    take(counts, isLast) {
      if (counts.length > 0) now = counts;
      if (!isLast) return;
      before = sum();
      now = [];
    },
    coverage: () => made.coverage(sum()),
  };
}
