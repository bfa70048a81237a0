import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { deployer, emulate, project, tenantry, writeFiles } from './support/tenantry.ts';
import type { Plan } from '../../src/model/plan.ts';
import { planFileText, readPlanFile } from '../../src/record/plan-file.ts';
import type { Result, Served } from './support/tenantry.ts';

const yaml = `resourceServers:
  - name: Parcels
    identifier: https://parcels.test
    token_lifetime: ##LIFETIME##
    scopes: [{ value: read:parcels, description: See parcels }]
clients:
  - name: Scanner
    app_type: non_interactive
clientGrants:
  - { client_id: Scanner, audience: https://parcels.test, scope: [read:parcels] }
roles:
  - name: Courier
    description: Drives
`;

let server: Served;
let cwd: string;
const env = deployer;

beforeEach(async () => {
  server = await emulate();
  const environment = `domain: ${server.url}\nkeywords: { LIFETIME: 3600 }\nallow_shared_domain: true\npolicy: { delete: true }\n`;
  cwd = project({ 'tenant.yaml': yaml, 'environments/dev.yaml': environment, 'environments/other.yaml': environment });
});

const call = (...args: string[]): Promise<Result> => tenantry(args, { cwd, env });
const plan = (): Promise<Result> => call('plan', 'acme', '--env', 'dev', '--out', 'plan.json');
const apply = (...more: string[]): Promise<Result> => call('apply', 'acme', '--plan', 'plan.json', '--yes', ...more);

/** Insists that the plan is refused with that text, and that nothing was written. */
async function expectRefusal(text: string, ...more: string[]): Promise<void> {
  await server.forget();
  const { code, stderr } = await apply(...more);
  expect(stderr).toContain(text);
  expect(code).toBe(1);
  const { requests } = await server.requests();
  expect(requests.filter(({ method, path }) => method !== 'GET' && path !== '/oauth/token')).toEqual([]);
}

/** Changes a saved plan and makes its checksum right again, as anybody can. */
function forge(edit: (plan: Plan) => void): void {
  const path = join(cwd, 'plan.json');
  const saved = readPlanFile(path, readFileSync(path, 'utf8'));
  edit(saved.plan);
  writeFileSync(path, planFileText(saved));
}

it('applies what the plan in a file says, and the same plan gives the same bytes', async () => {
  expect((await plan()).code).toBe(2);
  const first = readFileSync(join(cwd, 'plan.json'), 'utf8');
  expect((await plan()).code).toBe(2);
  expect(readFileSync(join(cwd, 'plan.json'), 'utf8')).toBe(first);
  const applied = await apply();
  expect(applied, applied.stderr).toMatchObject({ code: 0 });
  const roles = (await server.call('GET', '/roles')) as { name: string }[];
  expect(roles.map(({ name }) => name)).toEqual(['Courier']);
});

it.each(['secret', 'create', 'fields', 'scopes', 'description', 'Courier'])(
  'a plan is saved, read and applied, and its fields keep their names, when a secret is %j',
  async (secret) => {
    writeFiles(cwd, {
      'tenants/acme/tenant.yaml': `${yaml}  - { name: Porter, description: "a ##S##" }\n`,
      'tenants/acme/environments/dev.yaml': `domain: ${server.url}\nkeywords: { LIFETIME: 3600 }\nallow_shared_domain: true\nsecrets: { S: { env: S_VALUE } }\n`,
    });
    const known = { cwd, env: { ...env, S_VALUE: secret } };
    expect((await tenantry(['plan', 'acme', '--env', 'dev', '--out', 'plan.json'], known)).code).toBe(2);
    const saved = readPlanFile('plan.json', readFileSync(join(cwd, 'plan.json'), 'utf8'));
    const [api] = saved.plan.changes.filter(({ type }) => type === 'resourceServers');
    expect(api?.fields.map(({ path }) => path)).toContain('scopes');
    expect(JSON.stringify(api?.fields)).toContain('"description":"See parcels"');
    const [role] = saved.plan.changes.filter(({ address }) => address === 'roles/Porter');
    expect(role?.fields.find(({ path }) => path === 'description')?.after).toBe('(secret)');
    const applied = await tenantry(['apply', 'acme', '--plan', 'plan.json', '--yes'], known);
    expect(applied, applied.stderr).toMatchObject({ code: 0 });
  },
);

it('a plan of a part stays one when it is applied: nothing else is done', async () => {
  await call('plan', 'acme', '--env', 'dev', '--only', 'roles', '--out', 'plan.json');
  const applied = await apply();
  expect(applied, applied.stderr).toMatchObject({ code: 0 });
  const clients = (await server.call('GET', '/clients?per_page=100')) as { name: string }[];
  expect(clients.map(({ name }) => name)).not.toContain('Scanner');
  expect((await server.call('GET', '/roles')) as object[]).toHaveLength(1);
});

it('comments, the form of the files and files in which nothing is make no other plan', async () => {
  await plan();
  const [start = '', roles = ''] = yaml.split('roles:\n');
  writeFiles(cwd, {
    'tenants/acme/tenant.yaml': `# what we have\nroles: # of people\n${roles.replace('Drives', '"Drives"')}\n\n${start.replaceAll(', ', ',   ')}`,
    'tenants/acme/more.yaml': '# to be written\n',
  });
  const applied = await apply();
  expect(applied, applied.stderr).toMatchObject({ code: 0 });
});

describe('a saved plan only says what was agreed to', () => {
  it('a step that was put into the file is not carried out', async () => {
    await server.call('POST', '/organizations', { name: 'north' });
    const [{ id }] = (await server.call('GET', '/organizations')) as [{ id: string }];
    await plan();
    forge(({ changes, waves }) => {
      const address = 'organizations/north';
      changes.push({ action: 'delete', address, type: 'organizations', id, fields: [] });
      waves.push([{ do: 'delete', address, dependsOn: [] }]);
    });
    await expectRefusal('delete organizations/north (agreed, and no longer in the plan)');
  });

  it('the id of another resource in a step is not used', async () => {
    await call('apply', 'acme', '--env', 'dev', '--yes');
    writeFiles(cwd, { 'tenants/acme/tenant.yaml': yaml.replace(/roles:[^]*/, 'roles: []\n') });
    await plan();
    forge(({ changes }) => {
      for (const change of changes) change.id = 'rol_0000000000000000';
    });
    expect(await apply()).toMatchObject({ code: 0 });
    expect(await server.call('GET', '/roles')).toEqual([]);
  });

  it('what the policy withholds stays withheld when the file says otherwise', async () => {
    await call('apply', 'acme', '--env', 'dev', '--yes');
    const path = 'tenants/acme/environments/dev.yaml';
    writeFiles(cwd, {
      'tenants/acme/tenant.yaml': yaml.replace(/roles:[^]*/, 'roles: []\n'),
      [path]: `domain: ${server.url}\nkeywords: { LIFETIME: 3600 }\npolicy: { delete: true, max_deletes: 0 }\nallow_shared_domain: true\n`,
    });
    expect((await plan()).stdout).toContain('withheld');
    forge(({ changes, waves }) => {
      for (const change of changes) delete change.withheld;
      waves.push([{ do: 'delete', address: 'roles/Courier', dependsOn: [] }]);
    });
    await expectRefusal('delete roles/Courier (agreed, and no longer in the plan)');
  });

  it('what has come up in the tenant since, and would be deleted, was not agreed to', async () => {
    await plan();
    await server.call('POST', '/roles', { name: 'Stranger' });
    await expectRefusal('delete roles/Stranger (nobody agreed to this)');
  });
});

describe('apply --approved', () => {
  const approved = (...more: string[]): Promise<Result> =>
    call('apply', 'acme', '--env', 'dev', '--approved', 'plan.json', '--yes', ...more);

  it('does less when a part is done already, and says so; other files do not matter', async () => {
    await plan();
    await server.call('POST', '/roles', { name: 'Courier', description: 'Drives' });
    writeFiles(cwd, { 'tenants/acme/tenant.yaml': `${yaml}# a comment\n` });
    const { code, stderr } = await approved();
    expect(stderr).toContain(
      'This is less than was agreed to:\n  create roles/Courier (agreed, and no longer in the plan)',
    );
    expect(code).toBe(0);
    expect(await server.call('GET', '/clients?is_global=false')).toContainEqual(
      expect.objectContaining({ name: 'Scanner' }),
    );
  });

  it('refuses more, and other values', async () => {
    await plan();
    writeFiles(cwd, { 'tenants/acme/tenant.yaml': `${yaml.replace('Drives', 'Walks')}  - name: Keeper\n` });
    const { code, stderr } = await approved();
    expect(stderr).toContain('create roles/Courier: description (agreed with other values)');
    expect(stderr).toContain('create roles/Keeper (nobody agreed to this)');
    expect(code).toBe(1);
    expect(await server.call('GET', '/roles')).toEqual([]);
  });

  it('takes several plans together', async () => {
    await plan();
    writeFiles(cwd, { 'tenants/acme/tenant.yaml': `${yaml}  - name: Keeper\n` });
    await call('plan', 'acme', '--env', 'dev', '--out', 'second.json');
    expect(await approved('--approved', 'second.json')).toMatchObject({ code: 0 });
  });
});

describe('refuses a plan', () => {
  it('after a YAML file has changed', async () => {
    await plan();
    writeFiles(cwd, { 'tenants/acme/tenant.yaml': yaml.replace('Drives', 'Walks') });
    await expectRefusal('the files have changed since the plan was made:\n  tenant.yaml');
  });

  it('after a keyword has changed', async () => {
    await plan();
    await expectRefusal('keywords have changed since the plan was made:\n  LIFETIME', '--set', 'LIFETIME=7200');
  });

  it('after a live resource that it changes, or refers to, has changed', async () => {
    await call('apply', 'acme', '--env', 'dev', '--yes');
    const changed = yaml.replace('Drives', 'Walks').replace('[read:parcels] }', '[] }');
    writeFiles(cwd, { 'tenants/acme/tenant.yaml': changed });
    await plan();
    const [{ id }] = (await server.call('GET', '/roles')) as [{ id: string }];
    await server.call('PATCH', `/roles/${id}`, { description: 'Flies' });
    await expectRefusal('the tenant has changed since the plan was made:\n  roles/Courier\n');
    await plan();
    const apis = (await server.call('GET', '/resource-servers')) as { id: string; name: string }[];
    const { id: api = '' } = apis.find(({ name }) => name === 'Parcels') ?? {};
    await server.call('PATCH', `/resource-servers/${api}`, { token_lifetime: 60 });
    await expectRefusal('the tenant has changed since the plan was made:\n  resourceServers/https://parcels.test\n');
  });

  it('for another tenant or environment', async () => {
    await plan();
    await expectRefusal('plan.json is a plan for acme/dev', '--env', 'other');
  });

  it('of another version of the format, or of the tool', async () => {
    await plan();
    const saved = readFileSync(join(cwd, 'plan.json'), 'utf8');
    writeFileSync(join(cwd, 'plan.json'), saved.replace('"format": 2', '"format": 1'));
    await expectRefusal('plan.json is a plan of the format 1, and this is tenantry for the format 2');
  });

  it('that is damaged', async () => {
    await plan();
    const saved = readFileSync(join(cwd, 'plan.json'), 'utf8');
    for (const damaged of [saved.replace('Drives', 'Flies'), saved.slice(0, 300), '', '[]']) {
      writeFileSync(join(cwd, 'plan.json'), damaged);
      await expectRefusal('plan.json is damaged: it is not what was saved');
    }
  });

  it('that is not there', () => expectRefusal('there is no plan in plan.json'));
});
