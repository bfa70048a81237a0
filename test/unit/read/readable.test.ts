import { expect, it } from 'vitest';
import type { Lacking } from '../../../src/emulator/conditions.ts';
import { managementScopes } from '../../../src/emulator/scopes.ts';
import { goalOfFiles } from '../../../src/goals.ts';
import { plan } from '../../../src/pipeline.ts';
import { applyOf, emulated, projectOf, textOf } from '../../support/project.ts';
import type { Files } from '../../support/project.ts';

/** The tenant that the files are planned for, and of which something cannot be read. */
const tenant = {
  clients: [{ name: 'Courier App' }, { name: 'Other App' }],
  resourceServers: [{ name: 'Parcels', identifier: 'https://parcels.example', scopes: [{ value: 'scan:parcels' }] }],
  clientGrants: [{ client_id: 'Courier App', audience: 'https://parcels.example', scope: ['scan:parcels'] }],
  roles: [{ name: 'Courier', permissions: [] }],
  emailTemplates: [
    { template: 'welcome_email', enabled: true, body: 'Hi', from: 'a@b.example', subject: 'Hi', syntax: 'liquid' },
  ],
};

const without = (...scopes: string[]): string[] => managementScopes().filter((scope) => !scopes.includes(scope));

/** Any of them lets a token read clients. */
const blind = without('read:clients', 'read:client_keys', 'read:client_credentials', 'read:client_summary');

interface Case {
  name: string;
  files: object;
  scopes?: string[];
  lacking?: Lacking[];
  exclude?: string[];
  /** What is told of what cannot be read; nothing else may be. */
  told: string[];
  hint?: RegExp;
  /** How many changes are planned; there is no plan when absent. */
  changes?: number;
}

const cases: Case[] = [
  {
    name: 'a type that the files manage',
    files: { roles: [{ name: 'Courier' }, { name: 'New' }] },
    scopes: without('read:roles'),
    told: ['tenant.yaml:1:1 error roles cannot be read: the API answered 403 insufficient_scope'],
    hint: /^grant read:roles to the client that tenantry uses, or take roles out of the files/,
  },
  {
    name: 'a type of which there should be none, which would delete all',
    files: { roles: [] },
    scopes: without('read:roles'),
    told: ['tenant.yaml:1:1 error roles cannot be read'],
  },
  {
    name: 'a type that the files do not manage',
    files: { clients: [{ name: 'Courier App' }, { name: 'Another' }, { name: 'Other App' }] },
    scopes: without('read:roles'),
    told: [],
    changes: 1,
  },
  {
    name: 'a type that the environment excludes',
    files: { roles: [{ name: 'New' }], clients: [{ name: 'Courier App' }, { name: 'Other App' }] },
    scopes: without('read:roles'),
    exclude: ['roles'],
    told: [],
    changes: 0,
  },
  {
    name: 'a list of children, once for all parents',
    files: {
      resourceServers: tenant.resourceServers,
      roles: [
        { name: 'Courier', permissions: [] },
        { name: 'New', permissions: [] },
      ],
    },
    lacking: [{ path: '/roles/*/permissions', status: 402, message: 'Upgrade your subscription' }],
    told: ['tenant.yaml:8:18 error roles.permissions cannot be read: the API answered 402: Upgrade your subscription'],
    hint: /plan of the tenant/,
  },
  {
    name: 'a type of which the files use a name',
    files: { clientGrants: tenant.clientGrants },
    scopes: blind,
    told: ['tenant.yaml:2:16 error clients cannot be read, and this names one of them'],
    hint: /^grant read:clients or read:client_keys or /,
  },
  {
    name: 'a type after which live resources are named',
    files: { clientGrants: [] },
    scopes: blind,
    told: ['- warning clients cannot be read, so they are shown by their ids'],
    changes: 1,
  },
  {
    name: 'a type of which resources are excluded by names that nobody can look up',
    files: { clientGrants: [] },
    scopes: blind,
    exclude: ['clients/Courier App'],
    told: ['- error clients cannot be read, and exclude names them by clients/Courier App'],
  },
  {
    name: 'a feature that the plan lacks',
    files: { organizations: [] },
    lacking: [{ path: '/organizations', status: 403, message: 'No organizations', errorCode: 'feature_not_enabled' }],
    told: ['tenant.yaml:1:1 error organizations cannot be read: the API answered 403 feature_not_enabled'],
    hint: /^the plan of the tenant, or its settings, do not allow it/,
  },
  {
    name: 'an endpoint that the tenant does not have',
    files: { forms: [] },
    lacking: [{ path: '/forms', status: 404, message: 'Not Found' }],
    told: ['tenant.yaml:1:1 error forms cannot be read: the API answered 404: Not Found'],
    hint: /^the tenant does not have this feature/,
  },
  {
    name: 'two types, each once',
    files: { roles: [], forms: [], clients: [] },
    scopes: without('read:roles', 'read:forms'),
    told: ['tenant.yaml:1:1 error roles cannot be read', 'tenant.yaml:2:1 error forms cannot be read'],
  },
  {
    name: 'a template that is not there, which is empty and not unreadable',
    files: { emailTemplates: [{ ...tenant.emailTemplates[0], template: 'blocked_account' }] },
    told: [],
    changes: 1,
  },
];

it.each(cases)('$name', async ({ files, scopes, lacking, exclude = [], told, hint = /^/, changes }) => {
  const whole = emulated();
  await applyOf({ tenant }, whole);
  const { connection, writes } = emulated({
    state: whole.emulator.snapshot(),
    ...(scopes === undefined ? {} : { scopes }),
    ...(lacking === undefined ? {} : { lacking }),
  });
  const environment = { domain: 'local', policy: { delete: true }, exclude };
  const described = goalOfFiles(projectOf({ tenant: files, environment } satisfies Files), 'local');
  expect(textOf(described.diagnostics)).toBe('');

  const planned = await plan(described, connection);

  const texts = planned.diagnostics.map((one) => {
    const place = textOf([one]).split(' ')[0] ?? '';
    return `${place} ${one.severity} ${one.message}`;
  });
  expect(texts.map((text, index) => text.slice(0, told[index]?.length))).toEqual(told);
  expect(planned.diagnostics[0]?.hint ?? '').toMatch(hint);
  expect(planned.plan?.changes.length).toBe(changes);
  expect(writes()).toEqual([]);
});
