import { describe, expect, it } from 'vitest';
import { refusal, startTenant, type Tenant } from './tenant.ts';

async function withOrganization(): Promise<Tenant & { path: string; id: string; users: string; oidc: string }> {
  const tenant = startTenant();
  const { id: users } = await tenant.do('POST', '/connections', { name: 'users', strategy: 'auth0' });
  const { id: oidc } = await tenant.do('POST', '/connections', { name: 'partner', strategy: 'oidc' });
  const { id } = await tenant.do('POST', '/organizations', { name: 'acme', display_name: 'Acme' });
  return { ...tenant, path: `/organizations/${id}`, id, users, oidc };
}

describe('organizations', () => {
  it('have one name each, which can change', async () => {
    const tenant = await withOrganization();
    expect(tenant.id).toMatch(/^org_\w{16}$/);
    expect(refusal(await tenant.api('POST', '/organizations', { name: 'acme' }))).toMatch(
      /^409 An organization with this name/,
    );
    expect((await tenant.do('PATCH', tenant.path, { name: 'acme2' })).name).toBe('acme2');
    expect((await tenant.do('GET', '/organizations/name/acme2')).id).toBe(tenant.id);
    expect((await tenant.api('GET', '/organizations/name/acme')).status).toBe(404);
  });

  it('replace metadata and branding', async () => {
    const tenant = await withOrganization();
    await tenant.do('PATCH', tenant.path, {
      metadata: { a: '1', b: '2' },
      branding: { logo_url: 'https://a', colors: { primary: '#1', page_background: '#2' } },
    });
    const after = await tenant.do('PATCH', tenant.path, {
      metadata: { a: null, c: '3' },
      branding: { logo_url: 'https://b' },
    });
    expect(after).toMatchObject({ metadata: { c: '3' }, branding: { logo_url: 'https://b' } });
    expect(Object.keys(after.metadata)).toEqual(['c']);
    expect(await tenant.do('PATCH', tenant.path, { metadata: {} })).not.toHaveProperty('metadata');
    expect(after.branding).not.toHaveProperty('colors');
  });

  it('take 25 keys of metadata', async () => {
    const tenant = await withOrganization();
    const metadata = Object.fromEntries(Array.from({ length: 25 }, (_, at) => [`k${at}`, 'v']));
    await tenant.do('PATCH', tenant.path, { metadata });
    const more = { ...metadata, more: 'v' };
    expect(refusal(await tenant.api('PATCH', tenant.path, { metadata: more }))).toMatch(/maximum 25/);
  });

  it('take their links along, and stop being a default', async () => {
    const tenant = await withOrganization();
    const { client_id } = await tenant.do('POST', '/clients', {
      name: 'a',
      default_organization: { organization_id: tenant.id, flows: ['client_credentials'] },
    });
    await tenant.do('POST', `${tenant.path}/connections`, { connection_id: tenant.users });
    expect((await tenant.api('DELETE', tenant.path)).status).toBe(204);
    expect((await tenant.api('DELETE', tenant.path)).status).toBe(404);
    expect(await tenant.do('GET', `/clients/${client_id}`)).not.toHaveProperty('default_organization');
    expect(tenant.emulator.snapshot().collections).not.toHaveProperty('organization_connections');
  });
});

describe('connections of an organization', () => {
  it('are the same on both paths', async () => {
    const tenant = await withOrganization();
    const body = { connection_id: tenant.users, assign_membership_on_login: true, organization_access_level: 'full' };
    expect(await tenant.do('POST', `${tenant.path}/connections`, body)).toMatchObject({
      ...body,
      is_enabled: true,
      connection: { name: 'users', strategy: 'auth0' },
    });
    expect(await tenant.do('GET', `${tenant.path}/enabled_connections`)).toEqual([
      {
        connection_id: tenant.users,
        assign_membership_on_login: true,
        show_as_button: true,
        is_signup_enabled: false,
        connection: { name: 'users', strategy: 'auth0' },
      },
    ]);
    const classic = `${tenant.path}/enabled_connections/${tenant.users}`;
    expect((await tenant.api('PATCH', classic, { is_enabled: false })).status).toBe(400);
    await tenant.do('PATCH', `${tenant.path}/connections/${tenant.users}`, { is_enabled: false });
    expect(await tenant.do('GET', `${tenant.path}/connections?is_enabled=true`)).toEqual([]);
    expect((await tenant.api('DELETE', classic)).status).toBe(204);
    expect((await tenant.api('GET', `${tenant.path}/connections/${tenant.users}`)).status).toBe(404);
  });

  it('exist, are linked once, ten at most, and sign up members of databases', async () => {
    const tenant = await withOrganization();
    const link = (connection_id: string, more: object = {}): Promise<string> =>
      tenant.api('POST', `${tenant.path}/enabled_connections`, { connection_id, ...more }).then(refusal);
    expect(await link('con_none')).toMatch(/^400 The connection does not exist/);
    expect(await link(tenant.users, { is_signup_enabled: true })).toMatch(/needs assign_membership_on_login/);
    expect(await link(tenant.oidc, { is_signup_enabled: true, assign_membership_on_login: true })).toMatch(
      /database connections only/,
    );
    expect(await link(tenant.users)).toBe('201 ');
    expect(await link(tenant.users)).toMatch(/^409/);
    for (let at = 2; at <= 10; at += 1) {
      const { id } = await tenant.do('POST', '/connections', { name: `c${at}`, strategy: 'oidc' });
      expect(await link(id)).toBe('201 ');
    }
    expect(await link(tenant.oidc)).toMatch(/10 connections at most/);
  });
});

it('a link is judged again when it changes', async () => {
  const tenant = await withOrganization();
  await tenant.do('POST', `${tenant.path}/connections`, { connection_id: tenant.oidc });
  const patch = { is_signup_enabled: true, assign_membership_on_login: true };
  const reply = await tenant.api('PATCH', `${tenant.path}/connections/${tenant.oidc}`, patch);
  expect(refusal(reply)).toMatch(/database connections only/);
});

it('100 grants and 100 clients are the most', async () => {
  const tenant = await withOrganization();
  await tenant.do('POST', '/resource-servers', { identifier: 'https://a' });
  for (let at = 0; at <= 100; at += 1) {
    const { client_id } = await tenant.do('POST', '/clients', { name: `c${at}` });
    const grant = { client_id, audience: 'https://a', organization_usage: 'allow' };
    const { id: grant_id } = await tenant.do('POST', '/client-grants', grant);
    const linked = await tenant.api('POST', `${tenant.path}/client-grants`, { grant_id });
    const clients = [{ client_id, use_for_member_access: true }];
    const associated = await tenant.api('POST', `${tenant.path}/clients`, { clients });
    expect([linked.status, associated.status]).toEqual(at < 100 ? [201, 201] : [400, 400]);
  }
});

describe('client grants of an organization', () => {
  it('allow organizations and are associated once', async () => {
    const tenant = await withOrganization();
    await tenant.do('POST', '/resource-servers', { identifier: 'https://a' });
    const { client_id } = await tenant.do('POST', '/clients', { name: 'a' });
    const { id: grant_id } = await tenant.do('POST', '/client-grants', { client_id, audience: 'https://a' });
    const path = `${tenant.path}/client-grants`;
    expect(refusal(await tenant.api('POST', path, { grant_id }))).toMatch(/does not allow organizations/);
    await tenant.do('PATCH', `/client-grants/${grant_id}`, { organization_usage: 'allow' });
    expect(await tenant.do('POST', path, { grant_id })).toMatchObject({ grant_id, client_id });
    expect((await tenant.api('POST', path, { grant_id })).status).toBe(409);
    expect((await tenant.api('POST', path, { grant_id: 'cgr_none' })).status).toBe(404);
    expect(
      await tenant.do('GET', `${path}?client_id=${client_id}&audience=https://a&grant_ids=${grant_id},x`),
    ).toHaveLength(1);
    expect((await tenant.do('GET', `/client-grants/${grant_id}/organizations?take=5`)).organizations).toHaveLength(1);
    await tenant.do('DELETE', `${path}/${grant_id}`);
    expect(await tenant.do('GET', path)).toEqual([]);
  });
});

describe('discovery domains', () => {
  it('keep their domain and change the rest', async () => {
    const tenant = await withOrganization();
    const path = `${tenant.path}/discovery-domains`;
    const domain = await tenant.do('POST', path, { domain: 'acme.example' });
    expect(domain).toMatchObject({
      status: 'pending',
      verification_host: `_ss-verification.${tenant.id}.acme.example`,
    });
    expect(domain).not.toHaveProperty('_organization');
    expect((await tenant.api('POST', path, { domain: 'acme.example' })).status).toBe(409);
    expect((await tenant.do('PATCH', `${path}/${domain.id}`, { status: 'verified' })).status).toBe('verified');
    expect((await tenant.api('PATCH', `${path}/${domain.id}`, { domain: 'b.example' })).status).toBe(400);
    expect((await tenant.do('GET', `${path}/name/acme.example`)).id).toBe(domain.id);
    expect((await tenant.do('GET', `${path}?take=1`)).domains).toHaveLength(1);
    expect((await tenant.api('GET', `${path}/name/none.example`)).status).toBe(404);
    const { id: other } = await tenant.do('POST', '/organizations', { name: 'other' });
    expect((await tenant.api('GET', `/organizations/${other}/discovery-domains/${domain.id}`)).status).toBe(404);
    expect((await tenant.do('GET', `/organizations/${other}/discovery-domains`)).domains).toEqual([]);
    expect((await tenant.api('DELETE', `${path}/${domain.id}`)).status).toBe(204);
  });
});

describe('clients of an organization', () => {
  it('are associated and dissociated in lists of ten', async () => {
    const tenant = await withOrganization();
    const path = `${tenant.path}/clients`;
    const { client_id } = await tenant.do('POST', '/clients', { name: 'a', app_type: 'spa' });
    const clients = [{ client_id, use_for_member_access: true }];
    expect((await tenant.do('POST', path, { clients }))[0]).toMatchObject({
      client_id,
      client: { name: 'a', app_type: 'spa' },
    });
    expect((await tenant.api('POST', path, { clients: Array.from({ length: 11 }, () => clients[0]) })).status).toBe(
      400,
    );
    expect(
      (await tenant.do('PATCH', `${path}/${client_id}`, { use_for_member_access: false })).use_for_member_access,
    ).toBe(false);
    expect((await tenant.do('GET', path)).clients).toHaveLength(1);
    const unknown = [{ client_id: 'none', use_for_member_access: true }];
    expect((await tenant.api('POST', path, { clients: unknown })).status).toBe(404);
    expect((await tenant.api('DELETE', path, { clients: [client_id] })).status).toBe(204);
    expect((await tenant.api('GET', `${path}/${client_id}`)).status).toBe(404);
  });
});

it('all of it through the SDK', async () => {
  const { sdk } = startTenant();
  const { id: connection_id = '' } = await sdk.connections.create({ name: 'users', strategy: 'auth0' });
  const { client_id = '' } = await sdk.clients.create({ name: 'a' });
  const { id = '' } = await sdk.organizations.create({ name: 'acme', enabled_connections: [{ connection_id }] });
  await sdk.organizations.connections.update(id, connection_id, {
    is_signup_enabled: true,
    assign_membership_on_login: true,
  });
  await sdk.organizations.connections.delete(id, connection_id);
  await sdk.organizations.enabledConnections.add(id, { connection_id });
  const { id: domain } = await sdk.organizations.discoveryDomains.create(id, { domain: 'acme.example' });
  await sdk.organizations.discoveryDomains.update(id, domain, { status: 'verified' });
  await sdk.organizations.clients.create(id, { clients: [{ client_id, use_for_member_access: true }] });
  await sdk.organizations.clients.delete(id, { clients: [client_id] });
  await sdk.organizations.update(id, { metadata: { a: 'b' } });
  expect(await sdk.organizations.getByName('acme')).toMatchObject({ metadata: { a: 'b' } });
  await sdk.organizations.delete(id);
});
