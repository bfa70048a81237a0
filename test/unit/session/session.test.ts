import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { realClock } from '../../../src/auth0/clock.ts';
import { connect } from '../../../src/session/connect.ts';
import type { Session } from '../../../src/session/connect.ts';
import { lockFile, lockTenant } from '../../../src/session/lock.ts';
import { goalBeforeRun, goalOfLastRun } from '../../../src/session/past-runs.ts';
import { plan } from '../../../src/session/plan.ts';
import type { Ready } from '../../../src/session/plan.ts';
import { run } from '../../../src/session/run.ts';
import type { RunEvents } from '../../../src/session/run.ts';
import type { Surroundings } from '../../../src/session/surroundings.ts';
import { filesOf, openWorkspace } from '../../../src/session/workspace.ts';

const started = Date.parse('2026-01-02T03:04:05.678Z');

/** A project with one tenant, its emulator embedded, and surroundings whose clock stands still. */
function surroundings(yaml: string, environment = 'policy: { delete: true }'): Surroundings {
  const cwd = mkdtempSync(join(tmpdir(), 'tenantry-session-'));
  onTestFinished(() => rmSync(cwd, { recursive: true }));
  write(cwd, yaml);
  const path = join(cwd, 'tenants/acme/environments/dev.yaml');
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `domain: local\n${environment}\n`);
  const clock = { ...realClock, now: () => started };
  return { cwd, env: { GITHUB_ACTOR: 'ada', GITHUB_SHA: 'abc' }, signal: new AbortController().signal, clock };
}

function write(cwd: string, yaml: string): void {
  mkdirSync(join(cwd, 'tenants/acme'), { recursive: true });
  writeFileSync(join(cwd, 'tenants/acme/tenant.yaml'), yaml);
}

function open(around: Surroundings): Promise<Session> {
  const workspace = openWorkspace(around, { secrets: 'needed' });
  return connect(workspace, filesOf(workspace, 'dev'));
}

async function planned(session: Session, goal = session.files as Ready['goal']): Promise<Ready> {
  const found = await plan(session, goal);
  if (found.type === 'refused') throw new Error(found.diagnostics.map(({ message }) => message).join('\n'));
  return found;
}

const events = (told: string[] = []): RunEvents => ({
  end: () => undefined,
  begin: () => void told.push('begin'),
  waves: async (waves) => {
    for (const { title, jobs } of waves) {
      told.push(title, ...jobs.map((job) => job.title));
      await Promise.allSettled(jobs.map((job) => job.run()));
    }
  },
});

const roles = 'roles: [{ name: Courier, description: Drives }]\n';

it('plans and runs without a terminal: data comes back, and events are told', async () => {
  const around = surroundings(roles);
  await using session = await open(around);
  const ready = await planned(session);
  expect(ready.plan.changes.map(({ action, address }) => `${action} ${address}`)).toEqual(['create roles/Courier']);
  const told: string[] = [];
  const result = await run(session, ready, { what: 'apply' }, events(told));
  expect(result).toEqual({
    outcomes: [{ address: 'roles/Courier', action: 'create', status: 'done' }],
    notConverged: [],
    run: expect.any(String) as string,
    refused: 0,
  });
  expect(told).toEqual(['begin', 'Wave 1 of 1: 1 change', 'create roles/Courier']);
  const again = await planned(session);
  expect(await run(session, again, { what: 'apply' }, events(told))).toMatchObject({ outcomes: [] });
  expect(told).toHaveLength(3);
});

it('records who did what, and when, as its surroundings say', async () => {
  const around = surroundings(roles);
  {
    await using session = await open(around);
    await run(session, await planned(session), { what: 'apply' }, events());
  }
  await using next = await open(around);
  expect(next.runs.map(({ header }) => header)).toMatchObject([
    { what: 'apply', by: 'ada', commit: 'abc', startedAt: '2026-01-02T03:04:05.678Z' },
  ]);
  expect(new Set(next.runs.flatMap(({ entries }) => entries.map(({ at }) => at)))).toEqual(
    new Set(['2026-01-02T03:04:05.678Z']),
  );
  expect(() => goalOfLastRun(next)).toThrow(expect.objectContaining({ code: 'nothing-to-resume' }));
});

it('a session that only plans is closed as well: the emulator keeps its state', async () => {
  const around = surroundings(roles);
  const path = join(around.cwd, '.tenantry/emulator/acme.dev.json');
  {
    await using session = await open(around);
    await planned(session);
    expect(existsSync(path)).toBe(false);
  }
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ formatVersion: 1 });
});

it('goes back to before a run', async () => {
  const around = surroundings(roles);
  await using session = await open(around);
  await run(session, await planned(session), { what: 'apply' }, events());
  await session[Symbol.asyncDispose]();
  await using next = await open(around);
  const { goal, limits, run: undone } = goalBeforeRun(next, undefined);
  expect(undone.header.what).toBe('apply');
  expect(limits).toEqual([]);
  const { plan: back } = await planned(next, goal);
  expect(back.changes.map(({ action, address }) => `${action} ${address}`)).toEqual(['delete roles/Courier']);
  expect(() => goalBeforeRun(next, 'none')).toThrow(expect.objectContaining({ code: 'run-missing' }));
});

it('refuses to plan what has an error, and says all that is wrong', async () => {
  const around = surroundings('roles: [{ name: Courier, description: 7 }]\n');
  await using session = await open(around);
  const found = await plan(session);
  expect(found).toMatchObject({ type: 'refused', diagnostics: [{ severity: 'error' }] });
});

it('says once what is wrong with the files and still with what the tenant will have', async () => {
  const yaml = [
    'clients: [{ name: Robot }]',
    'resourceServers: [{ name: Parcels, identifier: https://parcels.test, scopes: [{ value: read:parcels }] }]',
    'clientGrants: [{ client_id: Robot, audience: https://parcels.test, scope: [raed:parcels] }]',
  ];
  await using session = await open(surroundings(yaml.join('\n')));
  const { diagnostics } = await plan(session);
  expect(diagnostics.map(({ code }) => code)).toEqual(['not-defined']);
});

it('has secrets of its own: those of the files, and no other session’s', async () => {
  const yaml = 'roles: [{ name: Courier, description: "##PIN## is for you" }]\n';
  const environment = 'secrets: { PIN: { env: PIN } }';
  const first = { ...surroundings(yaml, environment), env: { PIN: 'first-secret' } };
  const second = { ...surroundings(yaml, environment), env: { PIN: 'second-secret' } };
  await using one = await open(first);
  await using other = await open(second);
  expect(one.mask('first-secret second-secret')).toBe('(secret) second-secret');
  expect(other.mask('first-secret second-secret')).toBe('first-secret (secret)');
});

it('a session that writes locks its tenant for one at a time', async () => {
  const around = surroundings(roles);
  const workspace = openWorkspace(around, { secrets: 'needed' });
  const path = lockFile({ tenant: 'acme', environment: 'dev', domain: 'local' }, around);
  {
    await using _session = await connect(workspace, filesOf(workspace, 'dev'), { writes: true });
    expect(existsSync(path)).toBe(true);
    await using _reads = await open(around);
  }
  expect(existsSync(path)).toBe(false);
});

it('one domain has one lock, whatever the folder is called, and wherever it is', async () => {
  const home = mkdtempSync(join(tmpdir(), 'tenantry-home-'));
  onTestFinished(() => rmSync(home, { recursive: true }));
  const around = { ...surroundings(roles), env: { HOME: home } };
  const other = { ...surroundings(roles), env: { HOME: home } };
  const mine = { tenant: 'acme', environment: 'dev', domain: 'acme.eu.auth0.com' };
  using _lock = await lockTenant(mine, around);
  const theirs = { tenant: 'copy', environment: 'prod', domain: 'https://Acme.eu.auth0.com/' };
  const path = lockFile(mine, around);
  await expect(lockTenant(theirs, other)).rejects.toMatchObject({
    code: 'locked',
    message: expect.stringContaining(path) as unknown,
  });
  using _free = await lockTenant({ ...mine, domain: 'acme.us.auth0.com' }, other);
});

it('an emulator has one lock, whatever link leads to its project; those of two projects have two', () => {
  const around = surroundings(roles);
  const link = `${around.cwd}-link`;
  symlinkSync(around.cwd, link);
  onTestFinished(() => rmSync(link));
  const local = { tenant: 'acme', environment: 'dev', domain: 'local' };
  expect(lockFile(local, { ...around, cwd: link })).toBe(lockFile(local, around));
  expect(lockFile(local, surroundings(roles))).not.toBe(lockFile(local, around));
});

it('the folder of its state is the user’s alone, and ignores itself', async () => {
  const around = surroundings(roles);
  {
    await using session = await open(around);
    await run(session, await planned(session), { what: 'apply' }, events());
  }
  const folder = join(around.cwd, '.tenantry');
  expect(readFileSync(join(folder, '.gitignore'), 'utf8')).toBe('*\n');
  expect(statSync(folder).mode & 0o777).toBe(0o700);
});

describe('credentials', () => {
  const env = { AUTH0_CLIENT_ID: 'a', AUTH0_CLIENT_SECRET: 'b-b-b-b-b-b' };
  const openAt = async (domain: string, more: Record<string, string>): Promise<string[]> => {
    const around = { ...surroundings(roles), env: { ...env, ...more } };
    writeFileSync(join(around.cwd, 'tenants/acme/environments/dev.yaml'), `domain: ${domain}\n`);
    await using session = await open(around);
    return session.warnings.map(({ code }) => code);
  };

  it.each(['acme.example', 'acme.auth0.com.example', 'auth0.com.example:443', '127.0.0.1.example'])(
    'go to no domain that is only named by the files: %s',
    async (domain) => {
      await expect(openAt(domain, {})).rejects.toMatchObject({ code: 'domain-unknown' });
      expect(await openAt(domain, { AUTH0_DOMAIN: domain, CI: 'true' })).toEqual([]);
    },
  );

  it.each(['acme.auth0.com', 'acme.eu.auth0.com', 'http://127.0.0.1:4010', 'http://localhost:4010'])(
    'go to Auth0 and to this machine: %s',
    async (domain) => {
      expect(await openAt(domain, {})).toEqual([]);
    },
  );

  it('in a pipeline a warning says when nothing binds them to a domain', async () => {
    expect(await openAt('acme.eu.auth0.com', { CI: 'true' })).toEqual(['domain-unbound']);
    expect(await openAt('acme.eu.auth0.com', { CI: 'true', AUTH0_DOMAIN: 'acme.eu.auth0.com' })).toEqual([]);
  });

  it('may belong to several domains, which AUTH0_DOMAIN lists by comma, and to no other one', async () => {
    const AUTH0_DOMAIN = 'acme.eu.auth0.com, https://ACME-dev.eu.auth0.com/ ,local';
    for (const domain of ['acme.eu.auth0.com', 'acme-dev.eu.auth0.com', 'local'])
      expect(await openAt(domain, { AUTH0_DOMAIN, CI: 'true' })).toEqual([]);
    await expect(openAt('other.eu.auth0.com', { AUTH0_DOMAIN })).rejects.toMatchObject({
      code: 'domain-mismatch',
      message:
        'AUTH0_DOMAIN is acme.eu.auth0.com, acme-dev.eu.auth0.com, local, but the environment is for other.eu.auth0.com',
    });
  });

  it.each(['local', 'other.eu.auth0.com'])('that belong to another domain make the files wrong: %s', async (domain) => {
    await expect(openAt(domain, { AUTH0_DOMAIN: 'acme.eu.auth0.com' })).rejects.toMatchObject({
      code: 'domain-mismatch',
    });
  });
});

it.each([
  ['nowhere', undefined, 'environment-missing'],
  ['dev', ['1=1'], 'assignment'],
])('a stop has a code: %s, %s', (environment, set, code) => {
  const around = surroundings(roles);
  const files = (): unknown => filesOf(openWorkspace(around, { secrets: 'needed', set: set ?? [] }), environment);
  expect(files).toThrow(expect.objectContaining({ name: 'UsageError', code }));
});

it('a plan that is stopped by the user ends, and nothing was written', async () => {
  const stop = new AbortController();
  const around = { ...surroundings(roles), signal: stop.signal };
  await using session = await open(around);
  const found = plan(session);
  stop.abort();
  await expect(found).rejects.toMatchObject({ name: 'Failure', code: 'interrupted' });
});
