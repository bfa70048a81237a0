import { describe, expect, it } from 'vitest';
import { refusal, startTenant } from './tenant.ts';

describe('authorization', () => {
  it('needs a token', async () => {
    const { raw } = startTenant();
    expect(refusal(await raw('GET', '/api/v2/roles'))).toBe('401 Missing authentication');
    expect(refusal(await raw('GET', '/api/v2/roles', undefined, { authorization: 'Bearer no.to.ken' }))).toBe(
      '401 Invalid token',
    );
  });

  it('ends with the token', async () => {
    const tenant = startTenant();
    expect((await tenant.api('GET', '/roles')).status).toBe(200);
    tenant.wait(86_401_000);
    expect(refusal(await tenant.api('GET', '/roles'))).toMatch(/^401 Expired token/);
  });

  it('names the scopes that would do', async () => {
    const tenant = startTenant({
      scopes: ['read:roles', 'update:connections', 'read:connections', 'create:connections', 'read:clients'],
    });
    const reply = await tenant.api('POST', '/roles', { name: 'a' });
    expect(reply.body).toEqual({
      statusCode: 403,
      error: 'Forbidden',
      message: 'Insufficient scope, expected any of: create:roles',
      errorCode: 'insufficient_scope',
    });
    expect((await tenant.api('GET', '/roles')).status).toBe(200);
    const { id } = await tenant.do('POST', '/connections', {
      name: 'a',
      strategy: 'oidc',
      options: { client_id: 'x' },
    });
    expect(await tenant.do('GET', `/connections/${id}`)).not.toHaveProperty('options');
    expect((await tenant.api('PATCH', `/connections/${id}`, { options: {} })).status).toBe(403);
    expect((await tenant.rows('/clients'))[0]).not.toHaveProperty('client_secret');
  });

  it('answers what is not there, with rate-limit headers on everything of the API', async () => {
    const tenant = startTenant();
    const reply = await tenant.api('GET', '/nonsense');
    expect(reply.body).toEqual({ statusCode: 404, error: 'Not Found', message: 'Not Found' });
    expect(Number(reply.headers.get('x-ratelimit-reset'))).toBe(Date.parse('2026-11-22T12:00:01Z') / 1000);
    expect((await tenant.api('PUT', '/roles', {})).status).toBe(404);
    for (const path of ['/rules?page=0', '/rules-configs', '/hooks']) expect(await tenant.rows(path)).toEqual([]);
    expect(await tenant.do('GET', '/rules?include_totals=true')).toMatchObject({ rules: [], total: 0 });
    expect((await tenant.api('POST', '/rules', {})).status).toBe(410);
    expect(await tenant.do('GET', '/rules?page=0')).toEqual([]);
    expect(await tenant.do('GET', '/hooks?include_totals=true')).toMatchObject({ total: 0, hooks: [] });
    expect((await tenant.api('GET', '/rules/rul_a')).status).toBe(410);
    expect((await tenant.api('POST', '/hooks', {})).body.errorCode).toBe('end_of_life');
  });
});
