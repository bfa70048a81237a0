import type { Stroke } from './collapse.ts';
import { measures } from './picture.ts';
import type { PlacedBox } from './picture.ts';
import type { MapView } from './view.ts';

/** A curve from box to box; where boxes have rows for scopes, one to each of those that it is about. */
export function pathOf({ from, to, type, lines }: Stroke, placed: readonly PlacedBox[], view: MapView): string {
  const [start, end] = [placed[from], placed[to]];
  if (start === undefined || end === undefined) return '';
  if (type === 'binding') return chained(start, end);
  const isBackwards = start.x > end.x;
  const x1 = isBackwards ? start.x : start.x + start.width;
  const x2 = isBackwards ? end.x + end.width : end.x;
  const y1 = start.y + Math.min(start.height / 2, measures.head);
  const bend = (x2 - x1) / 2;
  const curve = (y2: number): string => `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
  const names = new Set(lines.flatMap((index) => view.lines[index]?.scopes ?? []).map(({ name }) => name));
  const hasAll = lines.some((index) => view.lines[index]?.hasAll === true);
  const heights = end.rows.flatMap((row, index) => (names.has(row.text) && !hasAll ? [rowMiddle(end, index)] : []));
  return heights.length === 0 ? curve(end.y + Math.min(end.height / 2, measures.head)) : heights.map(curve).join('');
}

function rowMiddle({ y, notes }: PlacedBox, index: number): number {
  return y + measures.head + notes.length * measures.line + 4 + (index + 0.5) * measures.row;
}

/** From an action to the trigger in front of it, on one line or across lines. */
function chained(action: PlacedBox, trigger: PlacedBox): string {
  const y = action.y + Math.min(action.height / 2, measures.head / 2 + 4);
  const before = action.x - measures.chip.gap;
  if (action.x === trigger.x) return `M${trigger.x + 10} ${trigger.y + trigger.height}V${action.y}`;
  return `M${before} ${y}H${action.x}`;
}
