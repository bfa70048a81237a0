import type { Stroke } from './collapse.ts';
import { measures } from './picture.ts';
import type { Heading, PlacedBox } from './picture.ts';

/** Where bands are put. */
interface Below {
  top: number;
  width: number;
  headings: Heading[];
}

/** Puts what stands below the columns into rows: triggers with their actions in their order, and domains. Gives back where it ends. */
export function bands(placed: PlacedBox[], strokes: readonly Stroke[], { top, width, headings }: Below): number {
  const { chip, margin } = measures;
  const perRow = Math.max(1, Math.floor((width - 2 * margin + chip.gap) / (chip.width + chip.gap)));
  let y = top;
  const row = (indexes: readonly number[], isIndented: boolean): void => {
    let [column, tallest] = [0, 0];
    for (const index of indexes) {
      const box = placed[index];
      if (box === undefined) continue;
      if (column === perRow) {
        y += tallest + measures.gap;
        [column, tallest] = [isIndented && perRow > 1 ? 1 : 0, 0];
      }
      placed[index] = { ...box, x: margin + column * (chip.width + chip.gap), y };
      tallest = Math.max(tallest, box.height);
      column += 1;
    }
    y += tallest + measures.gap + 4;
  };
  const heading = (text: string): void => {
    headings.push({ text, x: margin, y: y + 16 });
    y += measures.top;
  };
  const triggers = placed.flatMap(({ type }, index) => (type === 'trigger' ? [index] : []));
  const seen = new Set<number>();
  if (triggers.length > 0) heading('Code');
  for (const trigger of triggers) {
    const actions = strokes.flatMap(({ type, from, to }) =>
      type === 'binding' && to === trigger && !seen.has(from) ? [from] : [],
    );
    for (const action of actions) seen.add(action);
    row([trigger, ...actions], true);
  }
  const domains = placed.flatMap(({ type }, index) => (type === 'domain' ? [index] : []));
  if (domains.length > 0) {
    heading('Custom domains');
    row(domains, false);
  }
  return y;
}
