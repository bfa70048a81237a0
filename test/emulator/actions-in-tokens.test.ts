import { decodeJwt } from 'jose';
import { afterEach, describe, expect, it } from 'vitest';
import { isLong } from '../support/long.ts';
import { refusal, startTenant, type Tenant } from './tenant.ts';

const AUDIENCE = 'https://parcels.example';
const tenants: Tenant[] = [];
afterEach(() => Promise.all(tenants.splice(0).map(({ emulator }) => emulator.close())));

interface Served extends Tenant {
  readonly form: Record<string, string>;
  /** Deploys code as one more action of the trigger. */
  readonly bind: (name: string, code: string, more?: object) => Promise<void>;
}

async function served(limit = 5_000): Promise<Served> {
  const tenant = startTenant({ actions: { limit } });
  tenants.push(tenant);
  const scopes = [{ value: 'read:parcels' }, { value: 'write:parcels' }, { value: 'admin' }];
  await tenant.do('POST', '/resource-servers', { identifier: AUDIENCE, scopes });
  const { client_id, client_secret } = await tenant.do('POST', '/clients', {
    name: 'Nordfracht',
    app_type: 'non_interactive',
    client_metadata: { partner: 'nordfracht' },
  });
  const scope = ['read:parcels', 'write:parcels'];
  await tenant.do('POST', '/client-grants', { client_id, audience: AUDIENCE, scope });
  const names: string[] = [];
  return {
    ...tenant,
    form: { client_id, client_secret, audience: AUDIENCE },
    async bind(name, code, more = {}) {
      const supported_triggers = [{ id: 'credentials-exchange', version: 'v2' }];
      const { id } = await tenant.do('POST', '/actions/actions', { name, code, supported_triggers, ...more });
      tenant.wait(100);
      await tenant.do('POST', `/actions/actions/${id}/deploy`);
      names.push(name);
      const bindings = names.map((value) => ({ ref: { type: 'action_name', value } }));
      await tenant.do('PATCH', '/actions/triggers/credentials-exchange/bindings', { bindings });
    },
  };
}

const handler = (body: string): string => `exports.onExecuteCredentialsExchange = async (event, api) => {\n${body}\n};`;

describe('actions of credentials-exchange', () => {
  it('set claims, narrow scopes, see what earlier ones set, and their console stands with the request', async () => {
    const tenant = await served();
    await tenant.bind(
      'Partner claim',
      handler(`console.log('for', event.client.name);
        api.accessToken.setCustomClaim(event.secrets.NAMESPACE + '/partner', event.client.metadata.partner);
        api.accessToken.setCustomClaim('sub', 'somebody else');
        api.transaction.removeTargetScope('write:parcels');
        api.transaction.addTargetScope('admin');`),
      { secrets: [{ name: 'NAMESPACE', value: AUDIENCE }] },
    );
    await tenant.bind(
      'Counts claims',
      handler(`api.accessToken.setCustomClaim('https://x.example/n', Object.keys(event.accessToken.customClaims).length);
        api.accessToken.setCustomClaim('https://x.example/hidden', String(event.request.body.client_secret));`),
    );
    const { status, body } = await tenant.token(tenant.form);
    expect(status).toBe(200);
    expect(decodeJwt(body.access_token)).toMatchObject({
      'https://parcels.example/partner': 'nordfracht',
      'https://x.example/n': 1,
      'https://x.example/hidden': 'undefined',
      sub: `${tenant.form['client_id']}@clients`,
      scope: 'read:parcels',
    });
    expect(body.scope).toBe('read:parcels');
    expect(tenant.emulator.requests.at(-1)?.actions).toMatchObject([
      { name: 'Partner claim', console: [{ level: 'log', text: 'for Nordfracht' }] },
      { name: 'Counts claims', console: [] },
    ]);
  });

  it('deny and fail as the token endpoint says it, and later ones are not run', async () => {
    const tenant = await served();
    await tenant.bind(
      'Gate',
      handler(`const { do: wanted } = event.request.body;
        if (wanted === 'deny') return api.access.deny('invalid_request', 'suspended');
        if (wanted === 'scope') return api.access.deny('invalid_scope', 'too much');
        if (wanted === 'throw') throw new Error('no such partner');
        if (wanted === 'files') return require('fs').readFileSync('/proc/self/environ');
        if (wanted === 'fork') return require('child_process').fork('x');
        if (wanted === 'environment') console.log(JSON.stringify(process.env));`),
    );
    await tenant.bind('Later', handler(`console.log('later');`));
    const said = async (wanted: string): Promise<unknown> => {
      const reply = await tenant.token({ ...tenant.form, do: wanted });
      return [refusal(reply), tenant.emulator.requests.at(-1)?.actions?.length];
    };
    expect(await said('deny')).toEqual(['400 suspended', 1]);
    expect(await said('scope')).toEqual(['400 too much', 1]);
    expect(await said('throw')).toEqual(['403 no such partner', 1]);
    expect(await said('files')).toEqual(['500 Custom code must not read files: /proc/self/environ.', 1]);
    expect(await said('fork')).toEqual(['500 Custom code must not use the module "child_process".', 1]);
    expect((await tenant.token({ ...tenant.form, do: 'environment' })).status).toBe(200);
    expect(tenant.emulator.requests.at(-1)?.actions?.[0]?.console).toEqual([{ level: 'log', text: '{}' }]);
  });

  it('are ended when they loop, and the emulator goes on with what is deployed then', async () => {
    const tenant = await served(400);
    await tenant.bind('Endless', handler('while (true);'));
    expect(refusal(await tenant.token(tenant.form))).toContain('500 The execution took longer than');
    const { actions } = await tenant
      .do('GET', '/actions/actions')
      .then((body) => body as unknown as { actions: [{ id: string }] });
    await tenant.do('PATCH', `/actions/actions/${actions[0].id}`, { code: handler('') });
    tenant.wait(100);
    await tenant.do('POST', `/actions/actions/${actions[0].id}/deploy`);
    expect((await tenant.token(tenant.form)).status).toBe(200);
    expect((await tenant.token()).status).toBe(200);
  });

  it('are ended or refused when they take all memory, start programs, read files or look for credentials', async () => {
    const tenant = await served(20_000);
    await tenant.bind(
      'Strange',
      handler(`switch (event.request.body.do) {
        case 'heap': { const all = []; for (;;) all.push({ text: String(all.length).repeat(50) }); }
        case 'program': require('child_process').execSync('id'); break;
        case 'file': require('fs').readFileSync('/etc/passwd'); break;
        case 'parent': require('fs').readFileSync('/proc/' + process.ppid + '/environ'); break;
        case 'environment': api.accessToken.setCustomClaim('https://x.test/env', Object.keys(process.env).join()); break;
      }`),
    );
    // Each is a process that is started anew.
    for (const does of isLong ? ['heap', 'program', 'file', 'parent'] : ['program', 'parent']) {
      const said = refusal(await tenant.token({ ...tenant.form, do: does }));
      expect(said, does).toMatch(/^(?:403|500) ./);
    }
    const { status, body } = await tenant.token({ ...tenant.form, do: 'environment' });
    expect(status).toBe(200);
    expect(decodeJwt(body['access_token'])['https://x.test/env'] ?? '').toBe('');
  });

  it('are refused when their trigger is an old version of it', async () => {
    const tenant = await served();
    const supported_triggers = [{ id: 'credentials-exchange', version: 'v1' }];
    await tenant.bind('Old', 'module.exports = (client, scope, audience, context, cb) => cb();', {
      supported_triggers,
    });
    expect(refusal(await tenant.token(tenant.form))).toContain('Move the action to v2');
  });
});
