import { expect, it } from 'vitest';
import type { Planned, TenantryEvent } from '../../src/library/index-api.d.ts';
import { apply, drift, plan, readPlan, targets, TenantryError, validate } from '../../src/library/index.ts';
import { deployer, emulate, project, tenantry, writeFiles } from '../cli/support/tenantry.ts';
import { findings } from '../schemas/validators.ts';

const roles = 'roles: [{ name: Courier, description: Drives }, { name: Support }]\n';
const local = { 'environments/dev.yaml': 'domain: local\n' };
const at = (cwd: string): { cwd: string; tenant: string; environment: string } => ({
  cwd,
  tenant: 'acme',
  environment: 'dev',
});

/** A plan, which has to be there. */
async function planOf(options: Parameters<typeof plan>[0]): Promise<Planned> {
  const found = await plan(options);
  if (found.status === 'refused') throw new Error(JSON.stringify(found.diagnostics));
  return found;
}

it('what is wrong with files is a value, with its place', async () => {
  const cwd = project({ ...local, 'roles.yaml': 'roles: [{ nmae: Courier }]\n' });
  const found = await validate({ cwd, tenant: 'acme' });
  expect(found).toMatchObject({ status: 'invalid', output: { tenant: 'acme', environments: ['dev'] } });
  expect(found.diagnostics.map(({ code }) => code)).toContain('unknown-field');
  expect(findings('schemas/output/validate.schema.json', found.output)).toEqual([]);
  const refused = await plan(at(cwd));
  expect(refused).toMatchObject({ status: 'refused', diagnostics: [{ severity: 'error', place: { line: 1 } }] });
  expect(findings('schemas/output/plan.schema.json', refused.output)).toEqual([]);
  expect(await validate({ cwd: project({ ...local, 'roles.yaml': roles }) })).toMatchObject({ status: 'valid' });
});

it('a plan is applied, recorded and gone, and every output is that of the command', async () => {
  const cwd = project({ ...local, 'roles.yaml': roles });
  const found = await planOf(at(cwd));
  expect(found.status).toBe('changes');
  const command = await tenantry(['plan', 'acme', '--env', 'dev', '--format', 'json'], { cwd });
  expect(found.output).toEqual(JSON.parse(command.stdout));
  expect(found.plan).toEqual(found.output);
  const done = await apply(found.plan);
  expect(done).toMatchObject({ status: 'applied', output: { outcomes: [{ status: 'done' }, { status: 'done' }] } });
  expect(findings('schemas/output/apply.schema.json', done.output)).toEqual([]);
  expect(await plan(at(cwd))).toMatchObject({ status: 'nothing', output: { summary: { unchanged: 2 } } });
  const { stdout } = await tenantry(['history', 'acme', '--format', 'json'], { cwd });
  expect(JSON.parse(stdout)).toMatchObject({ runs: [{ what: 'apply', state: 'ended', did: { created: 2 } }] });
});

it('only a plan that plan or readPlan gave is applied, and none can be changed', async () => {
  const cwd = project({ ...local, 'roles.yaml': roles });
  const { plan: agreed } = await planOf({ ...at(cwd), out: 'agreed.json' });
  await expect(apply(structuredClone(agreed))).rejects.toMatchObject({ name: 'TenantryError', code: 'plan-foreign' });
  await expect(apply({ ...agreed }, { cwd })).rejects.toBeInstanceOf(TenantryError);
  expect(() => agreed.changes.pop()).toThrow(TypeError);
  expect(() => Object.assign(agreed.changes[0] ?? {}, { action: 'delete' })).toThrow(TypeError);
  const read = await readPlan('agreed.json', { cwd });
  expect(read).toEqual(agreed);
  expect(await apply(read, { exact: true })).toMatchObject({ status: 'applied' });
  await expect(readPlan('nowhere.json', { cwd })).rejects.toMatchObject({ code: 'plan-missing' });
  writeFiles(cwd, { 'damaged.json': '{}' });
  await expect(readPlan('damaged.json', { cwd })).rejects.toMatchObject({ code: 'plan-damaged' });
});

it('what goes beyond what was agreed to is refused before anything is written, and less is applied and told', async () => {
  const { url, call, requests, forget } = await emulate();
  const cwd = project({ 'roles.yaml': roles, 'environments/dev.yaml': `domain: ${url}\n` });
  const options = { ...at(cwd), variables: deployer };
  const { plan: agreed } = await planOf(options);
  writeFiles(cwd, { 'tenants/acme/roles.yaml': `${roles.trimEnd().slice(0, -1)}, { name: More }]\n` });
  await forget();
  const more = await apply(agreed, { variables: deployer });
  expect(more).toMatchObject({ status: 'refused', diagnostics: [{ code: 'not-as-agreed', severity: 'error' }] });
  if (more.status !== 'refused') throw new Error('applied');
  expect(more.disagreement).toMatchObject({ differences: [{ type: 'more', address: 'roles/More' }] });
  expect(findings('schemas/output/apply.schema.json', more.disagreement)).toEqual([]);
  expect((await requests()).requests.filter(({ method, path }) => method !== 'GET' && path !== '/oauth/token')).toEqual(
    [],
  );
  writeFiles(cwd, { 'tenants/acme/roles.yaml': roles });
  await call('POST', '/roles', { name: 'Support' });
  const less = await apply(agreed, { variables: deployer });
  expect(less).toMatchObject({ status: 'applied', output: { outcomes: [{ address: 'roles/Courier' }] } });
  expect(less.diagnostics).toMatchObject([{ code: 'less-than-agreed', severity: 'warning' }]);
  await call('POST', '/roles', { name: 'Stranger' });
  const exact = await apply(agreed, { variables: deployer, exact: true });
  expect(exact).toMatchObject({ status: 'refused', diagnostics: [{ code: 'tenant-changed' }] });
});

it('credentials are what is handed over, and nothing is asked of the process', async () => {
  const { url } = await emulate();
  const cwd = project({ 'roles.yaml': roles, 'environments/dev.yaml': `domain: ${url}\n` });
  await expect(plan(at(cwd))).rejects.toMatchObject({ code: 'credentials-missing' });
  expect(await plan({ ...at(cwd), variables: deployer })).toMatchObject({ status: 'changes' });
});

it('events tell what is read and done, in order', async () => {
  const cwd = project({ ...local, 'roles.yaml': roles });
  const events: TenantryEvent[] = [];
  const onEvent = (event: TenantryEvent): void => void events.push(event);
  const { plan: agreed } = await planOf({ ...at(cwd), onEvent });
  expect(events).toEqual([
    { type: 'reading', resource: 'roles', expected: 1, read: 0 },
    { type: 'reading', resource: 'roles', expected: 1, read: 1 },
  ]);
  events.length = 0;
  await apply(agreed, { onEvent });
  const told = events.flatMap((event) => (event.type === 'reading' ? [] : [event]));
  expect(told).toEqual([
    { type: 'begin', requests: 2 },
    { type: 'wave', number: 1, of: 1, steps: 2 },
    { type: 'step', address: 'roles/Courier', do: 'create' },
    { type: 'step', address: 'roles/Support', do: 'create' },
    { type: 'outcome', address: 'roles/Courier', do: 'create', status: 'done' },
    { type: 'outcome', address: 'roles/Support', do: 'create', status: 'done' },
    { type: 'end' },
  ]);
});

it('what a listener throws does not stop an apply, and is thrown behind it', async () => {
  const cwd = project({ ...local, 'roles.yaml': roles });
  const { plan: agreed } = await planOf(at(cwd));
  const broken = new Error('the listener is broken');
  const onEvent = (): void => {
    throw broken;
  };
  await expect(apply(agreed, { onEvent })).rejects.toBe(broken);
  expect(await plan(at(cwd))).toMatchObject({ status: 'nothing' });
});

it('a signal ends a plan at once, and an apply before it has begun', async () => {
  const cwd = project({ ...local, 'roles.yaml': roles });
  const stopped = AbortSignal.abort();
  await expect(plan({ ...at(cwd), signal: stopped })).rejects.toMatchObject({ code: 'interrupted' });
  const { plan: agreed } = await planOf(at(cwd));
  await expect(apply(agreed, { signal: stopped })).rejects.toMatchObject({ code: 'interrupted' });
  const stop = new AbortController();
  const onEvent = ({ type }: TenantryEvent): void => {
    if (type === 'begin') stop.abort();
  };
  expect(await apply(agreed, { signal: stop.signal, onEvent })).toMatchObject({ status: 'interrupted' });
});

it('drift says what is not as the files say, and why', async () => {
  const { url, call } = await emulate();
  const cwd = project({ 'roles.yaml': roles, 'environments/dev.yaml': `domain: ${url}\n` });
  const options = { ...at(cwd), variables: deployer };
  await apply((await planOf(options)).plan, { variables: deployer });
  expect(await drift(options)).toMatchObject({ status: 'nothing' });
  const [{ id }] = (await call('GET', '/roles?name_filter=Courier')) as [{ id: string }];
  await call('PATCH', `/roles/${id}`, { description: 'Rides' });
  const found = await drift({ ...options, who: true });
  expect(found).toMatchObject({
    status: 'drift',
    output: { changes: [{ address: 'roles/Courier', fields: [{ cause: 'changed live' }] }] },
    changedBy: [{ address: 'roles/Courier', channel: 'API' }],
  });
  expect(findings('schemas/output/drift.schema.json', found.output)).toEqual([]);
});

it('checks that an environment requires refuse an apply, and say what they found', async () => {
  const cwd = project({
    'apis.yaml': 'resourceServers: [{ name: P, identifier: https://p.example, signing_alg: HS256 }]\n',
    'environments/dev.yaml': 'domain: local\nkind: production\npolicy: { require_checks: true }\n',
  });
  const refused = await apply((await planOf(at(cwd))).plan);
  expect(refused).toMatchObject({
    status: 'refused',
    diagnostics: [{ code: 'checks-failed' }],
    checks: { on: 'plan' },
  });
  if (refused.status !== 'refused') throw new Error('applied');
  expect(findings('schemas/output/check.schema.json', refused.checks)).toEqual([]);
});

it('a call that is wrong is an error with a code and a hint', async () => {
  const cwd = project({ ...local, 'roles.yaml': roles });
  const wrong = (options: object): Promise<unknown> => plan(options as Parameters<typeof plan>[0]);
  await expect(wrong({ ...at(cwd), environmnet: 'dev' })).rejects.toMatchObject({
    code: 'option-unknown',
    hint: 'did you mean environment?',
  });
  await expect(wrong({ cwd })).rejects.toMatchObject({ code: 'environment-missing' });
  await expect(wrong({ ...at(cwd), environment: 'prdo' })).rejects.toMatchObject({ code: 'environment-missing' });
  await expect(wrong({ ...at(cwd), tenant: 'nowhere' })).rejects.toMatchObject({ code: 'folder-missing' });
  expect(await wrong({ ...at(cwd), only: ['rolls/Courier'] })).toMatchObject({ status: 'refused' });
  await expect((plan as () => Promise<unknown>)()).rejects.toMatchObject({ code: 'options-missing' });
});

it('no secret is in what is given back, thrown or told', async () => {
  const secret = 'a-password-that-nobody-may-see';
  const { url } = await emulate();
  const cwd = project({
    'tenant.yaml': 'clients: [{ name: Portal, description: "has ##PASSWORD##", client_secret: "##PASSWORD##" }]\n',
    'environments/dev.yaml': `domain: ${url}\nsecrets: { PASSWORD: { env: PASSWORD } }\n`,
  });
  const said: unknown[] = [];
  const options = {
    ...at(cwd),
    variables: { ...deployer, PASSWORD: secret },
    onEvent: (event: TenantryEvent) => said.push(event),
  };
  const found = await planOf(options);
  said.push(
    found,
    await apply(found.plan, { ...options, environment: undefined } as object).catch((error: unknown) => error),
  );
  const { environment: _same, ...others } = options;
  said.push(await apply(found.plan, others));
  const failed = plan({ ...options, variables: { ...options.variables, AUTH0_CLIENT_SECRET: secret } });
  said.push(await failed.catch((error: unknown) => [String(error), JSON.stringify(error), error]));
  const text = JSON.stringify(said);
  expect(text).toContain('(secret)');
  expect(text).not.toContain(secret);
  expect(text).not.toContain(deployer.AUTH0_CLIENT_SECRET);
});

it('targets are those of all tenants, offline', async () => {
  const cwd = project({
    'roles.yaml': roles,
    'environments/dev.yaml': 'domain: local\n',
    'environments/prod.yaml': 'domain: local\n',
  });
  const found = await targets({ cwd, rings: ['prod'] });
  expect(found).toMatchObject({
    formatVersion: 1,
    count: 1,
    include: [{ id: 'acme-prod', tenant: 'acme', env: 'prod' }],
  });
  expect(findings('schemas/output/targets.schema.json', found)).toEqual([]);
  await expect(targets({ cwd, environment: 'prdo' })).rejects.toBeInstanceOf(TenantryError);
});
