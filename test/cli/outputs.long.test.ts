import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { against, checked } from './support/outputs.ts';

let harbor = '';
beforeAll(() => {
  harbor = mkdtempSync(join(tmpdir(), 'tenantry-outputs-'));
  cpSync('tenants', join(harbor, 'tenants'), { recursive: true });
});
afterAll(() => rmSync(harbor, { recursive: true }));

it('the outputs of a tenant with everything in it are as their schemas say', async () => {
  const local = ['harbor', '--env', 'local'];
  expect(await checked(harbor, ['validate', 'harbor'])).toMatchObject({ diagnostics: expect.any(Array) as object });
  expect(await checked(harbor, ['plan', ...local, '--out', 'agreed.json'])).toHaveProperty('waves');
  expect(against('saved-plan', JSON.parse(readFileSync(join(harbor, 'agreed.json'), 'utf8')))).toEqual([]);
  await checked(harbor, ['plan', ...local, '--only', 'roles/Support']);
  expect(await checked(harbor, ['drift', ...local])).toHaveProperty('changes');
  expect(await checked(harbor, ['apply', ...local, '--plan', 'agreed.json', '--yes'])).toHaveProperty('outcomes');
  await checked(harbor, ['apply', ...local, '--yes']);
  expect(await checked(harbor, ['check', ...local, '--profile', 'all'])).toHaveProperty('cases');
  await checked(harbor, ['check', ...local, '--on', 'live']);
  expect(await checked(harbor, ['smoke', ...local, '--within', '1s'])).toHaveProperty('tokens');
  expect(await checked(harbor, ['domains', ...local])).toHaveProperty('domains');
  expect(await checked(harbor, ['output', ...local])).toHaveProperty('resources.clients');
  for (const on of ['files', 'plan', 'live'])
    expect(await checked(harbor, ['graph', ...local, '--on', on])).toHaveProperty('edges');
  expect(await checked(harbor, ['targets'])).toHaveProperty('include');
  expect(await checked(harbor, ['report', 'last'])).toHaveProperty('plan');
  expect(await checked(harbor, ['report', 'agreed.json'])).toHaveProperty('waves');
  expect(await checked(harbor, ['test', 'harbor', '--coverage'])).toHaveProperty('coverage');
  expect(await checked(harbor, ['compare', 'local', 'dev', 'harbor', '--files'])).toHaveProperty('differences');
  expect(await checked(harbor, ['explain', 'roles/Support', ...local])).toHaveProperty('address');
  await checked(harbor, ['explain', 'clients/Depot Scanners.grant_types', ...local]);
  expect(await checked(harbor, ['explain', 'clients', ...local, '--offline'])).toHaveProperty('declared');
  expect(await checked(harbor, ['logs', ...local, '--since', '1h'])).toHaveProperty('log');
  expect(await checked(harbor, ['history', 'harbor'])).toHaveProperty('runs');
  expect(await checked(harbor, ['show', 'last'])).toHaveProperty('run');
  expect(await checked(harbor, ['targets', '--batch', '2'])).toHaveProperty('rings');
  expect(await checked(harbor, ['targets', '--rings', 'local'])).toHaveProperty('include');
  expect(await checked(harbor, ['plan', '--rings', 'local,dev'])).toHaveProperty('targets');
  expect(await checked(harbor, ['apply', '--rings', 'local', '--yes'])).toHaveProperty('summary');
  expect(await checked(harbor, ['scopes', 'harbor'])).toHaveProperty('environments');
  expect(await checked(harbor, ['scopes', '--pull'])).toHaveProperty('pull');
  expect(await checked(harbor, ['rollback', ...local, '--yes'])).toHaveProperty('outcomes');
}, 240_000);

it('what a run leaves is as its schemas say', () => {
  const runs = join(harbor, '.tenantry/runs');
  const folders = readdirSync(runs).map((name) => join(runs, name));
  expect(folders.length).toBeGreaterThan(1);
  for (const folder of folders) {
    const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
    expect(against('saved-plan', JSON.parse(read('plan.json')))).toEqual([]);
    expect(against('run', JSON.parse(read('run.json')))).toEqual([]);
    const lines = read('journal.jsonl').trimEnd().split('\n');
    expect(lines.flatMap((line) => against('journal-entry', JSON.parse(line)))).toEqual([]);
  }
});
