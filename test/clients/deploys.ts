// Part of npm run test:clients: the Deploy CLI, as npm has it, against `tenantry emulate --tls`. With --keep <dir> its exports are left
// there, for whoever wants to load them.
import { stripVTControlCharacters } from 'node:util';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { parse, stringify } from 'yaml';
import { managementScopes } from '../../src/emulator/scopes.ts';
import { DEPLOYER } from '../../src/emulator/seed.ts';
import { binary, folder, install, removeFolder, run } from './folder.ts';

const { values } = parseArgs({ options: { keep: { type: 'string' } } });
const exports = values.keep === undefined ? join(folder, 'exports') : resolve(values.keep);

try {
  install(['auth0-deploy-cli@8.44.0']);
  cpSync(join(import.meta.dirname, 'tenant'), join(folder, 'tenant'), { recursive: true });
  await against('the Deploy CLI', deploys);
} finally {
  removeFolder();
}

/** Serves a fresh tenant over TLS for one kind of client. */
async function against(title: string, clients: (env: Record<string, string>) => void): Promise<void> {
  // Not in the folder of the clients: what they leave there would make it a project with a state of its own.
  const cwd = mkdtempSync(join(tmpdir(), 'tenantry-emulator-'));
  const emulator = spawn(process.execPath, [binary, 'emulate', '--tls', '--port', '0'], { cwd, stdio: 'pipe' });
  const ended = once(emulator, 'close');
  try {
    emulator.stderr.resume();
    const [url] = (await once(createInterface({ input: emulator.stdout }), 'line')) as [string];
    clients({
      AUTH0_DOMAIN: new URL(url).host,
      AUTH0_CLIENT_ID: DEPLOYER.clientId,
      AUTH0_CLIENT_SECRET: DEPLOYER.clientSecret,
      NODE_EXTRA_CA_CERTS: join(cwd, '.tenantry/emulator/ca.pem'),
    });
    process.stdout.write(`passed  ${title}\n`);
  } finally {
    emulator.kill();
    await ended;
    rmSync(cwd, { recursive: true, force: true });
  }
}

/**
 * What a team does with the Deploy CLI: import twice, export as YAML and as folders, and then take tenantry to what it
 * exported. Its exports are not imported again: it refuses the id that it writes for a network ACL.
 */
function deploys(tenant: Record<string, string>): void {
  const yaml = readFileSync(join(folder, 'tenant/tenant.yaml'), 'utf8');
  const audience = audienceOf(tenant['AUTH0_DOMAIN'] ?? '');
  const mappings = { ...valuesOf(markersIn(yaml)), MANAGEMENT_API: audience, ALL_SCOPES: managementScopes() };
  const env = { ...tenant, AUTH0_KEYWORD_REPLACE_MAPPINGS: JSON.stringify(mappings) };
  const importing = (path: string): void => deployCli(['import', '--input_file', path], env);
  importing('tenant/tenant.yaml');
  importing('tenant/tenant.yaml');
  for (const [name, ids] of [
    ['names', 'false'],
    ['ids', 'true'],
  ] as const) {
    for (const format of ['yaml', 'directory']) {
      const path = join(exports, `${format}-${name}`);
      mkdirSync(path, { recursive: true });
      deployCli(['export', '--format', format, '--output_folder', path], { ...env, AUTH0_EXPORT_IDENTIFIERS: ids });
      loads(`${format}-${name}`, path, tenant);
    }
  }
  pulls(tenant);
}

/** A pull of the same tenant plans nothing on it either, and makes the same of an empty one as what the Deploy CLI exported. */
function pulls(tenant: Record<string, string>): void {
  const domain = tenant['AUTH0_DOMAIN'] ?? '';
  const fresh = join(folder, 'tenants/fresh');
  mkdirSync(join(fresh, 'environments'), { recursive: true });
  writeFileSync(join(fresh, 'environments/live.yaml'), JSON.stringify({ domain }));
  run(process.execPath, [binary, 'pull', 'fresh', '--env', 'live'], tenant);
  run(process.execPath, [binary, 'plan', 'fresh', '--env', 'live'], tenant);
  const pulled = join(exports, 'pulled');
  cpSync(fresh, pulled, { recursive: true, filter: (path) => !/environments|defaults\.yaml$/.test(path) });
  // What the API does not give back.
  const yaml = readFileSync(join(folder, 'tenant/tenant.yaml'), 'utf8');
  const [pem = ''] = /-----BEGIN PUBLIC KEY-----[^]*?-----END PUBLIC KEY-----\n/.exec(yaml) ?? [];
  mkdirSync(join(pulled, 'keys'), { recursive: true });
  writeFileSync(join(pulled, 'keys/courier-backend-first.pem'), pem.replaceAll(/^ +/gm, ''));
  makes('pulled', laid('pulled', pulled, tenant));
  const [exported, own] = ['yaml-names', 'pulled'].map((name) => stateOf(`${name}.empty`));
  for (const [path, text] of exported ?? [])
    if (said(path, text) !== said(path, own?.get(path) ?? ''))
      throw new Error(`${path} differs:\n--- exported\n${text}\n--- pulled\n${own?.get(path)}`);
  if (exported?.size !== own?.size) throw new Error(`differs: ${[...(own?.keys() ?? [])].join(', ')}`);
  process.stdout.write('same    what was exported and what was pulled\n');
}

/** What a file says without what the Deploy CLI leaves out of its exports: the values of secrets, and the keys of clients. */
function said(path: string, text: string): string {
  if (!path.endsWith('.yaml')) return text;
  const isSecret = (value: unknown): boolean => typeof value === 'string' && /^##\w+##$/.test(value);
  const isEmpty = (value: unknown): boolean =>
    typeof value === 'object' && value !== null && Object.keys(value).length === 0;
  const isLeft = (value: unknown): boolean => !isSecret(value) && !isEmpty(value);
  const fieldsOf = (value: unknown): unknown[] => Object.values(Object(value) as object);
  const without = (value: unknown): unknown => {
    if (Array.isArray(value))
      return value
        .filter((item) => !fieldsOf(item).some(isSecret))
        .map(without)
        .filter(isLeft);
    if (typeof value !== 'object' || value === null) return value;
    const fields = Object.entries(value).filter(([key]) => key !== 'client_authentication_methods');
    return Object.fromEntries(
      fields.map(([key, one]) => [key, without(one)] as const).filter(([, one]) => isLeft(one)),
    );
  };
  const { secrets: _named, ...rest } = Object(without(parse(text))) as Record<string, unknown>;
  return stringify(rest);
}

/** All that an embedded emulator has, as files by their paths. */
function stateOf(kept: string): Map<string, string> {
  const states = join(folder, '.tenantry/emulator');
  const target = join(folder, 'tenants/whole');
  rmSync(target, { recursive: true, force: true });
  mkdirSync(join(target, 'environments'), { recursive: true });
  writeFileSync(join(target, 'environments/all.yaml'), 'domain: local\n');
  cpSync(join(states, `${kept}.json`), join(states, 'whole.all.json'));
  run(process.execPath, [binary, 'pull', 'whole', '--env', 'all', '--all']);
  const files = readdirSync(target, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
  return new Map(paths.map((path) => [path.slice(target.length), readFileSync(path, 'utf8')]));
}

/** An export says what the tenant has that it came from, and makes another like it. */
function loads(name: string, path: string, tenant: Record<string, string>): void {
  const env = laid(name, path, tenant);
  run(process.execPath, [binary, 'validate', name], env);
  run(process.execPath, [binary, 'plan', name, '--env', 'same'], env);
  makes(name, env);
  process.stdout.write(`passed  loaded ${name}\n`);
}

/** Files become a tenant in the project, with two environments: the one that they come from, and an empty one. */
function laid(name: string, path: string, tenant: Record<string, string>): Record<string, string> {
  const domain = tenant['AUTH0_DOMAIN'] ?? '';
  const target = join(folder, 'tenants', name);
  cpSync(path, target, { recursive: true });
  const files = readdirSync(target, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const markers = files.flatMap((entry) => {
    const file = join(entry.parentPath, entry.name);
    const text = readFileSync(file, 'utf8');
    // The API that a tenant is managed by is another one for each.
    writeFileSync(file, text.replaceAll(audienceOf(domain), '##MANAGEMENT_API##'));
    return markersIn(text);
  });
  mkdirSync(join(target, 'environments'), { recursive: true });
  for (const [environment, host] of [
    ['same', domain],
    ['empty', 'local'],
  ] as const) {
    const secrets = Object.fromEntries(markers.map((marker) => [marker, { env: marker }]));
    const settings = {
      domain: host,
      keywords: { MANAGEMENT_API: audienceOf(host) },
      secrets,
      policy: { delete: true },
    };
    writeFileSync(join(target, `environments/${environment}.yaml`), JSON.stringify(settings));
  }
  return { ...tenant, ...valuesOf(markers) };
}

/** An empty tenant gets all that the files say. */
function makes(name: string, env: Record<string, string>): void {
  const { AUTH0_DOMAIN: _elsewhere, ...here } = env;
  run(process.execPath, [binary, 'apply', name, '--env', 'empty', '--yes'], here);
  run(process.execPath, [binary, 'plan', name, '--env', 'empty'], here);
}

function audienceOf(domain: string): string {
  return `https://${domain}/api/v2/`;
}

function markersIn(text: string): string[] {
  return [...new Set([...text.matchAll(/##([A-Z0-9_]+)##/g)].map(([, name = '']) => name))];
}

/** A value of its own for each marker. */
function valuesOf(markers: readonly string[]): Record<string, string> {
  return Object.fromEntries(markers.map((marker) => [marker, `value of ${marker.toLowerCase()}`]));
}

function deployCli(args: readonly string[], env: Record<string, string>): void {
  const output = run(process.execPath, ['node_modules/auth0-deploy-cli/lib/index.js', ...args], env);
  // The level of a line of the log, which has a color.
  const errors = stripVTControlCharacters(output)
    .split('\n')
    .filter((line) => line.includes(' - error'));
  if (errors.length > 0) throw new Error(`a0deploy ${args.join(' ')} says:\n${errors.join('\n')}`);
  if (!/(Import|Export) Successful/.test(output))
    throw new Error(`a0deploy ${args.join(' ')} ends with:\n${output.slice(-3000)}`);
}
