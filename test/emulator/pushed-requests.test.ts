import { describe, expect, it } from 'vitest';
import { refusal, startTenant, type Reply, type Tenant } from './tenant.ts';

const CALLBACK = 'https://app.example/callback';
const ON = { pushed_authorization_requests_supported: true };

interface Pushing extends Tenant {
  readonly client: Record<string, string>;
  readonly push: (form?: Record<string, string>) => Promise<Reply>;
}

async function withClient(settings: object = ON, client: object = {}): Promise<Pushing> {
  const tenant = startTenant();
  await tenant.do('PATCH', '/tenants/settings', settings);
  const { client_id, client_secret } = await tenant.do('POST', '/clients', {
    name: 'portal',
    app_type: 'regular_web',
    callbacks: [CALLBACK],
    token_endpoint_auth_method: 'client_secret_post',
    ...client,
  });
  const own = { client_id, client_secret };
  const push: Pushing['push'] = (form = {}) =>
    tenant.raw('POST', '/oauth/par', { ...own, response_type: 'code', redirect_uri: CALLBACK, ...form });
  return { ...tenant, client: own, push };
}

describe('pushed authorization requests', () => {
  it('get a name that is good for half a minute, or as long as the client says', async () => {
    const { push } = await withClient();
    const { status, body } = await push();
    expect(status).toBe(201);
    expect(body).toEqual({
      request_uri: expect.stringMatching(/^urn:ietf:params:oauth:request_uri:[\w-]{20,}$/) as string,
      expires_in: 30,
    });
    const longer = await withClient(ON, { par_request_expiry: 120 });
    expect((await longer.push()).body).toMatchObject({ expires_in: 120 });
  });

  it.each<[settings: object, client: object, form: Record<string, string>, text: string]>([
    [{ friendly_name: 'x' }, {}, {}, '403 Pushed authorization requests are not enabled for the tenant.'],
    [ON, {}, { client_secret: 'wrong' }, '401 Unauthorized'],
    [
      ON,
      { token_endpoint_auth_method: 'none' },
      {},
      '403 Pushed authorization requests need a client that authenticates.',
    ],
    [ON, { is_first_party: false }, {}, '400 Third-party clients cannot push authorization requests.'],
    [
      ON,
      { grant_types: ['client_credentials'] },
      {},
      "403 Grant type 'authorization_code' not allowed for the client.",
    ],
    [ON, {}, { request_uri: 'urn:x' }, '400 request_uri cannot be pushed.'],
    [ON, {}, { response_type: '' }, '400 Missing required parameter: response_type'],
    [ON, {}, { redirect_uri: '' }, '400 Missing required parameter: redirect_uri'],
    [ON, {}, { state: 'x'.repeat(11_000) }, '400 The request is larger than 10 kB.'],
  ])('with the tenant %j and the client %j refuses %j', async (settings, client, form, text) => {
    const { push } = await withClient(settings, client);
    expect(refusal(await push(form))).toBe(text);
  });
});
