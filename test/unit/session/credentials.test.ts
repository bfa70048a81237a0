import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { realClock } from '../../../src/auth0/clock.ts';
import { createEmulator } from '../../../src/emulator/emulator.ts';
import { DEPLOYER } from '../../../src/emulator/seed.ts';
import { serve } from '../../../src/emulator/serve.ts';
import { connect } from '../../../src/session/connect.ts';
import { credentialsFor, credentialsFrom } from '../../../src/session/credentials.ts';
import { plan } from '../../../src/session/plan.ts';
import { filesOf, openWorkspace } from '../../../src/session/workspace.ts';
import type { Workspace } from '../../../src/session/workspace.ts';

/** A project of one tenant; environment files by the name of the environment. */
function workspace(environments: Record<string, string>, env: Record<string, string> = {}): Workspace {
  const cwd = mkdtempSync(join(tmpdir(), 'tenantry-credentials-'));
  onTestFinished(() => rmSync(cwd, { recursive: true }));
  mkdirSync(join(cwd, 'tenants/acme/environments'), { recursive: true });
  writeFileSync(join(cwd, 'tenants/acme/tenant.yaml'), 'roles: [{ name: ##TENANTRY_ENVIRONMENT## }]\n');
  for (const [name, text] of Object.entries(environments))
    writeFileSync(join(cwd, 'tenants/acme/environments', `${name}.yaml`), text);
  const around = { cwd, env, signal: new AbortController().signal, clock: realClock };
  return openWorkspace(around, { secrets: 'needed' });
}

/** What the credentials of the environment `dev` turn out to be. */
function found(credentials: string, env: Record<string, string> = {}, files: Record<string, string> = {}): unknown {
  const opened = workspace({ dev: `domain: acme.eu.auth0.com\ncredentials: ${credentials}\n` }, env);
  for (const [path, text] of Object.entries(files))
    writeFileSync(join(opened.surroundings.cwd, 'tenants/acme', path), text);
  const { credentials: named } = filesOf(opened, 'dev').target.config.environment;
  return named === undefined ? undefined : credentialsFrom(named, opened.project.sources, opened.surroundings);
}

describe('credentials that an environment file names', () => {
  it('are used by each environment of one run for its own tenant, and those of AUTH0_* are not', async () => {
    const servers = await Promise.all([0, 1].map(() => serve(createEmulator(), { port: 0 })));
    onTestFinished(async () => void (await Promise.all(servers.map(({ close }) => close()))));
    const [dev = '', prod = ''] = servers.map(({ url }) => url);
    const named = (start: string): string =>
      `credentials: { client_id: { env: ${start}_ID }, client_secret: { env: ${start}_SECRET } }\n`;
    const opened = workspace(
      { dev: `domain: ${dev}\n${named('DEV')}`, prod: `domain: ${prod}\n${named('PROD')}` },
      {
        DEV_ID: DEPLOYER.clientId,
        DEV_SECRET: DEPLOYER.clientSecret,
        PROD_ID: DEPLOYER.clientId,
        PROD_SECRET: 'not the one of this tenant',
        AUTH0_CLIENT_ID: 'someone',
        AUTH0_CLIENT_SECRET: 'another secret',
        AUTH0_AUDIENCE: 'https://elsewhere.example/',
        AUTH0_DOMAIN: `${dev},${prod}`,
      },
    );
    await using first = await connect(opened, filesOf(opened, 'dev'));
    await using second = await connect(opened, filesOf(opened, 'prod'));
    const planned = await plan(first, first.files);
    expect(planned.type === 'planned' && planned.plan.changes.map(({ address }) => address)).toEqual(['roles/dev']);
    await expect(plan(second, second.files)).rejects.toMatchObject({ name: 'Failure' });
    expect(second.mask('sent not the one of this tenant there')).not.toContain('not the one');
  });

  it('give way to AUTH0_* where none of them is set and AUTH0_DOMAIN is this domain and no other', () => {
    const named = '{ client_id: { env: DEV_ID }, client_secret: { env: DEV_SECRET } }';
    const opened = workspace({ dev: `domain: acme.eu.auth0.com\ncredentials: ${named}\n` });
    const { environment } = filesOf(opened, 'dev').target.config;
    const chosen = (env: Record<string, string>): unknown => {
      try {
        const around = { ...opened.surroundings, env };
        const found = credentialsFor(environment, { ...opened.project.sources, env }, around);
        return [found.credentials, found.audience];
      } catch (error) {
        return error instanceof Error ? error.message : error;
      }
    };
    const own = { AUTH0_CLIENT_ID: 'a', AUTH0_CLIENT_SECRET: 'b' };
    const missing = 'there are no credentials for the tenant: the environment variable DEV_ID is missing or empty';
    const bound = { ...own, AUTH0_DOMAIN: 'https://acme.eu.auth0.com/', AUTH0_AUDIENCE: 'c' };
    expect(chosen(bound)).toEqual([{ type: 'secret', clientId: 'a', clientSecret: 'b' }, 'c']);
    expect(chosen(own)).toBe(missing);
    expect(chosen({ ...own, AUTH0_DOMAIN: 'acme.eu.auth0.com,other.eu.auth0.com' })).toBe(missing);
    expect(chosen({ ...own, AUTH0_DOMAIN: 'other.eu.auth0.com' })).toBe(missing);
    expect(chosen({ AUTH0_DOMAIN: 'acme.eu.auth0.com' })).toBe(missing);
    expect(chosen({ ...bound, DEV_ID: 'd', DEV_SECRET: 'e' })).toEqual([
      { type: 'secret', clientId: 'd', clientSecret: 'e' },
      undefined,
    ]);
    // Half of them is a mistake, and no reason to send others.
    expect(chosen({ ...bound, DEV_SECRET: 'e' })).toBe(missing);
  });

  it('come from variables, those that are called AUTH0_* too, or from files beside it', () => {
    const both = '{ client_id: { env: AUTH0_CLIENT_ID }, client_secret: { file: ../secret.txt } }';
    expect(found(both, { AUTH0_CLIENT_ID: 'id' }, { 'secret.txt': 'the secret\n' })).toEqual({
      type: 'secret',
      clientId: 'id',
      clientSecret: 'the secret',
    });
  });

  it('may be a key: in a file, in a variable, or in a file whose path a variable has', () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
    const expected = {
      type: 'key',
      clientId: 'id',
      algorithm: 'PS256',
      privateKey: expect.stringContaining('BEGIN PRIVATE') as string,
    };
    const key = (source: string): string =>
      `{ client_id: { env: ID }, signing_key: { ${source} }, signing_algorithm: PS256 }`;
    expect(found(key('file: ../key.pem'), { ID: 'id' }, { 'key.pem': pem })).toEqual(expected);
    expect(found(key('env: KEY'), { ID: 'id', KEY: pem })).toEqual(expected);
    const path = join(mkdtempSync(join(tmpdir(), 'tenantry-key-')), 'key.pem');
    onTestFinished(() => rmSync(join(path, '..'), { recursive: true }));
    writeFileSync(path, pem);
    expect(
      found(key('env: DEV_AUTH0_CLIENT_SIGNING_KEY_PATH'), { ID: 'id', DEV_AUTH0_CLIENT_SIGNING_KEY_PATH: path }),
    ).toEqual(expected);
  });

  it.each([
    ['{ client_id: { env: ID }, client_secret: { env: NO } }', 'credentials-missing', 'variable NO is missing'],
    ['{ client_id: { env: NO }, client_secret: { env: ID } }', 'credentials-missing', 'variable NO is missing'],
    ['{ client_id: { env: ID }, client_secret: { file: no.txt } }', 'credentials-missing', 'file no.txt is missing'],
    ['{ client_id: { env: ID }, client_secret: { env: GITHUB_TOKEN } }', 'credential-source', 'belongs to the runner'],
    ['{ client_id: { env: ID }, client_secret: { file: /etc/hosts } }', 'credential-source', 'lies outside'],
    ['{ client_id: { env: ID }, signing_key: { env: ID } }', 'signing-key-missing', 'ID names some'],
    ['{ client_id: { env: ID }, signing_key: { file: ./dev.yaml } }', 'signing-key-unreadable', 'is not a private key'],
  ])('that are not there stop the command with the place that names them: %s', (credentials, code, text) => {
    const stopped = (): unknown => found(credentials, { ID: 'some', GITHUB_TOKEN: 'x' });
    expect(stopped).toThrow(expect.objectContaining({ name: 'UsageError', code }));
    expect(stopped).toThrow(text);
  });
});
