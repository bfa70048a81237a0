import { expect, it } from 'vitest';
import { graphOf } from '../../../src/plan/graph.ts';
import type { Task } from '../../../src/plan/graph.ts';
import { catalogWith, changeFrom, desiredState, endpoints, liveState } from '../../support/stages.ts';
import type { Bodies } from '../../support/stages.ts';

const { update: _update, ...withoutUpdate } = endpoints;

/** Things that refer to each other in every way that there is. */
const catalog = catalogWith({
  teams: {},
  apis: {},
  clients: {
    references: {
      team: { to: 'teams', by: 'id' },
      api: { to: 'apis', by: 'id', isRequired: true },
      'backups[]': { to: 'clients', by: 'id' },
    },
    updateOnly: ['logo'],
    children: [
      {
        name: 'keys',
        path: 'keys',
        shape: 'list',
        identity: { keys: ['name'] },
        endpoints,
        references: { api: { to: 'apis', by: 'id' } },
      },
    ],
  },
  grants: { references: { client: { to: 'clients', by: 'id' } }, endpoints: withoutUpdate },
  templates: { after: ['teams'] },
});

interface Row {
  title: string;
  changes: string[];
  desired?: Bodies;
  live?: Bodies;
  /** Each task, behind `<-` what comes before it: by which field, `?` when that can wait, `!` when it is only better so. */
  writes?: string[];
  deletes?: string[];
}

const table: Row[] = [
  {
    title: 'what names nothing depends on nothing',
    changes: ['create teams/A', 'update apis/B: x'],
    desired: { 'teams/A': {}, 'apis/B': {} },
    writes: ['create teams/A', 'update apis/B: x'],
  },
  {
    title: 'a create comes behind those that its fields name; a field that it can do without can wait',
    changes: ['create teams/A', 'create apis/B', 'create clients/C'],
    desired: { 'teams/A': {}, 'apis/B': {}, 'clients/C': { team: 'A', api: 'B' } },
    writes: ['create teams/A', 'create apis/B', 'create clients/C <- create teams/A by team?, create apis/B by api'],
  },
  {
    title: 'no field can wait where there is no update',
    changes: ['create clients/C', 'create grants/G'],
    desired: { 'clients/C': {}, 'grants/G': { client: 'C' } },
    writes: ['create clients/C', 'create grants/G <- create clients/C by client'],
  },
  {
    title: 'what exists and stays as it is comes before nothing',
    changes: ['create clients/C'],
    desired: { 'teams/A': {}, 'clients/C': { team: 'A' } },
    writes: ['create clients/C'],
  },
  {
    title: 'behind what is only updated it is better, not necessary',
    changes: ['update teams/A: x', 'create clients/C'],
    desired: { 'teams/A': {}, 'clients/C': { team: 'A' } },
    writes: ['update teams/A: x', 'create clients/C <- update teams/A: x by team?!'],
  },
  {
    title: 'an update depends on what the fields that it sends name, and on no other',
    changes: ['create teams/A', 'create apis/B', 'update clients/C: team'],
    desired: { 'teams/A': {}, 'apis/B': {}, 'clients/C': { team: 'A', api: 'B' } },
    writes: ['create teams/A', 'create apis/B', 'update clients/C: team <- create teams/A by team'],
  },
  {
    title: 'a child comes behind its parent, and behind what it names itself',
    changes: ['create apis/B', 'create clients/C', 'create clients/C/keys/k'],
    desired: { 'apis/B': {}, 'clients/C': {}, 'clients/C/keys/k': { api: 'B' } },
    writes: ['create apis/B', 'create clients/C', 'create clients/C/keys/k <- create clients/C, create apis/B by api?'],
  },
  {
    title: 'a type comes behind another although no field names it',
    changes: ['create teams/A', 'create templates/T'],
    desired: { 'teams/A': {}, 'templates/T': {} },
    writes: ['create teams/A', 'create templates/T <- create teams/A!'],
  },
  {
    title: 'a field that a create does not take is written by an update behind it',
    changes: ['create clients/C'],
    desired: { 'clients/C': { logo: 'x' } },
    writes: ['create clients/C, then logo'],
  },
  {
    title: 'what is withheld is no task',
    changes: ['create teams/A', 'withheld create clients/C'],
    desired: { 'teams/A': {}, 'clients/C': { team: 'A' } },
    writes: ['create teams/A'],
  },
  {
    title: 'what names something is deleted before it',
    changes: ['delete teams/A', 'delete clients/C'],
    live: { 'teams/A': {}, 'clients/C': { team: 'A' } },
    deletes: ['delete teams/A <- delete clients/C!', 'delete clients/C'],
  },
  {
    title: 'a replacement deletes first, and takes what names the old one along among the writes',
    changes: ['replace teams/A', 'delete clients/C', 'delete apis/B'],
    desired: { 'teams/A': {} },
    live: { 'teams/A': {}, 'clients/C': { team: 'A' }, 'apis/B': {} },
    writes: ['create teams/A <- delete teams/A', 'delete teams/A <- delete clients/C!', 'delete clients/C'],
    deletes: ['delete apis/B'],
  },
];

it.each(table)('$title', ({ changes, desired = {}, live = {}, writes = [], deletes = [] }) => {
  const planned = changes.map((text) =>
    text.startsWith('withheld ')
      ? { ...changeFrom(text.replace('withheld ', '')), withheld: { guard: 'protect', reason: 'a test' } }
      : changeFrom(text),
  );
  const graph = graphOf(planned, desiredState(desired), liveState(live), catalog);
  expect({ writes: graph.writes.map(textOf), deletes: graph.deletes.map(textOf) }).toEqual({ writes, deletes });
});

function nameOf({ do: action, address, fields }: Task): string {
  return `${action} ${address}${action === 'update' ? `: ${fields.join(', ')}` : ''}`;
}

function textOf(task: Task): string {
  const before = task.dependsOn.map(
    ({ to, field, canWait, isSoft }) =>
      `${nameOf(to)}${field === undefined ? '' : ` by ${field}`}${canWait ? '?' : ''}${isSoft ? '!' : ''}`,
  );
  const later = task.later === undefined ? '' : `, then ${task.later.fields.join(', ')}`;
  return `${nameOf(task)}${later}${before.length === 0 ? '' : ` <- ${before.join(', ')}`}`;
}
