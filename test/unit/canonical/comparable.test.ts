import { expect, it } from 'vitest';
import { comparable } from '../../../src/canonical/comparable.ts';
import type { ResourceType } from '../../../src/catalog/resource-type.ts';
import type { Body } from '../../../src/model/json.ts';
import { itemSegment } from '../../../src/model/path.ts';
import { typeWith } from '../../support/stages.ts';

interface Row {
  title: string;
  traits?: Partial<ResourceType>;
  desired: Body;
  live: Body;
  /** Both sides as they are compared; where one body stands for both, they are equal. */
  expected: { both: Body } | { desired: Body; live: Body };
}

const table: Row[] = [
  {
    title: 'what the files do not mention is not compared',
    desired: { name: 'a' },
    live: { name: 'a', colour: 'red' },
    expected: { both: { name: 'a' } },
  },
  {
    title: 'fields of objects inside are not compared either, where the files do not mention them',
    desired: { style: { colour: 'red' } },
    live: { style: { colour: 'blue', font: 'serif' } },
    expected: { desired: { style: { colour: 'red' } }, live: { style: { colour: 'blue' } } },
  },
  {
    title: 'what the files mention and the tenant lacks differs',
    desired: { colour: 'red' },
    live: {},
    expected: { desired: { colour: 'red' }, live: {} },
  },
  {
    title: 'null, the empty string, the empty list and nothing at all say the same',
    desired: { a: null, b: '', c: [], d: {} },
    live: { b: null, c: null, d: [] },
    expected: { both: { a: null, b: '', c: [], d: {} } },
  },
  {
    title: 'what is cleared has its default',
    traits: { defaults: { colour: 'red' } },
    desired: { colour: null },
    live: { colour: 'red' },
    expected: { both: { colour: 'red' } },
  },
  {
    title: 'what the tenant does not show has its default',
    traits: { defaults: { colour: 'red' } },
    desired: { colour: 'blue' },
    live: {},
    expected: { desired: { colour: 'blue' }, live: { colour: 'red' } },
  },
  {
    title: 'a secret is never compared',
    traits: { secret: ['login.password'] },
    desired: { login: { user: 'u', password: 'p' } },
    live: { login: { user: 'u', password: '***' } },
    expected: { both: { login: { user: 'u' } } },
  },
  {
    title: 'a sensitive value is compared when the tenant shows it',
    traits: { sensitive: ['token'] },
    desired: { token: 'a' },
    live: { token: 'b' },
    expected: { desired: { token: 'a' }, live: { token: 'b' } },
  },
  {
    title: 'a sensitive value is not compared when the tenant does not show it',
    traits: { sensitive: ['token'] },
    desired: { token: 'a' },
    live: {},
    expected: { both: {} },
  },
  {
    title: 'nor is an immutable one',
    traits: { immutable: ['strategy'] },
    desired: { strategy: 'a' },
    live: {},
    expected: { both: {} },
  },
  {
    title: 'a list without order is sorted, and says each value once',
    traits: { sets: { scopes: true } },
    desired: { scopes: ['b', 'a', 'b'] },
    live: { scopes: ['a', 'b'] },
    expected: { both: { scopes: ['a', 'b'] } },
  },
  {
    title: 'a list with order is compared as it is',
    desired: { steps: ['b', 'a'] },
    live: { steps: ['a', 'b'] },
    expected: { desired: { steps: ['b', 'a'] }, live: { steps: ['a', 'b'] } },
  },
  {
    title: 'items with a key become an object, so that each is compared with its like',
    traits: { sets: { scopes: 'value' } },
    desired: { scopes: [{ value: 'b' }, { value: 'a', text: 'A' }] },
    live: {
      scopes: [
        { value: 'a', text: 'old', more: 1 },
        { value: 'b', text: 'B' },
      ],
    },
    expected: {
      desired: { scopes: { [itemSegment('b')]: { value: 'b' }, [itemSegment('a')]: { value: 'a', text: 'A' } } },
      live: { scopes: { [itemSegment('b')]: { value: 'b' }, [itemSegment('a')]: { value: 'a', text: 'old' } } },
    },
  },
  {
    title: 'an item with a key that only the tenant has is there as a whole',
    traits: { sets: { scopes: 'value' } },
    desired: { scopes: [{ value: 'a' }] },
    live: { scopes: [{ value: 'a' }, { value: 'b', text: 'B' }] },
    expected: {
      desired: { scopes: { [itemSegment('a')]: { value: 'a' } } },
      live: { scopes: { [itemSegment('a')]: { value: 'a' }, [itemSegment('b')]: { value: 'b', text: 'B' } } },
    },
  },
  {
    title: 'of an object with free keys a key that only the tenant has counts; null is a key that is not there',
    traits: { maps: ['metadata'] },
    desired: { metadata: { a: '1', gone: null } },
    live: { metadata: { a: '1', b: '2', gone: null } },
    expected: { desired: { metadata: { a: '1' } }, live: { metadata: { a: '1', b: '2' } } },
  },
  {
    title: 'objects in a list are compared by the fields that the files mention',
    desired: { hosts: [{ name: 'a' }] },
    live: { hosts: [{ name: 'a', id: 1 }] },
    expected: { both: { hosts: [{ name: 'a' }] } },
  },
  {
    title: 'so they are in a list that grew',
    desired: { hosts: [{ name: 'a' }] },
    live: {
      hosts: [
        { name: 'a', id: 1 },
        { name: 'b', id: 2 },
      ],
    },
    expected: { desired: { hosts: [{ name: 'a' }] }, live: { hosts: [{ name: 'a' }, { name: 'b' }] } },
  },
];

it.each(table)('$title', ({ traits = {}, desired, live, expected }) => {
  const sides = 'both' in expected ? { desired: expected.both, live: expected.both } : expected;
  expect(comparable(typeWith(traits), desired, live)).toEqual(sides);
});
