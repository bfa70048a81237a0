import { expect, it } from 'vitest';
import type { Body } from '../../src/model/json.ts';
import { goalOfFiles } from '../../src/goals.ts';
import { emulated, planOf, projectOf, textOf } from '../support/project.ts';
import type { Files } from '../support/project.ts';
import { api, applied, changesOf, hasType, idOf, rowsOf } from './support.ts';

// What tools of this kind are known to get wrong, one test for each: half read, half said, or in the wrong order.

it('trap 7: a keyword without a value stops everything; it is never sent as a credential', async () => {
  const tenant = emulated();
  const files: Files = {
    tenant: {
      emailProvider: { name: 'mailgun', credentials: { api_key: '##MAIL_KEY##', domain: 'a.test', region: null } },
    },
  };
  expect(textOf(goalOfFiles(projectOf(files), 'local').diagnostics)).toContain('MAIL_KEY');
  await expect(planOf(files, tenant)).rejects.toThrow(/MAIL_KEY/);
  expect(tenant.writes()).toEqual([]);
});

it('trap 8: partials that the rate limit held back are never taken for partials that are not there', async () => {
  const partials = { login: 'form-content-start', 'login-id': 'form-content-start', signup: 'form-content-start' };
  const files: Files = {
    tenant: {
      customDomains: [{ domain: 'login.test', type: 'auth0_managed_certs' }],
      prompts: {
        partials: Object.fromEntries(
          Object.entries(partials).map(([prompt, place]) => [prompt, { [prompt]: { [place]: `<p>${prompt}</p>` } }]),
        ),
      },
    },
  };
  let refusals = 0;
  const tenant = emulated({}, (request) => {
    if (refusals === 0 || request.method !== 'GET' || !request.url.includes('/partials')) return undefined;
    refusals -= 1;
    const now = Math.floor(Date.now() / 1000);
    const headers = { 'retry-after': '0', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(now) };
    return Response.json({ statusCode: 429, error: 'Too Many Requests', message: 'limit' }, { status: 429, headers });
  });
  await applied(tenant, files);
  refusals = 2;
  // Whether it waits or gives up: it does not plan to write what is there.
  const gaveUp = (error: unknown): string[] => (String(error).includes('429') ? [] : [String(error)]);
  expect(await changesOf(tenant, files).catch(gaveUp)).toEqual([]);
});

it('trap 9: lists that are read by checkpoint are read to their end', async () => {
  const numbers = Array.from({ length: 120 }, (_item, index) => index + 1);
  const audience = (number: number): string => `https://api-${number}.test`;
  const files: Files = {
    tenant: {
      resourceServers: numbers.map((number) => ({ name: `Api ${number}`, identifier: audience(number) })),
      clients: [{ name: 'Portal' }],
      clientGrants: numbers.map((number) => ({
        client_id: 'Portal',
        audience: audience(number),
        scope: [],
        organization_usage: 'allow',
      })),
      organizations: [
        {
          name: 'north',
          client_grants: numbers.slice(0, 70).map((number) => ({ client_id: 'Portal', audience: audience(number) })),
        },
      ],
    },
  };
  const tenant = emulated();
  await applied(tenant, files);
  expect(await changesOf(tenant, files)).toEqual([]);
});

const twoGrants = (grants: Body[]): Files => ({
  tenant: {
    resourceServers: [api, { name: 'Billing', identifier: 'https://billing.test' }],
    clients: [{ name: 'Portal' }],
    clientGrants: ['https://billing.test', 'https://parcels.test'].map((audience) => ({
      client_id: 'Portal',
      audience,
      scope: [],
      organization_usage: 'allow',
    })),
    organizations: [{ name: 'north', client_grants: grants }],
  },
});

it('trap 10: an organization gets the grant that is named, and a name that two grants have is refused', async () => {
  const tenant = emulated();
  await expect(planOf(twoGrants([{ client_id: 'Portal' }]), tenant)).rejects.toThrow(/ambiguous-reference/);
  await applied(tenant, twoGrants([{ client_id: 'Portal', audience: 'https://parcels.test' }]));
  const id = await idOf(tenant, '/organizations', 'north');
  const linked = await rowsOf(tenant, `/organizations/${id}/client-grants`);
  expect(linked.map(({ audience }) => audience)).toEqual(['https://parcels.test']);
});

it('trap 11: a language is enabled before its texts are written, whatever stands first in the files', async () => {
  const tenant = emulated();
  const files: Files = {
    tenant: {
      prompts: { customText: { de: { login: { login: { title: 'Willkommen' } } } } },
      tenant: { enabled_locales: ['en', 'de'] },
    },
  };
  const writes = await applied(tenant, files);
  expect(writes.map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
    'PATCH /tenants/settings',
    'PUT /prompts/login/custom-text/de',
  ]);
});

it.runIf(hasType('userAttributeProfiles'))(
  'trap 11: a profile is there before the client that refers to it',
  async () => {
    const tenant = emulated();
    const user_attributes = {
      email: { description: 'Email', label: 'Email', profile_required: true, auth0_mapping: 'email' },
    };
    const files: Files = {
      tenant: {
        clients: [
          {
            name: 'Portal',
            app_type: 'regular_web',
            express_configuration: {
              initiate_login_uri_template: 'https://a.test/{organization_name}',
              user_attribute_profile_id: 'People',
              connection_profile_id: 'Work',
              enable_client: true,
              enable_organization: true,
              okta_oin_client_id: 'Portal',
              admin_login_domain: 'a.test',
            },
          },
        ],
        userAttributeProfiles: [{ name: 'People', user_attributes }],
        connectionProfiles: [{ name: 'Work' }],
      },
    };
    await applied(tenant, files);
    expect(await changesOf(tenant, files)).toEqual([]);
  },
);

it('trap 12: a value inside a list of objects, a removal and an order are seen', async () => {
  const tenant = emulated({ buildMilliseconds: 0 });
  const action = (name: string): Body => ({
    name,
    code: '//',
    deployed: true,
    supported_triggers: [{ id: 'post-login', version: 'v3' }],
  });
  const files = (description: string, scopes: string[], names: string[], secrets: Body): Files => ({
    tenant: {
      resourceServers: [{ ...api, scopes: scopes.map((value) => ({ value, description })) }],
      actions: ['One', 'Two'].map(action),
      triggers: { 'post-login': names.map((name) => ({ action_name: name })) },
      clients: [{ name: 'Portal', ...secrets }],
    },
  });
  const start = files('See', ['read', 'scan'], ['One', 'Two'], { client_metadata: { team: 'a', tier: 'b' } });
  await applied(tenant, start);
  const same = files('See', ['scan', 'read'], ['One', 'Two'], { client_metadata: { team: 'a', tier: 'b' } });
  expect(await changesOf(tenant, same)).toEqual([]);
  const other = files('Look', ['read'], ['Two', 'One'], { client_metadata: { team: 'a' } });
  expect((await changesOf(tenant, other)).sort()).toEqual([
    'update clients/Portal',
    'update resourceServers/https://parcels.test',
    'update triggers/post-login',
  ]);
  await applied(tenant, other);
  expect(await changesOf(tenant, other)).toEqual([]);
});

it('an action that pins a module which has no published version is told before anything is written', async () => {
  const pinned = {
    actions: [
      {
        name: 'Enrich',
        code: 'exports.onExecutePostLogin = async () => {};',
        supported_triggers: [{ id: 'post-login', version: 'v3' }],
        modules: [{ module_name: 'helpers', module_version_number: 1 }],
      },
    ],
  };
  const helpers = { name: 'helpers', code: 'exports.a = 1;' };
  const tenant = emulated({ buildMilliseconds: 0 });
  const files = { tenant: { ...pinned, actionModules: [helpers] } };
  await expect(planOf(files, tenant)).rejects.toThrow('this module has no published version');
  expect(tenant.writes()).toEqual([]);
  const published = { tenant: { ...pinned, actionModules: [{ ...helpers, all_changes_published: true }] } };
  await applied(tenant, published);
  // What was published stays, whatever the files say of the draft.
  const ahead = { ...helpers, code: 'exports.a = 2;', all_changes_published: false };
  expect(await changesOf(tenant, { tenant: { ...pinned, actionModules: [ahead] } })).toEqual([
    'update actionModules/helpers',
  ]);
});
