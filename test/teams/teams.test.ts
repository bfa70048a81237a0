import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { deployer, emulate, project, tenantry } from '../cli/support/tenantry.ts';
import type { Result } from '../cli/support/tenantry.ts';
import { isLong } from '../support/long.ts';
import { platform } from './platform.ts';

// Tenants as teams keep them that come from the Deploy CLI: anchors, merge keys, all quotes, CRLF, byte order marks, odd names.

const fixtures = join(import.meta.dirname, 'fixtures');

/** Every secret of the fixtures, under the name of its environment variable. */
const secrets = {
  ...Object.fromEntries(
    ['CONTOSO_SECRET', 'AD_SECRET', 'GOOGLE_SECRET', 'FACEBOOK_SECRET', 'TWILIO_TOKEN', 'SENDGRID'].map(planted),
  ),
  ...Object.fromEntries(['ACTION_KEY', 'SMTP', 'A', 'B', 'D', 'E'].map(planted)),
  APPLE_KEY: '-----BEGIN PRIVATE KEY-----\nUGxhbnRlZC1BUFBMRQ==\n-----END PRIVATE KEY-----\n',
  C: '11111111-1111-4111-8111-111111111111',
};

function planted(name: string): [string, string] {
  return [name, `Planted-${name}-4711`];
}

it.each(['fleetly', 'initech', ...(isLong ? ['streamly', 'orbital', 'meshworks'] : [])])(
  '%s: valid, applied at once, then nothing to write; no drift; a pull changes no byte',
  async (name) => {
    const server = await emulate();
    const cwd = project({});
    const folder = join(cwd, 'tenants', name);
    mkdirSync(folder, { recursive: true });
    if (name === 'meshworks') writeFileSync(join(folder, 'tenant.yaml'), platform(60));
    else cpSync(join(fixtures, name), folder, { recursive: true });
    const settings = join(folder, 'environments/dev.yaml');
    mkdirSync(join(folder, 'environments'), { recursive: true });
    const written = name === 'meshworks' ? 'domain: local\n' : readFileSync(settings, 'utf8');
    writeFileSync(settings, written.replace(/^domain: local/m, `domain: ${server.url}`));
    const call = (...args: string[]): Promise<Result> => tenantry(args, { cwd, env: { ...secrets, ...deployer } });

    const valid = await call('validate', name);
    expect(valid.code, valid.stderr + valid.stdout).toBe(0);
    const applied = await call('apply', name, '--env', 'dev', '--yes');
    expect(applied.code, applied.stdout.slice(-3000) + applied.stderr).toBe(0);
    const { requests } = await server.requests();
    expect(requests.filter(({ method, status }) => method !== 'GET' && status >= 400)).toEqual([]);
    expect((await call('plan', name, '--env', 'dev')).code).toBe(0);
    expect((await call('drift', name, '--env', 'dev')).code).toBe(0);
    const before = bytesOf(folder);
    const pulled = await call('pull', name, '--env', 'dev');
    expect([pulled.code, pulled.stdout + pulled.stderr]).toEqual([0, expect.stringContaining('Wrote 0 files')]);
    expect(bytesOf(folder)).toEqual(before);

    if (!isLong) return;
    const fresh = join(cwd, 'tenants/fresh/environments');
    mkdirSync(fresh, { recursive: true });
    writeFileSync(join(fresh, 'dev.yaml'), `domain: ${server.url}\n`);
    const pull = await call('pull', 'fresh', '--env', 'dev');
    expect([pull.code, pull.stderr], pull.stdout).toEqual([0, expect.stringContaining('plan: no changes in dev.')]);
    const after = await server.requests();
    expect(after.requests.filter(({ method, path }) => method !== 'GET' && !path.includes('/oauth/'))).toHaveLength(
      requests.filter(({ method, path }) => method !== 'GET' && !path.includes('/oauth/')).length,
    );
  },
  300_000,
);

/** Every file below a folder, by its path. */
function bytesOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path, readFileSync(path, 'base64')];
    }),
  );
}
