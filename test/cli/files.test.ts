import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { folderOf, tenantry } from './support/tenantry.ts';

const action = (path: string): string =>
  `actions:\n  - { name: A, code: ${path}, supported_triggers: [{ id: post-login, version: v3 }] }\n`;

it('a file outside of the folder of the tenant needs --allow-path or TENANTRY_ALLOWED_PATHS', async () => {
  const cwd = folderOf({
    'tenants/acme/tenant.yaml': action('../../shared/code.js'),
    'tenants/acme/environments/dev.yaml': 'domain: local\n',
    'shared/code.js': 'exports.onExecutePostLogin = async () => {};\n',
    'other/code.js': '',
  });
  const validate = (args: string[], env: Record<string, string> = {}): ReturnType<typeof tenantry> =>
    tenantry(['validate', 'acme', ...args], { cwd, env });
  const refused = await validate(['--allow-path', 'other']);
  expect(refused.code).toBe(1);
  expect(refused.stdout + refused.stderr).toContain('../../shared/code.js lies outside of the folder of the tenant');
  expect(await validate(['--allow-path', 'other', '--allow-path', 'shared'])).toMatchObject({ code: 0 });
  expect(await validate(['--allow-path', join(cwd, 'shared')])).toMatchObject({ code: 0 });
  expect(await validate([], { TENANTRY_ALLOWED_PATHS: 'other:shared' })).toMatchObject({ code: 0 });
});

it('what only follows from a file that cannot be read is not said', async () => {
  const cwd = folderOf({
    'tenants/acme/tenant.yaml': 'clientGrants:\n  - { client_id: Scanner, audience: https://api.test, scope: [] }\n',
    'tenants/acme/environments/dev.yaml': 'domain: local\nkeywords: { USED: there }\n',
  });
  writeFileSync(join(cwd, 'tenants/acme/clients.yaml'), Buffer.from([0x63, 0xff, 0xfe, 0x0a]));
  const { code, stdout, stderr } = await tenantry(['validate', 'acme'], { cwd });
  const said = stdout + stderr;
  expect(code).toBe(1);
  expect(said).toContain('UTF-8');
  expect(said).not.toContain('Scanner');
  expect(said).not.toContain('USED');
});
