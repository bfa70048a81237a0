import { expect, it } from 'vitest';
import { changesBetween } from '../../../src/compare/changes.ts';
import type { Policy } from '../../../src/model/config.ts';
import { selectionOf } from '../../../src/selection.ts';
import { catalogWith, desiredState, endpoints, liveState, policyWith, textOfChange } from '../../support/stages.ts';
import type { Bodies } from '../../support/stages.ts';

const { create: _create, delete: _delete, ...updateOnly } = endpoints;
const { update: _update, ...withoutUpdate } = endpoints;

const catalog = catalogWith({
  settings: { endpoints: updateOnly },
  choices: {
    exclusive: [{ sides: [['scope'], ['all']] }],
    variants: { options: 'kind' },
    sentTogether: [['options', 'size']],
  },
  teams: {
    immutable: ['region'],
    secret: ['token'],
    children: [
      { name: 'members', path: 'members', shape: 'list', identity: { keys: ['name'] }, endpoints: withoutUpdate },
    ],
  },
});

interface Row {
  title: string;
  desired?: Bodies;
  live?: Bodies;
  /** Types and lists of which the files say everything. */
  managed?: string[];
  policy?: Partial<Policy>;
  replaced?: string[];
  changes: string[];
  unchanged?: number;
}

const table: Row[] = [
  {
    title: 'what is the same is no change',
    desired: { 'teams/A': { size: 1 } },
    live: { 'teams/A': { size: 1 } },
    changes: [],
    unchanged: 1,
  },
  {
    title: 'what an update clears, because the files choose something else, is shown too',
    desired: { 'choices/A': { scope: ['b'] } },
    live: { 'choices/A': { scope: ['a'], all: true } },
    changes: ['update choices/A: all true -> null, scope[0] "a" -> "b"'],
  },
  {
    title: 'what goes with an object that another kind takes the place of is shown too',
    desired: { 'choices/A': { kind: 'two', options: { b: 1 } } },
    live: { 'choices/A': { kind: 'one', options: { a: 1, c: null } } },
    changes: ['update choices/A: kind "one" -> "two", options.a 1 -> nothing, options.b nothing -> 1'],
  },
  {
    title: 'what is sent again as it is, is not shown',
    desired: { 'choices/A': { name: 'A', options: { b: 2 }, size: 1 } },
    live: { 'choices/A': { name: 'A', options: { a: 1, b: 1, d: null, e: [] }, size: 1 } },
    changes: ['update choices/A: options.b 1 -> 2'],
  },
  { title: 'what only the files have is created', desired: { 'teams/A': {} }, changes: ['create teams/A'] },
  {
    title: 'what differs is updated, with both values',
    desired: { 'teams/A': { size: 2, on: true } },
    live: { 'teams/A': { size: 1, on: true } },
    changes: ['update teams/A: size 1 -> 2'],
  },
  {
    title: 'what cannot be changed needs a new one',
    desired: { 'teams/A': { region: 'eu' } },
    live: { 'teams/A': { region: 'us' } },
    changes: ['replace teams/A: region "us" -> "eu"'],
  },
  {
    title: 'where there is no update anything that differs needs a new one',
    desired: { 'teams/A': {}, 'teams/A/members/M': { rank: 1 } },
    live: { 'teams/A': {}, 'teams/A/members/M': { rank: 2 } },
    changes: ['replace teams/A/members/M: rank 2 -> 1'],
    unchanged: 1,
  },
  {
    title: 'what only the tenant has is deleted where the files say everything of its type',
    live: { 'teams/A': {} },
    managed: ['teams'],
    changes: ['delete teams/A'],
  },
  { title: 'and left alone where they do not', live: { 'teams/A': {} }, changes: [] },
  { title: 'what cannot be deleted stays', live: { 'settings/S': {} }, managed: ['settings'], changes: [] },
  {
    title: 'what cannot be created is compared with nothing',
    desired: { 'settings/S': { size: 1 } },
    live: { 'settings/S': {} },
    changes: ['update settings/S: size nothing -> 1'],
  },
  {
    title: 'a child that only the tenant has goes where the files say everything of its list',
    desired: { 'teams/A': {}, 'teams/B': {} },
    live: { 'teams/A': {}, 'teams/A/members/M': {}, 'teams/B': {}, 'teams/B/members/M': {} },
    managed: ['teams', 'teams/A/members'],
    changes: ['delete teams/A/members/M'],
    unchanged: 2,
  },
  {
    title: 'children of what is deleted go with it and are not told',
    live: { 'teams/A': {}, 'teams/A/members/M': {} },
    managed: ['teams'],
    changes: ['delete teams/A'],
  },
  {
    title: 'children of what is replaced are new',
    desired: { 'teams/A': { region: 'eu' }, 'teams/A/members/M': {} },
    live: { 'teams/A': { region: 'us' }, 'teams/A/members/M': {} },
    replaced: ['teams/A'],
    changes: ['replace teams/A: region "us" -> "eu"', 'create teams/A/members/M'],
  },
  {
    title: 'a secret is not compared',
    desired: { 'teams/A': { token: 'x' } },
    live: { 'teams/A': {} },
    changes: [],
    unchanged: 1,
  },
  {
    title: 'what is excluded is not compared, and not deleted',
    desired: { 'teams/A': { size: 2 } },
    live: { 'teams/A': { size: 1 }, 'teams/B': {} },
    managed: ['teams'],
    policy: { exclude: ['teams/A', 'teams/B'] },
    changes: [],
  },
  {
    title: 'changes stand in the order of the catalog, then of the addresses',
    desired: { 'teams/B': {}, 'teams/A': {}, 'settings/S': { size: 1 } },
    live: { 'settings/S': { size: 2 } },
    changes: ['update settings/S: size 2 -> 1', 'create teams/A', 'create teams/B'],
  },
];

it.each(table.map((row) => [row.title, row] as const))(
  '%s',
  (_title, { desired = {}, live = {}, managed = [], policy = {}, replaced = [], changes, unchanged = 0 }) => {
    const answer = changesBetween({
      desired: desiredState(desired, managed),
      live: liveState(live),
      catalog,
      selection: selectionOf(policyWith(policy), catalog),
      replaced: new Set(replaced),
    });
    expect(answer.changes.map(textOfChange)).toEqual(changes);
    expect(answer.unchanged).toBe(unchanged);
    expect(answer.diagnostics).toEqual([]);
  },
);
