import type { Step } from '../model/plan.ts';
import { compareText } from '../model/json.ts';
import { defer } from './graph.ts';
import type { Graph, Dependency, Task } from './graph.ts';

/** Steps in waves, and the circles that could not be broken. */
export interface Waves {
  waves: Step[][];
  cycles: Cycle[];
}

/** Tasks that need each other, each the next one, with the field that refers to it; a child has no field for its parent. */
export type Cycle = { from: string; field: string | undefined; to: string }[];

/** A task and what it still waits for. */
interface Link {
  task: Task;
  need: Dependency;
}

/** Orders tasks: a wave holds every task whose needs are met by the waves before. Deletes come behind all writes. */
export function wavesOf(graph: Graph): Waves {
  const writes = order(graph.writes);
  const deletes = order(graph.deletes);
  return { waves: [...writes.waves, ...deletes.waves], cycles: [...writes.cycles, ...deletes.cycles] };
}

function order(given: readonly Task[]): Waves {
  const { sequence, cycles } = withoutCycles([...given].sort(byStep));
  if (cycles.length > 0) return { waves: [], cycles };
  const levels = new Map<Task, number>();
  const waves: Task[][] = [];
  for (const task of [...sequence, ...sequence.flatMap(({ later }) => later ?? [])]) {
    const level = Math.max(0, ...task.dependsOn.map((need) => (levels.get(need.task) ?? -1) + 1));
    levels.set(task, level);
    (waves[level] ??= []).push(task);
  }
  return { waves: waves.map((wave) => wave.sort(byStep).map(finished)), cycles: [] };
}

function byStep(a: Task, b: Task): number {
  return compareText(a.step.address, b.step.address) || compareText(a.step.do, b.step.do);
}

function finished({ step, dependsOn }: Task): Step {
  const hard = dependsOn.filter(({ isSoft }) => !isSoft || step.do === 'delete');
  return { ...step, dependsOn: [...new Set(hard.map(({ task }) => task.step.address))].sort(compareText) };
}

/**
 * The tasks in an order in which each comes behind those that it needs.
 *
 * Where tasks wait for each other, one of their needs is given up: a soft one, or a field is written by a later update.
 */
function withoutCycles(tasks: readonly Task[]): { sequence: Task[]; cycles: Cycle[] } {
  const waiting = new Set(tasks);
  const dependents = new Map<Task, Link[]>(tasks.map((task) => [task, []]));
  // What is not among the tasks is done before them.
  const open = new Map(tasks.map((task) => [task, new Set(task.dependsOn.filter((need) => waiting.has(need.task)))]));
  for (const task of tasks) for (const need of task.dependsOn) dependents.get(need.task)?.push({ task, need });
  const ready = tasks.filter((task) => open.get(task)?.size === 0);
  const meet = (task: Task, needs: readonly Dependency[]): void => {
    const left = open.get(task) ?? new Set();
    const before = left.size;
    for (const need of needs) left.delete(need);
    if (before > 0 && left.size === 0) ready.push(task);
  };
  const sequence: Task[] = [];
  const cycles: Cycle[] = [];
  while (waiting.size > 0) {
    for (let task = ready.pop(); task !== undefined; task = ready.pop()) {
      sequence.push(task);
      waiting.delete(task);
      for (const { task: dependent, need } of dependents.get(task) ?? []) meet(dependent, [need]);
    }
    const [first] = waiting;
    if (first === undefined) break;
    const cycle = cycleFrom(first, (task) => [...(open.get(task) ?? [])]);
    const given = giveUp(cycle, (task) => dependents.get(task)?.length ?? 0);
    if (given === undefined) cycles.push(cycle.map(edgeOf));
    // A circle that cannot be broken is told; to find the others, it is taken as broken.
    for (const { task, need } of given ?? cycle.slice(0, 1)) meet(task, [need]);
  }
  return { sequence, cycles };
}

/** Follows what tasks wait for until it comes back: the tasks of a circle, each with the next one as its need. */
function cycleFrom(first: Task, openDependencies: (task: Task) => Dependency[]): Link[] {
  const links: Link[] = [];
  const places = new Map<Task, number>();
  for (let task = first; ;) {
    const place = places.get(task);
    if (place !== undefined) return links.slice(place);
    const [need] = openDependencies(task).sort((a, b) => byStep(a.task, b.task));
    if (need === undefined) return [];
    places.set(task, links.length);
    links.push({ task, need });
    task = need.task;
  }
}

/**
 * Gives up what a circle can do without; `undefined` when there is no such thing.
 *
 * Of the fields that can wait it is one of the task that most others need: with it out of the way they can go on.
 */
function giveUp(cycle: readonly Link[], weight: (task: Task) => number): Link[] | undefined {
  const soft = cycle.find(({ need }) => need.isSoft);
  if (soft !== undefined) {
    const { task, need } = soft;
    task.dependsOn = task.dependsOn.filter((other) => other !== need);
    return [soft];
  }
  const [chosen] = cycle.filter(({ need }) => need.canWait).sort((a, b) => weight(b.task) - weight(a.task));
  const field = chosen?.need.field;
  if (chosen === undefined || field === undefined) return undefined;
  const { task } = chosen;
  const given = task.dependsOn.filter((need) => need.field === field);
  defer(task, field);
  return given.map((need) => ({ task, need }));
}

function edgeOf({ task, need }: Link): Cycle[number] {
  return { from: task.step.address, field: need.field, to: need.task.step.address };
}
