import { describe, expect, it } from 'vitest';
import { goalOfFiles, goalOfPart } from '../../../src/goals.ts';
import { hasErrors } from '../../../src/model/diagnostic.ts';
import { plan } from '../../../src/pipeline.ts';
import type { Planned } from '../../../src/pipeline.ts';
import { outcomesReport } from '../../../src/report/outcomes.ts';
import { planReport } from '../../../src/report/plan.ts';
import { text } from '../../../src/report/formats/text.ts';
import { plain } from '../../../src/report/style.ts';
import { applyOf, emulated, projectOf, runPlan, textOf } from '../../support/project.ts';
import type { Emulated } from '../../support/project.ts';

const tenant = `
resourceServers:
  - { name: Parcels, identifier: https://parcels.example, scopes: [{ value: scan, description: Scan }] }
clients:
  - { name: Portal, app_type: non_interactive }
  - { name: Scanner, app_type: non_interactive }
clientGrants:
  - { client_id: Scanner, audience: https://parcels.example, scope: [scan] }
roles:
  - name: Courier
    permissions: [{ permission_name: scan, resource_server_identifier: https://parcels.example }]
  - { name: Driver, description: Drives }
tenant: { friendly_name: Acme }
`;

async function chosen(only: string[], at: Emulated, files = tenant, environment?: string): Promise<Planned> {
  const project = projectOf({ tenant: files, ...(environment === undefined ? {} : { environment }) });
  const goal = goalOfPart(goalOfFiles(project, 'local'), only);
  if (!hasErrors(goal.diagnostics)) return plan(goal, at.connection);
  const { desired, diagnostics } = goal;
  const live = { resources: new Map(), ambiguous: new Map() } as unknown as Planned['live'];
  return { plan: undefined, desired, live, catalog: new Map(), diagnostics, lackingScopes: [] };
}

async function changes(...call: Parameters<typeof chosen>): Promise<string[]> {
  const found = await chosen(...call);
  if (found.plan === undefined) throw new Error(textOf(found.diagnostics));
  return found.plan.changes.map(({ action, address }) => `${action} ${address}`);
}

async function refusal(...call: Parameters<typeof chosen>): Promise<string[]> {
  const { plan: found, diagnostics } = await chosen(...call);
  expect(found).toBeUndefined();
  return diagnostics.map(({ code, message, hint }) => `${code} ${message} (${hint ?? ''})`);
}

const asText = ({ plan: found }: Planned): string =>
  found === undefined
    ? ''
    : text(
        planReport(found, 'plan', (one) => one),
        { style: plain, mask: (one) => one },
      );

describe('--only', () => {
  it('plans what it names and nothing else, and says how many other changes there are of what was read', async () => {
    const found = await chosen(['clients/Portal'], emulated());
    expect(found.plan?.changes.map(({ address }) => address)).toEqual(['clients/Portal']);
    expect(found.plan?.part).toEqual({ only: ['clients/Portal'], along: [], others: 1 });
    expect(asText(found).split('\n').at(-1)).toBe('1 other change is not part of this run.');
  });

  it.each([
    [['roles'], ['roles/Courier', 'roles/Courier/permissions/https://parcels.example/scan', 'roles/Driver']],
    [['roles/Driver'], ['roles/Driver']],
    [
      ['roles/D*', 'tenant'],
      ['roles/Driver', 'tenant'],
    ],
    [['clients?name=Portal'], ['clients/Portal']],
    [['resourceServers/Parcels'], ['resourceServers/https://parcels.example']],
  ])('takes types, addresses, names, patterns and fields: %j', async (only, expected) => {
    const at = emulated();
    if (only[0] === 'roles') await applyOf({ tenant: tenant.slice(0, tenant.indexOf('clients:')) }, at);
    const found = await changes(only, at);
    expect(found.map((change) => change.replace(/^\w+ /, '')).sort()).toEqual([...expected].sort());
  });

  it('takes along what a create needs and the tenant does not have, and says for what', async () => {
    const at = emulated();
    const found = await chosen(['clientGrants'], at);
    expect(found.plan?.changes.map(({ address }) => address)).toEqual([
      'resourceServers/https://parcels.example',
      'clients/Scanner',
      'clientGrants/Scanner/https://parcels.example',
    ]);
    expect(asText(found)).toContain(
      'also: clients/Scanner, which clientGrants/Scanner/https://parcels.example refers to',
    );
    if (found.plan !== undefined) await runPlan({ ...found, plan: found.plan }, at);
    expect(await changes(['clientGrants'], at)).toEqual([]);
    expect(await changes([], at)).not.toContain('create clients/Scanner');
  });

  it('takes nothing along that the tenant has, whether it is as the files say or not', async () => {
    const at = emulated();
    await at.request('POST', '/clients', { name: 'Scanner', app_type: 'spa' });
    await at.request('POST', '/resource-servers', {
      name: 'Old name',
      identifier: 'https://parcels.example',
      scopes: [{ value: 'scan' }],
    });
    expect(await changes(['clientGrants'], at)).toEqual(['create clientGrants/Scanner/https://parcels.example']);
  });

  it('takes along the parent of a child that it names, and what the child refers to', async () => {
    const [address] = ['roles/Courier/permissions/https://parcels.example/scan'];
    const found = await chosen([address ?? ''], emulated());
    expect(found.plan?.changes.map((one) => one.address)).toEqual([
      'resourceServers/https://parcels.example',
      'roles/Courier',
      address,
    ]);
    expect(asText(found)).toContain(`also: roles/Courier, to which ${address} belongs`);
  });

  it('names with a resource what belongs to it, so that items of its lists are taken out, too', async () => {
    const at = emulated();
    await applyOf({ tenant }, at);
    const less = tenant.replace(/permissions: \[.*\]/, 'permissions: []').replace('Drives', 'Rides');
    expect(await changes(['roles/Courier'], at, less)).toEqual([
      'delete roles/Courier/permissions/https://parcels.example/scan',
    ]);
    expect(await changes(['roles/Courier/permissions'], at, less)).toHaveLength(1);
  });

  it('deletes only what it names itself', async () => {
    const at = emulated();
    await applyOf({ tenant }, at);
    const less = tenant.replace(/ {2}- \{ name: Driver.*\n/, '').replace(/ {2}- \{ name: Portal.*\n/, '');
    expect(await changes(['roles/Courier'], at, less)).toEqual([]);
    expect(await changes(['roles/Driver'], at, less)).toEqual(['delete roles/Driver']);
    expect(await changes(['roles'], at, less)).toEqual(['delete roles/Driver']);
  });

  it('does not take a resource for gone that the files have with another value of the field it goes by', async () => {
    const at = emulated();
    await at.request('POST', '/roles', { name: 'Driver', description: 'old' });
    expect(await changes(['roles?description=old'], at)).toEqual(['update roles/Driver']);
  });

  it('reads only the types that it is about and those that they refer to', async () => {
    const paths = async (only: string[]): Promise<string[]> => {
      const at = emulated();
      await applyOf({ tenant }, at);
      const before = at.emulator.requests.length;
      await changes(only, at);
      return [
        ...new Set(at.emulator.requests.slice(before).map(({ path }) => path.replace(/^\/api\/v2|\?.*/g, ''))),
      ].sort();
    };
    expect(await paths(['roles/Driver'])).toEqual(['/roles']);
    expect(await paths(['tenant'])).toEqual(['/tenants/settings']);
    expect(await paths(['clientGrants'])).toEqual(['/client-grants', '/clients', '/resource-servers']);
    expect((await paths([])).length).toBeGreaterThan(4);
  });

  it('of what nothing has is an error that says what may be meant', async () => {
    const at = emulated();
    expect(await refusal(['clients/Portl'], at)).toEqual([
      'only-unknown --only clients/Portl: nothing has this address, in the files or in the tenant (did you mean clients/Portal?)',
    ]);
    expect((await refusal(['client/Portal'], at)).join()).toContain('did you mean clients/Portal?');
    expect((await refusal(['clients/Port'], at)).join()).toContain('did you mean clients/Portal?');
    expect(await refusal(['organizations'], at)).toEqual([expect.stringContaining('only-unmanaged')]);
    expect(await refusal(['clients/Portal', 'clients/Nobody'], at)).toHaveLength(1);
    const excluding = '{ domain: local, exclude: [clients/Portal] }';
    expect(await refusal(['clients/Portal'], at, tenant, excluding)).toEqual([
      expect.stringContaining('--only clients/Portal: '),
    ]);
  });

  it('keeps rules, guards and warnings to its part: what it does not read is neither missing nor unused', async () => {
    const at = emulated();
    const environment = '{ domain: local, exclude: [clients/Nobody], policy: { delete: false } }';
    const found = await chosen(['roles/Driver'], at, tenant, environment);
    expect(textOf(found.diagnostics)).toBe('');
  });

  it('is what is checked after an apply, whose last line says what is left', async () => {
    const at = emulated();
    const found = await chosen(['clients/Portal'], at);
    if (found.plan === undefined) throw new Error('no plan');
    const outcomes = await runPlan({ ...found, plan: found.plan }, at);
    const said = text(
      outcomesReport(found.plan, { outcomes }, (one) => one),
      { style: plain, mask: (one) => one },
    );
    expect(said.split('\n').at(-1)).toBe('1 other change is not part of this run.');
  });
});
