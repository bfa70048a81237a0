import { expect, it } from 'vitest';
import { goalOfFiles } from '../../src/goals.ts';
import type { Body } from '../../src/model/json.ts';
import { applyOf, emulated, planOf, projectOf, textOf } from '../support/project.ts';
import type { Emulated } from '../support/project.ts';
import { api, changesOf, idOf, rowsOf } from './support.ts';

// What GET answers, put into the files as it is.

const action = {
  name: 'Enrich',
  code: 'exports.onExecutePostLogin = async () => {};',
  runtime: 'node22',
  supported_triggers: [{ id: 'post-login', version: 'v3' }],
  deployed: true,
};
const bound = { actions: [action], triggers: { 'post-login': [{ action_name: 'Enrich', display_name: 'One' }] } };

async function bindings(): Promise<{ live: Emulated; rows: Body[]; id: string }> {
  const live = emulated();
  await applyOf({ tenant: bound }, live);
  const rows = await rowsOf(live, '/actions/triggers/post-login/bindings');
  return { live, rows, id: await idOf(live, '/actions/actions', 'Enrich') };
}

it('the bindings of a trigger as the API answers them are valid and plan nothing', async () => {
  const { live, rows } = await bindings();
  expect(rows[0]).toHaveProperty('trigger_id');
  const files = { tenant: { ...bound, triggers: { 'post-login': rows } } };
  expect(textOf(goalOfFiles(projectOf(files), 'local').diagnostics)).toBe('');
  expect(await changesOf(live, files)).toEqual([]);
});

it('an action_id beside the name of a bound action says nothing, and alone says which action it is', async () => {
  const { live, id } = await bindings();
  for (const one of [{ action_name: 'Enrich', action_id: id }, { action_id: id }, { action_name: id }]) {
    const files = { tenant: { ...bound, triggers: { 'post-login': [{ ...one, display_name: 'One' }] } } };
    expect(await changesOf(live, files)).toEqual([]);
  }
});

it('a bound action has a name, or an id', () => {
  const files = { tenant: { ...bound, triggers: { 'post-login': [{ display_name: 'One' }] } } };
  const { diagnostics } = goalOfFiles(projectOf(files), 'local');
  expect(textOf(diagnostics)).toContain('[0].action_name is missing');
});

it('the grants of an organization as the API answers them are valid and plan nothing', async () => {
  const grant = { client_id: 'App', audience: api['identifier'] ?? null, scope: ['read'], organization_usage: 'allow' };
  const around = { clients: [{ name: 'App' }], resourceServers: [api], clientGrants: [grant] };
  const named = { name: 'north', client_grants: [{ client_id: 'App', audience: grant.audience }] };
  const live = emulated();
  await applyOf({ tenant: { ...around, organizations: [named] } }, live);
  const id = await idOf(live, '/organizations', 'north');
  const rows = await rowsOf(live, `/organizations/${id}/client-grants`);
  expect(rows).toHaveLength(1);
  const files = { tenant: { ...around, organizations: [{ name: 'north', client_grants: rows }] } };
  expect(textOf(goalOfFiles(projectOf(files), 'local').diagnostics)).not.toContain('error');
  expect(await changesOf(live, files)).toEqual([]);
});

it('an id stands for the name of what has it, in keys of grants, lists and objects, as the tenant says', async () => {
  const tenant = (client: string): Record<string, object[]> => ({
    clients: [{ name: 'App' }],
    resourceServers: [api],
    clientGrants: [{ client_id: client, audience: 'https://parcels.test', scope: ['read'] }],
    databases: [{ name: 'people', enabled_clients: [client] }],
    organizations: [{ name: 'north', client_grants: [{ client_id: client, audience: 'https://parcels.test' }] }],
  });
  const files = (client: string): { tenant: object } => {
    const { clientGrants = [], ...others } = tenant(client);
    return {
      tenant: { ...others, clientGrants: clientGrants.map((one) => ({ ...one, organization_usage: 'allow' })) },
    };
  };
  const live = emulated();
  await applyOf(files('App'), live);
  expect(await changesOf(live, files(await idOf(live, '/clients', 'App')))).toEqual([]);
});

it.each([
  ['smtp', { smtp_host: 'mail.test', smtp_port: 25, smtp_user: 'a', smtp_pass: 'the-password' }],
  ['ses', { accessKeyId: 'a', secretAccessKey: 'the-password', region: 'eu' }],
  ['sendgrid', { api_key: 'the-password' }],
  ['mailgun', { api_key: 'the-password', domain: 'a.test' }],
  ['azure_cs', { connectionString: 'the-password' }],
  ['ms365', { tenantId: 'a', clientId: 'b', clientSecret: 'the-password' }],
])(
  'the email provider %s as the API answers it, without its secrets, is valid and plans nothing',
  async (name, credentials) => {
    const live = emulated();
    await applyOf({ tenant: { emailProvider: { name, credentials } } }, live);
    const { body } = await live.request('GET', '/emails/provider?fields=name,enabled,credentials&include_fields=true');
    expect(JSON.stringify(body)).not.toContain('the-password');
    const files = { tenant: { emailProvider: body as Body } };
    expect(await changesOf(live, files)).toEqual([]);
    // What is not sent along need not be known.
    const off = { tenant: { emailProvider: { ...(body as Body), enabled: false } } };
    expect(await applyOf(off, live)).toMatchObject([{ status: 'done' }]);
    await expect(planOf(files, emulated())).rejects.toThrow('is missing');
  },
);
