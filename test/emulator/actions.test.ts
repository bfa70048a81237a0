import { describe, expect, it } from 'vitest';
import { refusal, startTenant, type Tenant } from './tenant.ts';

const trigger = { id: 'post-login' as const, version: 'v3' };
const login = { name: 'login', supported_triggers: [trigger], code: 'one' };

async function withAction(body: object = {}): Promise<Tenant & { path: string; id: string }> {
  const tenant = startTenant();
  const { id } = await tenant.do('POST', '/actions/actions', { ...login, ...body });
  return { ...tenant, path: `/actions/actions/${id}`, id };
}

async function deployed(body: object = {}): Promise<Tenant & { path: string; id: string }> {
  const tenant = await withAction(body);
  tenant.wait(50);
  await tenant.do('POST', `${tenant.path}/deploy`);
  return tenant;
}

describe('actions', () => {
  it('are built after a while, and deployed then', async () => {
    const tenant = await withAction();
    const action = await tenant.do('GET', tenant.path);
    expect(action).toMatchObject({ status: 'pending', all_changes_deployed: false, runtime: 'node22', secrets: [] });
    expect(action.id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(refusal(await tenant.api('POST', `${tenant.path}/deploy`))).toMatch(
      /^400 A draft must be in the 'built' state/,
    );
    tenant.wait(30);
    expect((await tenant.do('GET', tenant.path)).status).toBe('building');
    tenant.wait(20);
    expect((await tenant.do('GET', tenant.path)).status).toBe('built');
    const { status, body } = await tenant.api('POST', `${tenant.path}/deploy`);
    expect([status, body.deployed, body.number]).toEqual([200, false, 1]);
    const after = await tenant.do('GET', tenant.path);
    expect(after).toMatchObject({
      all_changes_deployed: true,
      current_version: { id: body.id, status: 'BUILT', code: 'one' },
      deployed_version: { id: body.id, deployed: true, code: 'one' },
    });
  });

  it('change in their draft only, until the next deploy makes the next version', async () => {
    const tenant = await deployed();
    const draft = await tenant.do('PATCH', tenant.path, { code: 'two' });
    expect(draft).toMatchObject({
      code: 'two',
      status: 'pending',
      all_changes_deployed: false,
      deployed_version: { code: 'one' },
    });
    tenant.wait(50);
    await tenant.do('POST', `${tenant.path}/deploy`);
    const { versions } = await tenant.do('GET', `${tenant.path}/versions`);
    const [, first] = versions;
    expect(versions.map(({ number, deployed: live, code }) => [number, live, code])).toEqual([
      [2, true, 'two'],
      [1, false, 'one'],
    ]);
    await tenant.do('POST', `${tenant.path}/versions/${first?.id}/deploy`, { update_draft: true });
    expect(await tenant.do('GET', tenant.path)).toMatchObject({
      code: 'one',
      all_changes_deployed: true,
      deployed_version: { number: 3 },
    });
  });

  it('stay deployed when only their name changes', async () => {
    const tenant = await deployed();
    expect(await tenant.do('PATCH', tenant.path, { name: 'renamed' })).toMatchObject({
      status: 'built',
      all_changes_deployed: true,
    });
  });

  it('deploy themselves when created so', async () => {
    const tenant = await withAction({ deploy: true });
    expect(await tenant.do('GET', tenant.path)).not.toHaveProperty('deployed_version');
    tenant.wait(50);
    expect(await tenant.do('GET', tenant.path)).toMatchObject({
      all_changes_deployed: true,
      deployed_version: { number: 1 },
    });
    expect((await tenant.api('PATCH', tenant.path, { deploy: true })).status).toBe(400);
  });

  it('fail to build with a dependency that cannot be installed', async () => {
    const tenant = await withAction({ dependencies: [{ name: 'lodash', version: 'not-a-version' }] });
    tenant.wait(50);
    expect((await tenant.do('GET', tenant.path)).status).toBe('failed');
    expect((await tenant.api('POST', `${tenant.path}/deploy`)).status).toBe(400);
  });

  it('keep secrets, show names, and replace the list whole', async () => {
    const tenant = await withAction({
      secrets: [
        { name: 'a', value: '1' },
        { name: 'b', value: '2' },
      ],
    });
    const shown = await tenant.do('GET', tenant.path);
    expect(shown.secrets).toEqual(['a', 'b'].map((name) => ({ name, updated_at: '2026-11-22T12:00:00.000Z' })));
    tenant.wait(1000);
    const { secrets } = await tenant.do('PATCH', tenant.path, { secrets: [{ name: 'b' }, { name: 'c', value: '3' }] });
    expect(secrets).toEqual([
      { name: 'b', updated_at: '2026-11-22T12:00:00.000Z' },
      { name: 'c', updated_at: '2026-11-22T12:00:01.000Z' },
    ]);
    const patch = (value: object[]): Promise<string> =>
      tenant.api('PATCH', tenant.path, { secrets: value }).then(refusal);
    expect(await patch([{ name: 'new' }])).toMatch(/has no value/);
    expect(
      await patch([
        { name: 'a', value: '1' },
        { name: 'a', value: '2' },
      ]),
    ).toMatch(/unique/);
    expect(await patch(Array.from({ length: 31 }, (_, at) => ({ name: `s${at}`, value: '' })))).toMatch(/more than 30/);
  });

  it.each<[body: object, text: RegExp]>([
    [{ supported_triggers: [] }, /fewer than 1/],
    [{ supported_triggers: [{ id: 'post-login', version: 'v9' }] }, /no version v9/],
    [{ secrets: [{ value: 'v' }] }, /Missing required property: name/],
    [{ runtime: 'node4' }, /Unknown runtime/],
    [{ modules: [{ module_id: 'none', module_version_id: 'none' }] }, /module or its version does not exist/],
    [{ dependencies: Array.from({ length: 11 }, () => ({ name: 'a', version: '1.0.0' })) }, /more than 10/],
  ])('refuse %j', async (body, text) => {
    expect(refusal(await startTenant().api('POST', '/actions/actions', { ...login, ...body }))).toMatch(text);
  });

  it('have one name each, are 100 at most, and one per provider trigger', async () => {
    const tenant = await withAction();
    expect((await tenant.api('POST', '/actions/actions', login)).status).toBe(409);
    const provider = { supported_triggers: [{ id: 'custom-email-provider' }] };
    expect((await tenant.api('POST', '/actions/actions', { name: 'mail', ...provider })).status).toBe(201);
    expect((await tenant.api('POST', '/actions/actions', { name: 'mail2', ...provider })).status).toBe(400);
    for (let at = 3; at <= 100; at += 1) await tenant.do('POST', '/actions/actions', { ...login, name: `a${at}` });
    const reply = await tenant.api('POST', '/actions/actions', { ...login, name: 'last' });
    expect([reply.status, reply.body.errorCode]).toEqual([403, 'too_many_entities']);
    expect((await tenant.do('GET', '/actions/actions?triggerId=custom-email-provider')).total).toBe(1);
    expect((await tenant.do('GET', '/actions/actions?actionName=mail&deployed=false')).total).toBe(1);
  });
});

describe('versions', () => {
  it('are 50 at most, belong to one action, and go with it', async () => {
    const tenant = await deployed();
    for (let at = 0; at < 50; at += 1) await tenant.do('POST', `${tenant.path}/deploy`);
    const page = await tenant.do('GET', `${tenant.path}/versions?per_page=100`);
    expect([page['total'], page.versions[0]?.['number'], page.versions.at(-1)?.['number']]).toEqual([50, 51, 2]);
    const other = await tenant.do('POST', '/actions/actions', { ...login, name: 'other' });
    const foreign = await tenant.api('GET', `/actions/actions/${other.id}/versions/${page.versions[0]?.id}`);
    expect(refusal(foreign)).toBe('404 That action version does not exist');
    await tenant.do('DELETE', tenant.path);
    expect(tenant.emulator.snapshot().collections).not.toHaveProperty('action_versions');
  });
});

describe('bindings', () => {
  const path = '/actions/triggers/post-login/bindings';

  it('replace the whole ordered list, by name, id or earlier binding', async () => {
    const tenant = await deployed();
    const { id } = await tenant.do('POST', '/actions/actions', { ...login, name: 'second' });
    tenant.wait(50);
    await tenant.do('POST', `/actions/actions/${id}/deploy`);
    const refs = [
      { ref: { type: 'action_id', value: id } },
      { ref: { type: 'action_name', value: 'login' }, display_name: 'Login' },
    ];
    const { bindings } = await tenant.do('PATCH', path, { bindings: refs });
    expect(bindings).toMatchObject([
      { display_name: 'second', trigger_id: 'post-login', action: { id, name: 'second' } },
      { display_name: 'Login', action: { id: tenant.id } },
    ]);
    const kept = { ref: { type: 'binding_id', value: bindings[1]?.id } };
    expect((await tenant.do('PATCH', path, { bindings: [kept] })).bindings).toMatchObject([{ id: bindings[1]?.id }]);
    const listed = await tenant.do('GET', path);
    expect(listed).toMatchObject({ total: 1, per_page: 20 });
    expect(listed).not.toHaveProperty('page');
    expect(await tenant.do('GET', `${path}?page=1`)).toEqual({ page: 1, per_page: 20, bindings: [] });
    expect((await tenant.do('PATCH', path, { bindings: [] })).bindings).toEqual([]);
  });

  it('need deployed actions that support the trigger', async () => {
    const tenant = await withAction();
    const bind = (value: string, at = path): Promise<string> =>
      tenant.api('PATCH', at, { bindings: [{ ref: { type: 'action_name', value } }] }).then(refusal);
    expect(await bind('unknown')).toMatch(/^400 The action unknown does not exist/);
    expect(await bind('login')).toMatch(/must be deployed/);
    expect(await bind('login', '/actions/triggers/credentials-exchange/bindings')).toMatch(/does not support/);
    expect(await bind('login', '/actions/triggers/nope/bindings')).toMatch(/^404/);
    expect(await bind('login', '/actions/triggers/event-stream/bindings')).toMatch(/bound from another resource/);
    const many = Array.from({ length: 21 }, () => ({ ref: { type: 'action_name', value: 'login' } }));
    expect(refusal(await tenant.api('PATCH', path, { bindings: many }))).toMatch(/more than 20/);
  });

  it('keep an action from being deleted without force', async () => {
    const tenant = await deployed();
    await tenant.do('PATCH', path, { bindings: [{ ref: { type: 'action_id', value: tenant.id } }] });
    expect(refusal(await tenant.api('DELETE', tenant.path))).toMatch(/^409 The action is bound to post-login/);
    expect((await tenant.api('DELETE', `${tenant.path}?force=true`)).status).toBe(204);
    expect((await tenant.do('GET', path)).bindings).toEqual([]);
    expect((await tenant.api('DELETE', tenant.path)).status).toBe(404);
  });

  it('belong to triggers that are listed per version', async () => {
    const { triggers } = await startTenant().do('GET', '/actions/triggers');
    const versions = triggers.filter(({ id }) => id === 'post-login').map(({ version, status }) => [version, status]);
    expect(versions).toEqual([
      ['v1', 'DEPRECATED'],
      ['v2', 'DEPRECATED'],
      ['v3', 'CURRENT'],
    ]);
  });
});

describe('modules', () => {
  it('publish versions that actions pin', async () => {
    const tenant = startTenant();
    const created = await tenant.do('POST', '/actions/modules', {
      name: 'm',
      code: '1',
      secrets: [{ name: 's', value: 'v' }],
    });
    expect(created).toMatchObject({
      all_changes_published: false,
      actions_using_module_total: 0,
      secrets: [{ name: 's' }],
    });
    expect(JSON.stringify(created)).not.toContain('"value"');
    expect((await tenant.api('POST', '/actions/modules', { name: 'm', code: '2' })).status).toBe(409);
    const path = `/actions/modules/${created.id}`;
    const version = await tenant.do('POST', `${path}/versions`);
    expect(version).toMatchObject({ module_id: created.id, version_number: 1, code: '1' });
    expect((await tenant.api('POST', `${path}/versions`)).status).toBe(409);
    expect(await tenant.do('PATCH', path, { code: '2' })).toMatchObject({
      all_changes_published: false,
      latest_version: { code: '1' },
    });
    expect((await tenant.api('PATCH', path, { name: 'n' })).status).toBe(400);

    const modules = [{ module_id: created.id, module_version_id: version.id }];
    const action = await tenant.do('POST', '/actions/actions', { ...login, modules });
    expect(action.modules).toEqual([{ ...modules[0], module_name: 'm', module_version_number: 1 }]);
    expect((await tenant.do('GET', `${path}/actions`)).actions).toMatchObject([
      { action_id: action.id, module_version_number: 1 },
    ]);
    expect((await tenant.api('DELETE', path)).status).toBe(412);
    await tenant.do('PATCH', `/actions/actions/${action.id}`, { modules: [] });
    expect((await tenant.api('DELETE', path)).status).toBe(204);
  });

  it('have 50 versions at most, which go with them', async () => {
    const tenant = startTenant();
    const { id } = await tenant.do('POST', '/actions/modules', { name: 'm', code: '0', publish: true });
    const path = `/actions/modules/${id}`;
    for (let at = 1; at <= 50; at += 1) {
      await tenant.do('PATCH', path, { code: `${at}` });
      const { status } = await tenant.api('POST', `${path}/versions`);
      expect(status).toBe(at < 50 ? 200 : 412);
    }
    expect(refusal(await tenant.api('GET', `${path}/versions/none`))).toBe('404 The module version does not exist');
    expect((await tenant.api('POST', `${path}/rollback`, { module_version_id: 'none' })).status).toBe(404);
    await tenant.do('DELETE', path);
    expect(tenant.emulator.snapshot().collections).not.toHaveProperty('module_versions');
  });

  it('publish at once, and roll back', async () => {
    const tenant = startTenant();
    const { id, latest_version: first } = await tenant.do('POST', '/actions/modules', {
      name: 'm',
      code: '1',
      publish: true,
    });
    expect(first).toMatchObject({ version_number: 1 });
    await tenant.do('PATCH', `/actions/modules/${id}`, { code: '2' });
    const back = await tenant.do('POST', `/actions/modules/${id}/rollback`, { module_version_id: first.id });
    expect(back.code).toBe('1');
  });
});

it('all of it through the SDK', async () => {
  const { sdk, wait } = startTenant();
  const { id: module = '' } = await sdk.actions.modules.create({ name: 'm', code: '1' });
  const { id: version = '' } = await sdk.actions.modules.versions.create(module);
  const modules = [{ module_id: module, module_version_id: version }];
  const { id = '' } = await sdk.actions.create({ name: 'a', supported_triggers: [trigger], modules });
  await sdk.actions.update(id, { secrets: [{ name: 'a', value: 'b' }] });
  await expect(sdk.actions.deploy(id)).rejects.toMatchObject({ statusCode: 400 });
  wait(50);
  await sdk.actions.deploy(id);
  await sdk.actions.triggers.bindings.updateMany('post-login', {
    bindings: [{ ref: { type: 'action_id', value: id } }],
  });
  expect((await sdk.actions.versions.list(id)).data).toHaveLength(1);
  await sdk.actions.delete(id, { force: true });
  await sdk.actions.modules.delete(module);
});
