import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
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

/** What a pipe, a device, a socket and a folder are when a file is named; each would hang or end a reader that does not look. */
const odd: Record<string, (path: string) => void> = {
  'a pipe that nobody writes to': (path) => execFileSync('mkfifo', [path]),
  'a link to a device without an end': (path) => symlinkSync('/dev/zero', path),
  'a folder': (path) => mkdirSync(path),
};

it.each(Object.keys(odd))('%s is refused at once wherever a file is named', async (what) => {
  const cwd = folderOf({
    'tenants/acme/tenant.yaml': 'roles:\n  - name: A\n',
    'tenants/acme/environments/dev.yaml': 'domain: acme.eu.auth0.com\n',
    'tenants/acme/environments/local.yaml': 'domain: local\n',
  });
  odd[what]?.(join(cwd, 'odd'));
  const run = async (args: string[], env: Record<string, string> = {}): Promise<string> => {
    const { code, stdout, stderr } = await tenantry(args, { cwd, env });
    expect({ args, code }).toEqual({ args, code: 1 });
    return stdout + stderr;
  };
  const why = /is a folder|is not a regular file/;
  for (const option of ['--plan', '--approved'])
    expect(await run(['apply', 'acme', '--env', 'local', '--yes', option, 'odd'])).toMatch(why);
  expect(await run(['check', 'acme', '--env', 'local', '--on', 'files', '--baseline', 'odd'])).toMatch(why);
  expect(await run(['report', 'odd'])).toContain('odd');
  const key = {
    AUTH0_CLIENT_ID: 'id',
    AUTH0_CLIENT_SIGNING_KEY_PATH: join(cwd, 'odd'),
    AUTH0_DOMAIN: 'acme.eu.auth0.com',
  };
  expect(await run(['plan', 'acme', '--env', 'dev'], key)).toMatch(why);
});

it.each(Object.keys(odd))(
  '%s in the place of a file that tenantry keeps is refused, or as good as not there',
  async (what) => {
    const cwd = folderOf({
      'tenants/acme/tenant.yaml': 'roles:\n  - name: A\n',
      'tenants/acme/environments/local.yaml': 'domain: local\n',
    });
    const args = ['acme', '--env', 'local'];
    expect(await tenantry(['apply', ...args, '--yes'], { cwd })).toMatchObject({ code: 0 });
    const kept = readdirSync(join(cwd, '.tenantry'), { recursive: true, encoding: 'utf8' }).filter((name) =>
      statSync(join(cwd, '.tenantry', name)).isFile(),
    );
    expect(kept.length).toBeGreaterThan(3);
    for (const name of kept.filter((one) => one !== '.gitignore')) {
      rmSync(join(cwd, '.tenantry', name));
      odd[what]?.(join(cwd, '.tenantry', name));
    }
    for (const command of [
      ['history', ...args],
      ['plan', ...args],
      ['apply', ...args, '--resume', '--yes'],
      ['rollback', ...args, '--yes'],
    ]) {
      const { code, stdout, stderr } = await tenantry(command, { cwd });
      expect({ command, code, said: stdout + stderr }).not.toMatchObject({ code: 70 });
    }
  },
);
