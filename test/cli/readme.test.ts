import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { changeByHand, serveTenants } from '../../tools/tenants.ts';
import { freePort } from '../../src/emulator/serve.ts';
import { deployer, tenantry } from './support/tenantry.ts';

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

/** Where the commands of the README run, and what they have set. */
interface Terminal {
  cwd: string;
  env: Record<string, string>;
  /** The first of three ports: those of the README may be taken. */
  port: number;
}

/** What a command of the README prints: all of it, but for what stands in the place of a `…`. */
async function check({ cwd, env, port }: Terminal, command: string, shown: string): Promise<void> {
  const [program = '', ...words] = wordsOf(command);
  if (command === 'rm -rf .tenantry') return rmSync(join(cwd, '.tenantry'), { recursive: true, force: true });
  if (command === 'npm run tenants -- --change') return changeByHand(port);
  if (program === 'export') return void Object.assign(env, Object.fromEntries(words.map((word) => word.split('='))));
  const args = words.slice(program === 'tenantry' ? 0 : 1);
  const stdout = program === 'git' ? git(cwd, words) : (await tenantry(args, { cwd, env })).stdout;
  const parts = shown
    .trim()
    .split(/^…$/m)
    .map((part) => part.trim().replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  expect(stdout.trim(), command).toMatch(new RegExp(`^${parts.join('[^]*')}$`));
}

function git(cwd: string, args: readonly string[]): string {
  const author = ['-c', 'user.name=Reader', '-c', 'user.email=reader@acme.example'];
  const { status, stdout, stderr } = spawnSync('git', [...author, ...args], { cwd, encoding: 'utf8' });
  expect(status, stderr).toBe(0);
  return stdout;
}

/** The words of a command, as a shell takes them. */
function wordsOf(command: string): string[] {
  return [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? '');
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
  // What git ignores in a clone decides about what `git diff` shows.
  cpSync('.gitignore', join(cwd, '.gitignore'));
  git(cwd, ['init', '--quiet']);
  git(cwd, ['add', '.']);
  git(cwd, ['commit', '--quiet', '--message', 'Harbor']);
  const terminal = { cwd, env: { ...deployer }, port: await freePort('127.0.0.1') };
  onTestFinished(await serveTenants(terminal.port));
  const here = (text: string): string =>
    text.replaceAll(/127\.0\.0\.1:401(\d)/g, (_all, place: string) => `127.0.0.1:${terminal.port + Number(place) - 1}`);
  for (const { language, text } of blocks) {
    if (language === 'diff') edit(cwd, text);
    if (language !== 'console') continue;
    for (const { command, shown } of commandsOf(here(text))) await check(terminal, command, shown);
  }
  const [sample] = blocks.flatMap(({ language, text }) => (language === '' ? commandsOf(text) : []));
  await check(terminal, sample?.command ?? '', sample?.shown ?? '');
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
