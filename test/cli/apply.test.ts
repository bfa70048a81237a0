import { serve } from '@hono/node-server';
import { expect, it, onTestFinished } from 'vitest';
import { largeTenant } from './support/large.ts';
import { deployer, emulate, project, tenantry } from './support/tenantry.ts';

const secrets = { PARTNER_SECRET: 'partner', SMTP_PASSWORD: 'smtp' };

it('applies every type of a large tenant, and a second apply sends nothing but reads and one token request', async () => {
  const server = await emulate();
  const files = largeTenant();
  const environment = (files['environments/dev.yaml'] ?? '').replace(/^domain: .*/m, `domain: ${server.url}`);
  const cwd = project({ ...files, 'environments/served.yaml': environment });
  const env = { ...deployer, ...secrets };
  const apply = ['apply', 'acme', '--env', 'served', '--yes'];

  const first = await tenantry(apply, { cwd, env });
  expect(first, first.stderr).toMatchObject({ code: 0 });
  expect((await server.requests()).byMethod['POST']).toBeGreaterThan(50);

  await server.forget();
  const second = await tenantry(apply, { cwd, env });
  expect(second, second.stderr).toMatchObject({ code: 0 });
  const { byMethod, requests } = await server.requests();
  expect(byMethod).toEqual({ GET: requests.length - 1, POST: 1 });
  expect(requests.filter(({ method }) => method === 'POST').map(({ path }) => path)).toEqual(['/oauth/token']);
}, 300_000);

it('an apply of which one thing was created and then failed ends with 4', async () => {
  const server = await emulate();
  const action = (dependency: string): string =>
    `actions: [{ name: A, code: 'exports.onExecutePostLogin = async () => {};', deployed: true, supported_triggers: [{ id: post-login, version: v3 }], dependencies: [{ name: x, version: "${dependency}" }] }]`;
  const cwd = project({ 'tenant.yaml': action('none'), 'environments/dev.yaml': `domain: ${server.url}` });
  const first = await tenantry(['apply', 'acme', '--env', 'dev', '--yes'], { cwd, env: deployer });
  expect([first.code, first.stdout]).toEqual([4, expect.stringContaining('could not be built')]);
  const again = await tenantry(['drift', 'acme', '--env', 'dev'], { cwd, env: deployer });
  expect(again.stdout.match(/no record/g) ?? []).toHaveLength(1);
});

it('a resource that something else makes at the same time is told with the ids of both, and the apply ends with 4', async () => {
  const behind = await emulate();
  // Whatever creates a client is sent twice, as by two pipelines at a time.
  const front = serve({
    port: 0,
    fetch: async (request) => {
      const { pathname, search } = new URL(request.url);
      const { method } = request;
      // Those of the connection are of this one alone.
      const passed = ['authorization', 'content-type'].flatMap((name) => {
        const value = request.headers.get(name);
        return value === null ? [] : [[name, value] as [string, string]];
      });
      const body = method === 'GET' ? undefined : await request.text();
      const send = (): Promise<Response> =>
        fetch(`${behind.url}${pathname}${search}`, {
          method,
          headers: passed,
          ...(body === undefined ? {} : { body }),
        });
      if (method === 'POST' && pathname === '/api/v2/clients') await send();
      return send();
    },
  });
  onTestFinished(() => void front.close());
  const address = front.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const cwd = project({
    'tenant.yaml': 'clients: [{ name: Twin, app_type: non_interactive }]\n',
    'environments/dev.yaml': `domain: http://127.0.0.1:${port}`,
  });
  const { code, stdout, stderr } = await tenantry(['apply', 'acme', '--env', 'dev', '--yes'], {
    cwd,
    env: { ...deployer, AUTH0_AUDIENCE: `https://${new URL(behind.url).host}/api/v2/` },
  });
  expect([code, stdout], stderr).toEqual([
    4,
    expect.stringMatching(/clients\/Twin\n.*the tenant has 2 of it.*: \w+, \w+; delete all/),
  ]);
});
