/** One way to say something. */
export interface Form {
  /** It has at least so many UTF-16 units: what cannot fit is not even made. */
  atLeast: number;
  text: () => string;
  /** Whether it names each change that it is about; else it counts them. */
  isNaming?: boolean;
}

/** Something to say, of which there may be less or more. */
export interface Piece {
  /** What stands above it and its neighbours that have the very same. */
  heading?: Heading;
  /** From the shortest to the longest. The first is said whatever the limit; it has to be short. */
  forms: readonly Form[];
}

/** A line above some pieces. */
export interface Heading {
  text: string;
}

/** A piece, and which of its forms is wanted when there is room. */
export type Step = readonly [piece: Piece, form: number];

/** What stands between two blocks. */
const between = '\n\n'.length;

/**
 * The blocks that these pieces come to within a number of UTF-16 units: each piece in its shortest form, and then, step by step,
 * in the longer one that a step names where that fits as a whole. The steps that come first get the room first. A form is never
 * cut.
 */
export function fitted(pieces: readonly Piece[], steps: readonly Step[], limit: number): Map<Piece, number> {
  const chosen = new Map<Piece, number>();
  const headed = new Set<Heading>();
  let room = limit;
  const sizes = new Map<Piece, number>();
  const raise = (piece: Piece, index: number, isForced: boolean): void => {
    const form = piece.forms[index];
    const before = sizes.get(piece) ?? 0;
    const { heading } = piece;
    const top = heading === undefined || headed.has(heading) ? 0 : heading.text.length + between;
    if (form === undefined || (!isForced && form.atLeast - before + top > room)) return;
    const size = sizeOf(form.text());
    const cost = size - before + (size === 0 ? 0 : top);
    if (!isForced && cost > room) return;
    room -= cost;
    sizes.set(piece, size);
    chosen.set(piece, index);
    if (heading !== undefined && size > 0) headed.add(heading);
  };
  for (const piece of pieces) raise(piece, 0, true);
  for (const [piece, index] of steps) if (index > (chosen.get(piece) ?? 0)) raise(piece, index, false);
  return chosen;
}

/** The text of pieces in the forms that were chosen. */
export function assembled(pieces: readonly Piece[], chosen: ReadonlyMap<Piece, number>): string {
  const blocks: string[] = [];
  let current: Heading | undefined;
  for (const piece of pieces) {
    const text = piece.forms[chosen.get(piece) ?? 0]?.text() ?? '';
    if (text === '') continue;
    if (piece.heading !== undefined && piece.heading !== current) blocks.push(piece.heading.text);
    current = piece.heading;
    blocks.push(text);
  }
  return blocks.join('\n\n');
}

/** A form whose text is made once. */
export function form(make: () => string, atLeast = 0, isNaming = false): Form {
  let made: string | undefined;
  return { atLeast, isNaming, text: () => (made ??= make()) };
}

/** A piece that has one form. */
export function always(text: string): Piece {
  return { forms: [form(() => text)] };
}

function sizeOf(text: string): number {
  return text === '' ? 0 : text.length + between;
}
