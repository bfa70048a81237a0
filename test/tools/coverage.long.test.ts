import { ManagementClient } from 'auth0';
import { expect, it } from 'vitest';
import { coverageOf, isNamed } from '../../tools/coverage/coverage.ts';
import type { Exclusions } from '../../tools/coverage/coverage.ts';
import { fieldsLeftOut, leftOut } from '../../tools/coverage/left-out.ts';
import { operationFinder, sdkOperations } from '../../tools/coverage/operations.ts';
import { resourceTypes } from '../../src/resources/index.ts';

const operations = sdkOperations();
const exclusions: Exclusions = { operations: leftOut, fields: fieldsLeftOut };
const complete = await coverageOf(resourceTypes, operations, exclusions);

it('every operation is a method of the SDK, and the SDK has no client without one', () => {
  const client: unknown = new ManagementClient({ domain: 'nowhere.invalid', token: 'none' });
  const at = (name: string): unknown =>
    name.split('.').reduce<unknown>((inner, part) => (Object(inner) as Record<string, unknown>)[part], client);
  expect(operations.filter(({ name }) => typeof at(name) !== 'function')).toEqual([]);
  const served = new Set(operations.map(({ name }) => name.split('.')[0]));
  const getters = Object.keys(Object.getOwnPropertyDescriptors(Object.getPrototypeOf(Object.getPrototypeOf(client))));
  expect(getters.filter((name) => typeof at(name) === 'object' && !served.has(name))).toEqual([]);
});

it('finds the operation of a request, the more exact one first', () => {
  const find = operationFinder(operations);
  expect(find('PATCH', '/custom-domains/default')?.name).toBe('customDomains.setDefault');
  expect(find('PATCH', '/custom-domains/cd_1')?.name).toBe('customDomains.update');
  expect(find('POST', '/roles/rol_1/permissions')).toEqual({
    name: 'roles.permissions.add',
    method: 'POST',
    path: '/roles/{id}/permissions',
    request: 'AddRolePermissionsRequestContent',
  });
  expect(find('DELETE', '/nothing')).toBeUndefined();
});

it('patterns of names take one part, or any number', () => {
  expect(isNamed('users.*', 'users.create')).toBe(true);
  expect(isNamed('users.*', 'users.roles.assign')).toBe(false);
  expect(isNamed('users.**', 'users.roles.assign')).toBe(true);
  expect(isNamed('rules.*', 'rulesConfigs.set')).toBe(false);
});

it('knows which types use an operation: endpoints, batches, keys that choose one, and what hooks send', () => {
  const { lines } = complete;
  const users = (name: string): string[] | undefined => lines.find((line) => line.name === name)?.catalog;
  expect(users('roles.create')).toEqual(['roles', 'organizations.roles']);
  expect(users('clients.create')).toEqual(['clients']);
  expect(users('clients.registerCimdClient')).toEqual(['clients']);
  expect(users('guardian.factors.sms.setTwilioProvider')).toEqual(['guardianFactorProviders']);
  expect(users('roles.permissions.delete')).toEqual(['roles.permissions']);
  expect(users('clients.update')).toEqual(['pages', 'clients']);
  expect(users('tenants.settings.update')).toEqual(['tenant', 'pages']);
  expect(users('actions.deploy')).toEqual(['actions']);
  expect(users('customDomains.setDefault')).toEqual(['customDomains']);
  expect(users('users.create')).toEqual([]);
  expect(lines.find(({ name }) => name === 'users.create')?.reason).toMatch(/^people/);
});

it('reports operations that are not managed, exclusions without effect, and fields that no file can have', async () => {
  const smaller = resourceTypes
    .filter(({ name }) => name !== 'flows')
    .map((type) => (type.name === 'resourceServers' ? { ...type, readOnly: ['token_lifetime'] } : type));
  const { problems } = await coverageOf(smaller, operations, {
    operations: [...leftOut, { reason: 'a test', operations: ['roles.create', 'nothing.*'] }],
    fields: { ...fieldsLeftOut, CreateFormRequestContent: { nodes: 'a test' } },
  });
  expect(problems).toEqual(
    expect.arrayContaining([
      'POST /flows (flows.create) is neither managed nor left out',
      'the exclusion roles.create matches no operation that is not managed',
      'the exclusion nothing.* matches no operation that is not managed',
      'CreateResourceServerRequestContent has token_lifetime, which no schema of resourceServers has',
      'the exclusion of the field CreateFormRequestContent nodes is not needed',
    ]),
  );
  expect(complete.problems).toEqual([]);
});
