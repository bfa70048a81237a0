import { expect, it } from 'vitest';
import { project, tenantry, writeFiles } from './support/tenantry.ts';

const at = ['acme', '--env', 'dev'];
const formats = ['text', 'json', 'markdown', 'html'];

it('a drift that is only withheld ends with 2, and no format says that there is none', async () => {
  const cwd = project({ 'roles.yaml': 'roles: [{ name: Courier }]\n', 'environments/dev.yaml': 'domain: local\n' });
  expect(await tenantry(['apply', ...at, '--yes'], { cwd })).toMatchObject({ code: 0 });
  writeFiles(cwd, { 'tenants/acme/roles.yaml': 'roles: []\n' });
  const said = await Promise.all(formats.map((format) => tenantry(['drift', ...at, '--format', format], { cwd })));
  expect(said.map(({ code }) => code)).toEqual([2, 2, 2, 2]);
  const [text = '', json = '', ...pages] = said.map(({ stdout }) => stdout);
  const counts = '1 withheld (not in the files), 0 unchanged';
  expect(text.trimEnd().split('\n').at(-1)).toBe(`acme/dev: ${counts}`);
  expect(JSON.parse(json)).toMatchObject({ summary: { delete: 0, withheld: 1, unchanged: 0 } });
  for (const page of pages) expect(page).toContain(counts);
  for (const page of [text, ...pages]) expect(page).not.toContain('no drift');
});

it('what keeps a plan from being made is in the result of every format but text, which has it on stderr', async () => {
  const cwd = project({ 'roles.yaml': 'roles: [{ nmae: Courier }]\n', 'environments/dev.yaml': 'domain: local\n' });
  for (const args of [at, ['nowhere', '--env', 'dev']]) {
    const said = await Promise.all(formats.map((format) => tenantry(['plan', ...args, '--format', format], { cwd })));
    expect(said.map(({ code }) => code)).toEqual([1, 1, 1, 1]);
    const [text, ...others] = said;
    expect(text?.stdout).toBe('');
    for (const { stderr } of said) expect(stderr).toContain('error ');
    for (const { stdout } of others) expect(stdout).toMatch(/\berror\b/);
  }
});
