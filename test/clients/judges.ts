// Part of npm run test:clients: libraries for OAuth, Auth0's own among them, as npm has them, against `tenantry emulate --tls`: machines get
// tokens, APIs verify them, and people sign in.
import type { ChildProcess } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseEnv } from 'node:util';
import { DEPLOYER } from '../../src/emulator/seed.ts';
import { binary, endOf, folder, install, judge, removeFolder, start, tell } from './folder.ts';

const packages = [
  '@auth0/auth0-spa-js@2.28.3',
  '@auth0/nextjs-auth0@4.30.0',
  'auth0@7.1.0',
  'express@5.3.0',
  'express-oauth2-jwt-bearer@1.10.0',
  'jose@6.2.18',
  'next@16.4.6',
  'oauth4webapi@3.8.8',
  'openid-client@6.9.0',
  'playwright-core@1.65.1',
  'react@19.2.1',
  'react-dom@19.2.1',
  'yaml@2.9.1',
];

const wanted = process.argv.slice(2);
const isWanted = (...names: string[]): boolean => wanted.length === 0 || names.some((name) => wanted.includes(name));

try {
  install(packages);
  cpSync(join(import.meta.dirname, 'apps'), folder, { recursive: true });
  const building = isWanted('next') ? build() : Promise.resolve('');
  if (isWanted('tokens')) await against([], async (env) => judge('tokens.mjs', env));
  if (isWanted('declared', 'api')) await harbor();
  if (isWanted('sign-in', 'spa', 'next')) await people(building);
} catch (error) {
  tell('failed', error instanceof Error ? error.message : String(error));
} finally {
  removeFolder();
}

/** Builds the application of Next.js in the background; it asks nobody for anything. */
function build(): Promise<string> {
  const child = start(process.execPath, ['node_modules/next/dist/bin/next', 'build', 'next'], {
    NEXT_TELEMETRY_DISABLED: '1',
  });
  return new Promise((resolve) => {
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (part) => (text += part));
    child.on('close', (status) => resolve(status === 0 ? '' : text));
  });
}

/** Machines and APIs: the example, whose partner has a key of ours. */
async function harbor(): Promise<void> {
  cpSync(join(import.meta.dirname, '../../tenants/harbor'), join(folder, 'tenants/harbor'), { recursive: true });
  const key = join(folder, 'partner.pem');
  writeKeys(key, 'tenants/harbor/keys/nordfracht.pem');
  await against(['harbor', '--env', 'local'], async (env) => {
    if (isWanted('declared')) await judge('declared.mjs', { ...env, PARTNER_KEY: key });
    if (isWanted('api')) await judge('api.mjs', env);
  });
}

/** People: a tenant with an application of each kind. */
async function people(building: Promise<string>): Promise<void> {
  cpSync(join(import.meta.dirname, 'people'), join(folder, 'tenants/people'), { recursive: true });
  const [portal, next, spa] = await Promise.all([freePort(), freePort(), freePort()]);
  const at = {
    PORTAL: `http://localhost:${portal}`,
    NEXT: `http://localhost:${next}`,
    SPA: `https://localhost:${spa}`,
  };
  const key = join(folder, 'pushing.pem');
  writeKeys(key, 'tenants/people/keys/pushing.pem');
  mkdirSync(join(folder, 'tenants/people/environments'), { recursive: true });
  const settings = { domain: 'local', keywords: at };
  writeFileSync(join(folder, 'tenants/people/environments/local.yaml'), JSON.stringify(settings));
  await against(['people', '--env', 'local'], async (env) => {
    const all = { ...env, ...at, PUSHING_KEY: key };
    if (isWanted('sign-in')) await judge('sign-in.mjs', all);
    if (isWanted('spa')) await judge('spa.mjs', all);
    if (!isWanted('next')) return;
    const problem = await building;
    if (problem === '') await nextApplication(next, all);
    else tell('failed', `next build: ${problem.slice(-3000)}`);
  });
}

async function nextApplication(port: number, env: Record<string, string>): Promise<void> {
  const { PATH: _path, ...own } = env;
  const app = start(process.execPath, ['node_modules/next/dist/bin/next', 'start', 'next', '--port', String(port)], {
    ...own,
    NEXT_TELEMETRY_DISABLED: '1',
    AUTH0_DOMAIN: env['ISSUER'] ?? '',
    AUTH0_CLIENT_ID: env['NEXT_CLIENT_ID'] ?? '',
    AUTH0_CLIENT_SECRET: env['NEXT_CLIENT_SECRET'] ?? '',
    AUTH0_SECRET: 'a-secret-of-this-application-with-many-letters',
    APP_BASE_URL: env['NEXT'] ?? '',
  });
  let text = '';
  for (const stream of [app.stdout, app.stderr]) stream?.setEncoding('utf8').on('data', (part) => (text += part));
  const ended = endOf(app);
  await judge('next.mjs', env);
  app.kill();
  await ended;
  if (process.env['SHOW_NEXT'] !== undefined) process.stdout.write(text);
}

/** A key of our own, and its public half where the files of a tenant have it. */
function writeKeys(path: string, publicPath: string): void {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  writeFileSync(path, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  mkdirSync(join(folder, publicPath, '..'), { recursive: true });
  writeFileSync(join(folder, publicPath), publicKey.export({ type: 'spki', format: 'pem' }));
}

/** Serves a tenant over TLS for programs of cases: an environment of the files, with all that its applications need to know, or a fresh one. */
async function against(tenant: readonly string[], work: (env: Record<string, string>) => Promise<void>): Promise<void> {
  const elsewhere = tenant.length === 0 ? mkdtempSync(join(tmpdir(), 'tenantry-emulator-')) : undefined;
  const cwd = elsewhere ?? folder;
  const file = join(cwd, '.env.auth0');
  const applied = tenant.length === 0 ? [] : ['--apply', '--dotenv', file];
  const args = [binary, 'emulate', ...tenant, ...applied, '--tls', '--port', '0'];
  const emulator = start(process.execPath, args, {}, cwd);
  const ended = endOf(emulator);
  const said: string[] = [];
  emulator.stderr?.setEncoding('utf8').on('data', (text: string) => said.push(text));
  try {
    const line = await firstLine(emulator);
    if (line === undefined) throw new Error(`emulate ${tenant.join(' ')} did not begin:\n${said.join('')}`);
    // The library for Next.js takes no addresses that are numbers.
    const host = `localhost:${new URL(line).port}`;
    await work({
      ...(existsSync(file) ? (parseEnv(readFileSync(file, 'utf8')) as Record<string, string>) : {}),
      AUTH0_DOMAIN: host,
      AUTH0_CLIENT_ID: DEPLOYER.clientId,
      AUTH0_CLIENT_SECRET: DEPLOYER.clientSecret,
      NODE_EXTRA_CA_CERTS: join(cwd, '.tenantry/emulator/ca.pem'),
      CERTIFICATE: join(cwd, '.tenantry/emulator/tls.pem'),
      ISSUER: `https://${host}/`,
    });
  } finally {
    emulator.kill();
    await ended;
    rmSync(elsewhere ?? file, { recursive: true, force: true });
  }
}

/** Where the emulator is served; undefined when it ends before it is. */
function firstLine(emulator: ChildProcess): Promise<string | undefined> {
  if (emulator.stdout === null) return Promise.resolve(undefined);
  const lines = createInterface({ input: emulator.stdout });
  return new Promise((resolve) => {
    lines.once('line', resolve);
    lines.once('close', () => resolve(undefined));
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
