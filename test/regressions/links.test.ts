import { lstatSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { expect, it } from 'vitest';
import { deployer, emulate, project, tenantry } from '../cli/support/tenantry.ts';

// What somebody has planted in the places of files that are written: a link never leads a write out of its folder.

const small = 'roles: [{ name: Courier }]\n';

function elsewhere(text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'tenantry-else-')), 'kept.txt');
  writeFileSync(path, text);
  return path;
}

it('a link in the place of a saved plan, or of the file that becomes it, is replaced and not followed', async () => {
  const server = await emulate();
  const cwd = project({ 'tenant.yaml': small, 'environments/dev.yaml': `domain: ${server.url}` });
  const kept = elsewhere('mine');
  const gone = join(cwd, 'nowhere.txt');
  for (const [name, target] of [
    ['plan.json', kept],
    ['plan.json.new', kept],
    ['other.json', gone],
    ['other.json.new', gone],
  ] as const)
    symlinkSync(target, join(cwd, name));
  for (const name of ['plan.json', 'other.json'])
    expect((await tenantry(['plan', 'acme', '--env', 'dev', '--out', name], { cwd, env: deployer })).code).toBe(2);
  expect(readFileSync(kept, 'utf8')).toBe('mine');
  expect(existsSync(gone)).toBe(false);
  for (const name of ['plan.json', 'other.json'])
    expect(JSON.parse(readFileSync(join(cwd, name), 'utf8'))).toMatchObject({ format: 2 });
});

it('links in the place of the folders and files of records lead no write elsewhere', async () => {
  const server = await emulate();
  const cwd = project({ 'tenant.yaml': small, 'environments/dev.yaml': `domain: ${server.url}` });
  const kept = elsewhere('mine');
  mkdirSync(join(cwd, '.tenantry'), { recursive: true });
  symlinkSync(kept, join(cwd, '.tenantry/.gitignore'));
  const applied = await tenantry(['apply', 'acme', '--env', 'dev', '--yes'], { cwd, env: deployer });
  expect(applied.code, applied.stderr).toBe(0);
  expect(readFileSync(kept, 'utf8')).toBe('mine');
});

it('a link in the place of a file of a pull is never followed out of the folder of the tenant', async () => {
  const server = await emulate();
  const cwd = project({ 'tenant.yaml': small, 'environments/dev.yaml': `domain: ${server.url}` });
  await tenantry(['apply', 'acme', '--env', 'dev', '--yes'], { cwd, env: deployer });
  const kept = elsewhere('mine');
  const fresh = join(cwd, 'tenants/fresh');
  mkdirSync(join(fresh, 'environments'), { recursive: true });
  writeFileSync(join(fresh, 'environments/dev.yaml'), `domain: ${server.url}\n`);
  for (const name of ['defaults.yaml', 'tenant.yaml.new', 'defaults.yaml.new']) symlinkSync(kept, join(fresh, name));
  const pulled = await tenantry(['pull', 'fresh', '--env', 'dev'], { cwd, env: deployer });
  expect(readFileSync(kept, 'utf8'), pulled.stdout + pulled.stderr).toBe('mine');
  expect(lstatSync(join(fresh, 'tenant.yaml'), { throwIfNoEntry: false })?.isSymbolicLink() ?? false).toBe(false);
});
