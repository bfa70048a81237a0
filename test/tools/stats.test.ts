import { expect, it } from 'vitest';
import { descriptorsIn, hooksIn, statsOf } from '../../tools/stats.ts';
import { resourceTypes } from '../../src/resources/index.ts';
import type { ResourceTypes, ChildType, ResourceType } from '../../src/catalog/resource-type.ts';

const source = `/** Badges. */
const stripes: ChildType = {
  name: 'stripes',
};

export const badges: ResourceType = {
  name: 'badges',
  hooks: {
    isSystem: (live) => (live['is_system'] === true ? 'one of Auth0' : undefined),
    // The API wants it otherwise.
    toApi: (request) => ({
      ...request,
      shape: 'round',
    }),
  },
};

function shapeOf(body: Body): Json {
  return body['shape'] ?? null;
}
`;

it('counts the lines of descriptors, hooks and the functions beside them', () => {
  expect(descriptorsIn('badges', source)).toEqual([
    { file: 'badges', name: 'stripes', lines: 3 },
    { file: 'badges', name: 'badges', lines: 11 },
  ]);
  expect(hooksIn('badges', source)).toEqual([
    { file: 'badges', name: 'isSystem', lines: 1 },
    { file: 'badges', name: 'toApi', lines: 4 },
    { file: 'badges', name: 'shapeOf', lines: 3 },
  ]);
});

it('counts how many types and children use a trait, whatever its value', () => {
  const child: ChildType = {
    name: 'stripes',
    path: 'stripes',
    shape: 'list',
    identity: { keys: ['name'] },
    endpoints: {},
    readOnly: ['id'],
  };
  const badges: ResourceType = {
    name: 'badges',
    identity: { keys: ['name'] },
    scopes: 'badges',
    endpoints: {},
    readOnly: ['id', 'created_at'],
    references: { client_id: { to: 'clients', by: 'id', isRequired: true }, api: { to: 'apis', by: 'key' } },
    hooks: { fromApi: (live) => live },
    children: [child],
  };
  const types: ResourceTypes = [badges];
  const { traits, ...counts } = statsOf(types);
  expect(counts).toEqual({ descriptors: 1, children: 1 });
  expect(Object.fromEntries(traits)).toEqual({
    'hooks.fromApi': 1,
    readOnly: 2,
    references: 1,
    'references.isRequired': 1,
  });
  expect(statsOf(resourceTypes).descriptors).toBe(resourceTypes.length);
});
