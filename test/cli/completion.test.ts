import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { answerTo } from '../../src/completion/answer.ts';
import { scripts, shells } from '../../src/completion/scripts.ts';
import { completionTable } from '../../src/completion/table.ts';
import { folderOf, tenantry } from './support/tenantry.ts';

const files = {
  'tenants/acme/tenant.yaml': 'roles: []\n',
  'tenants/acme/environments/dev.yaml': 'domain: local\n',
  'tenants/acme/environments/prod.yaml': 'domain: local\n',
  'tenants/harbor/environments/only-harbor.yaml': 'domain: local\n',
  'tenants/harbor/tenant.yaml': 'roles: []\n',
  '.tenantry/runs/20261125T021629123Z-4f7ae1/journal.jsonl': '',
};

describe('what may stand at a place', () => {
  const table = completionTable();
  const at = (line: string, cwd = folderOf(files)): string[] =>
    answerTo(['bash', line], table, cwd)
      .split('\n')
      .filter((word) => word !== '');

  it.each([
    ['tenantry pl', ['plan']],
    ['tenantry help roll', ['rollback']],
    ['tenantry --v', ['--version']],
    ['tenantry plan ', ['acme', 'harbor']],
    ['tenantry plan acme --env ', ['dev', 'prod']],
    ['tenantry plan acme -e p', ['prod']],
    ['tenantry plan acme --env=', ['dev', 'prod']],
    ['tenantry plan --env only-harbor ', ['acme', 'harbor']],
    ['tenantry plan --env ', ['dev', 'only-harbor', 'prod']],
    ['tenantry plan acme --for', ['--format']],
    ['tenantry plan acme --format j', ['json']],
    ['tenantry plan acme --only roles cli', ['clientGrants', 'clients']],
    ['tenantry plan acme --only roles --str', ['--strict']],
    ['tenantry plan acme --strict ', []],
    ['tenantry plan acme --out ', [':files']],
    ['tenantry plan acme --allow-path ', [':folders']],
    ['tenantry compare dev p', ['prod']],
    ['tenantry explain "cli', ['clientGrants', 'clients']],
    ['tenantry show ', ['last', '20261125T021629123Z-4f7ae1']],
    ['tenantry check --rule apis/hs', ['apis/hs256']],
    ['tenantry check --profile s', ['security']],
    ['tenantry completion f', ['fish']],
    ['tenantry nonsense ', []],
    ['tenantry plan acme --set KEY=', []],
  ])('is, behind %s: %j', (line, words) => {
    expect(at(line)).toEqual(words);
  });

  it('are environments of the tenant that the working directory is in, and folders where there are no tenants', () => {
    const cwd = folderOf(files);
    expect(at('tenantry plan --env ', join(cwd, 'tenants/harbor/environments'))).toEqual(['only-harbor']);
    expect(at('tenantry plan ', folderOf({ 'a.txt': '' }))).toEqual([':folders']);
  });

  it('is nothing of a name that would break the lines of the answer', () => {
    const cwd = folderOf({ 'tenants/a\nb/tenant.yaml': '', 'tenants/c d$(e)/tenant.yaml': '' });
    expect(at('tenantry plan ', cwd)).toEqual(['c d$(e)']);
  });

  it('says beside it what it means, for shells that show it', () => {
    expect(answerTo(['zsh', 'histo'], table, '/')).toBe(
      'history\tlist the runs that were recorded here, the latest first\n',
    );
    expect(answerTo(['powershell', 'plan', '=--wat'], table, '/')).toMatch(/^--watch\t/);
  });
});

describe('tenantry completion', () => {
  it.each(shells)('prints a script for %s', async (shell) => {
    const { code, stdout } = await tenantry(['completion', shell]);
    expect(code).toBe(0);
    expect(stdout).toBe(`${scripts[shell]}\n`);
    expect(stdout).toContain(`__complete ${shell} `);
  });

  it('says what shells there are', async () => {
    const { code, stderr } = await tenantry(['completion', 'fisch']);
    expect([code, stderr]).toEqual([1, 'error there is no completion for fisch\n  did you mean fish?\n']);
  });

  it('is of a text for PowerShell whose brackets and quotes are closed', () => {
    const code = scripts.powershell.replaceAll(/^\s*#.*$/gm, '').replaceAll(/"(?:[^"`]|`.|"")*"|'(?:[^']|'')*'/g, '');
    expect(code).not.toMatch(/["']/);
    for (const [open = '', close = ''] of ['{}', '()', '[]'])
      expect(code.split(open).length, open).toBe(code.split(close).length);
  });
});
