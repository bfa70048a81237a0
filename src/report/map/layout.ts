import { groupBy } from '../../model/group.ts';
import { boxesOf } from './collapse.ts';
import type { Box, Shown, Stroke } from './collapse.ts';
import { contentsOf, isWithRows } from './contents.ts';
import type { Contents } from './contents.ts';
import type { MapView } from './view.ts';
import { words } from './words.ts';

/** Where a box is, in pixels, and what is in it. */
export interface PlacedBox extends Box, Contents {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A stroke with its way, as an SVG path. */
export interface PlacedStroke extends Stroke {
  path: string;
}

/** What frames boxes, such as those of a team. */
export interface Frame {
  text: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A heading over a column or a band. */
export interface Heading {
  text: string;
  x: number;
  y: number;
}

/** A map as a picture: plain data. */
export interface Picture {
  width: number;
  height: number;
  boxes: PlacedBox[];
  strokes: PlacedStroke[];
  frames: Frame[];
  headings: Heading[];
  /** Which sorts of strokes there are. */
  legend: ('machine' | 'user' | 'permission' | 'link')[];
}

/** Measures, in pixels. */
export const measures = {
  margin: 12,
  top: 34,
  row: 19,
  head: 30,
  line: 16,
  gap: 8,
  between: 22,
  frame: { top: 24, side: 8, bottom: 8 },
  widths: { organization: 168, client: 236, api: 250, role: 176 },
  gaps: { least: 72, most: 230 },
  chip: { width: 216, gap: 30 },
} as const;

const columns = ['organization', 'client', 'api', 'role'] as const;
type Column = (typeof columns)[number];

const titles: Record<Column, string> = { organization: 'Organizations', client: 'Clients', api: 'APIs', role: 'Roles' };

/** Boxes that stand below each other, as one: those of a team, or one alone. */
interface Block {
  frame: string | undefined;
  boxes: number[];
  height: number;
}

/** The picture of a map, or of what of it is shown, in about this width. */
export function pictureOf(view: MapView, shown: Shown, width = 1180): Picture {
  const found = boxesOf(view, shown);
  const withRows = isWithRows(view, found);
  const placed = found.boxes.map((box): PlacedBox => {
    const contents = contentsOf(box, view, withRows);
    const boxWidth = box.type in measures.widths ? measures.widths[columnOf(box.type)] : measures.chip.width;
    return { ...box, ...contents, x: 0, y: 0, width: boxWidth, height: heightOf(contents) };
  });
  const there = columns.filter((column) => placed.some(({ type }) => type === column));
  const lefts = leftsOf(there, width);
  const orders = ordered(placed, found.strokes, there, view);
  const headings: Heading[] = [];
  const frames: Frame[] = [];
  let bottom: number = measures.margin;
  for (const column of there) {
    const left = lefts.get(column) ?? 0;
    headings.push({ text: titles[column], x: left, y: 16 });
    const blocks = orders.get(column) ?? [];
    const isLoose = column !== 'client';
    bottom = Math.max(bottom, place(blocks, { left, isLoose, placed, strokes: found.strokes, frames }));
  }
  const used =
    there.length === 0
      ? 2 * measures.margin
      : (lefts.get(there.at(-1) ?? 'api') ?? 0) + measures.widths[there.at(-1) ?? 'api'] + measures.margin;
  const full = Math.max(used, Math.min(width, 640));
  const below = bands(placed, found.strokes, {
    top: bottom + (there.length === 0 ? 0 : measures.between),
    width: full,
    headings,
  });
  const legend = (['machine', 'user', 'permission', 'link'] as const).filter((type) =>
    found.strokes.some((stroke) => stroke.type === type),
  );
  return {
    width: full,
    height: below + (legend.length > 0 ? 34 : 4),
    boxes: placed,
    strokes: found.strokes.map((stroke): PlacedStroke => ({ ...stroke, path: pathOf(stroke, placed, view) })),
    frames,
    headings,
    legend,
  };
}

function columnOf(type: Box['type']): Column {
  return columns.find((column) => column === type) ?? 'client';
}

function heightOf({ notes, rows, more }: Contents): number {
  const lines = rows.length + (more === undefined ? 0 : 1);
  return measures.head + notes.length * measures.line + (lines === 0 ? 0 : lines * measures.row + 8);
}

function leftsOf(there: readonly Column[], width: number): Map<Column, number> {
  const boxes = there.reduce((sum, column) => sum + measures.widths[column], 0);
  const room = (width - 2 * measures.margin - boxes) / Math.max(1, there.length - 1);
  const gap = Math.max(measures.gaps.least, Math.min(measures.gaps.most, room));
  const lefts = new Map<Column, number>();
  let left = measures.margin;
  for (const column of there) {
    lefts.set(column, left);
    left += measures.widths[column] + gap;
  }
  return lefts;
}

/** The blocks of each column from top to bottom: what has to do with each other stands at about the same height. */
function ordered(
  boxes: readonly PlacedBox[],
  strokes: readonly Stroke[],
  there: readonly Column[],
  view: MapView,
): Map<Column, Block[]> {
  const neighbours = new Map<number, number[]>();
  for (const { from, to, type } of strokes) {
    if (type === 'binding') continue;
    neighbours.set(from, [...(neighbours.get(from) ?? []), to]);
    neighbours.set(to, [...(neighbours.get(to) ?? []), from]);
  }
  const orders = new Map(there.map((column) => [column, blocksOf(column, boxes, view)]));
  const ranks = new Map<number, number>();
  const rank = (blocks: readonly Block[]): void => {
    const all = blocks.flatMap((block) => block.boxes);
    for (const [index, box] of all.entries()) ranks.set(box, (index + 0.5) / all.length);
  };
  for (const blocks of orders.values()) rank(blocks);
  const middle = (indexes: readonly number[]): number => {
    const known = indexes.flatMap((index) => neighbours.get(index) ?? []).flatMap((other) => ranks.get(other) ?? []);
    return known.length === 0 ? 2 : known.reduce((sum, one) => sum + one, 0) / known.length;
  };
  for (let sweep = 0; sweep < 3; sweep += 1)
    for (const column of ['api', 'client', 'organization', 'role'] as const) {
      const blocks = (orders.get(column) ?? [])
        .map((block) => ({ ...block, boxes: block.boxes.toSorted((a, b) => middle([a]) - middle([b])) }))
        .sort((a, b) => middle(a.boxes) - middle(b.boxes));
      orders.set(column, blocks);
      rank(blocks);
    }
  return orders;
}

function blocksOf(column: Column, boxes: readonly PlacedBox[], view: MapView): Block[] {
  const own = boxes.flatMap((box, index) => (box.type === column ? [{ box, index }] : []));
  const stacked = (all: readonly { box: PlacedBox }[]): number =>
    all.reduce((sum, { box }) => sum + box.height + measures.gap, -measures.gap);
  if (column !== 'client' || view.teams.length === 0)
    return own.map((one) => ({ frame: undefined, boxes: [one.index], height: one.box.height }));
  const { top, bottom } = measures.frame;
  return [...groupBy(own, ({ box }) => (box.teams > 1 ? 'many' : String(box.team ?? '')))].map(([, all]) => {
    const [first] = all;
    const many = first?.box.teams ?? 1;
    const name = first?.box.team === undefined ? words.noTeam() : (view.teams[first.box.team] ?? '');
    return {
      frame: many > 1 ? words.otherTeams(many) : name,
      boxes: all.map(({ index }) => index),
      height: stacked(all) + top + bottom,
    };
  });
}

/** Where blocks are put, and what they are joined with. */
interface Placing {
  left: number;
  /** Whether they may stand apart, so that each is near what it is joined with. */
  isLoose: boolean;
  placed: PlacedBox[];
  strokes: readonly Stroke[];
  frames: Frame[];
}

/** Puts the blocks of a column below each other, and gives back where the column ends. */
function place(blocks: readonly Block[], { left, isLoose, placed, strokes, frames }: Placing): number {
  const space = isLoose ? measures.between - 6 : 14;
  const tops = isLoose ? nearTops(blocks, placed, strokes, space) : [];
  let y: number = measures.top;
  for (const [index, block] of blocks.entries()) {
    y = Math.max(y, tops[index] ?? 0);
    const { frame } = block;
    const { side, top, bottom } = measures.frame;
    let at = frame === undefined ? y : y + top;
    for (const number of block.boxes) {
      const box = placed[number];
      if (box === undefined) continue;
      const inset = frame === undefined ? 0 : side;
      placed[number] = { ...box, x: left + inset, y: at, width: box.width - 2 * inset };
      at += box.height + measures.gap;
    }
    const height = at - measures.gap - y + (frame === undefined ? 0 : bottom);
    if (frame !== undefined) frames.push({ text: frame, x: left, y, width: measures.widths.client, height });
    y += height + space;
  }
  return y - space;
}

/** Where each block would best begin: at the middle of what it is joined with, all in their order and none over another one. */
function nearTops(
  blocks: readonly Block[],
  placed: readonly PlacedBox[],
  strokes: readonly Stroke[],
  space: number,
): number[] {
  const wishes = blocks.map(({ boxes, height }) => {
    const own = new Set(boxes);
    const others = strokes.flatMap(({ from, to }) => (own.has(from) ? [to] : own.has(to) ? [from] : []));
    const heights = others.flatMap((index) => {
      const box = placed[index];
      return box === undefined || box.y === 0 ? [] : [box.y + box.height / 2];
    });
    return heights.length === 0
      ? measures.top
      : heights.reduce((sum, one) => sum + one, 0) / heights.length - height / 2;
  });
  const end = Math.max(measures.top, ...placed.filter(({ y }) => y > 0).map(({ y, height }) => y + height));
  // From below: no block so low that those behind it have no room before the end.
  let limit = end + space;
  const latest = blocks.map(() => 0);
  for (let index = blocks.length - 1; index >= 0; index -= 1) {
    limit -= (blocks[index]?.height ?? 0) + space;
    latest[index] = Math.max(measures.top, limit);
  }
  return wishes.map((wish, index) => Math.max(measures.top, Math.min(wish, latest[index] ?? wish)));
}

/** Where bands are put. */
interface Below {
  top: number;
  width: number;
  headings: Heading[];
}

/** Puts what stands below the columns into rows: triggers with their actions in their order, and domains. Gives back where it ends. */
function bands(placed: PlacedBox[], strokes: readonly Stroke[], { top, width, headings }: Below): number {
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

/** A curve from box to box; where boxes have rows for scopes, one to each of those that it is about. */
function pathOf({ from, to, type, lines }: Stroke, placed: readonly PlacedBox[], view: MapView): string {
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
