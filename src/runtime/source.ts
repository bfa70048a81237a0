/** The name by which code finds the counts of what is run of it. */
export const COUNTS = '$tenantryCounts';

/** By line, from which column on how many columns were put in. */
export type Shifts = { readonly [line: string]: readonly (readonly [column: number, length: number])[] };

/** The code as stack traces name it. */
export interface Source {
  readonly path: string;
  readonly shifts: Shifts;
}

/** A column of the code as it was written, from one of the code that runs. */
export function originalColumn({ shifts }: Source, line: number, column: number): number {
  let moved = 0;
  for (const [from, length] of shifts[line] ?? []) {
    if (from + moved > column) break;
    moved += Math.min(length, column - (from + moved));
  }
  return column - moved;
}

/** Replaces the columns of a stack trace by those of the code as it was written. */
export function originalStack(source: Source, stack: string): string {
  if (Object.keys(source.shifts).length === 0) return stack;
  return stack
    .split(`${source.path}:`)
    .map((part, index) =>
      index === 0
        ? part
        : part.replace(/^(\d+):(\d+)/, (_, line: string, column: string) =>
            [line, originalColumn(source, Number(line), Number(column))].join(':'),
          ),
    )
    .join(`${source.path}:`);
}
