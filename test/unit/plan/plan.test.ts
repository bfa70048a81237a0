import { environmentOf } from '../../../src/resolve/environment.ts';
import { expect, it } from 'vitest';
import type { Config } from '../../../src/model/config.ts';
import { plan } from '../../../src/plan/plan.ts';
import {
  catalogWith,
  changeFrom,
  desiredState,
  endpoints,
  liveState,
  policyWith,
  textOfStep,
} from '../../support/stages.ts';
import type { Bodies } from '../../support/stages.ts';

const { create: _create, delete: _delete, ...single } = endpoints;

const catalog = catalogWith({
  teams: {
    children: [
      {
        name: 'members',
        path: 'members',
        shape: 'list',
        identity: { keys: ['name'] },
        endpoints: { ...single, batch: { size: 2, create: endpoints.create, delete: endpoints.delete } },
      },
    ],
  },
  clients: {
    references: {
      team: { to: 'teams', by: 'id', isRequired: true },
      rival: { to: 'clients', by: 'id', isRequired: true },
    },
  },
});

const config: Config = {
  tenant: 'acme',
  environment: { ...environmentOf('dev', undefined, undefined), domain: 'local', policy: policyWith(), rateShare: 1 },
  declared: [],
  sections: new Map(),
  excluded: [],
  moves: [],
};

interface Row {
  title: string;
  changes: string[];
  desired?: Bodies;
  live?: Bodies;
  waves: string[][];
  /** The least number of requests. */
  requests: number;
  codes?: string[];
}

const table: Row[] = [
  { title: 'nothing to do takes no request', changes: [], waves: [], requests: 0 },
  {
    title: 'each step is a request, in the waves of its references',
    changes: ['create teams/A', 'create clients/C'],
    desired: { 'teams/A': {}, 'clients/C': { team: 'A' } },
    waves: [['create teams/A'], ['create clients/C, after teams/A']],
    requests: 2,
  },
  {
    title: 'children that the API takes together share requests, as many as fit',
    changes: ['create teams/A/members/x', 'create teams/A/members/y', 'create teams/A/members/z'],
    desired: { 'teams/A': {}, 'teams/A/members/x': {}, 'teams/A/members/y': {}, 'teams/A/members/z': {} },
    waves: [['create teams/A/members/x', 'create teams/A/members/y', 'create teams/A/members/z']],
    requests: 2,
  },
  {
    title: 'children of different parents do not',
    changes: ['create teams/A/members/x', 'create teams/B/members/x'],
    desired: { 'teams/A': {}, 'teams/A/members/x': {}, 'teams/B': {}, 'teams/B/members/x': {} },
    waves: [['create teams/A/members/x', 'create teams/B/members/x']],
    requests: 2,
  },
  {
    title: 'a cycle that cannot be broken is an error',
    changes: ['create clients/C', 'create clients/D'],
    desired: { 'clients/C': { rival: 'D' }, 'clients/D': { rival: 'C' } },
    waves: [],
    requests: 0,
    codes: ['reference-circle'],
  },
  {
    title: 'a reference to what the plan deletes is an error',
    changes: ['delete teams/A'],
    desired: { 'clients/C': { team: 'A' } },
    live: { 'teams/A': {}, 'clients/C': { team: 'A' } },
    waves: [['delete teams/A']],
    requests: 1,
    codes: ['deleted-reference'],
  },
];

it.each(table.map((row) => [row.title, row] as const))('%s', (_title, row) => {
  const { changes, desired = {}, live = {}, waves, requests, codes = [] } = row;
  const found = plan(
    config,
    { changes: changes.map(changeFrom), unchanged: 0, desired: desiredState(desired), live: liveState(live) },
    catalog,
  );
  expect(found.plan.waves.map((wave) => wave.map(textOfStep))).toEqual(waves);
  expect(found.plan.requests).toBe(requests);
  expect(found.diagnostics.map(({ code }) => code)).toEqual(codes);
});
