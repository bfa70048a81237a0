import { describe, expect, it } from 'vitest';
import { refusal, startTenant } from './tenant.ts';

describe('flows, forms and the vault', () => {
  const vault = { name: 'http', app_id: 'HTTP', setup: { type: 'BEARER', token: 'secret' } };

  it('refer to each other by id', async () => {
    const tenant = startTenant();
    const connection = await tenant.do('POST', '/flows/vault/connections', vault);
    expect(connection).toMatchObject({ name: 'http', app_id: 'HTTP', ready: true });
    expect(connection).not.toHaveProperty('setup');
    const actions = [
      {
        id: 'a',
        type: 'HTTP',
        action: 'SEND_REQUEST',
        params: { url: 'https://a', method: 'GET', connection_id: connection.id },
      },
    ];
    const named: unknown = JSON.parse(JSON.stringify(actions).replace(connection.id, 'http'));
    expect(refusal(await tenant.api('POST', '/flows', { name: 'f', actions: named }))).toBe(
      '400 The connection_id http does not exist.',
    );
    const flow = await tenant.do('POST', '/flows', { name: 'f', actions });
    const node = { id: 'n', type: 'FLOW', coordinates: { x: 1, y: 1 }, config: { flow_id: flow.id } };
    const form = await tenant.do('POST', '/forms', { name: 'g', nodes: [node], start: {}, ending: {} });
    expect(
      refusal(await tenant.api('PATCH', `/forms/${form.id}`, { nodes: [{ ...node, config: { flow_id: 'f' } }] })),
    ).toMatch(/flow_id f/);
    expect([connection.id, flow.id, form.id].map((id) => id.slice(0, 3))).toEqual(['ac_', 'af_', 'ap_']);
  });

  it('are summaries in lists, and may share names', async () => {
    const tenant = startTenant();
    for (const _ of [1, 2]) await tenant.do('POST', '/flows', { name: 'twin', actions: [] });
    for (const _ of [1, 2]) await tenant.do('POST', '/forms', { name: 'twin', nodes: [] });
    for (const _ of [1, 2]) await tenant.do('POST', '/flows/vault/connections', vault);
    const [flow] = await tenant.rows('/flows');
    expect(Object.keys(flow ?? {})).toEqual(['id', 'name', 'created_at', 'updated_at']);
    expect(await tenant.do('GET', `/flows/${flow?.id}`)).not.toHaveProperty('actions');
    expect(await tenant.do('GET', '/forms?hydrate=flow_count')).toHaveLength(2);
    expect((await tenant.rows('/flows/vault/connections'))[0]).not.toHaveProperty('environment');
  });

  it('keep the app of a vault connection, and notice a new set-up', async () => {
    const tenant = startTenant();
    const { id, fingerprint } = await tenant.do('POST', '/flows/vault/connections', vault);
    const path = `/flows/vault/connections/${id}`;
    expect((await tenant.api('PATCH', path, { app_id: 'HTTP' })).status).toBe(400);
    expect((await tenant.do('PATCH', path, { name: 'b' }))['fingerprint']).toBe(fingerprint);
    expect((await tenant.do('PATCH', path, { setup: vault.setup }))['fingerprint']).not.toBe(fingerprint);
    expect(JSON.stringify(await tenant.do('GET', path))).not.toContain('secret');
  });
});

it('all of it through the SDK', async () => {
  const { sdk } = startTenant();
  const setup = { type: 'BEARER' as const, token: 'a' };
  const { id: vault } = await sdk.flows.vault.connections.create({ name: 'a', app_id: 'HTTP', setup });
  await sdk.flows.vault.connections.update(vault, { name: 'b' });
  const { id: flow } = await sdk.flows.create({ name: 'f', actions: [] });
  await sdk.flows.update(flow, { name: 'g' });
  const { id: form } = await sdk.forms.create({ name: 'f' });
  await sdk.forms.update(form, { name: 'g' });
  expect(await sdk.forms.get(form)).toMatchObject({ name: 'g' });
  await sdk.forms.delete(form);
  await sdk.flows.delete(flow);
  await sdk.flows.vault.connections.delete(vault);
});
