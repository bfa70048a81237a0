import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { createEmulator } from '../../src/emulator/emulator.ts';
import type { Emulator } from '../../src/emulator/emulator.ts';
import { DEPLOYER } from '../../src/emulator/seed.ts';
import { holdPort, serve } from '../../src/emulator/serve.ts';
import type { HeldPort } from '../../src/emulator/serve.ts';
import { copyOf, copied } from '../../tools/workflows/copies.ts';
import { builtBinary } from '../cli/support/binary.ts';
import { addProgram, newRepository } from './repository.ts';
import type { Repository } from './repository.ts';

/** A tenant that is served, as an environment of the repository has its credentials. */
export interface ServedTenant {
  emulator: Emulator;
  /** Requests that wrote something, since it was forgotten. */
  writes: () => string[];
  forget: () => void;
  /** A request by hand, as in a dashboard. */
  call: (method: string, path: string, body?: unknown) => Promise<unknown>;
  /** Which requests it refuses from now on. */
  refuse: (path?: RegExp) => void;
}

/** A repository whose workflows deploy to tenants that are served. */
export interface World {
  repository: Repository;
  /** By the name of the environment. */
  tenants: Record<string, ServedTenant>;
  /** What the programs that stand for others were called with: `npm publish …`, `gh release …`. */
  called: () => string[];
  close: () => Promise<void>;
}

const root = join(import.meta.dirname, '../..');

/** The name of the tenant, and of a secret of eight characters beside it. */
export const tenant = 'acme-crm';

/** The environments, each a ring of its own. */
const rings = ['dev', 'staging', 'prod'];

/** The files of a tenant with some of the environments. Pull requests change the descriptions of its roles. */
export function tenantFiles(environments: readonly string[] = rings): Record<string, string> {
  const files = environments.map((name) => [
    `tenants/${tenant}/environments/${name}.yaml`,
    `domain: DOMAIN_OF_${name}\nkeywords: { API: https://parcels.${name}.example }\n`,
  ]);
  return { [configuration]: described('Delivers', 'Sorts'), ...(Object.fromEntries(files) as Record<string, string>) };
}

/** The file that pull requests change. */
export const configuration = `tenants/${tenant}/tenant.yaml`;

/** The configuration, with these descriptions of its two roles. */
export function described(courier: string, depot: string): string {
  return `roles:
  - { name: Courier, description: ${courier} }

  - { name: Depot, description: ${depot} }
resourceServers:
  - name: Parcels
    identifier: '##API##'
    scopes: [{ value: 'read:parcels', description: Read }]
    token_lifetime: 3600
clients:
  - { name: Scanner, app_type: non_interactive, grant_types: [client_credentials] }
clientGrants:
  - { client_id: Scanner, audience: '##API##', scope: ['read:parcels'] }
`;
}

/** This repository at GitHub, as far as its workflows need it: they build the action from its source. */
export async function worldOfThis(files: Readonly<Record<string, string>> = tenantFiles()): Promise<World> {
  const own = ['.github', 'comment', 'examples'].flatMap((folder) => filesBelow(join(root, folder)));
  const texts = ['action.yml', 'package.json', 'CHANGELOG.md', ...own].flatMap((path) =>
    existsSync(join(root, path)) ? [[path, readFileSync(join(root, path), 'utf8')] as const] : [],
  );
  return world({ ...Object.fromEntries(texts), '.gitignore': 'node_modules/\ndist/\n.tenantry/\n', ...files });
}

/** The repository of somebody else, with the copies of the workflows, as a release has them. */
export async function worldOfOthers(files: Readonly<Record<string, string>> = tenantFiles()): Promise<World> {
  const release = { repository: 'acme/tenantry', commit: 'c'.repeat(40), version: 'v1.0.0' };
  const copies = copied.map((name) => [
    `.github/workflows/${name}`,
    copyOf(readFileSync(join(root, '.github/workflows', name), 'utf8'), release),
  ]);
  const made = await world({ ...(Object.fromEntries(copies) as Record<string, string>), ...files });
  made.repository.actions = { 'acme/tenantry': root };
  return made;
}

async function world(files: Readonly<Record<string, string>>): Promise<World> {
  // Builds when it has to; actions run as they are built.
  builtBinary();
  // What is made until they serve takes long enough for another process to be given the same.
  const held = new Map<string, HeldPort>();
  for (const name of rings) held.set(name, await holdPort('127.0.0.1'));
  const placed = Object.entries(files).map(([path, text]) => [
    path,
    text.replaceAll(/DOMAIN_OF_(\w+)/g, (_all, name: string) => `http://127.0.0.1:${held.get(name)?.port ?? 0}`),
  ]);
  const repository = await newRepository(Object.fromEntries(placed) as Record<string, string>);
  const log = join(repository.temporary, 'called.txt');
  addProgram(repository, 'npm', npm(log));
  addProgram(repository, 'docker', `echo "docker $*" >> '${log}'\n[ "$1" != inspect ] || echo healthy`);
  addProgram(repository, 'gh', `echo "gh $*" >> '${log}'`);
  const served = await Promise.all([...held].map(([name, port]) => serveTenant(repository, name, port)));
  const tenants = Object.fromEntries(rings.map((name, at) => [name, served[at]])) as Record<string, ServedTenant>;
  const close = async (): Promise<void> => {
    await Promise.all(served.map((one) => one.close()));
    await repository.close();
  };
  const called = (): string[] => (existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : []);
  return { repository, tenants, called, close };
}

/** What stands for npm: no packages are got, and the build is the one of this repository. */
function npm(log: string): string {
  return `echo "npm $*" >> '${log}'
case "$*" in
  'run build') rm -rf dist && cp -r '${root}/dist' dist ;;
  'run workflows -- '*) shift 3 && exec '${root}/node_modules/.bin/tsx' '${root}/tools/workflows/copies.ts' "$@" ;;
  'pack '*) echo packed > packed/tenantry.tgz ;;
esac`;
}

async function serveTenant(
  repository: Repository,
  name: string,
  { port, letGo }: HeldPort,
): Promise<ServedTenant & { close: () => Promise<void> }> {
  const emulator = createEmulator({ domain: `127.0.0.1:${port}`, buildMilliseconds: 0 });
  const url = `http://127.0.0.1:${port}`;
  let refused: RegExp | undefined;
  const refusal = { statusCode: 400, error: 'Bad Request', message: 'not today' };
  const fetch: Emulator['fetch'] = async (request) => {
    const { method, url } = request;
    return refused?.test(`${method} ${new URL(url).pathname}`) === true
      ? Response.json(refusal, { status: 400 })
      : emulator.fetch(request);
  };
  await letGo();
  const server = await serve({ ...emulator, fetch }, { port });
  const vars = { AUTH0_DOMAIN: `127.0.0.1:${port}` };
  const secrets = { AUTH0_CLIENT_ID: DEPLOYER.clientId, AUTH0_CLIENT_SECRET: DEPLOYER.clientSecret };
  const deploying = { vars, secrets, refs: ['refs/heads/main'] };
  repository.environments[`${tenant}-${name}`] = deploying;
  repository.environments[`${tenant}-${name}-plan`] = { vars, secrets };
  const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const token = await tokenOf(url);
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await globalThis.fetch(`${url}/api/v2${path}`, { method, headers, ...sent });
    if (!response.ok) throw new Error(`${method} ${path} ${response.status} ${await response.text()}`);
    return response.status === 204 ? undefined : response.json();
  };
  return {
    emulator,
    call,
    refuse: (path) => void (refused = path),
    writes: () =>
      emulator.requests.flatMap(({ method, path }) =>
        method === 'GET' || !path.startsWith('/api/v2') ? [] : [`${method} ${path.replace('/api/v2', '')}`],
      ),
    forget: () => void emulator.requests.splice(0),
    close: async () => {
      await server.close();
      await emulator.close();
    },
  };
}

async function tokenOf(url: string): Promise<string> {
  const body = JSON.stringify({
    grant_type: 'client_credentials',
    client_id: DEPLOYER.clientId,
    client_secret: DEPLOYER.clientSecret,
    audience: `https://${new URL(url).host}/api/v2/`,
  });
  const response = await fetch(`${url}/oauth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  return ((await response.json()) as { access_token: string }).access_token;
}

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { recursive: true, withFileTypes: true });
  return names.flatMap((one) => (one.isFile() ? [relative(root, join(one.parentPath, one.name))] : []));
}
