// Part of npm run test:clients: the library tenantry/testing, as the package has it, in suites of the test runners that people have.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const packages = ['jest@30.2.0', 'mocha@11.7.5', 'vitest@4.1.12', 'typescript@5.9.3', '@types/node@20.19.43'];
const folder = mkdtempSync(join(tmpdir(), 'tenantry-runners-'));

const body = `
  const audience = 'https://parcels.dev.harbor.example';
  const action = await loadAction('harbor', 'Partner Tokens', { env: 'dev' });
  const run = await action.run({ client: 'Nordfracht Partner', audience });
  assert.deepEqual(run.claims, { [audience + '/partner']: 'nordfracht' });
  assert.equal(run.token?.aud, audience);
  const denied = await action.run({ client: 'Nordfracht Partner' }, { secrets: { SUSPENDED_PARTNERS: 'nordfracht' } });
  assert.equal(denied.denied?.code, 'invalid_request');
  await assert.rejects(loadAction('harbor', 'Partner Token', { env: 'dev' }), /did you mean Partner Tokens/);
  await assert.rejects(action.run({ client: 'Nordfrakt Partner' }), /did you mean Nordfracht Partner/);
`;
const esm = `import assert from 'node:assert/strict';\nimport { loadAction } from 'tenantry/testing';\n`;
const cjs = `const assert = require('node:assert/strict');\nconst { loadAction } = require('tenantry/testing');\n`;
const test = `it('names the partner', async () => {${body}}, 60_000);\n`;

/** The files of each runner, and how it is called. None closes its process: a runner that waits for it would not end. */
const runners: Record<string, { file: string; text: string; command: string[] }> = {
  vitest: {
    file: 'v.test.mjs',
    text: `import { it } from 'vitest';\n${esm}${test}`,
    command: ['vitest', 'run', 'v.test.mjs'],
  },
  jest: { file: 'j.test.cjs', text: cjs + test, command: ['jest', '--testMatch', '**/j.test.cjs'] },
  'jest with modules': { file: 'jm.test.mjs', text: esm + test, command: ['jest', '--testMatch', '**/jm.test.mjs'] },
  mocha: {
    file: 'm.spec.mjs',
    text: esm + test.replace(', 60_000', ''),
    command: ['mocha', '--timeout', '60000', 'm.spec.mjs'],
  },
  'mocha with require': {
    file: 'm.spec.cjs',
    text: cjs + test.replace(', 60_000', ''),
    command: ['mocha', '--timeout', '60000', 'm.spec.cjs'],
  },
  'node:test': {
    file: 'n.test.mjs',
    text: `import { it } from 'node:test';\n${esm}${test.replace(', 60_000', '')}`,
    command: ['node', '--test', 'n.test.mjs'],
  },
  'TypeScript, modules': {
    file: 'm.mts',
    text: `${esm}export const done = (async () => {${body}})();\n`,
    command: tsc('m.mts'),
  },
  'TypeScript, CommonJS': {
    file: 'c.cts',
    text: `${esm}export const done = (async () => {${body}})();\n`,
    command: tsc('c.cts'),
  },
};

function tsc(file: string): string[] {
  return ['tsc', '--noEmit', '--strict', '--module', 'NodeNext', '--target', 'ES2022', '--types', 'node', file];
}

try {
  const packed = run('npm', ['pack', '--silent', '--pack-destination', folder], root).trim();
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', `./${packed}`, ...packages], folder);
  cpSync(join(root, 'tenants/harbor'), join(folder, 'harbor'), { recursive: true });
  for (const [name, { file, text, command }] of Object.entries(runners)) {
    writeFileSync(join(folder, file), text);
    const [program = '', ...args] = command;
    const path = program === 'node' ? process.execPath : join(folder, 'node_modules/.bin', program);
    run(path, args, folder);
    process.stdout.write(`passed  tenantry/testing in ${name}\n`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function run(command: string, args: readonly string[], cwd: string): string {
  const env = { ...process.env, NODE_OPTIONS: command.endsWith('jest') ? '--experimental-vm-modules' : '' };
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, env, encoding: 'utf8', timeout: 300_000 });
  if (status === 0) return stdout;
  throw new Error(`${command} ${args.join(' ')} ended with ${status ?? String(error)}\n${stdout}${stderr}`);
}
