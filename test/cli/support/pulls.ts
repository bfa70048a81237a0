import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { serve } from '../../../src/emulator/serve.ts';
import { emulated } from '../../support/project.ts';
import type { Emulated } from '../../support/project.ts';
import { deployer, project, tenantry, writeFiles } from './tenantry.ts';

/** The code of an action, as it was. */
export const code = 'exports.onExecutePostLogin = async () => {};\n';
const files = (url: string): Record<string, string> => ({
  'tenants/acme/tenant.yaml': `# Who works here.
roles:
  - name: Courier   # on bikes
    description: Drives
actions:
  - name: Check
    code: ./actions/check.js
    runtime: node22
    supported_triggers: [{ id: post-login, version: v3 }]
`,
  'tenants/acme/actions/check.js': code,
  'tenants/acme/environments/dev.yaml': `domain: ${url}\n`,
  'tenants/acme/environments/prod.yaml': 'domain: prod.eu.auth0.com\n',
});

/** A tenant and its files. */
export interface Setting {
  cwd: string;
  tenant: Emulated;
  env: Record<string, string>;
  /** Makes all files what they were, as if nothing had been pulled yet. */
  restore: () => void;
  /** All files of the tenant, in one text. */
  texts: () => string;
}

/** A tenant in which a value, a code and a new resource are waiting to be pulled. */
export async function setting(newCode = `${code}// more\n`): Promise<Setting> {
  const tenant = emulated({ buildMilliseconds: 0 });
  const server = await serve(tenant.emulator, { port: 0 });
  onTestFinished(() => server.close());
  const cwd = project({});
  const env = { ...deployer, AUTH0_AUDIENCE: 'https://local/api/v2/' };
  const folder = join(cwd, 'tenants/acme');
  const restore = (): void => {
    // A lock that a killed pull has left is cleared by the next one, which would be killed while it does so.
    const left = ['tenants', '.tenantry/backup', ...['', '.cleanup'].map((more) => `.tenantry/write.lock${more}`)];
    for (const name of left) rmSync(join(cwd, name), { recursive: true, force: true });
    writeFiles(cwd, files(server.url));
  };
  restore();
  const applied = await tenantry(['apply', 'acme', '--env', 'dev', '--yes'], { cwd, env });
  expect(applied.code, applied.stderr).toBe(0);
  const rows = async (path: string): Promise<{ id?: string; name?: string }[]> => {
    const { body } = await tenant.request('GET', path);
    return (Array.isArray(body) ? body : (body as { actions: unknown[] }).actions) as { id?: string; name?: string }[];
  };
  const idOf = async (path: string, name: string): Promise<string> =>
    (await rows(path)).find((row) => row.name === name)?.id ?? '';
  await tenant.request('PATCH', `/roles/${await idOf('/roles', 'Courier')}`, { description: 'Walks' });
  await tenant.request('PATCH', `/actions/actions/${await idOf('/actions/actions', 'Check')}`, { code: newCode });
  await tenant.request('POST', '/roles', { name: 'Auditor', description: 'Looks' });
  const texts = (): string =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .sort()
      .map((path) => `${path.slice(folder.length)}\n${readFileSync(path, 'utf8')}`)
      .join('\n');
  return { cwd, tenant, env, restore, texts };
}

/** Pulls the tenant. */
export const pull = ['pull', 'acme', '--env', 'dev'];
