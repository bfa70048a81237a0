import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { planDigest } from '../../src/plan/agreement.ts';
import { readPlanFile } from '../../src/record/plan-file.ts';
import { deployer, emulate, project, tenantry, writeFiles } from './support/tenantry.ts';
import type { Result, Served } from './support/tenantry.ts';

// A plan is made where the values of secrets are not known, as for a pull request, and applied where they are.

const values = {
  GOOGLE_SECRET: 'of-google-0123456789',
  STRIPE_KEY: 'of-stripe-0123456789',
  DOOR_CODE: 'door-0123456789',
};

const environment = (url: string): string => `domain: ${url}
allow_shared_domain: true
policy: { delete: true }
secrets:
  GOOGLE: { env: GOOGLE_SECRET }
  STRIPE: { env: STRIPE_KEY }
  DOOR: { env: DOOR_CODE }
`;

const files = `clients:
  - name: Scanner
    app_type: non_interactive
    description: Opens ##DOOR## at night
connections:
  - name: google
    strategy: google-oauth2
    options: { client_id: one, client_secret: ##GOOGLE##, scope: [email] }
actions:
  - name: Charge
    code: exports.onExecutePostLogin = async () => {};
    runtime: node22
    supported_triggers: [{ id: post-login, version: v3 }]
    secrets: [{ name: KEY, value: ##STRIPE## }]
    deployed: true
`;

let server: Served;
let cwd: string;
let given: Record<string, string> = values;

beforeEach(async () => {
  server = await emulate();
  given = values;
  cwd = project({ 'tenant.yaml': files, 'environments/dev.yaml': environment(server.url) });
});

const change = (from: string | RegExp, to: string): void =>
  writeFiles(cwd, {
    'tenants/acme/tenant.yaml': readFileSync(join(cwd, 'tenants/acme/tenant.yaml'), 'utf8').replace(from, to),
  });

const withSecrets = (...args: string[]): Promise<Result> => tenantry(args, { cwd, env: { ...deployer, ...given } });

/** A plan that is made without the values of secrets and without the records of runs. */
async function plan(file = 'plan.json', ...more: string[]): Promise<Result> {
  const elsewhere = project({
    'tenant.yaml': readFileSync(join(cwd, 'tenants/acme/tenant.yaml'), 'utf8'),
    'environments/dev.yaml': readFileSync(join(cwd, 'tenants/acme/environments/dev.yaml'), 'utf8'),
  });
  const args = ['plan', 'acme', '--env', 'dev', '--out', join(cwd, file), ...more];
  const result = await tenantry(args, { cwd: elsewhere, env: deployer });
  expect(result.code, result.stderr).toBeLessThan(3);
  expect(result.code, result.stderr).not.toBe(1);
  return result;
}

const approved = (...more: string[]): Promise<Result> =>
  withSecrets('apply', 'acme', '--env', 'dev', '--approved', 'plan.json', '--yes', ...more);

async function expectApplied(...more: string[]): Promise<Result> {
  const result = await approved(...more);
  expect(result, result.stderr).toMatchObject({ code: 0 });
  return result;
}

/** Insists that nothing is written, and gives what is said. */
async function expectRefused(...more: string[]): Promise<Result> {
  await server.forget();
  const result = await approved(...more);
  expect(result.code, result.stderr).toBe(1);
  const { requests } = await server.requests();
  expect(requests.filter(({ method, path }) => method !== 'GET' && path !== '/oauth/token')).toEqual([]);
  return result;
}

const applyNow = async (): Promise<void> => {
  const result = await withSecrets('apply', 'acme', '--env', 'dev', '--yes');
  expect(result, result.stderr).toMatchObject({ code: 0 });
};

const client = async (): Promise<Record<string, unknown>> => {
  const all = (await server.call('GET', '/clients?per_page=100')) as Record<string, unknown>[];
  return all.find(({ name }) => name === 'Scanner') ?? {};
};

describe('a plan without the values of secrets', () => {
  it('names the secrets once, has nothing of their values, and approves the apply that has them', async () => {
    const { stderr, stdout } = await plan();
    expect(stderr).toContain('3 secrets have no value here: GOOGLE, STRIPE, DOOR');
    expect(stderr.match(/no value/g)).toHaveLength(1);
    expect(stdout).toContain('create clients/Scanner');
    const text = readFileSync(join(cwd, 'plan.json'), 'utf8');
    for (const value of Object.values(values)) expect(text).not.toContain(value);
    expect(readPlanFile('plan.json', text).plan.secrets).toEqual([
      { address: 'actions/Charge', path: 'secrets[KEY].value', from: '##STRIPE##' },
      { address: 'clients/Scanner', path: 'description', from: 'Opens ##DOOR## at night' },
      { address: 'connections/google', path: 'options.client_secret', from: '##GOOGLE##' },
    ]);
    await expectApplied();
    expect(await client()).toMatchObject({ description: 'Opens door-0123456789 at night' });
  });

  it('is the same plan as the one with them', async () => {
    await plan();
    const without = readPlanFile('', readFileSync(join(cwd, 'plan.json'), 'utf8')).plan;
    await withSecrets('plan', 'acme', '--env', 'dev', '--out', 'other.json');
    const known = readPlanFile('', readFileSync(join(cwd, 'other.json'), 'utf8')).plan;
    expect(known.changes).toEqual(without.changes);
    expect(planDigest(known)).toBe(planDigest(without));
  });

  it('sees nothing to do where the tenant can have what the files say', async () => {
    await applyNow();
    expect((await plan()).code).toBe(0);
  });

  it('sees that the words around a secret are others, without a word of what is live', async () => {
    await applyNow();
    change('at night', 'at noon');
    const { code, stdout } = await plan();
    expect(code).toBe(2);
    expect(stdout).toContain('update clients/Scanner');
    expect(stdout).not.toContain('door-0123456789');
    await expectApplied();
    expect(await client()).toMatchObject({ description: 'Opens door-0123456789 at noon' });
  });

  it('with --send-secrets says which would be sent', async () => {
    await applyNow();
    expect((await plan('plan.json', '--send-secrets')).stdout).toContain('update actions/Charge');
    await expectApplied('--send-secrets');
  });
});

describe('secrets of an apply that was agreed to', () => {
  it('one alone that was given another value since is sent', async () => {
    await applyNow();
    await plan();
    given = { ...values, GOOGLE_SECRET: 'another-0123456789', DOOR_CODE: 'doors-0123456789' };
    const { stdout } = await expectApplied();
    expect(stdout).toContain('connections/google');
    expect(await client()).toMatchObject({ description: 'Opens doors-0123456789 at night' });
  });

  it('and beside another change; without records they are not compared', async () => {
    await applyNow();
    change('client_id: one', 'client_id: two');
    await plan();
    given = { ...values, GOOGLE_SECRET: 'another-0123456789' };
    await expectApplied();
    change('client_id: two', 'client_id: three');
    await plan();
    rmSync(join(cwd, '.tenantry'), { recursive: true });
    await expectApplied();
    expect(await server.call('GET', '/connections')).toMatchObject([{ options: { client_id: 'three' } }]);
  });

  it("an action's secret that a pull request adds is agreed to by its plan, and not without", async () => {
    await applyNow();
    await plan('old.json');
    change('secrets: [{', 'secrets: [{ name: MORE, value: ##GOOGLE## }, {');
    await plan();
    writeFileSync(join(cwd, 'new.json'), readFileSync(join(cwd, 'plan.json')));
    writeFileSync(join(cwd, 'plan.json'), readFileSync(join(cwd, 'old.json')));
    expect((await expectRefused()).stderr).toContain('update actions/Charge (nobody agreed to this)');
    writeFileSync(join(cwd, 'plan.json'), readFileSync(join(cwd, 'new.json')));
    await expectApplied();
  });

  it('another secret in the place of one is not agreed to, nor one in a text beside', async () => {
    await applyNow();
    change('client_id: one', 'client_id: two');
    await plan();
    change('client_secret: ##GOOGLE##', 'client_secret: ##STRIPE##');
    const { stderr, stdout } = await expectRefused();
    expect(stderr).toContain('update connections/google: options.client_secret (nobody agreed to these secrets there)');
    expect(stdout).toMatch(/options\.client_secret +##GOOGLE## +##STRIPE## +\(secret\)/);
    change('client_secret: ##STRIPE##', 'client_secret: ##GOOGLE##');
    change('Opens ##DOOR## at', 'Opens ##STRIPE## at');
    expect((await expectRefused()).stderr).toContain('update clients/Scanner (nobody agreed to this)');
  });

  it('a changed field beside one is not agreed to', async () => {
    await applyNow();
    await plan();
    given = { ...values, GOOGLE_SECRET: 'another-0123456789' };
    change('client_id: one', 'client_id: two');
    expect((await expectRefused()).stdout).toMatch(
      /update connections\/google +options\.client_id +\(nothing\) +two +one/,
    );
  });

  it('no value of a secret is in what is said when it is refused', async () => {
    await plan();
    change('app_type: non_interactive', 'app_type: spa');
    for (const format of ['text', 'json', 'markdown', 'html']) {
      const { stdout, stderr } = await expectRefused('--format', format);
      for (const value of Object.values(values)) expect(stdout + stderr).not.toContain(value);
    }
  });
});
