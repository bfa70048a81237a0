import { describe, expect, it } from 'vitest';
import { refusal, startTenant, type Reply, type Row } from './tenant.ts';

const attribute = { description: 'a', label: 'a', profile_required: false, auth0_mapping: 'a' };

describe('profiles', () => {
  it('come five a page, and connection profiles ten at most', async () => {
    const tenant = startTenant();
    for (let number = 1; number <= 7; number += 1) {
      await tenant.do('POST', '/connection-profiles', { name: `Profile ${number}` });
      await tenant.do('POST', '/user-attribute-profiles', { name: `P ${number}`, user_attributes: { a: attribute } });
    }
    const page = await tenant.do('GET', '/connection-profiles');
    expect(page.next).toBeTruthy();
    expect((await tenant.api('GET', '/connection-profiles?take=11')).status).toBe(400);
    expect((await tenant.do('GET', '/user-attribute-profiles?take=11')).next).toBeUndefined();
    const names: (string | undefined)[] = [];
    for await (const { name } of await tenant.sdk.connectionProfiles.list({ take: 3 })) names.push(name);
    expect(names).toHaveLength(7);
  });

  it('have a name of their own, and users at least one attribute', async () => {
    const tenant = startTenant();
    await tenant.do('POST', '/connection-profiles', { name: 'Partners' });
    expect((await tenant.api('POST', '/connection-profiles', { name: 'Partners' })).status).toBe(409);
    const empty = { name: 'Crew', user_attributes: {} };
    expect((await tenant.api('POST', '/user-attribute-profiles', empty)).status).toBe(400);
    const profile = await tenant.do('POST', '/user-attribute-profiles', {
      ...empty,
      user_attributes: { a: attribute },
    });
    const patch = { user_attributes: { b: attribute } };
    const after = await tenant.do('PATCH', `/user-attribute-profiles/${profile.id}`, patch);
    expect(after['user_attributes']).toEqual({ b: attribute });
    const nothing = { user_attributes: { b: null } };
    expect((await tenant.api('PATCH', `/user-attribute-profiles/${profile.id}`, nothing)).status).toBe(400);
  });
});

describe('self-service profiles', () => {
  const path = '/self-service-profiles';

  it('have attributes of their own or those of a profile', async () => {
    const tenant = startTenant();
    const crew = await tenant.do('POST', '/user-attribute-profiles', {
      name: 'Crew',
      user_attributes: { a: attribute },
    });
    const own = [{ name: 'email', description: 'a', is_optional: false }];
    const profile = await tenant.do('POST', path, { name: 'Partners', user_attributes: own });
    const item = `${path}/${profile.id}`;
    expect((await tenant.api('PATCH', item, { user_attribute_profile_id: crew.id })).status).toBe(400);
    expect(
      (await tenant.api('PATCH', item, { user_attribute_profile_id: 'uap_0', user_attributes: null })).status,
    ).toBe(400);
    const after = await tenant.do('PATCH', item, { user_attribute_profile_id: crew.id, user_attributes: null });
    expect(after).toMatchObject({ user_attribute_profile_id: crew.id });
    for (let number = 2; number <= 20; number += 1) await tenant.do('POST', path, { name: `Profile ${number}` });
    expect(refusal(await tenant.api('POST', path, { name: 'One more' }))).toMatch(/No more profiles/);
  });

  it('have the texts of one page in one language, which PUT replaces', async () => {
    const tenant = startTenant();
    const profile = await tenant.do('POST', path, { name: 'Partners' });
    const texts = `${path}/${profile.id}/custom-text`;
    expect(await tenant.do('GET', `${texts}/en/get-started`)).toEqual({});
    await tenant.do('PUT', `${texts}/en/get-started`, { a: '1', b: '2' });
    expect(await tenant.do('PUT', `${texts}/en/get-started`, { b: '3' })).toEqual({ b: '3' });
    expect((await tenant.api('GET', `${texts}/de/get-started`)).status).toBe(400);
    await tenant.do('DELETE', `${path}/${profile.id}`);
    expect((await tenant.api('GET', `${texts}/en/get-started`)).status).toBe(404);
  });
});

describe('token exchange profiles', () => {
  it('need an action of their trigger, which stays', async () => {
    const tenant = startTenant();
    const path = '/token-exchange-profiles';
    const action = (name: string, trigger: string, version: string): Promise<Row> =>
      tenant.do('POST', '/actions/actions', { name, code: '//', supported_triggers: [{ id: trigger, version }] });
    const [judge, other] = [
      await action('Judge', 'custom-token-exchange', 'v1'),
      await action('Other', 'post-login', 'v3'),
    ];
    const body = { name: 'Legacy', subject_token_type: 'urn:acme:legacy', type: 'custom_authentication' };
    expect((await tenant.api('POST', path, { ...body, action_id: other.id })).status).toBe(400);
    const profile = await tenant.do('POST', path, { ...body, action_id: judge.id });
    expect((await tenant.api('POST', path, { ...body, action_id: judge.id })).status).toBe(409);
    expect((await tenant.api('PATCH', `${path}/${profile.id}`, { action_id: judge.id })).status).toBe(400);
    expect(await tenant.do('PATCH', `${path}/${profile.id}`, { name: 'Older' })).toMatchObject({ name: 'Older' });
  });
});

describe('directory provisioning', () => {
  it('is for Google Workspace, with groups where they are selected', async () => {
    const tenant = startTenant();
    const other = await tenant.do('POST', '/connections', { name: 'other', strategy: 'oidc' });
    expect((await tenant.api('POST', `/connections/${other.id}/directory-provisioning`, {})).status).toBe(400);
    const work = await tenant.do('POST', '/connections', { name: 'work', strategy: 'google-apps' });
    const path = `/connections/${work.id}/directory-provisioning`;
    expect((await tenant.api('GET', path)).status).toBe(404);
    expect(await tenant.do('POST', path, {})).toMatchObject({ connection_name: 'work', synchronize_groups: 'off' });
    expect((await tenant.api('POST', path, {})).status).toBe(409);
    const groups = { groups: [{ id: '01a' }, { id: '02b' }] };
    expect((await tenant.api('PUT', `${path}/synchronized-groups`, groups)).status).toBe(409);
    await tenant.do('PATCH', path, { synchronize_groups: 'selected' });
    await tenant.do('PUT', `${path}/synchronized-groups`, groups);
    await tenant.do('PUT', `${path}/synchronized-groups`, { groups: [{ id: '03c' }] });
    expect(await tenant.do('GET', `${path}/synchronized-groups`)).toEqual({ groups: [{ id: '03c' }] });
    expect((await tenant.do('GET', '/connections-directory-provisionings'))['directory_provisionings']).toHaveLength(1);
    await tenant.do('DELETE', `/connections/${work.id}`);
    expect((await tenant.do('GET', '/connections-directory-provisionings'))['directory_provisionings']).toEqual([]);
  });
});

describe('clients by a document of their own', () => {
  const address = 'https://agents.example/agent.json';

  it('are registered once, and changed only beside the document', async () => {
    const tenant = startTenant();
    const register = (body: object): Promise<Reply> => tenant.api('POST', '/clients/cimd/register', body);
    const { status, body } = await register({ external_client_id: address });
    expect([status, body['validation']]).toEqual([200, { valid: true, violations: [], warnings: [] }]);
    const again = await register({ external_client_id: address });
    expect([again.status, again.body.client_id]).toEqual([200, body.client_id]);
    expect((await register({ external_client_id: 'http://agents.example' })).status).toBe(400);
    const path = `/clients/${body.client_id}`;
    expect(await tenant.do('GET', path)).toMatchObject({
      name: 'agent.json',
      external_client_id: address,
      external_metadata_type: 'cimd',
    });
    expect(await tenant.do('PATCH', path, { description: 'An agent' })).toMatchObject({ description: 'An agent' });
    expect(refusal(await tenant.api('PATCH', path, { callbacks: [] }))).toMatch(/metadata document/);
  });
});

describe('roles of an organization', () => {
  it('are listed apart, may share a name, and go with it', async () => {
    const tenant = startTenant();
    const north = await tenant.do('POST', '/organizations', { name: 'north' });
    const owned = { name: 'Master', type: 'organization', owner_id: north.id };
    await tenant.do('POST', '/roles', { name: 'Master' });
    await tenant.do('POST', '/roles', owned);
    expect((await tenant.api('POST', '/roles', owned)).status).toBe(409);
    expect((await tenant.api('POST', '/roles', { name: 'a', type: 'organization' })).status).toBe(400);
    expect(await tenant.rows(`/roles?type=organization&owner_id=${north.id}`)).toHaveLength(1);
    expect(await tenant.rows('/roles?type=tenant')).toHaveLength(1);
    await tenant.do('DELETE', `/organizations/${north.id}`);
    expect(await tenant.rows('/roles')).toHaveLength(1);
  });
});
