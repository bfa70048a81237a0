import { describe, expect, it } from 'vitest';
import { goalOfFiles, goalOfRollback } from '../../../src/goals.ts';
import type { FilesGoal } from '../../../src/goals.ts';
import { plan, snapshot, verify } from '../../../src/pipeline.ts';
import type { Planned } from '../../../src/pipeline.ts';
import { applyOf, emulated, planOf, projectOf, runPlan, textOf } from '../../support/project.ts';
import type { Emulated } from '../../support/project.ts';

const api =
  'resourceServers: [{ name: P, identifier: https://p.example, scopes: [{ value: scan, description: s }] }]\n';
const permissions = 'permissions: [{ permission_name: scan, resource_server_identifier: https://p.example }]';
const before = `${api}roles: [{ name: Courier, description: Drives, ${permissions} }]\n`;
const after = `${api}roles: [{ name: Driver, description: Drives, ${permissions} }]\nmoved: [{ from: roles/Courier, to: roles/Driver }]\n`;

const goalOf = (tenant: string, environment?: string): FilesGoal =>
  goalOfFiles(projectOf({ tenant, ...(environment === undefined ? {} : { environment }) }), 'local');

async function changes(tenant: string, at: Emulated): Promise<string[]> {
  const { plan: found } = await planOf({ tenant }, at);
  return found.changes.map(({ action, address }) => `${action} ${address}`);
}

async function idOf(at: Emulated, path: string, name: string): Promise<string | undefined> {
  const { body } = await at.request('GET', path);
  return (body as { id: string; name: string }[]).find((one) => one.name === name)?.id;
}

/** What `validate` says of files alone. */
const told = (tenant: string): string[] => goalOf(tenant).diagnostics.map(({ code, message }) => `${code} ${message}`);

describe('moved', () => {
  it('renames what the tenant has by its old name: one update, same id, children and references stay, a second plan is empty', async () => {
    const at = emulated();
    await applyOf({ tenant: before }, at);
    const id = await idOf(at, '/roles', 'Courier');
    const found = await planOf({ tenant: after }, at);
    expect(found.plan.changes).toMatchObject([
      {
        action: 'update',
        address: 'roles/Driver',
        moved: 'roles/Courier',
        fields: [{ path: 'name', before: 'Courier', after: 'Driver' }],
      },
    ]);
    at.writes();
    await runPlan(found, at);
    expect(at.writes()).toEqual([`PATCH /roles/${id ?? ''} 200`]);
    expect(await idOf(at, '/roles', 'Driver')).toBe(id);
    expect(await changes(after, at)).toEqual([]);
  });

  it('says nothing when the tenant has the new name, and makes the resource when it has neither', async () => {
    const at = emulated();
    expect(await changes(after, at)).toContain('create roles/Driver');
    await applyOf({ tenant: after }, at);
    const { plan: found, diagnostics } = await planOf({ tenant: after }, at);
    expect([found.changes, diagnostics]).toEqual([[], []]);
  });

  it('is an error when the tenant has both names, with both ids, or two resources of the old one', async () => {
    const at = emulated();
    await at.request('POST', '/roles', { name: 'Courier' });
    await at.request('POST', '/roles', { name: 'Driver' });
    const [old, wanted] = [await idOf(at, '/roles', 'Courier'), await idOf(at, '/roles', 'Driver')];
    await expect(planOf({ tenant: after }, at)).rejects.toThrow(
      `the tenant has both roles/Courier (${old ?? ''}) and roles/Driver (${wanted ?? ''})`,
    );
    const clients = emulated();
    for (const name of ['Old', 'Old']) await clients.request('POST', '/clients', { name });
    const tenant = 'clients: [{ name: New }]\nmoved: [{ from: clients/Old, to: clients/New }]\n';
    await expect(planOf({ tenant }, clients)).rejects.toThrow('ambiguous-resource');
  });

  it('follows a chain from wherever a tenant is in it', async () => {
    const chain = (name: string): string =>
      `roles: [{ name: ${name} }]\nmoved: [{ from: roles/A, to: roles/B }, { from: roles/B, to: roles/C }]\n`;
    for (const name of ['A', 'B']) {
      const at = emulated();
      await at.request('POST', '/roles', { name });
      expect(await changes(chain('C'), at)).toEqual(['update roles/C']);
      await applyOf({ tenant: chain('C') }, at);
      expect(await changes(chain('C'), at)).toEqual([]);
    }
    const both = emulated();
    for (const name of ['A', 'B']) await both.request('POST', '/roles', { name });
    await expect(planOf({ tenant: chain('C') }, both)).rejects.toThrow('has both roles/B');
  });

  it('renames what others refer to, and they need no change', async () => {
    const at = emulated();
    const files = (name: string, moved = ''): string =>
      `${api}clients: [{ name: ${name}, app_type: non_interactive }]\nclientGrants: [{ client_id: ${name}, audience: https://p.example, scope: [scan] }]\n${moved}`;
    await applyOf({ tenant: files('Old') }, at);
    const moved = 'moved: [{ from: clients/Old, to: clients/New }]\n';
    expect(await changes(files('New', moved), at)).toEqual(['update clients/New']);
    await applyOf({ tenant: files('New', moved) }, at);
    expect(await changes(files('New', moved), at)).toEqual([]);
  });

  it('is undone by a rollback, which takes as much', async () => {
    const at = emulated();
    await applyOf({ tenant: before }, at);
    const id = await idOf(at, '/roles', 'Courier');
    const goal = goalOf(after);
    const found = await plan(goal, at.connection);
    if (found.plan === undefined) throw new Error(textOf(found.diagnostics));
    const kept = await snapshot(goal, found.plan, found, at.connection, () => true);
    await runPlan({ ...found, plan: found.plan }, at);
    const begun = new Set(found.plan.changes.map(({ address }) => address));
    const accepts = (): boolean => true;
    const back = goalOfRollback(goal, { plan: found.plan, snapshot: kept, begun, accepts }).goal;
    const undoing: Planned = await plan(back, at.connection);
    if (undoing.plan === undefined) throw new Error(textOf(undoing.diagnostics));
    expect(undoing.plan.changes).toMatchObject([
      { action: 'update', fields: [{ path: 'name', before: 'Driver', after: 'Courier' }] },
    ]);
    const outcomes = await runPlan({ ...undoing, plan: undoing.plan }, at);
    expect(await verify(back, undoing.plan, outcomes, at.connection)).toEqual([]);
    expect(await idOf(at, '/roles', 'Courier')).toBe(id);
    expect(await changes(before, at)).toEqual([]);
  });

  it('works with keywords in its addresses, and in the files of one environment', () => {
    const tenant = "roles: [{ name: 'R ##ENV##' }]\nmoved: [{ from: 'roles/Old ##ENV##', to: 'roles/R ##ENV##' }]\n";
    const goal = goalOf(tenant, 'domain: local\nkeywords: { ENV: dev }\n');
    expect(textOf(goal.diagnostics)).toBe('');
    expect(goal.moves).toMatchObject([{ from: 'roles/Old dev', to: 'roles/R dev' }]);
  });

  it.each([
    ['resourceServers', 'https://a.example', 'identifier'],
    ['connections', 'a', 'name'],
    ['databases', 'a', 'name'],
    ['customDomains', 'a.example', 'domain'],
    ['clientGrants', 'a/https://a.example', 'client_id'],
    ['tenant', '', 'there is one only'],
    ['actionModules', 'a', 'name'],
    ['pages', 'login', 'name'],
    ['phoneTemplates', 'otp_verify', 'type'],
    ['emailTemplates', 'verify_email', 'template'],
    ['guardianFactors', 'sms', 'name'],
    ['triggers', 'post-login', 'trigger'],
  ])('is refused offline for what cannot be renamed: %s', (type, key, why) => {
    const [from, to] = [`${type}/${key}`, `${type}/${key}2`];
    const found = told(`moved: [${JSON.stringify({ from, to })}]\n`);
    expect(found).toEqual([expect.stringMatching(new RegExp(`^move moved: ${type} cannot be renamed: .*${why}`))]);
  });

  const two = 'roles: [{ name: A }, { name: B }]\n';
  it.each([
    [`${two}moved: [{ from: roles/C, to: roles/D }]`, 'move moved: roles/D is not declared'],
    [
      `${two}moved: [{ from: roles/A, to: roles/B }]`,
      'move moved: roles/A is declared, so it cannot have become another one',
    ],
    [`${two}moved: [{ from: roles/C, to: clients/B }]`, 'move moved: roles cannot become clients'],
    [`${two}moved: [{ from: role/C, to: roles/B }]`, 'move moved: role/C is the address of no resource type'],
    [`${two}moved: [{ from: roles/B, to: roles/B }]`, 'move moved: from and to are both roles/B'],
    [
      `${two}moved: [{ from: roles/C, to: roles/A }, { from: roles/C, to: roles/B }]`,
      'move moved: roles/C is named twice',
    ],
    [
      `${two}moved: [{ from: roles/C, to: roles/A }, { from: roles/D, to: roles/A }]`,
      'move moved: roles/A is named twice',
    ],
    [
      `${two}moved: [{ from: roles/C }]`,
      'move-shape an item of moved has two fields, from and to, and both are addresses',
    ],
    [`${two}moved: { from: roles/C, to: roles/A }`, 'section-shape moved has to be an array'],
    [
      `${two}moved: [{ from: roles/C, to: roles/A, when: now }]`,
      'move-shape an item of moved has two fields, from and to, and both are addresses',
    ],
  ])('has to make sense: %s', (tenant, message) => {
    expect(told(tenant)).toContain(message);
  });

  it('cannot lead in a circle', () => {
    const tenant = 'roles: []\nmoved: [{ from: roles/A, to: roles/B }, { from: roles/B, to: roles/A }]\n';
    expect(told(tenant)).toEqual([
      'move moved: roles/A leads back to itself',
      'move moved: roles/B leads back to itself',
    ]);
  });
});
