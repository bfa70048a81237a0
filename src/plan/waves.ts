import type { Step } from '../model/plan.ts';
import { compareNatural, compareText } from '../model/json.ts';
import { defer } from './graph.ts';
import type { Graph, Dependency, Task } from './graph.ts';

/** Steps in waves, and the cycles that could not be broken. */
export interface Waves {
  waves: Step[][];
  cycles: Cycle[];
}

/** Tasks that need each other, each the next one, with the field that refers to it; a child has no field for its parent. */
export type Cycle = { from: string; field: string | undefined; to: string }[];

/** Orders tasks: a wave holds every task whose dependencies are done in the waves before. Deletes come behind all writes. */
export function wavesOf(graph: Graph): Waves {
  const writes = order(graph.writes);
  const deletes = order(graph.deletes);
  return { waves: [...writes.waves, ...deletes.waves], cycles: [...writes.cycles, ...deletes.cycles] };
}

function order(given: readonly Task[]): Waves {
  const { sequence, cycles } = inSequence([...given].sort(byStep));
  if (cycles.length > 0) return { waves: [], cycles };
  const levels = new Map<Task, number>();
  const waves: Task[][] = [];
  for (const task of [...sequence, ...sequence.flatMap(({ later }) => later ?? [])]) {
    const level = Math.max(0, ...task.dependsOn.map(({ to }) => (levels.get(to) ?? -1) + 1));
    levels.set(task, level);
    (waves[level] ??= []).push(task);
  }
  return { waves: waves.map((wave) => wave.sort(byStep).map(stepOf)), cycles: [] };
}

function byStep(a: Task, b: Task): number {
  return compareNatural(a.address, b.address) || compareText(a.do, b.do);
}

function stepOf(task: Task): Step {
  const { address, fields, later } = task;
  const hard = task.dependsOn.filter(({ isSoft }) => !isSoft || task.do === 'delete');
  const dependsOn = [...new Set(hard.map(({ to }) => to.address))].sort(compareText);
  switch (task.do) {
    case 'create':
      return { address, do: 'create', deferred: later?.fields ?? [], dependsOn };
    case 'update':
      return { address, do: 'update', fields, dependsOn };
    case 'delete':
      return { address, do: 'delete', dependsOn };
  }
}

/**
 * The tasks in an order in which each comes behind those that it depends on (Kahn's algorithm).
 *
 * Where tasks wait for each other, one of the dependencies is given up: a soft one, or a field is written by a later
 * update. What is not among the tasks is done before them.
 */
function inSequence(tasks: readonly Task[]): { sequence: Task[]; cycles: Cycle[] } {
  const waiting = new Set(tasks);
  const open = new Map(tasks.map((task) => [task, new Set(task.dependsOn.filter(({ to }) => waiting.has(to)))]));
  const dependents = dependentsOf([...open.values()].flatMap((edges) => [...edges]));
  const ready = tasks.filter((task) => open.get(task)?.size === 0);
  const meet = (edge: Dependency): void => {
    const left = open.get(edge.from);
    if (left?.delete(edge) === true && left.size === 0) ready.push(edge.from);
  };
  const sequence: Task[] = [];
  const cycles: Cycle[] = [];
  while (waiting.size > 0) {
    for (let task = ready.pop(); task !== undefined; task = ready.pop()) {
      sequence.push(task);
      waiting.delete(task);
      dependents.get(task)?.forEach(meet);
    }
    const [first] = waiting;
    if (first === undefined) break;
    const cycle = cycleFrom(first, open);
    const broken = breakCycle(cycle, (task) => dependents.get(task)?.length ?? 0);
    if (broken === undefined)
      cycles.push(cycle.map(({ from, field, to }) => ({ from: from.address, field, to: to.address })));
    // A cycle that cannot be broken is told; to find the others, it is taken as broken.
    (broken ?? cycle.slice(0, 1)).forEach(meet);
  }
  return { sequence, cycles };
}

function dependentsOf(edges: readonly Dependency[]): Map<Task, Dependency[]> {
  const found = new Map<Task, Dependency[]>();
  for (const edge of edges) {
    const others = found.get(edge.to);
    if (others === undefined) found.set(edge.to, [edge]);
    else others.push(edge);
  }
  return found;
}

/** Follows what tasks wait for until it comes back: the edges of a cycle. */
function cycleFrom(first: Task, open: ReadonlyMap<Task, ReadonlySet<Dependency>>): Dependency[] {
  const edges: Dependency[] = [];
  const places = new Map<Task, number>();
  for (let task = first; ;) {
    const place = places.get(task);
    if (place !== undefined) return edges.slice(place);
    const [edge] = [...(open.get(task) ?? [])].sort((a, b) => byStep(a.to, b.to));
    if (edge === undefined) return [];
    places.set(task, edges.length);
    edges.push(edge);
    task = edge.to;
  }
}

/**
 * Gives up what a cycle can do without, and tells which edges these are; `undefined` when there is no such thing.
 *
 * Of the fields that can wait it is one of the task that most others depend on: with it out of the way they can go on.
 */
function breakCycle(cycle: readonly Dependency[], weight: (task: Task) => number): Dependency[] | undefined {
  const soft = cycle.find(({ isSoft }) => isSoft);
  if (soft !== undefined) {
    soft.from.dependsOn = soft.from.dependsOn.filter((other) => other !== soft);
    return [soft];
  }
  const [chosen] = cycle.filter(({ canWait }) => canWait).sort((a, b) => weight(b.from) - weight(a.from));
  if (chosen?.field === undefined) return undefined;
  const { from, field } = chosen;
  const given = from.dependsOn.filter((edge) => edge.field === field);
  defer(from, field);
  return given;
}
