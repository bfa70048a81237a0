import { expect, it } from 'vitest';
import type { Body } from '../../src/model/json.ts';
import { isLong, someRows } from '../support/long.ts';
import { applyOf, emulated } from '../support/project.ts';
import { adoptedFrom, madeFrom, readTenants } from './support/adopted.ts';
import { bodiesOf } from './support/pulled.ts';

const action = (code: string, more: Body = {}): Body => ({
  name: 'Enrich',
  code,
  runtime: 'node22',
  supported_triggers: [{ id: 'post-login', version: 'v3' }],
  ...more,
});

/** Tenants that have grown as people make them grow, by what is odd about them, by environment. */
const cases: Record<string, Record<string, Body>> = {
  'markers in live values': {
    dev: {
      tenant: { friendly_name: 'A ##X## and @@Y@@' },
      roles: [{ name: 'R', description: '##TENANTRY_ENVIRONMENT## \\##X##' }, { name: '@@Q@@' }],
    },
    prod: {
      tenant: { friendly_name: 'B ##X## and @@Y@@' },
      roles: [{ name: 'R', description: '##TENANTRY_ENVIRONMENT## \\##X##' }, { name: '@@Q@@' }],
    },
  },
  'marker text in one, keyword collides': {
    dev: { tenant: { friendly_name: 'Acme ##FRIENDLY_NAME## dev' } },
    prod: { tenant: { friendly_name: 'Acme ##FRIENDLY_NAME## prod' } },
    qa: { tenant: { friendly_name: '##ENV##' } },
  },
  'CRLF and code': {
    dev: {
      actions: [
        action("exports.onExecutePostLogin = async () => {\r\n  const u = 'https://api.dev.acme.example';\r\n};\r\n", {
          secrets: [{ name: 'KEY', value: 'Planted-Sec-dev' }],
        }),
      ],
      resourceServers: [{ identifier: 'https://api.dev.acme.example', name: 'Api' }],
    },
    prod: {
      actions: [
        action("exports.onExecutePostLogin = async () => {\r\n  const u = 'https://api.acme.example';\r\n};\r\n", {
          secrets: [{ name: 'KEY', value: 'Planted-Sec-prod' }],
        }),
      ],
      resourceServers: [{ identifier: 'https://api.acme.example', name: 'Api' }],
    },
  },
  'code with markers and other lines': {
    dev: { actions: [action('// ##X## @@Y@@\nexports.onExecutePostLogin = async () => { /* dev */ };')] },
    prod: { actions: [action('// ##X## @@Y@@\nexports.onExecutePostLogin = async () => { /* prod */ };\n\n\n')] },
  },
  'names in other scripts, in case, in NFC and NFD': {
    dev: {
      roles: [
        { name: 'Курьер dev' },
        { name: 'é' },
        { name: 'e\u0301' },
        { name: 'Role' },
        { name: 'role' },
        { name: '🚀' },
        { name: '配達' },
      ],
      clients: [{ name: 'App' }, { name: 'app', description: 'small' }, { name: 'A/B' }, { name: 'a b' }],
    },
    prod: {
      roles: [
        { name: 'Курьер' },
        { name: 'é' },
        { name: 'e\u0301' },
        { name: 'Role' },
        { name: 'role' },
        { name: '🚀' },
        { name: '配達' },
      ],
      clients: [{ name: 'App' }, { name: 'app', description: 'small' }, { name: 'A/B' }, { name: 'a b' }],
    },
  },
  'lists that differ by one item, or in order': {
    dev: {
      clients: [
        {
          name: 'App',
          callbacks: ['https://b.example/cb', 'https://a.example/cb'],
          allowed_origins: ['https://a.example'],
          grant_types: ['authorization_code', 'implicit'],
        },
      ],
    },
    staging: {
      clients: [
        {
          name: 'App',
          callbacks: ['https://a.example/cb', 'https://b.example/cb'],
          allowed_origins: ['https://a.example', 'https://c.example'],
          grant_types: ['implicit', 'authorization_code'],
        },
      ],
    },
    prod: {
      clients: [
        {
          name: 'App',
          callbacks: ['https://a.example/cb'],
          allowed_origins: [],
          grant_types: ['authorization_code', 'implicit', 'refresh_token'],
        },
      ],
    },
  },
  'only in two of three': {
    dev: {
      roles: [
        { name: 'Tester', description: 'd' },
        { name: 'A', description: 'x' },
      ],
      clients: [{ name: 'Play (dev)' }, { name: 'Old' }],
    },
    staging: {
      roles: [
        { name: 'Tester', description: 's' },
        { name: 'A', description: 'y' },
      ],
      clients: [{ name: 'Play (staging)' }, { name: 'Neu' }],
    },
    prod: { roles: [{ name: 'A', description: 'x' }] },
  },
  'databases with scripts': {
    dev: {
      databases: [
        {
          name: 'Users',
          strategy: 'auth0',
          options: {
            customScripts: {
              login: "function login(e,p,cb){ cb(null, { host: 'db.dev.acme.example' }); }",
              get_user: 'function getByEmail(e, cb){ cb(null); }',
            },
            enabledDatabaseCustomization: true,
            import_mode: false,
          },
        },
        { name: 'Users-dev', strategy: 'auth0' },
      ],
    },
    prod: {
      databases: [
        {
          name: 'Users',
          strategy: 'auth0',
          options: {
            customScripts: {
              login: "function login(e,p,cb){ cb(null, { host: 'db.acme.example' }); }",
              get_user: 'function getByEmail(e, cb){ cb(null); }',
            },
            enabledDatabaseCustomization: true,
            import_mode: false,
          },
        },
        { name: 'Users-prod', strategy: 'auth0' },
      ],
    },
  },
  'names swapped between environments': {
    dev: {
      roles: [
        { name: 'A', description: 'one' },
        { name: 'B', description: 'two' },
      ],
      clients: [
        { name: 'Shop prod', description: 'x' },
        { name: 'Shop dev', description: 'y' },
      ],
    },
    prod: {
      roles: [
        { name: 'A', description: 'two' },
        { name: 'B', description: 'one' },
      ],
      clients: [
        { name: 'Shop dev', description: 'x' },
        { name: 'Shop prod', description: 'y' },
      ],
    },
  },
  'texts for partials and prompts': {
    dev: {
      prompts: { customText: { en: { login: { login: { title: 'Welcome to dev ##X##', description: 'a: b #c' } } } } },
    },
    prod: {
      prompts: {
        customText: {
          en: { login: { login: { title: 'Welcome', description: 'a: b #c' } } },
          de: { login: { login: { title: 'Hallo' } } },
        },
      },
    },
  },
  'awkward scalars': {
    dev: {
      clients: [
        {
          name: 'yes',
          description: '1.10',
          client_metadata: { no: 'no', '1': '01', 'a.b': 'null', 'k y': ' x ', z: '~' },
        },
        { name: '2024-01-01' },
      ],
    },
    prod: {
      clients: [
        {
          name: 'yes',
          description: '1.20',
          client_metadata: { no: 'off', '1': '02', 'a.b': 'true', 'k y': '  x', z: '' },
        },
        { name: '2024-01-01' },
      ],
    },
  },
  'metadata that only some have, values that hold another value': {
    dev: {
      resourceServers: [
        { identifier: 'https://a', name: 'x' },
        { identifier: 'https://a.b', name: 'y' },
      ],
      clients: [{ name: 'C', client_metadata: { u: 'https://a.b/https://a', only: 'dev' } }],
    },
    prod: {
      resourceServers: [
        { identifier: 'https://p', name: 'x' },
        { identifier: 'https://p.b', name: 'y' },
      ],
      clients: [{ name: 'C', client_metadata: { u: 'https://p.b/https://p' } }],
    },
  },
};

it.each(someRows(Object.keys(cases)))(
  'files of several tenants make each of them again, and plan nothing: %s',
  async (title) => {
    const made = Object.entries(cases[title] ?? {}).map(async ([name, sections]) => {
      const tenant = emulated({ buildMilliseconds: 0 });
      // What looks like a marker is what the tenant has.
      const text = JSON.stringify(sections).replaceAll(/((?:\\\\)*)(##|@@)(\w+)(##|@@)/g, String.raw`$1$1\\$2$3$4`);
      const outcomes = await applyOf({ tenant: JSON.parse(text) as object }, tenant);
      expect(outcomes.filter(({ status }) => status !== 'done')).toEqual([]);
      return [name, tenant] as const;
    });
    const tenants = Object.fromEntries(await Promise.all(made));
    // That the plan of each is empty is proven before anything comes back.
    const read = await readTenants(tenants);
    const found = adoptedFrom(read);
    expect(adoptedFrom(read.toReversed()).files).toEqual(found.files);
    expect([...found.files.values()].join('\n')).not.toContain('Planted');
    const all = Object.entries(tenants);
    for (const [name, tenant] of isLong ? all : all.slice(0, 1))
      expect(await bodiesOf(await madeFrom(found, name, ''))).toEqual(await bodiesOf(tenant));
  },
);
