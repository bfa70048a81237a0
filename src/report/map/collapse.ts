import { groupBy } from '../../model/group.ts';
import type { MapChange } from '../../model/map.ts';
import type { MapView, ViewLine, ViewNode } from './view.ts';

/** What of a map is drawn, and which boxes are open. */
export interface Shown {
  /** The numbers of the nodes and of the lines. */
  nodes: ReadonlySet<number>;
  lines: ReadonlySet<number>;
  /** The keys of boxes that are to show what is in them. */
  open: ReadonlySet<string>;
}

/** A box: a node, or several that are alike. */
export interface Box {
  /** The same for the same nodes, however they are drawn. */
  key: string;
  type: ViewNode['type'];
  /** The numbers of its nodes. */
  nodes: number[];
  /** The number of the team that all of them belong to. */
  team: number | undefined;
  /** Of how many teams they are. */
  teams: number;
  change: MapChange | undefined;
}

/** Lines between the same two boxes, as one. */
export interface Stroke {
  type: ViewLine['type'];
  /** The numbers of the boxes. */
  from: number;
  to: number;
  /** The numbers of its lines. */
  lines: number[];
  change: MapChange | undefined;
}

/** All of a map in boxes. */
export interface Boxes {
  boxes: Box[];
  strokes: Stroke[];
}

/** How many boxes there may be of a type before those that are alike become one. */
const most: Record<ViewNode['type'], number> = {
  client: 40,
  api: 40,
  organization: 20,
  role: 20,
  trigger: 20,
  action: 60,
  domain: 12,
};

/** Everything, with nothing open. */
export function everything({ nodes, lines }: Pick<MapView, 'nodes' | 'lines'>): Shown {
  return { nodes: new Set(nodes.keys()), lines: new Set(lines.keys()), open: new Set() };
}

/**
 * The boxes of a map. As long as there are few nodes of a type each has a box; else those of a team that have the same lines
 * share one, else all of a team, and of the teams the largest have a box, the others one for all of them.
 */
export function boxesOf(view: MapView, shown: Shown): Boxes {
  const alike = profiles(view, shown);
  const byType = groupBy(shown.nodes, (index) => view.nodes[index]?.type ?? 'client');
  const boxes = [...byType].flatMap(([type, numbers]) => {
    const name = view.nodes[numbers[0] ?? 0]?.type ?? 'client';
    return grouped(numbers, most[name], levelsOf(view, alike), shown.open).map((group) => boxOf(type, group, view));
  });
  const boxOfNode = new Map(boxes.flatMap(({ nodes }, index) => nodes.map((node) => [node, index] as const)));
  return { boxes, strokes: strokesOf(view, shown, boxOfNode) };
}

/** What puts nodes into one box, from fine to coarse. */
type Level = (index: number) => string;

/** Nodes in one box, with its key. */
interface Group {
  key: string;
  nodes: number[];
}

function levelsOf({ nodes }: MapView, alike: ReadonlyMap<number, string>): Level[] {
  const team: Level = (index) => `t${nodes[index]?.team ?? ''}`;
  return [(index) => `n${index}`, (index) => `${team(index)} ${alike.get(index) ?? ''}`, team];
}

/** Nodes in at most so many boxes, but for those that are open: the finest level that is coarse enough. */
function grouped(
  nodes: readonly number[],
  limit: number,
  levels: readonly Level[],
  open: ReadonlySet<string>,
): Group[] {
  for (const [depth, level] of levels.entries()) {
    const groups = groupsBy(nodes, level, depth);
    const isLast = depth === levels.length - 1;
    if (groups.length > limit && !isLast) continue;
    const fitting = groups.length > limit ? withRest(groups, limit) : groups;
    // What is left of all groups is coarser than the level that they are of.
    const finer = levels.slice(0, depth);
    return fitting.flatMap((group) => opened(group, group.key.startsWith('rest') ? levels : finer, open));
  }
  return [];
}

function groupsBy(nodes: readonly number[], level: Level, depth: number): Group[] {
  return [...groupBy(nodes, (index) => level(index))].map(([, members]) => groupOf(members, depth));
}

function groupOf(nodes: number[], depth: number): Group {
  return { key: nodes.length === 1 ? `n${nodes[0] ?? 0}` : `g${depth}-${nodes[0] ?? 0}-${nodes.length}`, nodes };
}

/** The largest groups, and all others as one. */
function withRest(groups: readonly Group[], limit: number): Group[] {
  const largest = new Set(groups.toSorted((a, b) => b.nodes.length - a.nodes.length).slice(0, limit - 1));
  const rest = groups.filter((group) => !largest.has(group)).flatMap(({ nodes }) => nodes);
  return [...groups.filter((group) => largest.has(group)), { key: `rest-${rest[0] ?? 0}-${rest.length}`, nodes: rest }];
}

/** A group as it is, or what is in it when it is open: the coarsest of the finer levels that tells its nodes apart. */
function opened(group: Group, finer: readonly Level[], open: ReadonlySet<string>): Group[] {
  if (group.nodes.length === 1 || !open.has(group.key)) return [group];
  for (let depth = finer.length - 1; depth >= 0; depth -= 1) {
    const level = finer[depth];
    const groups = level === undefined ? [] : groupsBy(group.nodes, level, depth);
    if (groups.length > 1) return groups.flatMap((one) => opened(one, finer.slice(0, depth), open));
  }
  return group.nodes.map((index) => groupOf([index], 0));
}

/** By node what its lines lead to, and with which scopes; nodes that a plan does not change alike are not alike. */
function profiles({ nodes, lines }: MapView, shown: Shown): Map<number, string> {
  const ends = new Map<number, string[]>();
  const add = (index: number, what: string): void => {
    const list = ends.get(index);
    if (list === undefined) ends.set(index, [what]);
    else list.push(what);
  };
  for (const index of shown.lines) {
    const line = lines[index];
    if (line === undefined) continue;
    const scopes = line.scopes.map(({ name, change = '' }) => `${change}${name}`).sort();
    const what = [line.type, line.change, line.hasAll, ...scopes].join(' ');
    add(line.from, `>${line.to} ${what}`);
    // Whom an API or an organization has to do with tells one from the other; of a client only what it calls.
    add(line.to, `<${line.from} ${line.type}`);
  }
  const known = new Map<string, string>();
  return new Map(
    [...shown.nodes].map((index) => {
      const text = `${nodes[index]?.change ?? ''} ${(ends.get(index) ?? []).sort().join('|')}`;
      if (!known.has(text)) known.set(text, String(known.size));
      return [index, known.get(text) ?? ''];
    }),
  );
}

function boxOf(type: string, { key, nodes }: Group, view: MapView): Box {
  const members = nodes.flatMap((index) => view.nodes[index] ?? []);
  const teams = new Set(members.map(({ team }) => team));
  const [team] = teams;
  return {
    key: `${type}-${key}`,
    type: members[0]?.type ?? 'client',
    nodes,
    team: teams.size === 1 ? team : undefined,
    teams: teams.size,
    change: commonChange(members),
  };
}

/** The change that all have; that something changes when only some do. */
function commonChange(all: readonly { change?: MapChange }[]): MapChange | undefined {
  const changes = new Set(all.map(({ change }) => change));
  const [only] = changes;
  return changes.size === 1 ? only : 'update';
}

function strokesOf(view: MapView, shown: Shown, boxOfNode: ReadonlyMap<number, number>): Stroke[] {
  const placed = [...shown.lines].flatMap((index) => {
    const line = view.lines[index];
    const [from, to] = [boxOfNode.get(line?.from ?? -1), boxOfNode.get(line?.to ?? -1)];
    return line === undefined || from === undefined || to === undefined ? [] : [{ index, line, from, to }];
  });
  const groups = groupBy(placed, ({ line, from, to }) => `${line.type} ${from} ${to}`);
  return [...groups.values()].flatMap((all): Stroke[] => {
    const [first] = all;
    if (first === undefined) return [];
    const { from, to, line } = first;
    const changes = all.map((one) => ({ ...changeOf(one.line) }));
    return [{ type: line.type, from, to, lines: all.map(({ index }) => index), change: commonChange(changes) }];
  });
}

/** What a plan does with a line: with the line itself, or with its scopes. */
export function changeOf({ change, scopes }: ViewLine): { change?: MapChange } {
  if (change !== undefined) return { change };
  return scopes.some((scope) => scope.change !== undefined) ? { change: 'update' } : {};
}
