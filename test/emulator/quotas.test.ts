import { expect, it } from 'vitest';
import { startTenant, type Tenant } from './tenant.ts';

const AUDIENCE = 'https://parcels.example';

async function caller(
  client: object,
  now = (): number => Date.parse('2026-11-22T12:30:00Z'),
): Promise<Tenant & { form: Record<string, string> }> {
  const tenant = startTenant({ now });
  await tenant.do('POST', '/resource-servers', { identifier: AUDIENCE, scopes: [{ value: 'a' }] });
  const made = await tenant.do('POST', '/clients', { name: 'caller', app_type: 'non_interactive', ...client });
  await tenant.do('POST', '/client-grants', {
    client_id: made.client_id,
    audience: AUDIENCE,
    scope: ['a'],
    organization_usage: 'allow',
    allow_any_organization: true,
  });
  const { client_id, client_secret } = made;
  return { ...tenant, form: { client_id, client_secret, audience: AUDIENCE } };
}

it('counts the tokens of a client by the hour and the day, tells them in a header, and refuses more', async () => {
  let now = Date.parse('2026-11-22T12:30:00Z');
  const quota = { client_credentials: { per_hour: 2, per_day: 3, enforce: true } };
  const tenant = await caller({ token_quota: quota }, () => now);
  const first = await tenant.token(tenant.form);
  expect(first.headers.get('auth0-client-quota-limit')).toBe('b=per_hour;q=2;r=1;t=1800,b=per_day;q=3;r=2;t=41400');
  expect((await tenant.token(tenant.form)).status).toBe(200);
  const third = await tenant.token(tenant.form);
  expect(third.status).toBe(429);
  expect(third.body).toMatchObject({ error: 'too_many_requests' });
  expect(third.headers.get('retry-after')).toBe('1800');
  expect(third.headers.get('auth0-client-quota-limit')).toContain('b=per_hour;q=2;r=0;t=1800');
  now += 3_600_000;
  expect((await tenant.token(tenant.form)).status).toBe(200);
  expect((await tenant.token(tenant.form)).status).toBe(429);
});

it('only tells of a quota that is not enforced, and says nothing without one', async () => {
  const tenant = await caller({ token_quota: { client_credentials: { per_hour: 1, enforce: false } } });
  await tenant.token(tenant.form);
  const second = await tenant.token(tenant.form);
  expect(second.status).toBe(200);
  expect(second.headers.get('auth0-client-quota-limit')).toMatch(/r=0/);
  const without = await caller({});
  expect((await without.token(without.form)).headers.get('auth0-client-quota-limit')).toBeNull();
});

it('counts the tokens of an organization, and those of the Management API not at all', async () => {
  const tenant = await caller({});
  const quota = { client_credentials: { per_day: 1, enforce: true } };
  const organization = await tenant.do('POST', '/organizations', { name: 'acme', token_quota: quota });
  const form = { ...tenant.form, organization: organization.id };
  const first = await tenant.token(form);
  expect(first.headers.get('auth0-organization-quota-limit')).toMatch(/^b=per_day;q=1;r=0;/);
  expect((await tenant.token(form)).status).toBe(429);
  expect((await tenant.token(tenant.form)).status).toBe(200);
  expect((await tenant.token()).headers.get('auth0-client-quota-limit')).toBeNull();
});

it('lets in so many requests for tokens in a second', async () => {
  const now = Date.parse('2026-11-22T12:30:00Z');
  const tenant = startTenant({ now: () => now, tokenLimits: { burst: 2, perSecond: 2 } });
  const statuses = [];
  for (let asked = 0; asked < 4; asked += 1) statuses.push((await tenant.token()).status);
  expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(0);
  expect(statuses[0]).toBe(200);
});
