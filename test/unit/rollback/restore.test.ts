import { expect, it } from 'vitest';
import { catalogOf, typeOf } from '../../../src/catalog/catalog.ts';
import type { Body, Json } from '../../../src/model/json.ts';
import type { Path } from '../../../src/model/path.ts';
import { restoredBody } from '../../../src/rollback/restore.ts';

const catalog = catalogOf([
  { name: 'things', identity: { keys: ['name'] }, scopes: 'things', endpoints: {}, maps: ['metadata'] },
]);

interface Case {
  name: string;
  before: Body;
  now: Body;
  written?: string[];
  lost?: Path[];
  accepts?: (path: Path, value: Json) => boolean;
  restored: Body;
}

const cases: Case[] = [
  {
    name: 'a written field gets its old value',
    before: { color: 'red' },
    now: { color: 'blue' },
    restored: { color: 'red' },
  },
  {
    name: 'a written field that was not there is cleared',
    before: {},
    now: { color: 'blue' },
    restored: { color: null },
  },
  {
    name: 'what cannot be null is emptied',
    before: {},
    now: { color: 'blue' },
    accepts: (_path, value) => value !== null,
    restored: { color: '' },
  },
  {
    name: 'what can be neither null nor empty stays',
    before: {},
    now: { color: 'blue' },
    accepts: () => false,
    restored: {},
  },
  {
    name: 'a secret that was not kept is not cleared',
    before: {},
    now: { secret: 'x' },
    lost: [['secret']],
    restored: {},
  },
  {
    name: 'an unwritten field that is the same goes along, one that somebody changed stays',
    before: { color: 'red', size: 1 },
    now: { color: 'red', size: 2 },
    written: [],
    restored: { color: 'red' },
  },
  {
    name: 'inside of an object only what differs is written',
    before: { options: { a: 1, b: 2 } },
    now: { options: { a: 1, b: 3, c: 4 } },
    restored: { options: { b: 2, c: null } },
  },
  {
    name: 'a map is written with all its keys, so that the new ones go',
    before: { metadata: { a: 1, b: 2 } },
    now: { metadata: { a: 1, b: 3, c: 4 } },
    restored: { metadata: { a: 1, b: 2, c: null } },
  },
  {
    name: 'a list is written whole',
    before: { tags: ['a', 'b'] },
    now: { tags: ['a'] },
    restored: { tags: ['a', 'b'] },
  },
];

it.each(cases)('$name', ({ before, now, written = Object.keys(now), lost = [], accepts = () => true, restored }) => {
  const updated = { type: typeOf(catalog, 'things'), before: { name: 'x', ...before }, now: { name: 'x', ...now } };
  expect(restoredBody({ ...updated, written, lost, accepts })).toEqual({ name: 'x', ...restored });
});
