import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { tenantry } from './support/tenantry.ts';

/** The blocks of code of the README, in order. */
const blocks = [...readFileSync('README.md', 'utf8').matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(
  ([, language = '', text = '']) => ({ language, text }),
);

const tenantFiles = ['machines.yaml', 'people.yaml', 'environments/local.yaml'].map((name) => `tenants/harbor/${name}`);

/** Makes an edit that the README shows: its first lines are in exactly one of the files. */
function edit(cwd: string, diff: string): void {
  const lines = (sign: string): string =>
    diff
      .split('\n')
      .flatMap((line) => (line.startsWith(sign) ? [`${line.slice(1)}\n`] : []))
      .join('');
  const found = tenantFiles.filter((path) => readFileSync(join(cwd, path), 'utf8').includes(lines('-')));
  expect(found, diff).toHaveLength(1);
  const path = join(cwd, found[0] ?? '');
  writeFileSync(path, readFileSync(path, 'utf8').replace(lines('-'), lines('+')));
}

/** What a command of the README prints: all of it, or, behind `…`, the end. */
async function check(cwd: string, command: string, shown: string): Promise<void> {
  if (command === 'rm -rf .tenantry') return rmSync(join(cwd, '.tenantry'), { recursive: true, force: true });
  const [, args = ''] = /^(?:node dist\/main\.js|npx tenantry|tenantry) (.*)$/.exec(command) ?? [];
  const { stdout } = await tenantry(args.split(' '), { cwd });
  const [, end] = /^…\n(.*)$/s.exec(shown) ?? [];
  const said = end === undefined ? stdout.trim() : stdout.slice(-end.length);
  expect(said, command).toBe(end ?? shown.trim());
}

/** The commands of a block, each with the lines below it. */
function commandsOf(text: string): { command: string; shown: string }[] {
  return text.split(/^\$ /m).flatMap((part) => {
    const [command = '', ...shown] = part.split('\n');
    return command === '' ? [] : [{ command, shown: shown.join('\n') }];
  });
}

it('the tour of the README is what happens, and so is the plan on top of it', async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'tenantry-readme-'));
  onTestFinished(() => rmSync(cwd, { recursive: true }));
  cpSync('tenants', join(cwd, 'tenants'), { recursive: true });
  for (const { language, text } of blocks) {
    if (language === 'diff') edit(cwd, text);
    if (language !== 'console') continue;
    for (const { command, shown } of commandsOf(text)) await check(cwd, command, shown);
  }
  const [sample] = blocks.flatMap(({ language, text }) => (language === '' ? commandsOf(text) : []));
  await check(cwd, sample?.command ?? '', sample?.shown ?? '');
}, 240_000);

it('the first files of a tenant of your own plan nothing', async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'tenantry-readme-'));
  onTestFinished(() => rmSync(cwd, { recursive: true }));
  const [, begin = ''] = /^node dist\/main\.js (init mine .*)$/m.exec(readFileSync('README.md', 'utf8')) ?? [];
  const made = await tenantry(begin.replace('YOUR-TENANT.eu.auth0.com', 'local').split(' '), { cwd });
  expect(made, made.stderr).toMatchObject({ code: 0 });
  const { code, stdout } = await tenantry(['plan', 'mine', '--env', 'dev'], { cwd });
  expect(stdout).toMatch(/^mine\/dev: no changes/);
  expect(code).toBe(0);
});
