import { groupBy } from '../../model/group.ts';
import { boxesOf } from './collapse.ts';
import type { Box, Shown, Stroke } from './collapse.ts';
import { bands } from './bands.ts';
import { contentsOf, isWithRows } from './contents.ts';
import type { Contents } from './contents.ts';
import { pathOf } from './paths.ts';
import { measures } from './picture.ts';
import type { Frame, Heading, Picture, PlacedBox, PlacedStroke } from './picture.ts';
import type { MapView } from './view.ts';
import { words } from './words.ts';

const columns = ['organization', 'client', 'api', 'role'] as const;
type Column = (typeof columns)[number];

const titles: Record<Column, string> = { organization: 'Organizations', client: 'Clients', api: 'APIs', role: 'Roles' };

/** Boxes that stand below each other, as one: those of a team, or one alone. */
interface Block {
  name: string | undefined;
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
  for (const column of there) headings.push({ text: titles[column], x: lefts.get(column) ?? 0, y: 16 });
  // The tallest column stands first; what is in the others is put beside what it is joined with.
  const tallest = there.toSorted((a, b) => heightOfAll(orders.get(b) ?? []) - heightOfAll(orders.get(a) ?? []));
  const near = tallest.toSorted(
    (a, b) => Number(b === tallest[0]) - Number(a === tallest[0]) || nearness(a) - nearness(b),
  );
  for (const [index, column] of near.entries()) {
    const placing = { left: lefts.get(column) ?? 0, isLoose: index > 0, placed, strokes: found.strokes, frames };
    bottom = Math.max(bottom, place(orders.get(column) ?? [], placing));
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

/** Columns are put in this order behind the tallest: each knows by then where most of what it is joined with stands. */
function nearness(column: Column): number {
  return ['client', 'api', 'organization', 'role'].indexOf(column);
}

function heightOfAll(blocks: readonly Block[]): number {
  return blocks.reduce((sum, { height }) => sum + height + measures.space, 0);
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
  const gap = Math.max(width < 700 ? measures.gaps.tight : measures.gaps.least, Math.min(measures.gaps.most, room));
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
    return own.map((one) => ({ name: undefined, boxes: [one.index], height: one.box.height }));
  const { top, bottom } = measures.team;
  return [...groupBy(own, ({ box }) => (box.teams > 1 ? 'many' : String(box.team ?? '')))].map(([, all]) => {
    const [first] = all;
    const many = first?.box.teams ?? 1;
    const name = first?.box.team === undefined ? words.noTeam() : (view.teams[first.box.team] ?? '');
    return {
      name: many > 1 ? words.otherTeams(many) : name,
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
  const { space } = measures;
  const tops = isLoose ? nearTops(blocks, placed, strokes, space) : [];
  let y: number = measures.top;
  for (const [index, block] of blocks.entries()) {
    y = Math.max(y, tops[index] ?? 0);
    const { name } = block;
    const { side, top, bottom } = measures.team;
    let at = name === undefined ? y : y + top;
    for (const number of block.boxes) {
      const box = placed[number];
      if (box === undefined) continue;
      const inset = name === undefined ? 0 : side;
      placed[number] = { ...box, x: left + inset, y: at, width: box.width - 2 * inset };
      at += box.height + measures.gap;
    }
    const height = at - measures.gap - y + (name === undefined ? 0 : bottom);
    if (name !== undefined) frames.push({ text: name, x: left, y, width: measures.widths.client, height });
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
