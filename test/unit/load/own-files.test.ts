import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { goalOfFiles } from '../../../src/goals.ts';
import type { Project } from '../../../src/goals.ts';
import { findTenant } from '../../../src/load/load.ts';
import { plan, validate } from '../../../src/pipeline.ts';
import { folderProject } from '../../support/folder.ts';
import { emulated, runPlan, textOf } from '../../support/project.ts';
import type { Emulated } from '../../support/project.ts';

const environments = {
  'defaults.yaml':
    'domain: local\nallow_shared_domain: true\npolicy: { delete: true }\nkeywords: { LABEL: dev only }\n',
  'environments/dev.yaml': 'keywords: { ENV: dev }\n',
  'environments/prod.yaml': 'keywords: { ENV: prod }\n',
};

const project = (files: Record<string, string>): ReturnType<typeof folderProject> =>
  folderProject({ ...environments, ...files });

/** What `validate` says of all environments. */
function told(files: Record<string, string>): string[] {
  const found = validate(project({ 'tenant.yaml': 'roles:\n  - name: Shared ##ENV##\n', ...files }), ['dev', 'prod']);
  return found.diagnostics
    .filter(({ code }) => code !== 'unused-keyword')
    .map((one) => `${textOf([one])}${one.environments === undefined ? '' : ` in ${one.environments.join()}`}`);
}

async function changes(files: Project, environment: string, { connection }: Emulated): Promise<string[]> {
  const found = await plan(goalOfFiles(files, environment), connection);
  expect(textOf(found.diagnostics)).toBe('');
  return (found.plan?.changes ?? []).map(({ action, address }) => `${action} ${address}`);
}

describe('files that only one environment has', () => {
  const files = {
    'tenant.yaml': 'roles:\n  - name: Shared ##ENV##\nclients: []\n',
    'environments/dev/playground.yaml': 'roles:\n  - { name: Playground, description: ##LABEL## ##ENV## }\n',
    'environments/dev/apis.yml':
      'resourceServers:\n  - { name: Sandbox, identifier: https://sandbox.example }\nclients:\n  - { name: Playground App }\n',
  };

  it('are planned in it, after the files that all share, and neither created nor deleted elsewhere', async () => {
    const both = project(files);
    const tenant = emulated();
    expect(await changes(both, 'dev', tenant)).toEqual([
      'create resourceServers/https://sandbox.example',
      'create clients/Playground App',
      'create roles/Playground',
      'create roles/Shared dev',
    ]);
    expect(await changes(both, 'prod', tenant)).toEqual(['create roles/Shared prod']);
    expect(validate(both, ['dev', 'prod']).diagnostics).toEqual([]);
  });

  it('manage a type in their environment alone: elsewhere what is live of it stays', async () => {
    const tenant = emulated();
    await tenant.request('POST', '/resource-servers', { name: 'By hand', identifier: 'https://by.hand' });
    const both = project(files);
    expect(await changes(both, 'prod', tenant)).toEqual(['create roles/Shared prod']);
    expect(await changes(both, 'dev', tenant)).toContain('delete resourceServers/https://by.hand');
  });

  it('make one list with the shared ones: what another environment has for itself is deleted there like any other', async () => {
    const tenant = emulated();
    await tenant.request('POST', '/clients', { name: 'Playground App' });
    expect(await changes(project(files), 'prod', tenant)).toContain('delete clients/Playground App');
  });

  it.each([
    ['a resource', 'roles:\n  - name: Shared dev\n', 'acme/environments/dev/own.yaml:2:5'],
    [
      'a resource by its name after keywords',
      'roles:\n  - name: Shared ##ENV##\n',
      'acme/environments/dev/own.yaml:2:5',
    ],
    ['a singleton', 'tenant: { friendly_name: B }\n', 'acme/environments/dev/own.yaml:1:9'],
  ])('cannot say again %s that the shared ones have: an error with both places', (_what, own, place) => {
    const shared = 'roles:\n  - name: Shared ##ENV##\ntenant: { friendly_name: A }\n';
    const both = validate(project({ 'tenant.yaml': shared, 'environments/dev/own.yaml': own }), ['dev', 'prod']);
    const [found, ...others] = both.diagnostics.filter(({ code }) => code !== 'unused-keyword');
    expect(found).toMatchObject({ severity: 'error', environments: ['dev'] });
    expect(textOf(found === undefined ? [] : [found])).toContain(`${place} duplicate-resource`);
    expect(found?.related?.map(({ source }) => source.path)).toEqual(['acme/tenant.yaml']);
    expect(others).toEqual([]);
  });

  it('are checked by validate in their environment, each once', () => {
    const own = {
      'environments/prod/own.yaml': 'roles:\n  - { name: A, descriptoin: x }\n',
      'environments/dev/b.yaml': 'clients: [\n',
    };
    expect(told(own)).toEqual([
      expect.stringContaining('acme/environments/dev/b.yaml:1:10'),
      expect.stringMatching(/acme\/environments\/prod\/own.yaml:2:16.* in prod$/),
    ]);
  });

  it('name code and templates by paths from the folder of the tenant, and may refer to what all share', async () => {
    const action = (code: string): string =>
      `actions:\n  - { name: A, supported_triggers: [{ id: post-login, version: v3 }], code: ${code} }\n`;
    const code = { 'environments/dev/a.js': 'exports.onExecutePostLogin = async () => {};\n' };
    expect(told({ ...code, 'environments/dev/own.yaml': action('./environments/dev/a.js') })).toEqual([]);
    expect(told({ ...code, 'environments/dev/own.yaml': action('./a.js') })).toEqual([
      expect.stringMatching(/^acme\/environments\/dev\/own.yaml:2.* file-missing .* in dev$/),
    ]);
  });

  it('may be all that a tenant has', async () => {
    const only = project({ 'environments/dev/own.yaml': 'roles:\n  - name: A\n' });
    expect(findTenant(undefined, join(only.cwd, 'acme'))).toBe(join(only.cwd, 'acme'));
    expect(only.loaded.diagnostics).toEqual([]);
    expect(await changes(only, 'dev', emulated())).toEqual(['create roles/A']);
    expect(await changes(only, 'prod', emulated())).toEqual([]);
  });

  it('are JSON files beside a tenant of JSON files, and there an empty folder says nothing', async () => {
    const json = project({
      'roles/a.json': '{ "name": "A" }',
      'environments/dev/roles/b.json': '{ "name": "B" }',
      'environments/dev/actions/b/code.js': '',
    });
    expect(await changes(json, 'dev', emulated())).toEqual(['create roles/A', 'create roles/B']);
    expect(await changes(json, 'prod', emulated())).toEqual(['create roles/A']);
  });

  it('of an environment that there is not are an error that says which one may be meant', () => {
    expect(told({ 'environments/pord/own.yaml': 'roles:\n  - name: A\n' })).toEqual([
      expect.stringContaining('there is no environment pord, and acme/environments/pord has files of it'),
    ]);
  });

  it('are what is planned and applied: a second plan is empty', async () => {
    const tenant = emulated();
    const found = await plan(goalOfFiles(project(files), 'dev'), tenant.connection);
    if (found.plan !== undefined) await runPlan({ ...found, plan: found.plan }, tenant);
    expect(await changes(project(files), 'dev', tenant)).toEqual([]);
  });
});
