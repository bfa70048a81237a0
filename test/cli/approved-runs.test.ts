import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { planDigest } from '../../src/plan/agreement.ts';
import { readPlanFile } from '../../src/record/plan-file.ts';
import { isLong } from '../support/long.ts';
import { deployer, emulate, project, tenantry, writeFiles } from './support/tenantry.ts';
import type { Result, Served } from './support/tenantry.ts';

// Two pull requests, a merge of both, and what is left when an apply breaks off.

const yaml = `clients:
  - name: Web
    app_type: spa
    callbacks: [https://a.test]
resourceServers:
  - name: Parcels
    identifier: https://parcels.test
    token_lifetime: 3600
roles:
  - name: Courier
    description: Drives
`;
const tenant = 'tenants/acme/tenant.yaml';

let server: Served;
let cwd: string;

beforeEach(async () => {
  server = await emulate();
  cwd = project({
    'tenant.yaml': yaml,
    'environments/dev.yaml': `domain: ${server.url}\nallow_shared_domain: true\npolicy: { delete: true }\n`,
  });
});

const call = (...args: string[]): Promise<Result> => tenantry(args, { cwd, env: deployer });
const write = (text: string): void => writeFiles(cwd, { [tenant]: text });
const plan = (file: string, ...more: string[]): Promise<Result> =>
  call('plan', 'acme', '--env', 'dev', '--out', file, ...more);
const apply = (...more: string[]): Promise<Result> => call('apply', 'acme', '--env', 'dev', '--yes', ...more);
const approved = (...files: string[]): Promise<Result> => apply(...files.flatMap((file) => ['--approved', file]));
const digestOf = (file: string): string => planDigest(readPlanFile(file, readFileSync(join(cwd, file), 'utf8')).plan);

async function expectDone(result: Promise<Result>): Promise<Result> {
  const found = await result;
  expect(found, found.stderr).toMatchObject({ code: 0 });
  return found;
}

async function expectNothingWritten(result: () => Promise<Result>): Promise<Result> {
  await server.forget();
  const found = await result();
  expect(found.code, found.stderr).toBe(1);
  const { requests } = await server.requests();
  expect(requests.filter(({ method, path }) => method !== 'GET' && path !== '/oauth/token')).toEqual([]);
  return found;
}

describe('two pull requests', () => {
  const first = yaml.replace('[https://a.test]', '[https://a.test, https://one.test]').replace('3600', '7200');
  const second = yaml.replace('[https://a.test]', '[https://a.test, https://two.test]').replace('Drives', 'Walks');
  const both = yaml
    .replace('[https://a.test]', '[https://a.test, https://one.test, https://two.test]')
    .replace('3600', '7200')
    .replace('Drives', 'Walks');

  beforeEach(async () => {
    await apply();
    write(first);
    await plan('first.json');
    write(second);
    await plan('second.json');
  });

  it('merged one after the other both deploy', async () => {
    write(first);
    await expectDone(approved('first.json'));
    write(both);
    await expectDone(approved('second.json'));
  });

  it('are applied together when a deploy was left out, and not by the plan of one alone', async () => {
    write(both);
    const { stdout } = await expectNothingWritten(() => approved('second.json'));
    expect(stdout).toMatch(/^change +field +approved +now +live$/m);
    expect(stdout).toMatch(/^update clients\/Web +callbacks +/m);
    expect(stdout).toMatch(
      /^update resourceServers\/https:\/\/parcels\.test +token_lifetime +\(nothing\) +7200 +3600$/m,
    );
    await expectDone(approved('second.json', 'first.json'));
  });

  it('a part that somebody has done by hand is told, and not done again', async () => {
    const [role] = (await server.call('GET', '/roles')) as { id: string }[];
    await server.call('PATCH', `/roles/${role?.id ?? ''}`, { description: 'Walks' });
    const { stderr } = await expectDone(approved('second.json'));
    expect(stderr).toContain('update roles/Courier (agreed, and no longer in the plan)');
  });

  it('what was changed by hand to something else is refused, with what is live', async () => {
    const [role] = (await server.call('GET', '/roles')) as { id: string }[];
    await server.call('PATCH', `/roles/${role?.id ?? ''}`, { description: 'Flies' });
    const { stdout } = await expectNothingWritten(() => approved('second.json'));
    expect(stdout).toMatch(/^update roles\/Courier +description +Walks +Walks +Flies$/m);
  });
});

describe('what is refused', () => {
  it.each([
    ['json', /"approved": \[\n +"Walks"\n +\],\n +"now": "Runs",\n +"live": "Drives"/],
    [
      'markdown',
      /<td><code><b>update roles\/Courier<\/b><\/code><\/td><td><code>description<\/code><\/td><td><code>Walks<\/code>/,
    ],
    ['html', /Walks<\/.*Runs<\/.*Drives<\//],
  ])('is shown in three columns in %s, with the new digest', async (format, columns) => {
    await apply();
    write(yaml.replace('Drives', 'Walks'));
    await plan('plan.json');
    write(yaml.replace('Drives', 'Runs'));
    await plan('new.json');
    const { stdout, stderr } = await expectNothingWritten(() => apply('--approved', 'plan.json', '--format', format));
    expect(stdout).toMatch(columns);
    expect(stdout).toContain(digestOf('new.json'));
    expect(stderr).toContain(`--approve-digest ${digestOf('new.json')}`);
  });
});

describe('apply --approve-digest', () => {
  it('applies what has the digest that plan says, and refuses all else with the new one', async () => {
    const { stdout, stderr } = await plan('plan.json', '--format', 'json');
    const digest = digestOf('plan.json');
    expect(JSON.parse(stdout)).toMatchObject({ digest });
    expect(stderr).toContain(`Its digest is ${digest}.`);
    write(yaml.replace('Drives', 'Walks'));
    const refused = await expectNothingWritten(() => apply('--approve-digest', digest));
    const [, next = ''] = /now +([0-9a-f]{64})/.exec(refused.stderr) ?? [];
    expect(next).not.toBe(digest);
    expect(refused.stdout).toContain('create roles/Courier');
    await expectDone(apply('--approve-digest', next.toUpperCase()));
  });

  it('is enough where a plan that was approved is not', async () => {
    await apply();
    write(yaml.replace('Drives', 'Walks'));
    await plan('old.json');
    write(yaml.replace('Drives', 'Runs'));
    await plan('new.json');
    await expectDone(apply('--approved', 'old.json', '--approve-digest', digestOf('new.json')));
  });

  it('has to be one', async () => {
    const { code, stderr } = await apply('--approve-digest', 'abc');
    expect(stderr).toContain('--approve-digest cannot be abc');
    expect(code).toBe(1);
  });
});

describe('an apply that broke off', () => {
  it('is finished by the same command, whatever was done', async () => {
    await plan('plan.json');
    // Of the writes of the first try one after the other goes wrong.
    for (const at of isLong ? [3, 4, 5, 6, 7, 8] : [5]) {
      const faulty = await emulate('--fault-at', String(at), '--fault-types', '500');
      writeFiles(cwd, {
        'tenants/acme/environments/dev.yaml': `domain: ${faulty.url}\nallow_shared_domain: true\n`,
      });
      await plan('plan.json');
      await approved('plan.json');
      await expectDone(approved('plan.json'));
      expect((await call('plan', 'acme', '--env', 'dev')).code).toBe(0);
    }
  });

  it('a create that somebody else was first with becomes an update of the rest', async () => {
    await plan('plan.json');
    await server.call('POST', '/clients', { name: 'Web', app_type: 'spa' });
    const { stdout } = await expectDone(approved('plan.json'));
    expect(stdout).toContain('update clients/Web');
  });

  it('of a replacement the new one is made when the old one is gone', async () => {
    write(`${yaml}connections:\n  - { name: db, strategy: github }\n`);
    await apply();
    write(`${yaml}connections:\n  - { name: db, strategy: google-oauth2 }\n`);
    const planned = await plan('plan.json', '--allow-deletes', '5');
    expect(planned.stdout).toContain('replace connections/db');
    const [connection] = (await server.call('GET', '/connections')) as { id: string }[];
    await server.call('DELETE', `/connections/${connection?.id ?? ''}`);
    const { stdout } = await expectDone(approved('plan.json'));
    expect(stdout).toContain('create connections/db');
  });
});

describe('a part', () => {
  it('that was approved stays one, and two parts are both done', async () => {
    await plan('roles.json', '--only', 'roles');
    await plan('clients.json', '--only', 'clients');
    await expectDone(approved('roles.json', 'clients.json'));
    expect((await call('plan', 'acme', '--env', 'dev')).stdout).toContain('1 to create');
  });

  it('of what was approved as a whole may be applied', async () => {
    await plan('plan.json');
    await expectDone(apply('--approved', 'plan.json', '--only', 'roles'));
  });
});

describe('a rename', () => {
  it('is agreed to as one', async () => {
    await apply();
    write(`${yaml.replace('name: Courier', 'name: Driver')}moved:\n  - { from: roles/Courier, to: roles/Driver }\n`);
    expect((await plan('plan.json')).stdout).toContain('moved from roles/Courier');
    await expectDone(approved('plan.json'));
    expect(await server.call('GET', '/roles')).toMatchObject([{ name: 'Driver' }]);
  });
});
