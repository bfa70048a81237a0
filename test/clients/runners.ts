// Part of npm run test:clients: the package in an empty folder. The library tenantry/testing in suites of the test runners that people
// have, the emulator in vitest, the Node API under the oldest and the newest TypeScript, and the program by npx.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const packages = [
  'ts5@npm:typescript@5.4.5',
  'ts7@npm:typescript@7.0.2',
  'jest@30.2.0',
  'mocha@11.7.5',
  'vitest@4.1.12',
  'typescript@5.9.3',
  '@types/node@20.19.43',
];
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

/** What a program with types says of the entries; also where a result is narrowed by its status. */
const typed = `
  import { apply, plan, readPlan, targets, TenantryError, validate } from 'tenantry';
  import type { PlanOutput, TenantryEvent } from 'tenantry';
  import { startEmulator } from 'tenantry/emulator';
  import { loadAction } from 'tenantry/testing';
  export async function deploy(variables: Record<string, string | undefined>): Promise<string> {
    const onEvent = (event: TenantryEvent): void => void (event.type === 'outcome' ? event.status : event.type);
    const checked = await validate({ tenant: 'harbor' });
    const found = await plan({ tenant: 'harbor', environment: 'local', variables, onEvent });
    if (found.status === 'refused') return [...found.diagnostics, ...checked.diagnostics].map((one) => one.message).join();
    const output: PlanOutput = found.output;
    const agreed = await readPlan('agreed.json').catch((error: unknown) => {
      if (error instanceof TenantryError) return found.plan;
      throw error;
    });
    const applied = await apply(agreed, { variables, exact: true });
    const { count } = await targets({ rings: ['prod'] });
    const auth0 = await startEmulator({ tenant: 'harbor', env: 'local' });
    const { expired } = auth0.brokenTokens(await auth0.token('Dispatch Service', { audience: 'Parcels' }));
    void loadAction;
    // @ts-expect-error A plan is not an output that somebody made.
    void apply('agreed.json');
    return [applied.status, output.summary.create, count, expired].join();
  }
`;

/** The emulator for all tests of vitest. */
const served = `
  import { expect, inject, it } from 'vitest';
  it('has the clients of the files', async () => {
    const { url, issuer, clients } = inject('auth0');
    const { clientId, clientSecret } = clients['Dispatch Service'];
    const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
    const audience = 'https://parcels.local.harbor.example';
    const body = new URLSearchParams({ ...form, audience });
    const response = await fetch(url + '/oauth/token', { method: 'POST', body });
    const { access_token } = await response.json();
    const claims = JSON.parse(Buffer.from(access_token.split('.')[1], 'base64url').toString());
    expect(claims).toMatchObject({ iss: issuer, aud: audience });
  });
`;
const setup = `
  import { defineConfig } from 'vitest/config';
  const tenantry = { tenant: 'harbor', env: 'local' };
  export default defineConfig({ test: { globalSetup: 'tenantry/vitest', provide: { tenantry }, include: ['served.test.mjs'] } });
`;

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
  'vitest, with the emulator': {
    file: 'served.test.mjs',
    text: served,
    command: ['vitest', 'run', '--config', 'served.config.mjs'],
  },
  'TypeScript 5.4, strict': { file: 'api.mts', text: typed, command: compiled('ts5', 'api.mts') },
  'TypeScript 5.4, CommonJS': { file: 'api.cts', text: typed, command: compiled('ts5', 'api.cts') },
  'TypeScript 7, strict': { file: 'api.mts', text: typed, command: compiled('ts7', 'api.mts') },
  'TypeScript 7, CommonJS': { file: 'api.cts', text: typed, command: compiled('ts7', 'api.cts') },
  'TypeScript, CommonJS': {
    file: 'c.cts',
    text: `${esm}export const done = (async () => {${body}})();\n`,
    command: tsc('c.cts'),
  },
};

function tsc(file: string): string[] {
  return ['tsc', '--noEmit', '--strict', '--module', 'NodeNext', '--target', 'ES2022', '--types', 'node', file];
}

function compiled(version: 'ts5' | 'ts7', file: string): string[] {
  const strict = ['--strict', '--exactOptionalPropertyTypes', '--skipLibCheck', 'false', '--noEmit', '--types', 'node'];
  return ['node', `node_modules/${version}/bin/tsc`, ...strict, '--module', 'NodeNext', '--target', 'ES2022', file];
}

try {
  const packed = run('npm', ['pack', '--silent', '--pack-destination', folder], root).trim();
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', `./${packed}`, ...packages], folder);
  cpSync(join(root, 'tenants/harbor'), join(folder, 'harbor'), { recursive: true });
  writeFileSync(join(folder, 'served.config.mjs'), setup);
  const version = run('npx', ['--no-install', 'tenantry', '--version'], folder).trim();
  const planned = spawnSync('npx', ['--no-install', 'tenantry', 'plan', 'harbor', '--env', 'local'], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (planned.status !== 2) throw new Error(`npx tenantry plan ended with ${planned.status}\n${planned.stderr}`);
  process.stdout.write(`passed  npx tenantry ${version}\n`);
  for (const [name, { file, text, command }] of Object.entries(runners)) {
    writeFileSync(join(folder, file), text);
    const [program = '', ...args] = command;
    const path = program === 'node' ? process.execPath : join(folder, 'node_modules/.bin', program);
    run(path, args, folder);
    process.stdout.write(`passed  ${name}\n`);
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
