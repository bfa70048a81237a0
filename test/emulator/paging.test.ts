import { describe, expect, it } from 'vitest';
import { refusal, startTenant, type Tenant } from './tenant.ts';

async function withRoles(count: number): Promise<Tenant> {
  const tenant = startTenant();
  for (let at = 1; at <= count; at += 1) await tenant.do('POST', '/roles', { name: `role ${at}` });
  return tenant;
}

async function withOrganizations(count: number): Promise<Tenant> {
  const tenant = startTenant();
  for (let at = 1; at <= count; at += 1) await tenant.do('POST', '/organizations', { name: `org-${at}` });
  return tenant;
}

describe('offset pages', () => {
  it('are bare arrays of 50 unless told', async () => {
    const tenant = await withRoles(55);
    expect(await tenant.do('GET', '/roles')).toHaveLength(50);
    expect(await tenant.do('GET', '/roles?page=1')).toHaveLength(5);
    expect(await tenant.do('GET', '/roles?page=2')).toEqual([]);
  });

  it('carry totals when asked', async () => {
    const tenant = await withRoles(5);
    const page = await tenant.do('GET', '/roles?page=1&per_page=2&include_totals=true');
    expect(page).toMatchObject({ start: 2, limit: 2, total: 5 });
    expect(page.roles.map(({ name }) => name)).toEqual(['role 3', 'role 4']);
  });

  it.each(['per_page=101', 'per_page=0', 'page=-1', 'per_page=ten', 'include_totals=yes', 'take=10', 'nonsense=1'])(
    'refuse %s',
    async (query) => {
      const reply = await startTenant().api('GET', `/roles?${query}`);
      expect(refusal(reply)).toMatch(/^400 Query validation error/);
      expect(reply.body.errorCode).toBe('invalid_query_string');
    },
  );

  it('end after the first 1000 rows where checkpoints are the way on', async () => {
    const tenant = startTenant();
    expect((await tenant.api('GET', '/connections?page=9&per_page=100')).status).toBe(200);
    expect(refusal(await tenant.api('GET', '/connections?page=10&per_page=100'))).toMatch(/^400 Only the first 1000/);
  });
});

describe('checkpoint pages', () => {
  it('have no total, and a short page is not the end', async () => {
    const tenant = await withOrganizations(5);
    const first = await tenant.do('GET', '/organizations?take=3');
    expect(Object.keys(first)).toEqual(['organizations', 'next']);
    expect(first.organizations).toHaveLength(2);
    const second = await tenant.do('GET', `/organizations?take=3&from=${first.next}`);
    expect(second.organizations.map(({ name }) => name)).toEqual(['org-3', 'org-4', 'org-5']);
    expect(second).not.toHaveProperty('next');
  });

  it('skip nothing when rows go while they are read', async () => {
    const tenant = await withOrganizations(4);
    const { organizations, next } = await tenant.do('GET', '/organizations?take=2');
    await tenant.do('DELETE', `/organizations/${organizations[0]?.id}`);
    const rest = await tenant.do('GET', `/organizations?take=10&from=${next}`);
    expect(rest.organizations.map(({ name }) => name)).toEqual(['org-2', 'org-3', 'org-4']);
  });

  it('refuse a cursor that is none, and more than 100', async () => {
    const tenant = startTenant();
    expect((await tenant.api('GET', '/organizations?from=nonsense')).status).toBe(400);
    expect((await tenant.api('GET', '/organizations?take=101')).status).toBe(400);
    expect((await tenant.api('GET', '/organizations?take=100')).status).toBe(200);
  });
});

describe('the actions family', () => {
  it('always tells totals, 20 on a page, and refuses include_totals', async () => {
    const tenant = startTenant();
    for (let at = 1; at <= 21; at += 1) {
      await tenant.do('POST', '/actions/actions', { name: `a${at}`, supported_triggers: [{ id: 'post-login' }] });
    }
    const page = await tenant.do('GET', '/actions/actions');
    expect(page).toMatchObject({ total: 21, per_page: 20 });
    expect(page).not.toHaveProperty('page');
    expect(page.actions).toHaveLength(20);
    const refused = await tenant.api('GET', '/actions/actions?include_totals=true');
    expect(refusal(refused)).toBe("400 Query validation error: 'Additional properties not allowed: include_totals'.");
  });
});

describe('the SDK', () => {
  it('pages through offset and checkpoint lists', async () => {
    const tenant = await withRoles(120);
    const names: (string | undefined)[] = [];
    for await (const { name } of await tenant.sdk.roles.list({ per_page: 100 })) names.push(name);
    expect(names).toHaveLength(120);
    for (let at = 1; at <= 7; at += 1) await tenant.do('POST', '/organizations', { name: `org-${at}` });
    const organizations: (string | undefined)[] = [];
    for await (const { name } of await tenant.sdk.organizations.list({ take: 3 })) organizations.push(name);
    expect(organizations).toEqual(['org-1', 'org-2', 'org-3', 'org-4', 'org-5', 'org-6', 'org-7']);
  });

  it('lists every type with 100 rows a page', async () => {
    const { sdk, do: send, ...tenant } = startTenant();
    const organization = await send('POST', '/organizations', { name: 'acme' });
    const role = await send('POST', '/roles', { name: 'reader' });
    const connection = await send('POST', '/connections', { name: 'users', strategy: 'auth0' });
    const module = await send('POST', '/actions/modules', { name: 'm', code: '1' });
    const client = (await tenant.rows('/clients?is_global=false'))[0]?.client_id ?? '';
    const grant = (await tenant.rows('/client-grants'))[0]?.id ?? '';
    const [offset, checkpoint] = [{ per_page: 100 }, { take: 100 }];
    await sdk.actions.list(offset);
    await sdk.actions.modules.list(offset);
    await sdk.actions.modules.versions.list(module.id, offset);
    await sdk.actions.modules.listActions(module.id, offset);
    await sdk.actions.triggers.list();
    await sdk.actions.triggers.bindings.list('post-login', offset);
    await sdk.clientGrants.list(checkpoint);
    await sdk.clientGrants.organizations.list(grant, checkpoint);
    await sdk.clients.list({ ...offset, is_global: false });
    await sdk.clients.credentials.list(client);
    await sdk.clients.connections.get(client, checkpoint);
    await sdk.connections.list(checkpoint);
    await sdk.connections.list({ ...checkpoint, strategy: ['auth0', 'samlp'] });
    await sdk.connections.clients.get(connection.id, { take: 1000 });
    await sdk.connections.scimConfiguration.list(checkpoint);
    await sdk.connections.directoryProvisioning.list(checkpoint);
    await sdk.connectionProfiles.list({ take: 10 });
    await sdk.userAttributeProfiles.list({ take: 10 });
    await sdk.selfServiceProfiles.list(offset);
    await sdk.tokenExchangeProfiles.list(checkpoint);
    await sdk.branding.phone.providers.list();
    await sdk.branding.phone.templates.list();
    await sdk.customDomains.list();
    await sdk.flows.list(offset);
    await sdk.flows.vault.connections.list(offset);
    await sdk.forms.list(offset);
    await sdk.organizations.list(checkpoint);
    await sdk.organizations.clientGrants.list(organization.id, offset);
    await sdk.organizations.clients.list(organization.id, checkpoint);
    await sdk.organizations.connections.list(organization.id, offset);
    await sdk.organizations.enabledConnections.list(organization.id, offset);
    await sdk.organizations.discoveryDomains.list(organization.id, checkpoint);
    await sdk.prompts.rendering.list(offset);
    await sdk.resourceServers.list(offset);
    await sdk.resourceServers.list({ ...offset, identifiers: ['https://local/api/v2/'] });
    await sdk.roles.list({ ...offset, type: 'tenant' });
    await sdk.roles.permissions.list(role.id, offset);
    expect(tenant.emulator.requests.every(({ status }) => status < 300)).toBe(true);
  });
});
