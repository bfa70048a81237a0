import { describe, expect, it } from 'vitest';
import { canonicalLive } from '../../../src/canonical/live.ts';
import { catalogOf } from '../../../src/catalog/catalog.ts';
import type { ResourceType } from '../../../src/catalog/resource-type.ts';
import type { Change } from '../../../src/model/change.ts';
import type { Body } from '../../../src/model/json.ts';
import type { Step } from '../../../src/model/plan.ts';
import type { DesiredResource } from '../../../src/model/resource.ts';
import { graphOf } from '../../../src/plan/graph.ts';
import { wavesOf } from '../../../src/plan/waves.ts';

const none = (): Promise<never> => Promise.reject(new Error('nothing is sent here'));
const endpoints = { create: none, update: none, delete: none };

/** Nodes refer to nodes, by fields that can wait and by one that cannot; leaves belong to nodes; marks come behind nodes. */
const nodes: ResourceType = {
  name: 'nodes',
  identity: { keys: ['name'], id: 'id' },
  scopes: 'nodes',
  endpoints,
  updateOnly: ['late'],
  references: {
    'to[]': { to: 'nodes', by: 'id' },
    other: { to: 'nodes', by: 'id' },
    must: { to: 'nodes', by: 'id', isRequired: true },
  },
  children: [{ name: 'leaves', path: 'leaves', shape: 'list', identity: { keys: ['name'] }, endpoints }],
};
const marks: ResourceType = {
  name: 'marks',
  identity: { keys: ['name'] },
  scopes: 'marks',
  endpoints,
  after: ['nodes'],
};
const catalog = catalogOf([nodes, marks]);

type Planned = [action: 'create' | 'update' | 'replace' | 'delete', address: string, body?: Body];

function planned(rows: readonly Planned[]): { waves: string[]; cycles: string[] } {
  const resources = rows.map(([, address, body = {}]): DesiredResource => {
    const [type = '', key = '', child, childKey = ''] = address.split('/');
    const name = child === undefined ? key : childKey;
    const parent = child === undefined ? {} : { parent: `${type}/${key}` };
    const full = child === undefined ? type : `${type}.${child}`;
    return { type: full, address, key: name, body: { name, ...body }, source: undefined, ...parent };
  });
  const changes = rows.map(([action, address, body = {}], index): Change => {
    const base = { address, type: resources[index]?.type ?? '', fields: [] };
    if (action === 'update') return { ...base, action, fieldsToSend: Object.keys(body).sort() };
    return action === 'replace' ? { ...base, action, because: [] } : { ...base, action };
  });
  const wanted = resources.filter((_, index) => rows[index]?.[0] !== 'delete');
  const live = canonicalLive({ rows: [], unreadable: [], ownClientId: undefined }, catalog);
  for (const [index, resource] of resources.entries())
    if (['delete', 'replace'].includes(rows[index]?.[0] ?? ''))
      live.resources.set(resource.address, { ...resource, system: undefined, followUp: undefined });
  const desired = {
    resources: new Map(wanted.map((resource) => [resource.address, resource])),
    managed: { types: new Set<string>(), lists: new Set<string>() },
  };
  const { waves, cycles } = wavesOf(graphOf(changes, desired, live, catalog));
  return {
    waves: waves.map((steps) => steps.map(textOf).join(', ')),
    cycles: cycles.map((cycle) => cycle.map(({ from, field = '', to }) => `${from} ${field} ${to}`).join(', ')),
  };
}

function textOf(step: Step): string {
  const on = step.dependsOn.length === 0 ? '' : ` after ${step.dependsOn.join(' ')}`;
  const fields = step.do === 'delete' ? [] : step.do === 'create' ? step.deferred : step.fields;
  const list = fields.length === 0 ? '' : `${step.do === 'create' ? ' without ' : ' '}${fields.join(' ')}`;
  return `${step.do} ${step.address.replace('nodes/', '')}${list}${on.replaceAll('nodes/', '')}`;
}

const cases: { name: string; rows: Planned[]; waves: string[] }[] = [
  {
    name: 'what does not depend on each other goes together',
    rows: [
      ['create', 'nodes/a'],
      ['create', 'nodes/b'],
    ],
    waves: ['create a, create b'],
  },
  {
    name: 'what is referred to is created first',
    rows: [
      ['create', 'nodes/a', { other: 'b' }],
      ['create', 'nodes/b'],
    ],
    waves: ['create b', 'create a after b'],
  },
  {
    name: 'a child is created behind its parent',
    rows: [
      ['create', 'nodes/a'],
      ['create', 'nodes/a/leaves/x'],
    ],
    waves: ['create a', 'create a/leaves/x after a'],
  },
  {
    name: 'an update waits for what it refers to, but does not fail with an update',
    rows: [
      ['update', 'nodes/a', { other: 'b' }],
      ['update', 'nodes/b', { label: 'x' }],
      ['update', 'nodes/c', { other: 'd' }],
      ['create', 'nodes/d'],
    ],
    waves: ['update b label, create d', 'update a other, update c other after d'],
  },
  {
    name: 'an update does not wait for what an unsent field refers to',
    rows: [
      ['update', 'nodes/a', { label: 'x' }],
      ['create', 'nodes/b', { other: 'a' }],
    ],
    waves: ['update a label', 'create b'],
  },
  {
    name: 'a cycle is broken by a field that can wait',
    rows: [
      ['create', 'nodes/a', { other: 'b' }],
      ['create', 'nodes/b', { other: 'a' }],
    ],
    waves: ['create a without other', 'create b after a', 'update a other after a b'],
  },
  {
    name: 'of a cycle the field that can wait is given up, not the one that cannot',
    rows: [
      ['create', 'nodes/a', { must: 'b' }],
      ['create', 'nodes/b', { other: 'a' }],
    ],
    waves: ['create b without other', 'create a after b', 'update b other after a b'],
  },
  {
    name: 'all of a deferred field waits, also where it is in no cycle',
    rows: [
      ['create', 'nodes/a', { to: ['a', 'b'] }],
      ['create', 'nodes/b'],
    ],
    waves: ['create a without to, create b', 'update a to after a b'],
  },
  {
    name: 'a field that no create takes is sent by an update behind it',
    rows: [['create', 'nodes/a', { late: 'x' }]],
    waves: ['create a without late', 'update a late after a'],
  },
  {
    name: 'deletes come last, referring ones first',
    rows: [
      ['delete', 'nodes/a'],
      ['delete', 'nodes/b', { other: 'a' }],
      ['create', 'nodes/c'],
    ],
    waves: ['create c', 'delete b', 'delete a after b'],
  },
  {
    name: 'deletes that refer to each other go all the same',
    rows: [
      ['delete', 'nodes/a', { other: 'b' }],
      ['delete', 'nodes/b', { other: 'a' }],
    ],
    waves: ['delete a', 'delete b after a'],
  },
  {
    name: 'what is replaced is deleted before it is created, and what refers to it before that',
    rows: [
      ['replace', 'nodes/a'],
      ['delete', 'nodes/b', { other: 'a' }],
    ],
    waves: ['delete b', 'delete a after b', 'create a after a'],
  },
  {
    name: 'a type waits for another one, as long as that makes no cycle',
    rows: [
      ['create', 'marks/m'],
      ['create', 'nodes/a'],
      ['update', 'nodes/b', { label: 'x' }],
    ],
    waves: ['create a, update b label', 'create marks/m'],
  },
];

describe('waves', () => {
  it.each(cases)('$name', ({ rows, waves }) => {
    expect(planned(rows)).toEqual({ waves, cycles: [] });
    expect(planned(rows.toReversed())).toEqual({ waves, cycles: [] });
  });

  it('names all cycles that cannot be broken, each once', () => {
    const rows: Planned[] = [
      ['create', 'nodes/a', { must: 'b' }],
      ['create', 'nodes/b', { must: 'a' }],
      ['create', 'nodes/c', { must: 'd' }],
      ['create', 'nodes/d', { must: 'c' }],
    ];
    expect(planned(rows)).toEqual({
      waves: [],
      cycles: ['nodes/a must nodes/b, nodes/b must nodes/a', 'nodes/c must nodes/d, nodes/d must nodes/c'],
    });
  });
});
