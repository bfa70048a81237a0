import { describe, expect, it } from 'vitest';
import { API, application, type Application } from './browser.ts';
import type { Row } from './tenant.ts';

const scope = 'openid read:parcels write:parcels offline_access';
const rotating = {
  rotation_type: 'rotating',
  expiration_type: 'expiring',
  leeway: 0,
  token_lifetime: 3600,
  idle_token_lifetime: 600,
};

/** The application, with a way to exchange refresh tokens: the next one, or why not. */
async function refreshing(
  settings: object | undefined,
  api: object = {},
): Promise<Application & { first: string; refresh: (token: string, more?: Record<string, string>) => Promise<Row> }> {
  const app = await application(settings === undefined ? {} : { refresh_token: settings }, api);
  const tokens = await app.tokens({ scope });
  const refresh = async (token: string, more: Record<string, string> = {}): Promise<Row> =>
    (await app.exchange({ grant_type: 'refresh_token', refresh_token: token, ...more })).body;
  return { ...app, first: String(tokens['refresh_token']), refresh };
}

const next = (answer: Row): string => String(answer['refresh_token']);

describe('a refresh token', () => {
  it('gives other tokens for the same login, and stays, where it does not rotate', async () => {
    const app = await refreshing(undefined);
    app.tenant.wait(60_000);
    const answer = await app.refresh(app.first);
    expect(answer).toMatchObject({ scope, expires_in: 86_400 });
    expect(answer).not.toHaveProperty('refresh_token');
    expect(await app.claims(answer.access_token)).toMatchObject({ sub: 'auth0|ada', gty: 'refresh_token' });
    const id = await app.claims(String(answer['id_token']));
    expect(id).not.toHaveProperty('nonce');
    expect((await app.refresh(app.first)).access_token).toBeTruthy();
  });

  it('is given when the API allows it and the client has the grant', async () => {
    const denied = await application({}, { allow_offline_access: false });
    expect(await denied.tokens({ scope })).not.toHaveProperty('refresh_token');
    const client = await application({ grant_types: ['authorization_code'] });
    expect(await client.tokens({ scope })).not.toHaveProperty('refresh_token');
  });

  it('that rotates gives the next one, and used again revokes them all', async () => {
    const app = await refreshing(rotating);
    const second = next(await app.refresh(app.first));
    const third = next(await app.refresh(second));
    expect(new Set([app.first, second, third]).size).toBe(3);
    expect(await app.refresh(app.first)).toEqual({
      error: 'invalid_grant',
      error_description: 'Unknown or invalid refresh token.',
    });
    expect(await app.refresh(third)).toMatchObject({ error: 'invalid_grant' });
    const { body } = await app.tenant.api('GET', '/logs?q=type:ferrt');
    expect(body).toMatchObject([{ type: 'ferrt', user_id: 'auth0|ada' }]);
  });

  it('that is used by two at the same time is good for one of them, and then for nobody', async () => {
    const app = await refreshing(rotating);
    const answers = await Promise.all([app.refresh(app.first), app.refresh(app.first)]);
    const [good, ...others] = answers.filter((answer) => answer['refresh_token'] !== undefined);
    expect(others).toEqual([]);
    expect(await app.refresh(next(good ?? answers[0]))).toMatchObject({ error: 'invalid_grant' });
  });

  it('may be used again for as long as the leeway, while nothing came of its successor', async () => {
    const app = await refreshing({ ...rotating, leeway: 10 });
    const second = next(await app.refresh(app.first));
    app.tenant.wait(9_000);
    const other = next(await app.refresh(app.first));
    expect(next(await app.refresh(other))).toBeTruthy();
    expect(second).not.toBe(other);
    expect((await app.refresh(app.first))['error']).toBe('invalid_grant');
    const late = await refreshing({ ...rotating, leeway: 10 });
    await late.refresh(late.first);
    late.tenant.wait(11_000);
    expect((await late.refresh(late.first))['error']).toBe('invalid_grant');
  });

  it('ends when it is not used, and with its family', async () => {
    const app = await refreshing(rotating);
    app.tenant.wait(601_000);
    expect(await app.refresh(app.first)).toMatchObject({ error_description: 'Refresh token has expired.' });
    const busy = await refreshing(rotating);
    let token = busy.first;
    for (let minutes = 0; minutes < 54; minutes += 9) {
      busy.tenant.wait(9 * 60_000);
      token = next(await busy.refresh(token));
    }
    busy.tenant.wait(7 * 60_000);
    expect(await busy.refresh(token)).toMatchObject({ error: 'invalid_grant' });
  });

  it('is for the client that it was given to', async () => {
    const app = await refreshing(rotating);
    const other = await app.tenant.do('POST', '/clients', {
      name: 'other',
      token_endpoint_auth_method: 'none',
      grant_types: ['refresh_token'],
    });
    expect(await app.refresh(app.first, { client_id: other.client_id })).toMatchObject({ error: 'invalid_grant' });
    expect((await app.refresh(app.first)).access_token).toBeTruthy();
  });

  it('gives fewer scopes when fewer are asked for, and never more', async () => {
    const app = await refreshing(undefined);
    expect((await app.refresh(app.first, { scope: 'openid read:parcels admin' })).scope).toBe('openid read:parcels');
    expect((await app.refresh(app.first)).scope).toBe(scope);
  });

  it('gives what the user still may: permissions that were taken away are gone, and a user who is gone gets nothing', async () => {
    const app = await refreshing(undefined);
    const api = (await app.tenant.rows('/resource-servers')).find(({ identifier }) => identifier === API);
    await app.tenant.do('PATCH', `/resource-servers/${api?.id}`, { enforce_policies: true });
    expect((await app.refresh(app.first)).scope).toBe('openid offline_access');
    const state = app.tenant.emulator.snapshot();
    app.tenant.emulator.restore({ ...state, collections: { ...state.collections, users: {} } });
    expect(await app.refresh(app.first)).toMatchObject({
      error_description: "The refresh_token was generated for a user who doesn't exist anymore.",
    });
  });

  it('is for other APIs as well, when the policies of the client say so', async () => {
    const policies = [{ audience: 'https://other.example', scope: ['read:other'] }];
    const app = await application({ refresh_token: { rotation_type: 'non-rotating', expiration_type: 'expiring' } });
    await app.tenant.do('POST', '/resource-servers', {
      identifier: 'https://other.example',
      scopes: [{ value: 'read:other' }],
      allow_offline_access: true,
    });
    await app.tenant.do('PATCH', `/clients/${app.clientId}`, {
      refresh_token: { rotation_type: 'non-rotating', expiration_type: 'expiring', policies },
    });
    const first = String((await app.tokens({ scope }))['refresh_token']);
    const { body } = await app.exchange({
      grant_type: 'refresh_token',
      refresh_token: first,
      audience: 'https://other.example',
    });
    const claims = await app.claims(body.access_token);
    expect(claims).toMatchObject({ aud: ['https://other.example', 'https://local/userinfo'] });
    expect(String(claims['scope']).split(' ')).toContain('read:other');
    expect(String(claims['scope'])).not.toContain('parcels');
  });
});
