import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { project, tenantry } from './support/tenantry.ts';

const pages = [
  ...readdirSync('docs').flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : [])),
  'CONTRIBUTING.md',
];

/** The lines of blocks of code that call one of these programs, from its name to what a shell does with the output. */
function callsOf(programs: string): { page: string; call: string }[] {
  const call = new RegExp(String.raw`^(?:\$ |- run: |.*; |[A-Z_]+=\S+ )*((?:${programs}) .*?)(?: +[|>#].*)?$`);
  return pages.flatMap((page) =>
    [...readFileSync(page, 'utf8').matchAll(/^```\w*\n(.*?)^```$/gms)].flatMap(([, block = '']) =>
      block.split('\n').flatMap((line) => {
        const [, found] = call.exec(line.trim()) ?? [];
        return found === undefined ? [] : [{ page, call: found }];
      }),
    ),
  );
}

/** A command as a script calls it: its words, without what stands in brackets, which may be left out. */
const wordsOf = (call: string): string[] =>
  [...call.replaceAll(/ *\[[^\]]*\]/g, '').matchAll(/"([^"]*)"|(\S+)/g)].map(
    ([, quoted, word]) => quoted ?? word ?? '',
  );

it('the commands of the pages do what they are there for', async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'tenantry-docs-'));
  onTestFinished(() => rmSync(cwd, { recursive: true }));
  cpSync('tenants', join(cwd, 'tenants'), { recursive: true });
  const environments = join(cwd, 'tenants/harbor/environments');
  const local = readFileSync(join(environments, 'local.yaml'), 'utf8');
  for (const name of ['dev.yaml', 'prod.yaml']) writeFileSync(join(environments, name), local);
  // What changed since a commit is asked of git.
  const git = [
    'init --quiet',
    'add --all',
    'commit --quiet --message files',
    'update-ref refs/remotes/origin/main HEAD',
  ];
  for (const call of git) {
    const identity = ['-c', 'user.name=docs', '-c', 'user.email=docs@tenantry.example', '-c', 'commit.gpgsign=false'];
    expect(spawnSync('git', [...identity, ...call.split(' ')], { cwd }).status, call).toBe(0);
  }
  // Commands that need a server, and tenants that are live, have tests of their own.
  const calls = callsOf('tenantry').filter(({ call }) => !/^tenantry emulate|acme/.test(call));
  expect(calls.length).toBeGreaterThan(5);
  for (const { page, call } of calls) {
    const [, ...words] = wordsOf(call);
    // A token is one of a tenant that has its clients.
    if (words[0] === 'token') await tenantry(['apply', 'harbor', '--env', 'local', '--yes'], { cwd });
    const asks = ['apply', 'rollback'].includes(words[0] ?? '') && !words.includes('--yes');
    const { code, stderr } = await tenantry([...words, ...(asks ? ['--yes'] : [])], { cwd });
    expect([0, 2], `${page}: ${call}\n${stderr}`).toContain(code);
  }
}, 240_000);

it('the scripts and files that the pages call are there', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
  const npm = callsOf('npm run').map(({ call }) => wordsOf(call)[2] ?? '');
  expect(npm.filter((name) => scripts[name] === undefined)).toEqual([]);
  const files = callsOf('npx').flatMap(({ call }) => wordsOf(call).filter((word) => /^(?:test|tools)\//.test(word)));
  expect(files.filter((path) => !existsSync(path))).toEqual([]);
  expect([npm.length, files.length].every((count) => count > 0)).toBe(true);
});

it('the tenant of the page on tests is one whose tests pass', async () => {
  const blocks = [...readFileSync('docs/testing.md', 'utf8').matchAll(/^```\w+\n(?:#|\/\/) (\S+)\n(.*?)^```$/gms)];
  const files = Object.fromEntries(blocks.map(([, path = '', text = '']) => [path, text]));
  expect(Object.keys(files).sort()).toEqual([
    'actions/partners/code.js',
    'actions/partners/code.test.yaml',
    'tenant.yaml',
  ]);
  const environment = 'domain: local\nkeywords: { PARCELS_API: https://parcels.example, SUSPENDED: none }\n';
  const cwd = project({ ...files, 'environments/local.yaml': environment });
  const { code, stdout, stderr } = await tenantry(['test'], { cwd });
  expect(stdout, stderr).toMatch(/acme: 4 passed\n$/);
  expect(code).toBe(0);
});
