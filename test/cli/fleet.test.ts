import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { quickClock } from '../support/quick-clock.ts';
import { deployer, emulate, folderOf, inside, tenantry } from './support/tenantry.ts';
import type { Result } from './support/tenantry.ts';
import type { Files } from './support/large-files.ts';

const roles = 'roles:\n  - { name: Courier, description: Drives }\n  - { name: Clerk }\n';
const local = (more = ''): string => `domain: local\npolicy: { delete: true }\n${more}`;

/** Tenants with these environments; all of them have two roles. */
function fleet(tenants: Record<string, Record<string, string>>, more: Files = {}): string {
  const files = Object.entries(tenants).flatMap(([tenant, environments]): [string, string][] => [
    [`tenants/${tenant}/tenant.yaml`, roles],
    ...Object.entries(environments).map(([name, text]): [string, string] => [
      `tenants/${tenant}/environments/${name}.yaml`,
      text,
    ]),
  ]);
  return folderOf({ ...Object.fromEntries(files), ...more });
}

interface Told {
  order: string[];
  summary: Record<string, number>;
  targets: { id: string; outcome: string; title: string; diagnostics: { code: string; place?: { file: string } }[] }[];
}

const told = ({ stdout }: Result): Told => JSON.parse(stdout) as Told;
const outcomes = (result: Result): Record<string, string> =>
  Object.fromEntries(told(result).targets.map(({ id, outcome }) => [id, outcome]));
const lines = ({ stderr }: Result): string[] => stderr.split('\n').filter((line) => /^ *\d+\/\d+ /.test(line));

/** An environment at a domain where nobody listens any more. */
async function closed(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return `domain: 127.0.0.1:${port}\n`;
}

const three = { dev: local(), staging: local(), prod: local('kind: production\n') };

describe('plan --all', () => {
  it('plans all tenants with all environments: a line for each, and the changes of all at the end', async () => {
    const cwd = fleet({ harbor: three, dock: three });
    const result = await tenantry(['plan', '--all'], { cwd });
    expect(result.code).toBe(2);
    expect(lines(result)).toHaveLength(6);
    expect(lines(result).at(-1)).toMatch(/^6\/6 (harbor|dock)\/\w+ +2 to create, 0 unchanged$/);
    expect(result.stdout).toContain('dock/staging: 2 to create, 0 unchanged:\n\n+ create roles/Clerk');
    expect(result.stdout).toMatch(/\n6 targets: 6 with changes \(12 to create\)\n$/);
  });

  it('says of each what is wrong with it, and hides none of the others', async () => {
    const cwd = fleet(
      { harbor: three, dock: { dev: local(), prod: local() }, pier: { dev: await closed() } },
      { 'tenants/dock/more.yaml': 'clinets: []\n' },
    );
    const args = ['plan', '--all', '--rings', 'dev,prod', '--format', 'json'];
    const result = await tenantry(args, { cwd, env: deployer, clock: quickClock() });
    expect(result.code).toBe(1);
    expect(outcomes(result)).toEqual({
      'dock-dev': 'refused',
      'harbor-dev': 'changes',
      'pier-dev': 'failed',
      'dock-prod': 'refused',
      'harbor-prod': 'changes',
    });
    expect(told(result).summary).toMatchObject({ targets: 5, refused: 2, failed: 1, changes: 2 });
    const [dock, , pier] = told(result).targets;
    expect(dock?.diagnostics).toMatchObject([{ place: { file: 'tenants/dock/more.yaml' } }]);
    expect(pier?.diagnostics).toMatchObject([{ code: 'tenant-unreachable' }]);
  });

  it.each(['markdown', 'html'])('has them all as %s', async (format) => {
    const cwd = fleet({ harbor: three, dock: { dev: await closed() } });
    const { code, stdout } = await tenantry(['plan', '--rings', 'dev', '--format', format], {
      cwd,
      clock: quickClock(),
    });
    expect(code).toBe(1);
    expect(stdout).toContain('harbor/dev: 2 to create, 0 unchanged');
    expect(stdout).toContain('dock/dev: failed');
  });

  it('takes the targets that are named, those of a tenant, or those of an environment', async () => {
    const cwd = fleet({ harbor: three, dock: three });
    const ids = async (...args: string[]): Promise<string[]> =>
      Object.keys(outcomes(await tenantry(['plan', ...args, '--format', 'json'], { cwd })));
    expect(await ids('--targets', 'dock/prod,harbor/dev')).toEqual(['harbor-dev', 'dock-prod']);
    expect(await ids('tenants/dock', '--all')).toEqual(['dock-dev', 'dock-staging', 'dock-prod']);
    expect(await ids('--all', '--env', 'prod')).toEqual(['dock-prod', 'harbor-prod']);
    const wrong = await tenantry(['plan', '--targets', 'dock/prd'], { cwd });
    expect(wrong).toMatchObject({ code: 1, stderr: expect.stringContaining('did you mean dock/prod?') as string });
  });

  it('counts what is as it should be, and exits with 0 when that is everything', async () => {
    const cwd = fleet({ harbor: three });
    await tenantry(['apply', '--all', '--yes'], { cwd });
    const { code, stdout } = await tenantry(['plan', '--all'], { cwd });
    expect({ code, stdout }).toEqual({ code: 0, stdout: '3 targets: 3 without changes\n' });
  });

  it.each([
    ['apply', '--all', '--resume'],
    ['apply', '--rings', 'dev', '--plan', 'x'],
    ['plan', '--all', '--out', 'x'],
  ])('is refused together with what is for one target: %s %s %s', async (...args) => {
    const { code, stderr } = await tenantry(args, { cwd: fleet({ harbor: three }) });
    expect({ code, isTold: stderr.includes('cannot be used with option') }).toEqual({ code: 1, isTold: true });
  });
});

describe('credentials of many targets', () => {
  it('are those that each environment names, and none goes to another', async () => {
    const [one, other] = [await emulate(), await emulate()];
    const environment = (url: string, name: string): string =>
      `domain: ${url}\ncredentials: { client_id: { env: ${name}_ID }, client_secret: { env: ${name}_SECRET } }\n`;
    const cwd = fleet({ harbor: { dev: environment(one.url, 'ONE'), prod: environment(other.url, 'OTHER') } });
    const { AUTH0_CLIENT_ID: id, AUTH0_CLIENT_SECRET: secret } = deployer;
    const env = { ONE_ID: id, ONE_SECRET: secret, OTHER_ID: id, OTHER_SECRET: `${secret}-wrong` };
    const result = await tenantry(['plan', '--all', '--format', 'json'], { cwd, env });
    expect(result.code).toBe(1);
    expect(outcomes(result)).toEqual({ 'harbor-dev': 'changes', 'harbor-prod': 'failed' });
    expect(`${result.stdout}${result.stderr}`).not.toContain(secret);
  });

  it('are not sent to several domains unless somebody says that they belong to all of them', async () => {
    const [one, other] = [await emulate(), await emulate()];
    const cwd = fleet({ harbor: { dev: `domain: ${one.url}\n`, prod: `domain: ${other.url}\n` } });
    const call = (env: Record<string, string>): Promise<Result> =>
      tenantry(['plan', '--all', '--format', 'json'], { cwd, env: { ...deployer, ...env } });
    const refused = await call({});
    expect(refused.code).toBe(1);
    expect(told(refused).targets.map(({ diagnostics: [first] }) => first?.code)).toEqual([
      'credentials-shared',
      'credentials-shared',
    ]);
    expect([await one.requests(), await other.requests()].map(({ total }) => total)).toEqual([0, 0]);
    const domains = [one, other].map(({ url }) => new URL(url).host).join(',');
    expect((await call({ AUTH0_DOMAIN: domains })).code).toBe(2);
  });
});

describe('apply --all', () => {
  it('applies ring by ring, and says what was done in each', async () => {
    const cwd = fleet({ harbor: three, dock: three });
    const result = await tenantry(['apply', '--all', '--yes'], { cwd });
    expect(result.code).toBe(0);
    const rings = lines(result)
      .slice(6)
      .map((line) => /\/(dev|staging|prod) /.exec(line)?.[1]);
    expect(rings).toEqual(['dev', 'dev', 'staging', 'staging', 'prod', 'prod']);
    expect(result.stdout).toContain('harbor/prod     prod     applied: 2 done');
    expect(result.stdout).toMatch(/\n6 targets: 6 applied\n$/);
  });

  it('stops behind a ring in which a target failed, and goes on when so many may fail', async () => {
    const broken = { 'tenants/dock/more.yaml': 'clinets: []\n' };
    const cwd = fleet({ harbor: three, dock: { staging: local() }, pier: three }, broken);
    const call = (...args: string[]): Promise<Result> =>
      tenantry(['apply', '--all', '--yes', '--format', 'json', ...args], { cwd });
    const stopped = await call();
    expect(stopped.code).toBe(1);
    expect(outcomes(stopped)).toEqual({
      'harbor-dev': 'applied',
      'pier-dev': 'applied',
      'dock-staging': 'refused',
      'harbor-staging': 'not started',
      'pier-staging': 'not started',
      'harbor-prod': 'not started',
      'pier-prod': 'not started',
    });
    expect(stopped.stderr).toContain('More than 0 targets of the ring staging failed');
    const on = await call('--max-failures', '1');
    expect(on.code).toBe(1);
    expect(Object.values(outcomes(on)).toSorted()).toEqual([
      ...Array.from({ length: 4 }, () => 'applied'),
      ...Array.from({ length: 2 }, () => 'nothing'),
      'refused',
    ]);
  });

  it('refuses what its environment does not allow without checks, with 3', async () => {
    const cwd = fleet(
      { harbor: { dev: local().replace('{ delete', '{ require_checks: true, delete') } },
      {
        'tenants/harbor/apis.yaml':
          'resourceServers:\n  - { name: Parcels, identifier: https://parcels.example, signing_alg: HS256 }\n',
        'tenants/harbor/defaults.yaml': 'kind: production\nchecks: { profiles: [all] }\n',
      },
    );
    const result = await tenantry(['apply', '--all', '--yes', '--format', 'json'], { cwd });
    expect(result.code).toBe(3);
    expect(told(result).targets[0]?.diagnostics).toMatchObject([{ code: 'checks-fail' }]);
    expect((await tenantry(['plan', '--all'], { cwd })).code).toBe(2);
  });

  it('never works on one domain twice at once', async () => {
    const { url } = await emulate();
    const environment = `domain: ${url}\nallow_shared_domain: true\nring: one\n`;
    const cwd = fleet({ harbor: { a: environment, b: environment }, dock: { a: environment } });
    const args = ['apply', '--all', '--yes', '--parallel', '8', '--format', 'json'];
    const result = await tenantry(args, { cwd, env: deployer });
    expect(result.code, result.stdout).toBe(0);
    expect(Object.values(outcomes(result)).filter((outcome) => outcome === 'failed')).toEqual([]);
  });

  it('does not guess the order of rings that have no usual names, and does not ask without a terminal', async () => {
    const cwd = fleet({ harbor: { early: local(), late: local() } });
    const unknown = await tenantry(['apply', '--all', '--yes'], { cwd });
    expect(unknown).toMatchObject({ code: 1, stderr: expect.stringContaining('--rings early,late') as string });
    expect((await tenantry(['apply', '--rings', 'late,early', '--yes'], { cwd })).code).toBe(0);
    expect((await tenantry(['apply', '--all'], { cwd })).stderr).toContain('--yes');
  });

  it('ends what is under way when it is stopped, and begins nothing else', async () => {
    const { url } = await emulate('--latency', '60');
    const many = Array.from({ length: 40 }, (_, index) => `  - { name: Role ${index} }\n`).join('');
    const cwd = fleet(
      { harbor: { dev: `domain: ${url}\n`, prod: local() } },
      { 'tenants/harbor/tenant.yaml': `roles:\n${many}` },
    );
    const args = ['apply', '--all', '--yes', '--rings', 'dev,prod', '--concurrency', '2', '--format', 'json'];
    const { result, stop } = inside(args, { cwd, env: { ...deployer, HOME: cwd } });
    const count = async (): Promise<number> =>
      ((await (await fetch(`${url}/emulator/requests`)).json()) as { byMethod: Record<string, number> }).byMethod[
        'POST'
      ] ?? 0;
    while ((await count()) < 4) await new Promise((resolve) => setTimeout(resolve, 20));
    stop();
    const ended = await result;
    expect(ended.code).toBe(4);
    expect(outcomes(ended)).toEqual({ 'harbor-dev': 'partly', 'harbor-prod': 'not started' });
    expect(ended.stderr).toContain('stopping');
  });
});
