import { describe, expect, it } from 'vitest';
import { refusal, startTenant } from './tenant.ts';

const database = { name: 'users', strategy: 'auth0' };
const attributes = (unique?: boolean): object => ({
  username: { identifier: { active: true } },
  email: { identifier: { active: false }, ...(unique !== undefined && { unique }) },
});

describe('connections', () => {
  it('get what the server adds', async () => {
    const tenant = startTenant();
    const connection = await tenant.do('POST', '/connections', database);
    expect(connection.id).toMatch(/^con_\w{16}$/);
    expect(connection).toMatchObject({
      realms: ['users'],
      enabled_clients: [],
      is_domain_connection: false,
      authentication: { active: true },
      options: { strategy_version: 2, mfa: { active: true, return_enroll_settings: true } },
    });
    const again = await tenant.api('POST', '/connections', { ...database, strategy: 'oidc' });
    expect(refusal(again)).toBe('409 A connection with the same name already exists');
    expect(await tenant.do('GET', '/connections?strategy=auth0&strategy=samlp&name=users')).toHaveLength(1);
    expect((await tenant.do('GET', '/connections?strategy=samlp&take=5')).connections).toEqual([]);
  });

  it('replace options whole', async () => {
    const tenant = startTenant();
    const { id } = await tenant.do('POST', '/connections', {
      name: 'a',
      strategy: 'oidc',
      options: { client_id: 'a', scope: 'b' },
    });
    const { options } = await tenant.do('PATCH', `/connections/${id}`, { options: { client_id: 'c' } });
    expect(options).toMatchObject({
      client_id: 'c',
      schema_version: 'oidc-V4',
      connection_settings: { pkce: 'disabled' },
    });
    expect(options).not.toHaveProperty('scope');
    expect((await tenant.api('PATCH', `/connections/${id}`, { name: 'b' })).status).toBe(400);
    expect((await tenant.api('PATCH', `/connections/${id}`, { strategy: 'okta' })).status).toBe(400);
    expect((await tenant.api('PATCH', `/connections/${id}`, { enabled_clients: [] })).status).toBe(400);
  });

  it('give the configuration of a database back encrypted, and keep what comes back', async () => {
    const tenant = startTenant();
    const created = await tenant.do('POST', '/connections', {
      ...database,
      options: { configuration: { KEY: 'plain' } },
    });
    const { KEY } = created.options.configuration;
    expect(KEY).toMatch(/^2\.0\$/);
    const options = { configuration: { KEY, OTHER: 'x' } };
    const { configuration } = (await tenant.do('PATCH', `/connections/${created.id}`, { options })).options;
    expect(configuration.KEY).toBe(KEY);
    expect(Object.keys(configuration)).toEqual(['KEY', 'OTHER']);
  });

  it.each<[options: object, text: RegExp]>([
    [
      { attributes: attributes(), requires_username: true },
      /Cannot set both options.attributes and options.requires_username/,
    ],
    [
      { password_options: {}, passwordPolicy: 'good' },
      /Cannot set both options.password_options and options.passwordPolicy/,
    ],
    [{ attributes: { email: { identifier: { active: false } } } }, /At least one identifier/],
    [{ attributes: { email: { identifier: { active: true }, unique: false } } }, /not unique/],
    [{ custom_password_hash: { action_id: 'none' } }, /action of custom_password_hash does not exist/],
  ])('refuse database options %j', async (options, text) => {
    expect(refusal(await startTenant().api('POST', '/connections', { ...database, options }))).toMatch(text);
  });

  it('take ten keys of metadata', async () => {
    const metadata = Object.fromEntries(Array.from({ length: 11 }, (_, at) => [`k${at}`, 'v']));
    expect(refusal(await startTenant().api('POST', '/connections', { ...database, metadata }))).toMatch(/maximum 10/);
  });

  it('fix whether an email is unique', async () => {
    const tenant = startTenant();
    const { id } = await tenant.do('POST', '/connections', { ...database, options: { attributes: attributes(false) } });
    const patch = (unique?: boolean): Promise<number> =>
      tenant
        .api('PATCH', `/connections/${id}`, { options: { attributes: attributes(unique) } })
        .then(({ status }) => status);
    expect(await patch()).toBe(400);
    expect(await patch(true)).toBe(400);
    expect(await patch(false)).toBe(200);
  });

  it('read the certificate of a SAML identity provider as PEM, with what it says', async () => {
    const tenant = startTenant();
    const [key] = await tenant.rows('/keys/signing');
    const options = { signingCert: Buffer.from(String(key?.cert)).toString('base64') };
    const connection = await tenant.do('POST', '/connections', { name: 'saml', strategy: 'samlp', options });
    expect(connection.provisioning_ticket_url).toMatch(/^https:\/\/local\/p\/samlp\//);
    expect(connection.options).toMatchObject({
      cert: key?.cert,
      subject: { commonName: 'emulator.local' },
      thumbprints: [String(key?.thumbprint).toLowerCase()],
    });
    expect(connection.options).not.toHaveProperty('signingCert');
  });

  it.each<[strategy: string, options: object, scope: unknown]>([
    ['facebook', { email: true, user_birthday: true, public_profile: false }, 'email,user_birthday'],
    ['google-oauth2', { email: true, gmail: true }, ['email', 'https://mail.google.com/mail/feed/atom']],
    ['windowslive', { graph_user: true, signin: true }, ['https://graph.microsoft.com/User.Read']],
    ['github', { read_user: true, email: true }, ['read:user', 'user:email']],
    ['oauth2', { scope: ['openid'] }, ['openid']],
  ])('ask for the scope that follows from the options: %s', async (strategy, options, scope) => {
    const connection = await startTenant().do('POST', '/connections', { name: 'a', strategy, options });
    expect(connection.options.scope).toEqual(scope);
  });

  it('are deleted later, and at once forgotten', async () => {
    const tenant = startTenant();
    const { id } = await tenant.do('POST', '/connections', { name: 'okta', strategy: 'okta' });
    const { id: org } = await tenant.do('POST', '/organizations', {
      name: 'acme',
      enabled_connections: [{ connection_id: id }],
    });
    const { client_id } = await tenant.do('POST', '/clients', { name: 'a' });
    await tenant.do('PATCH', `/connections/${id}/clients`, [{ client_id, status: true }]);
    await tenant.do('POST', `/connections/${id}/scim-configuration`);
    expect((await tenant.api('DELETE', `/connections/${id}`)).status).toBe(202);
    expect(await tenant.do('GET', `/organizations/${org}/enabled_connections`)).toEqual([]);
    const left = Object.keys(tenant.emulator.snapshot().collections);
    expect(left).toEqual(['resource_servers', 'clients', 'client_grants', 'organizations']);
  });
});

describe('enabled clients', () => {
  it('change one by one', async () => {
    const tenant = startTenant();
    const { id } = await tenant.do('POST', '/connections', database);
    const path = `/connections/${id}/clients`;
    const ids: string[] = [];
    for (const name of ['a', 'b']) ids.push((await tenant.do('POST', '/clients', { name })).client_id);
    const reply = await tenant.api(
      'PATCH',
      path,
      ids.map((client_id) => ({ client_id, status: true })),
    );
    expect([reply.status, reply.body]).toEqual([204, undefined]);
    await tenant.do('PATCH', path, [{ client_id: ids[0], status: false }]);
    expect(await tenant.do('GET', path)).toEqual({ clients: [{ client_id: ids[1] }] });
    expect((await tenant.do('GET', `/connections/${id}`)).enabled_clients).toEqual([ids[1]]);
  });

  it('come at most 50 at a time, and exist', async () => {
    const tenant = startTenant();
    const { id } = await tenant.do('POST', '/connections', database);
    const many = Array.from({ length: 51 }, (_, at) => ({ client_id: `c${at}`, status: true }));
    expect(refusal(await tenant.api('PATCH', `/connections/${id}/clients`, many))).toMatch(/more than 50/);
    expect(refusal(await tenant.api('PATCH', `/connections/${id}/clients`, []))).toMatch(/fewer than 1/);
    expect((await tenant.api('PATCH', `/connections/${id}/clients`, many.slice(0, 1))).body.errorCode).toBe(
      'inexistent_client',
    );
    expect((await tenant.api('GET', `/connections/${id}/clients?take=1000`)).status).toBe(200);
    expect((await tenant.api('GET', `/connections/${id}/clients?take=1001`)).status).toBe(400);
  });
});

describe('SCIM', () => {
  it('is for some strategies, once, and listed in bulk', async () => {
    const tenant = startTenant();
    const users = await tenant.do('POST', '/connections', database);
    expect((await tenant.api('POST', `/connections/${users.id}/scim-configuration`)).status).toBe(400);
    const { id } = await tenant.do('POST', '/connections', { name: 'okta', strategy: 'okta' });
    const path = `/connections/${id}/scim-configuration`;
    expect((await tenant.api('GET', path)).status).toBe(404);
    expect(await tenant.do('POST', path)).toMatchObject({ connection_name: 'okta', user_id_attribute: 'externalId' });
    expect((await tenant.api('POST', path)).status).toBe(400);
    expect((await tenant.api('PATCH', path, { mapping: [] })).status).toBe(400);
    await tenant.do('PATCH', path, { user_id_attribute: 'oid', mapping: [{ auth0: 'email', scim: 'email' }] });
    const { scim_configurations: all } = await tenant.do('GET', '/connections-scim-configurations');
    expect(all).toMatchObject([{ connection_id: id, user_id_attribute: 'oid', mapping: [{ auth0: 'email' }] }]);
    expect((await tenant.api('DELETE', path)).status).toBe(204);
    expect((await tenant.api('DELETE', path)).status).toBe(404);
  });
});

it('all of it through the SDK', async () => {
  const { sdk } = startTenant();
  const { client_id = '' } = await sdk.clients.create({ name: 'a' });
  const { id = '' } = await sdk.connections.create({ name: 'a', strategy: 'oidc', options: { client_id: 'x' } });
  await sdk.connections.update(id, { options: { client_id: 'y' }, show_as_button: true });
  await sdk.connections.clients.update(id, [{ client_id, status: true }]);
  await sdk.connections.scimConfiguration.create(id);
  await sdk.connections.scimConfiguration.update(id, { user_id_attribute: 'a', mapping: [] });
  expect((await sdk.connections.clients.get(id)).data).toEqual([{ client_id }]);
  await sdk.connections.scimConfiguration.delete(id);
  await sdk.connections.delete(id);
  await expect(sdk.connections.get(id)).rejects.toMatchObject({ statusCode: 404 });
});
