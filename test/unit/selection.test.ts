import { describe, expect, it } from 'vitest';
import { catalogOf, typeOf } from '../../src/catalog/catalog.ts';
import type { Policy } from '../../src/model/config.ts';
import { resourceTypes } from '../../src/resources/index.ts';
import { selectionOf } from '../../src/selection.ts';
import type { Selection } from '../../src/selection.ts';

const catalog = catalogOf(resourceTypes);
const open: Policy = { delete: false, protect: [], maxDeletes: undefined, exclude: [], include: [], ignore: {} };
const selected = (policy: Partial<Policy>): Selection => selectionOf({ ...open, ...policy }, catalog);

const role = { type: 'roles', address: 'roles/Courier' };
const permission = { type: 'roles.permissions', address: 'roles/Courier/permissions/x', parent: 'roles/Courier' };

describe('what is excluded', () => {
  it.each([
    ['roles', true, true],
    ['roles/Courier', true, true],
    ['roles/*', true, true],
    ['roles/Courier/permissions', false, true],
    ['roles/Courier/permissions/x', false, true],
    ['roles/Other', false, false],
    ['clients', false, false],
  ])('%s', (selector, isRole, isPermission) => {
    const { isExcluded } = selected({ exclude: [selector] });
    expect([isExcluded(role), isExcluded(permission)]).toEqual([isRole, isPermission]);
  });

  it.each([
    [['roles/*', '!roles/Courier'], false, false],
    [['roles', '!roles/Courier'], false, false],
    [['*', '!roles'], false, false],
    [['!roles/Courier', 'roles/C*'], false, false],
    [['roles/*', '!roles/Other'], true, true],
    [['roles/*', '!roles/Courier/permissions'], true, false],
    [['!roles/Courier'], false, false],
  ])('but for exceptions, wherever they stand: %j', (exclude, isRole, isPermission) => {
    const { isExcluded, mayBeExcluded, isTypeExcluded } = selected({ exclude });
    expect([isExcluded(role), isExcluded(permission)]).toEqual([isRole, isPermission]);
    expect(mayBeExcluded(role)).toBe(isRole);
    expect(isTypeExcluded(typeOf(catalog, 'roles'))).toBe(false);
  });

  it('by the name of its whole type, or by more than that', () => {
    expect(selected({ exclude: ['roles'] }).isTypeExcluded(typeOf(catalog, 'roles'))).toBe(true);
    expect(selected({ exclude: ['roles'] }).isExcludedByName(role)).toBe(false);
    expect(selected({ exclude: ['roles/*'] }).isTypeExcluded(typeOf(catalog, 'roles'))).toBe(false);
    expect(selected({ exclude: ['roles/*'] }).isExcludedByName(role)).toBe(true);
    expect(selected({ exclude: ['roles/*'] }).partlyExcludedBy(typeOf(catalog, 'roles'))).toBe('roles/*');
  });
});

it('a protected parent keeps itself, and its items only where losing one cannot be undone by the files', () => {
  const { protectedBy } = selected({ protect: ['roles/Courier', 'organizations/Acme'] });
  const domain = { type: 'organizations.discovery_domains', address: 'organizations/Acme/discovery_domains/a.test' };
  expect(protectedBy(role)).toBe('roles/Courier');
  expect(protectedBy(permission)).toBeUndefined();
  expect(protectedBy({ ...domain, parent: 'organizations/Acme' })).toBe('organizations/Acme');
  expect(selected({ protect: [permission.address] }).protectedBy(permission)).toBe(permission.address);
});

it('deletes are allowed never, always, or for the types named', () => {
  const type = typeOf(catalog, 'roles.permissions');
  const allows = (policy: Policy['delete']): boolean => selected({ delete: policy }).allowsDelete(type);
  expect([allows(false), allows(true), allows(['roles']), allows(['clients'])]).toEqual([false, true, true, false]);
});

it('what is ignored of a child may be said of its parent, and a key is never ignored', () => {
  const { ignoredFields, ignoredLists } = selected({
    ignore: {
      organizations: ['connections[].is_signup_enabled', 'connections[].connection_id'],
      roles: ['permissions'],
    },
  });
  expect(ignoredFields(typeOf(catalog, 'organizations.connections'))).toEqual(['is_signup_enabled']);
  expect([...ignoredLists].map(({ name }) => name)).toEqual(['roles.permissions']);
});
