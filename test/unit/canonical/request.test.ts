import { describe, expect, it } from 'vitest';
import { createBody, updateBody } from '../../../src/canonical/request.ts';
import { replaceIds } from '../../../src/canonical/references.ts';
import type { ResourceType } from '../../../src/catalog/resource-type.ts';
import type { Body } from '../../../src/model/json.ts';
import { typeWith } from '../../support/stages.ts';

interface Create {
  title: string;
  traits?: Partial<ResourceType>;
  desired: Body;
  later?: string[];
  body: Body;
}

const creates: Create[] = [
  { title: 'sends what the files say', desired: { name: 'a', on: true }, body: { name: 'a', on: true } },
  {
    title: 'leaves out null, which says nothing of what is new',
    desired: { name: 'a', logo: null },
    body: { name: 'a' },
  },
  { title: 'leaves out null inside of objects, too', desired: { style: { a: 1, b: null } }, body: { style: { a: 1 } } },
  {
    title: 'leaves out the fields that an update sends later',
    desired: { name: 'a', owner: 'b' },
    later: ['owner'],
    body: { name: 'a' },
  },
];

describe('a create', () => {
  it.each(creates)('$title', ({ traits = {}, desired, later = [], body }) => {
    expect(createBody(typeWith(traits), desired, later)).toEqual(body);
  });
});

interface Update {
  title: string;
  traits?: Partial<ResourceType>;
  desired: Body;
  live: Body;
  fields: string[];
  body: Body;
}

const updates: Update[] = [
  {
    title: 'sends the fields that differ, and no others',
    desired: { name: 'a', on: true, size: 2 },
    live: { name: 'a', on: false, size: 2 },
    fields: ['on'],
    body: { on: true },
  },
  { title: 'clears with null', desired: { logo: null }, live: { logo: 'x' }, fields: ['logo'], body: { logo: null } },
  {
    title: 'sends an object complete: what the files leave out travels along from the tenant',
    desired: { style: { colour: 'red' } },
    live: { style: { colour: 'blue', font: 'serif' } },
    fields: ['style'],
    body: { style: { colour: 'red', font: 'serif' } },
  },
  {
    title: 'sends a list as the files have it',
    desired: { hosts: [{ name: 'a' }] },
    live: { hosts: [{ name: 'a', port: 1 }, { name: 'b' }] },
    fields: ['hosts'],
    body: { hosts: [{ name: 'a' }] },
  },
  {
    title: 'lays items with a key over those of the tenant',
    traits: { sets: { hosts: 'name' } },
    desired: { hosts: [{ name: 'b' }, { name: 'a', on: true }] },
    live: { hosts: [{ name: 'a', port: 1 }, { name: 'gone' }] },
    fields: ['hosts'],
    body: { hosts: [{ name: 'b' }, { name: 'a', on: true, port: 1 }] },
  },
  {
    title: 'says null for a key that is gone from an object with free keys',
    traits: { maps: ['metadata'] },
    desired: { metadata: { a: '1' } },
    live: { metadata: { a: '0', b: '2' } },
    fields: ['metadata'],
    body: { metadata: { a: '1', b: null } },
  },
  {
    title: 'does not send an object with free keys of which nothing is wanted and nothing is there',
    traits: { maps: ['metadata'] },
    desired: { metadata: {} },
    live: {},
    fields: ['metadata'],
    body: {},
  },
  {
    title: 'sends all that the files say of fields that the API wants together',
    traits: { sentTogether: [['user', 'password', 'host']] },
    desired: { user: 'u', password: 'p', size: 1 },
    live: { user: 'old', size: 2 },
    fields: ['user'],
    body: { user: 'u', password: 'p' },
  },
  {
    title: 'sends everything where the update replaces the whole resource, but not what cannot be changed',
    traits: { replacesWhole: true, immutable: ['strategy'] },
    desired: { strategy: 's', on: true },
    live: { strategy: 's', on: false, size: 2 },
    fields: ['on'],
    body: { on: true, size: 2 },
  },
  {
    title: 'clears the other sides of a choice',
    traits: { exclusive: [{ sides: [['password'], ['certificate']] }] },
    desired: { certificate: 'c' },
    live: { password: 'p' },
    fields: ['certificate'],
    body: { certificate: 'c', password: null },
  },
  {
    title: 'takes nothing along from an object of another variant',
    traits: { variants: { credentials: 'provider' } },
    desired: { provider: 'ses', credentials: { region: 'r' } },
    live: { provider: 'smtp', credentials: { host: 'h' } },
    fields: ['provider', 'credentials'],
    body: { provider: 'ses', credentials: { region: 'r' } },
  },
];

describe('an update', () => {
  it.each(updates)('$title', ({ traits = {}, desired, live, fields, body }) => {
    expect(updateBody(typeWith(traits), desired, live, fields)).toEqual(body);
  });
});

const named: { title: string; traits: Partial<ResourceType>; body: Body; expected: Body }[] = [
  {
    title: 'a name becomes the id of the resource that has it',
    traits: { references: { owner: { to: 'teams', by: 'id' } } },
    body: { owner: 'A' },
    expected: { owner: 'id of A' },
  },
  {
    title: 'so do names in lists and inside of objects',
    traits: { references: { 'rules[].owner': { to: 'teams', by: 'id' } } },
    body: { rules: [{ owner: 'A' }, { owner: 'B' }] },
    expected: { rules: [{ owner: 'id of A' }, { owner: 'id of B' }] },
  },
  {
    title: 'a name stays where the API wants names',
    traits: { references: { owner: { to: 'teams', by: 'key' } } },
    body: { owner: 'A' },
    expected: { owner: 'A' },
  },
  {
    title: 'null stays null',
    traits: { references: { owner: { to: 'teams', by: 'id' } } },
    body: { owner: null },
    expected: { owner: null },
  },
];

describe('in a request', () => {
  it.each(named)('$title', ({ traits, body, expected }) => {
    expect(replaceIds(typeWith(traits), body, (name) => `id of ${name}`)).toEqual(expected);
  });
});
