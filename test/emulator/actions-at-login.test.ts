import { afterEach, describe, expect, it } from 'vitest';
import { API, application, type Application } from './browser.ts';

const started: Application[] = [];
afterEach(async () => {
  for (const { tenant } of started.splice(0)) await tenant.emulator.close();
});

/** An application whose logins run actions, in this order. */
async function withActions(...codes: string[]): Promise<Application> {
  const app = await application();
  started.push(app);
  const bindings = [];
  for (const [at, code] of codes.entries()) {
    const name = `action ${at + 1}`;
    const { id } = await app.tenant.do('POST', '/actions/actions', {
      name,
      code: `exports.onExecutePostLogin = async (event, api) => {${code}};`,
      supported_triggers: [{ id: 'post-login', version: 'v3' }],
    });
    app.tenant.wait(100);
    await app.tenant.do('POST', `/actions/actions/${id}/deploy`);
    app.tenant.wait(100);
    bindings.push({ ref: { type: 'action_id', value: id }, display_name: name });
  }
  await app.tenant.do('PATCH', '/actions/triggers/post-login/bindings', { bindings });
  return app;
}

describe('actions at a login', () => {
  it('set claims and scopes, note things of the user, and their console stands with the request', async () => {
    const app = await withActions(
      `console.log('first', event.transaction.protocol, event.stats.logins_count);
       api.accessToken.setCustomClaim('https://a/roles', event.authorization.roles);
       api.idToken.setCustomClaim('color', event.user.user_metadata.color ?? 'none');
       api.idToken.setCustomClaim('sub', 'auth0|eve');
       api.user.setUserMetadata('color', 'red');
       api.user.setAppMetadata('seen', true);`,
      `console.log(event.client.name, event.resource_server.identifier, event.request.query.state);
       api.accessToken.addScope('write:parcels');
       api.accessToken.removeScope('email');`,
    );
    const tokens = await app.tokens();
    expect(tokens.scope).toBe('openid profile read:parcels write:parcels');
    expect(await app.claims(tokens.access_token)).toMatchObject({ 'https://a/roles': [] });
    const id = await app.claims(String(tokens['id_token']));
    expect(id).toMatchObject({ color: 'none', sub: 'auth0|ada' });
    expect(id).not.toHaveProperty('email');
    const record = app.tenant.emulator.requests.findLast(({ path }) => path.startsWith('/authorize'));
    const said = record?.actions?.map(({ console }) => console.map(({ text }) => text));
    expect(said).toEqual([['first oidc-basic-profile 1'], [`Portal ${API} st`]]);
    const user = app.tenant.emulator.snapshot().collections['users']?.['auth0|ada'];
    expect(user).toMatchObject({ user_metadata: { color: 'red' }, app_metadata: { seen: true }, logins_count: 1 });
    expect((await app.claims(String((await app.tokens())['id_token'])))['color']).toBe('red');
  });

  it('deny as access_denied at the callback, and later ones are not run', async () => {
    const app = await withActions(
      `if (event.user.email !== 'bob@example.com') api.access.deny('Not today');`,
      `throw new Error('too late');`,
    );
    expect(Object.fromEntries(await app.login())).toEqual({
      error: 'access_denied',
      error_description: 'Not today',
      state: 'st',
    });
    expect((await app.login({ login_hint: 'auth0|bob' })).get('error_description')).toBe('too late');
    const { body } = await app.tenant.api('GET', '/logs?q=type:actions_execution_failed');
    expect(body).toMatchObject([{ details: { trigger_id: 'post-login', action_name: 'action 2' } }]);
  });

  it('run again when tokens are refreshed', async () => {
    const app = await withActions(
      `if (event.transaction.protocol === 'oauth2-refresh-token' && event.user.app_metadata.left) api.access.deny('Left');
       api.accessToken.setCustomClaim('https://a/how', event.transaction.protocol);`,
    );
    const first = await app.tokens({ scope: 'openid offline_access' });
    expect((await app.claims(first.access_token))['https://a/how']).toBe('oidc-basic-profile');
    const fields = { grant_type: 'refresh_token', refresh_token: String(first['refresh_token']) };
    const { body } = await app.exchange(fields);
    expect((await app.claims(body.access_token))['https://a/how']).toBe('oauth2-refresh-token');
    const state = app.tenant.emulator.snapshot();
    const users = { 'auth0|ada': { ...state.collections['users']?.['auth0|ada'], app_metadata: { left: true } } };
    app.tenant.emulator.restore({ ...state, collections: { ...state.collections, users } });
    expect(await app.exchange(fields)).toMatchObject({
      status: 403,
      body: { error: 'access_denied', error_description: 'Left' },
    });
  });

  it('that send the user elsewhere are refused with the reason', async () => {
    const app = await withActions(`api.redirect.sendUserTo('https://other.example');`);
    expect((await app.login()).get('error_description')).toBe(
      'An action calls api.redirect.sendUserTo: the emulator has no way to send the user elsewhere and back',
    );
  });
});
