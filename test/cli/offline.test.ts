import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Json } from '../../src/model/json.ts';
import { readPlanFile } from '../../src/record/plan-file.ts';
import { isLong } from '../support/long.ts';
import { deployer, emulate, project, tenantry, writeFiles } from './support/tenantry.ts';
import type { Result, Served } from './support/tenantry.ts';

// The pull request of a fork has no credentials: it is planned against what was kept of the tenant.

const yaml = `clients:
  - name: Scanner
    app_type: non_interactive
    description: Opens ##DOOR## at night
clientGrants:
  - { client_id: Scanner, audience: https://parcels.test, scope: [read:parcels] }
resourceServers:
  - name: Parcels
    identifier: https://parcels.test
    scopes: [{ value: read:parcels, description: See parcels }]
connections:
  - name: google
    strategy: google-oauth2
    options: { client_id: one, client_secret: ##GOOGLE##, scope: [email] }
roles:
  - name: Courier
    description: Drives
    permissions:
      - { permission_name: read:parcels, resource_server_identifier: https://parcels.test }
`;
const values = { GOOGLE_SECRET: 'of-google-0123456789', DOOR_CODE: 'door-0123456789' };
const tenant = 'tenants/acme/tenant.yaml';
const file = 'tenants/acme/.snapshots/dev.json';

let server: Served;
let cwd: string;

beforeEach(async () => {
  server = await emulate();
  cwd = project({
    'tenant.yaml': yaml,
    'environments/dev.yaml': `domain: ${server.url}
allow_shared_domain: true
policy: { delete: true }
secrets: { GOOGLE: { env: GOOGLE_SECRET }, DOOR: { env: DOOR_CODE } }
`,
  });
  const { code, stderr } = await call('apply', 'acme', '--env', 'dev', '--yes');
  if (code !== 0) throw new Error(stderr);
});

const call = (...args: string[]): Promise<Result> => tenantry(args, { cwd, env: { ...deployer, ...values } });
const pull = (): Promise<Result> => call('pull', 'acme', '--env', 'dev', '--snapshot');
/** Without credentials, and without a server. */
const plan = (...more: string[]): Promise<Result> =>
  tenantry(['plan', 'acme', '--env', 'dev', '--offline', ...more], { cwd, env: { CI: 'true' } });
const content = (): string => readFileSync(join(cwd, file), 'utf8');
const change = (from: string, to: string): void => writeFiles(cwd, { [tenant]: yaml.replace(from, to) });

describe('pull --snapshot', () => {
  it('keeps what the files are about, without any secret, with the same bytes for the same tenant', async () => {
    expect(await pull()).toMatchObject({ code: 0, stdout: '' });
    const first = content();
    expect(Object.keys(JSON.parse(first) as object)).toContain('at');
    expect(first).toContain('clients/Scanner');
    expect(first).toContain('Opens ##DOOR## at night');
    for (const secret of [...Object.values(values), deployer.AUTH0_CLIENT_SECRET]) expect(first).not.toContain(secret);
    expect(first).not.toContain('"client_secret":');
    const again = await pull();
    expect(again.stderr).toContain(`${file} stays as it is`);
    expect(content()).toBe(first);
    await server.call('POST', '/roles', { name: 'Keeper' });
    await pull();
    expect(content()).not.toBe(first);
  });

  it('writes no other file, and the file is none of the files of the tenant', async () => {
    const before = readFileSync(join(cwd, tenant), 'utf8');
    await pull();
    expect(readFileSync(join(cwd, tenant), 'utf8')).toBe(before);
    const { code, stderr } = await call('validate', 'acme');
    expect(stderr).not.toContain('snapshot');
    expect(code).toBe(0);
    await call('plan', 'acme', '--env', 'dev', '--out', 'plan.json');
    const { inputs } = readPlanFile('', readFileSync(join(cwd, 'plan.json'), 'utf8'));
    expect(Object.keys(inputs.files)).not.toContain('.snapshots/dev.json');
  });

  it('does not write through a link', async () => {
    mkdirSync(join(cwd, 'elsewhere'));
    symlinkSync(join(cwd, 'elsewhere'), join(cwd, 'tenants/acme/.snapshots'));
    const { code, stderr } = await pull();
    expect(stderr).toContain('is a link, or in a folder that is one');
    expect(code).toBe(1);
    expect(existsSync(join(cwd, 'elsewhere/dev.json'))).toBe(false);
  });
});

describe('plan --offline', () => {
  it('plans what a plan with the tenant would, says the date, and asks nobody', async () => {
    await pull();
    const at = /"at": "([^"]*)"/.exec(content())?.[1] ?? '';
    await server.forget();
    const same = await plan();
    expect(same, same.stderr).toMatchObject({ code: 0 });
    expect(same.stdout).toContain(`Planned offline, against what the tenant had at ${at}`);
    change('description: Drives', 'description: Walks');
    const { code, stdout } = await plan('--format', 'json');
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      offline: at,
      changes: [{ address: 'roles/Courier', action: 'update' }],
    });
    expect((await server.requests()).total).toBe(0);
    const live = await call('plan', 'acme', '--env', 'dev', '--format', 'json');
    const changesIn = (text: string): unknown => (JSON.parse(text) as { changes: unknown }).changes;
    expect(changesIn(live.stdout)).toEqual(changesIn(stdout));
  });

  it('sees what is new, what is gone, and words that change around a secret', async () => {
    await pull();
    change('at night', 'at noon');
    expect((await plan()).stdout).toContain('update clients/Scanner');
    writeFiles(cwd, { [tenant]: yaml.replace(/^roles:[^]*/m, 'roles: [{ name: Keeper }]\n') });
    const { stdout } = await plan();
    expect(stdout).toContain('delete roles/Courier');
    expect(stdout).toContain('create roles/Keeper');
  });

  it('of many targets asks none of them, and says of each which snapshot it was', async () => {
    await pull();
    const at = /"at": "([^"]*)"/.exec(content())?.[1] ?? '';
    change('description: Drives', 'description: Walks');
    writeFiles(cwd, {
      'tenants/acme/environments/prod.yaml':
        'domain: prod.eu.auth0.com\nsecrets: { GOOGLE: { env: G }, DOOR: { env: D } }\n',
    });
    await server.forget();
    const { code, stdout, stderr } = await tenantry(['plan', '--all', '--offline'], { cwd, env: { CI: 'true' } });
    expect(code).toBe(1);
    expect(stdout).toContain(`acme/dev: 1 to update, 5 unchanged, against the snapshot of ${at}`);
    expect(stderr).toMatch(/acme\/prod +failed: .*\.snapshots\/prod\.json/);
    expect((await server.requests()).total).toBe(0);
  });

  it('uses no value of a secret, also where there are some', async () => {
    await pull();
    const args = ['plan', 'acme', '--env', 'dev', '--offline', '--out', 'plan.json'];
    const { code, stdout } = await tenantry(args, { cwd, env: { ...deployer, ...values } });
    expect(code, stdout).toBe(0);
  });

  it('without a snapshot says what to do, and plans nothing', async () => {
    const { code, stderr, stdout } = await plan();
    expect(stderr).toContain(`there is no snapshot of the tenant in ${file}`);
    expect(stderr).toContain('tenantry pull acme --env dev --snapshot writes it');
    expect(stdout).toBe('');
    expect(code).toBe(1);
  });

  it('says what the snapshot does not have', async () => {
    await pull();
    writeFiles(cwd, { [tenant]: `${yaml}organizations:\n  - name: north\n` });
    const { stderr, stdout } = await plan();
    expect(stderr).toContain('does not have organizations, which the files are about now');
    expect(stdout).toContain('create organizations/north');
  });

  it('refuses a snapshot of another environment', async () => {
    await pull();
    writeFiles(cwd, {
      'tenants/acme/.snapshots/dev.json': content().replace('"environment": "dev"', '"environment": "prod"'),
    });
    const { code, stderr } = await plan();
    expect(stderr).toContain('is a snapshot of acme/prod, not of acme/dev');
    expect(code).toBe(1);
  });
});

describe('a snapshot that somebody has edited', () => {
  it.each([
    ['no JSON', '{'],
    ['another thing', '[]'],
    [
      'another format',
      '{"format":2,"tenant":"acme","environment":"dev","at":"2026-11-29T00:00:00Z","read":[],"named":[],"resources":[],"unreadable":[]}',
    ],
    [
      'no time',
      '{"format":1,"tenant":"acme","environment":"dev","at":"<b>","read":[],"named":[],"resources":[],"unreadable":[]}',
    ],
    [
      'a strange type',
      '{"format":1,"tenant":"acme","environment":"dev","at":"2026-11-29T00:00:00Z","read":[],"named":[],"resources":[{"address":"a/b","type":"constructor","key":"b","body":{}}],"unreadable":[]}',
    ],
    ['a deep value', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
  ])('is refused when it is %s', async (_what, text) => {
    writeFiles(cwd, { [file]: text });
    const { code, stderr } = await plan();
    expect(stderr).toContain('not a snapshot of a tenant');
    expect(code).toBe(1);
  });

  it('is refused when it is a link or a folder', async () => {
    mkdirSync(join(cwd, 'tenants/acme/.snapshots'));
    symlinkSync('/dev/zero', join(cwd, file));
    expect(await plan()).toMatchObject({ code: 1 });
    rmSync(join(cwd, file));
    mkdirSync(join(cwd, file));
    expect(await plan()).toMatchObject({ code: 1 });
  });

  it('leads to another plan, or is refused: it never breaks anything', async () => {
    await pull();
    const good = JSON.parse(content()) as Json;
    const strange = fc.constantFrom<Json>(
      null,
      1,
      'x',
      '##DOOR##',
      [],
      {},
      [[]],
      { constructor: { prototype: 1 } },
      ['a', 'a'],
      { '': null },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(), strange), { minLength: 1, maxLength: 6 }), async (edits) => {
        writeFileSync(
          join(cwd, file),
          JSON.stringify(edits.reduce<Json>((rest, [at, value]) => edited(rest, at, value), good)),
        );
        const { code, stderr } = await plan();
        expect([0, 1, 2], stderr).toContain(code);
        expect(stderr).not.toContain('at Object.');
      }),
      { numRuns: isLong ? 25 : 5 },
    );
    expect((await server.requests()).requests.filter(({ method }) => method === 'PATCH')).toEqual([]);
  });
});

/** A value with one place inside of it replaced. */
function edited(value: Json, at: number, put: Json): Json {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  const [key, inner = null] = entries[at % Math.max(1, entries.length)] ?? [];
  if (key === undefined || (at % 7 === 0 && typeof inner !== 'object')) return put;
  const next = at > 3 && typeof inner === 'object' && inner !== null ? edited(inner, Math.floor(at / 3), put) : put;
  if (Array.isArray(value)) return value.map((item, index) => (String(index) === key ? next : item));
  return Object.fromEntries(entries.map(([name, item]) => [name, name === key ? next : item]));
}
