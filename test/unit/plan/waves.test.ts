import { expect, it } from 'vitest';
import type { Dependency, Task } from '../../../src/plan/graph.ts';
import { wavesOf } from '../../../src/plan/waves.ts';
import { textOfStep } from '../../support/stages.ts';

/**
 * Tasks by what they do, each with those that come before it: `create b`, `create b by owner` when it is the field
 * `owner` that names the other, `create b by owner?` when that field can wait, `create b!` when it is only better so.
 */
type Tasks = Record<string, string[]>;

interface Row {
  title: string;
  writes: Tasks;
  deletes?: Tasks;
  waves: string[][];
  cycles?: string[];
}

const table: Row[] = [
  { title: 'nothing to do is no wave', writes: {}, waves: [] },
  {
    title: 'what is independent runs together, in the order of the addresses',
    writes: { 'create b': [], 'create a': [], 'update c': [] },
    waves: [['create a', 'create b', 'update c: x']],
  },
  {
    title: 'each comes in the wave behind the last one that it depends on',
    writes: { 'create a': ['create b', 'create c'], 'create b': ['create c'], 'create c': [] },
    waves: [['create c'], ['create b, after c'], ['create a, after b, c']],
  },
  {
    title: 'what is only better done before moves the wave, but the other may fail',
    writes: { 'create a': ['create b!'], 'create b': [] },
    waves: [['create b'], ['create a']],
  },
  {
    title: 'deletes come behind all writes',
    writes: { 'create z': [] },
    deletes: { 'delete a': ['delete b!'], 'delete b': [] },
    waves: [['create z'], ['delete b'], ['delete a, after b']],
  },
  {
    title: 'what is not among the tasks is done already',
    writes: { 'create a': ['create elsewhere'] },
    waves: [['create a, after elsewhere']],
  },
  {
    title: 'a cycle is broken where it is only better so',
    writes: { 'create a': ['create b'], 'create b': ['create a!'] },
    waves: [['create b'], ['create a, after b']],
  },
  {
    title: 'a cycle is broken by writing a field that can wait in an update behind the create',
    writes: { 'create a': ['create b by owner?'], 'create b': ['create a by parent'] },
    waves: [['create a without owner'], ['create b, after a'], ['update a: owner, after a, b']],
  },
  {
    title: 'of several fields that can wait it is one of the task that most others depend on',
    writes: {
      'create a': ['create b by owner?'],
      'create b': ['create a by parent?'],
      'create c': ['create b by parent'],
      'create d': ['create b by parent'],
    },
    waves: [
      ['create b without parent'],
      ['create a, after b', 'create c, after b', 'create d, after b'],
      ['update b: parent, after a, b'],
    ],
  },
  {
    title: 'one that names itself is written without the field first',
    writes: { 'create a': ['create a by owner?'] },
    waves: [['create a without owner'], ['update a: owner, after a']],
  },
  {
    title: 'a cycle of fields that cannot wait is told, and nothing is ordered',
    writes: { 'create a': ['create b by owner'], 'create b': ['create a by parent'], 'create c': [] },
    waves: [],
    cycles: ['a owner b, b parent a'],
  },
  {
    title: 'every cycle is told at once',
    writes: {
      'create a': ['create b'],
      'create b': ['create a'],
      'create c': ['create d'],
      'create d': ['create c'],
    },
    waves: [],
    cycles: ['a ? b, b ? a', 'c ? d, d ? c'],
  },
];

it.each(table)('$title', ({ writes, deletes = {}, waves, cycles = [] }) => {
  const found = wavesOf({ writes: tasksOf(writes), deletes: tasksOf(deletes) });
  expect(found.waves.map((wave) => wave.map(textOfStep))).toEqual(waves);
  expect(
    found.cycles.map((cycle) => cycle.map(({ from, field, to }) => `${from} ${field ?? '?'} ${to}`).join(', ')),
  ).toEqual(cycles);
});

function tasksOf(texts: Tasks): Task[] {
  const tasks = new Map(Object.keys(texts).map((text) => [text, taskOf(text)]));
  for (const [text, before] of Object.entries(texts)) {
    const from = tasks.get(text) ?? taskOf(text);
    from.dependsOn.push(...before.map((one) => dependency(from, one, tasks)));
  }
  return [...tasks.values()];
}

function taskOf(text: string): Task {
  const [action, address = ''] = text.split(' ');
  if (action !== 'create' && action !== 'update' && action !== 'delete') throw new Error(`no such step: ${text}`);
  return { address, do: action, fields: action === 'update' ? ['x'] : [], dependsOn: [] };
}

function dependency(from: Task, text: string, tasks: ReadonlyMap<string, Task>): Dependency {
  const [, step = '', field, mark] = /^(\w+ \w+)(?: by (\w+))?([?!])?$/.exec(text) ?? [];
  const to = tasks.get(step) ?? taskOf(step);
  return { from, to, ...(field === undefined ? {} : { field }), canWait: mark === '?', isSoft: mark === '!' };
}
