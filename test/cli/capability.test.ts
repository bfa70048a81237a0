import { expect, it, onTestFinished } from 'vitest';
import { createEmulator } from '../../src/emulator/emulator.ts';
import { managementScopes } from '../../src/emulator/scopes.ts';
import { serve } from '../../src/emulator/serve.ts';
import { deployer, project, tenantry } from './support/tenantry.ts';

const roles = 'roles:\n  - name: Courier\n';
const clients = 'clients:\n  - name: Courier App\n';

it('ends with 1 and names the scope that is missing for a type of the files, and plans what it can read', async () => {
  const scopes = managementScopes().filter((scope) => scope !== 'read:roles');
  const emulator = createEmulator({ scopes });
  const server = await serve(emulator, { port: 0 });
  onTestFinished(() => server.close());
  const files = { 'clients.yaml': clients, 'environments/dev.yaml': `domain: ${server.url}\n` };
  const calls = { env: { ...deployer, AUTH0_AUDIENCE: 'https://local/api/v2/' } };

  for (const command of [['plan'], ['apply', '--yes'], ['drift']]) {
    const cwd = project({ ...files, 'roles.yaml': roles });
    const refused = await tenantry([...command, 'acme', '--env', 'dev'], { cwd, ...calls });
    expect(refused, refused.stderr).toMatchObject({ code: 1 });
    expect(refused.stderr).toContain('tenants/acme/roles.yaml:1:1 error roles cannot be read');
    expect(refused.stderr).toContain('grant read:roles to the client that tenantry uses');
  }
  const planned = await tenantry(['plan', 'acme', '--env', 'dev'], { cwd: project(files), ...calls });
  expect(planned, planned.stderr).toMatchObject({ code: 2 });
  expect(planned.stdout).toContain('+ create clients/Courier App');
  const writes = emulator.requests.filter(({ method, path }) => method !== 'GET' && path !== '/oauth/token');
  expect(writes).toEqual([]);
});
