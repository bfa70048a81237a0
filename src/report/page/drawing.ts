import { messages } from '../messages.ts';
import type { Order, OrderedStep } from '../view.ts';
import { joined, markup } from './shell.ts';
import type { Html } from './shell.ts';

/** The most boxes of a wave; how many more there are is said below them. */
const most = 6;

/** Measures, in pixels. */
const box = { width: 216, height: 38, gap: 10, letters: 30 };
const column = { width: box.width + 64, top: 26 };

/** A step with its number through all waves. */
interface Numbered extends OrderedStep {
  number: number;
}

/** A picture of waves from left to right, with lines between the steps that are shown and wait for each other. */
export function drawn({ waves, edges }: Order): Html {
  const shown = chosen(waves, edges);
  const places = new Map<number, { x: number; y: number }>();
  for (const [wave, steps] of shown.entries())
    for (const [row, { number }] of steps.entries())
      places.set(number, { x: wave * column.width + 1, y: column.top + row * (box.height + box.gap) });
  const rows = Math.max(...shown.map(({ length }) => length)) + 1;
  const [width, height] = [waves.length * column.width - 60, column.top + rows * (box.height + box.gap)];
  const lines = edges.flatMap(([before, after]) => {
    const [from, to] = [places.get(before), places.get(after)];
    return from === undefined || to === undefined ? [] : [line(from, to)];
  });
  const columns = shown.map((steps, wave) => {
    const all = waves[wave]?.length ?? 0;
    return markup`<text class="w" x="${wave * column.width + 1}" y="14">${messages.wave(wave + 1, all)}</text>${joined(
      steps.map((step) => boxOf(step, places.get(step.number) ?? { x: 0, y: 0 })),
    )}${more(wave, steps.length, all)}`;
  });
  return markup`<svg
    role="img"
    aria-label="${messages.order(waves.length)}"
    width="${width}"
    height="${height}"
    viewBox="0 0 ${width} ${height}"
  >
    ${joined(lines)}${joined(columns)}
  </svg>`;
}

/** A box with what is done and the type in its first line, and the name in the second. */
function boxOf({ verb, address, emphasis }: Numbered, { x, y }: { x: number; y: number }): Html {
  const slash = address.indexOf('/');
  const type = slash === -1 ? address : address.slice(0, slash);
  const name = slash === -1 ? '' : address.slice(slash + 1);
  return markup`<g><title>${verb} ${address}</title><rect class="${emphasis}" x="${x}" y="${y}" width="${box.width}" height="${box.height}" rx="4"/><text class="n" x="${x + 8}" y="${y + 15}">${short(`${verb} ${type}`)}</text><text x="${x + 8}" y="${y + 30}">${short(name)}</text></g>`;
}

function short(label: string): string {
  const signs = Array.from(label);
  return signs.length > box.letters ? `${signs.slice(0, box.letters - 1).join('')}…` : label;
}

function more(wave: number, shown: number, all: number): Html {
  if (all <= shown) return markup``;
  const y = column.top + shown * (box.height + box.gap) + 14;
  return markup`<text class="n" x="${wave * column.width + 9}" y="${y}">${messages.moreSteps(all - shown)}</text>`;
}

function line(from: { x: number; y: number }, to: { x: number; y: number }): Html {
  const [x1, y1, x2, y2] = [from.x + box.width, from.y + box.height / 2, to.x, to.y + box.height / 2];
  const bend = Math.max(24, (x2 - x1) / 2);
  return markup`<path d="M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}" />`;
}

/** The steps of each wave that are drawn: those with the most lines, beside what they are connected with. */
function chosen(waves: Order['waves'], edges: Order['edges']): Numbered[][] {
  const degrees = new Map<number, number>();
  for (const number of edges.flat()) degrees.set(number, (degrees.get(number) ?? 0) + 1);
  const heights = new Map<number, number>();
  const befores = new Map<number, number[]>();
  for (const [before, after] of edges) befores.set(after, [...(befores.get(after) ?? []), before]);
  let first = 0;
  return waves.map((steps) => {
    const numbered = steps.map((step, index) => ({ ...step, number: first + index }));
    first += steps.length;
    const picked = numbered
      .toSorted((a, b) => (degrees.get(b.number) ?? 0) - (degrees.get(a.number) ?? 0))
      .slice(0, most);
    // The middle of what a step waits for: the lines cross less.
    const middle = ({ number }: Numbered): number => {
      const known = (befores.get(number) ?? []).flatMap((before) => heights.get(before) ?? []);
      return known.length === 0 ? most : known.reduce((sum, height) => sum + height, 0) / known.length;
    };
    const sorted = picked.toSorted((a, b) => middle(a) - middle(b));
    for (const [height, { number }] of sorted.entries()) heights.set(number, height);
    return sorted;
  });
}
