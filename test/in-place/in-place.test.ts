import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { goalOfFiles } from '../../src/goals.ts';
import { stableText } from '../../src/model/json.ts';
import type { Json } from '../../src/model/json.ts';
import { idOf } from '../regressions/support.ts';
import { code, files, tenant } from './support/acme.ts';
import { changedLines, folderOf } from './support/folder.ts';
import type { Folder } from './support/folder.ts';

let folder: Folder;
let ids: Record<string, string>;

async function fresh(changed: Record<string, string> = {}): Promise<void> {
  folder = await folderOf({ ...files, ...changed });
  const known = await Promise.all(
    ['Portal', 'Worker'].map((name) => idOf(folder.tenant, '/clients?per_page=100', name)),
  );
  ids = { Portal: known[0] ?? '', Worker: known[1] ?? '' };
}

async function patch(path: string, body: object): Promise<void> {
  const { status, body: answer } = await folder.tenant.request('PATCH', path, body);
  expect([status, JSON.stringify(answer).slice(0, status < 300 ? 0 : 300)]).toEqual([status < 300 ? status : 200, '']);
}

/** What an environment's files say. */
function resolved(name: string): string {
  const { desired } = goalOfFiles(folder.open().project, name);
  return stableText(
    Object.fromEntries([...desired.resources].map(([address, { body }]): [string, Json] => [address, body])),
  );
}

/** The changed lines of a file since it was written first. */
const lines = (path: keyof typeof files): ReturnType<typeof changedLines> =>
  changedLines(files[path], folder.read(path));

describe('a pull into files', () => {
  beforeAll(() => fresh());
  afterAll(() => folder.close());

  it('writes nothing when nothing differs', async () => {
    const { texts, left, found } = await folder.pull();
    expect([texts.size, left, found]).toEqual([0, 0, []]);
  });

  it('changes one value and keeps the comment beside it; says which other environments it changes', async () => {
    await patch('/tenants/settings', { session_lifetime: 48 });
    const result = await folder.pull();
    expect(lines('tenant.yaml')).toEqual({
      old: ['  session_lifetime: 72   # three days'],
      new: ['  session_lifetime: 48   # three days'],
    });
    expect(result.lines.join('\n')).toContain('also changes: prod');
    expect(result.left).toBe(0);
    expect((await folder.pull()).texts.size).toBe(0);
    folder.write('tenant.yaml', tenant);
  });

  it('as a keyword keeps a change to this environment: what the others say does not change', async () => {
    const before = resolved('prod');
    await folder.pull({ as: 'keyword' });
    expect(lines('tenant.yaml').new).toEqual(["  session_lifetime: '@@TENANT_SESSION_LIFETIME@@'   # three days"]);
    expect(lines('environments/dev.yaml').new).toEqual(['  TENANT_SESSION_LIFETIME: 48']);
    expect(lines('environments/prod.yaml').new).toEqual(['  TENANT_SESSION_LIFETIME: 72']);
    expect(resolved('prod')).toBe(before);
    for (const [path, text] of Object.entries(files)) folder.write(path, text);
    await patch('/tenants/settings', { session_lifetime: 72 });
  });

  it('adds an item of a list before its marker, and takes a literal one away', async () => {
    const own = ['https://portal.dev.example/callback', 'https://more.dev.example/cb', 'https://new.example/cb'];
    await patch(`/clients/${ids['Portal']}`, { callbacks: own });
    const result = await folder.pull();
    expect(lines('tenant.yaml')).toEqual({
      old: ['      - https://fixed.example/callback   # for tests'],
      new: ['      - https://new.example/cb'],
    });
    expect(result.left).toBe(0);
    folder.write('tenant.yaml', tenant);
  });

  it('leaves an item to decide that the tenant does not have and that a marker gives', async () => {
    await patch(`/clients/${ids['Portal']}`, {
      callbacks: ['https://portal.dev.example/callback', 'https://fixed.example/callback'],
    });
    const result = await folder.pull();
    expect([result.texts.size, result.left]).toEqual([0, 1]);
    expect(result.lines.join('\n')).toContain('the item comes from @@MORE_CALLBACKS@@');
    await patch(`/clients/${ids['Portal']}`, {
      callbacks: [
        'https://portal.dev.example/callback',
        'https://fixed.example/callback',
        'https://more.dev.example/cb',
      ],
    });
  });

  it('brings in lines of code and leaves the markers in its comments', async () => {
    const id = await idOf(folder.tenant, '/actions/actions', 'Check');
    await patch(`/actions/actions/${id}`, {
      code: code.replace('##PORTAL##', 'https://portal.dev.example').replace('= 5;', '= 7; // ##ABC##'),
    });
    await folder.tenant.request('POST', `/actions/actions/${id}/deploy`);
    const result = await folder.pull();
    expect(lines('actions/check.js')).toEqual({
      old: ['  const limit = 5;'],
      new: [String.raw`  const limit = 7; // \##ABC##`],
    });
    expect([result.left, (await folder.pull()).texts.size]).toEqual([0, 0]);
  });

  it('writes nothing of a deploy that may be on its way', async () => {
    const id = await idOf(folder.tenant, '/actions/actions', 'Check');
    const { body } = await folder.tenant.request('GET', `/actions/actions/${id}`);
    const { code: live } = body as { code: string };
    await folder.tenant.request('PATCH', `/actions/actions/${id}`, { code: live.replace('= 7;', '= 8;') });
    const result = await folder.pull();
    expect([folder.read('actions/check.js').includes('= 8;'), result.left]).toEqual([true, 1]);
    expect(folder.read('tenant.yaml')).toContain('    deployed: true\n');
    expect(result.lines.join('\n')).toContain('Auth0 may still be at it: pull again in a moment');
    await folder.tenant.request('POST', `/actions/actions/${id}/deploy`);
    expect((await folder.pull()).left).toBe(0);
  });

  it('leaves what several in the tenant have the name of, and says their ids', async () => {
    const name = { name: 'Worker', app_type: 'native' };
    const { body } = await folder.tenant.request('POST', '/clients', name);
    const result = await folder.pull();
    expect(result.texts.size).toBe(0);
    expect(result.lines.join('\n')).toContain('2 in the tenant have this name (');
    const { client_id: id } = body as { client_id: string };
    await folder.tenant.request('DELETE', `/clients/${id}`);
  });

  it('brings in a type that no file mentions when it is asked for: all of it, with what belongs to it', async () => {
    for (const name of ['north', 'south']) await folder.tenant.request('POST', '/organizations', { name });
    const domains = (await folder.pull()).lines;
    expect(domains.join('\n')).not.toContain('organizations');
    const one = await folder.pull({ only: ['organizations/north'] });
    expect([one.texts.size, one.lines.join('\n')]).toEqual([
      0,
      expect.stringContaining('--only organizations brings in all'),
    ]);
    const all = await folder.pull({ only: ['organizations', 'tenant'], new: 'shared' });
    expect(all.lines.join('\n')).not.toContain('Left');
    expect(folder.read('tenant.yaml')).toContain('organizations:\n');
    expect((await folder.pull()).texts.size).toBe(0);
    folder.write('tenant.yaml', tenant);
    const { body } = await folder.tenant.request('GET', '/organizations');
    for (const { id } of body as { id: string }[]) await folder.tenant.request('DELETE', `/organizations/${id}`);
  });

  it('never touches secrets, nor what the API does not return', () => {
    const text = Object.keys(files)
      .map((path) => folder.read(path))
      .join('\n');
    expect(text).toContain('smtp_pass: ##SMTP_PASS##');
    expect(text).toContain('        value: ##PORTAL##\n');
  });

  it('adds and takes away what belongs to a resource', async () => {
    const role = await idOf(folder.tenant, '/roles', 'Manager');
    const permissions = ['read:parcels', 'write:parcels'].map((permission_name) => ({
      permission_name,
      resource_server_identifier: 'https://portal.dev.example/api',
    }));
    await folder.tenant.request('POST', `/roles/${role}/permissions`, { permissions });
    // The files leave the list of this role to the tenant.
    expect((await folder.pull()).texts.size).toBe(0);
    const courier = await idOf(folder.tenant, '/roles', 'Courier');
    await folder.tenant.request('POST', `/roles/${courier}/permissions`, { permissions: permissions.slice(1) });
    const { left } = await folder.pull();
    expect(left).toBe(0);
    expect(lines('tenant.yaml').new).toEqual([
      '      - permission_name: write:parcels',
      "        resource_server_identifier: '##PORTAL##/api'",
    ]);
    await folder.tenant.request('DELETE', `/roles/${courier}/permissions`, { permissions });
    await folder.pull();
    expect(folder.read('tenant.yaml')).toBe(tenant.replace(/ {4}permissions:\n.*\n.*\n/, '    permissions: []\n'));
    folder.write('tenant.yaml', tenant);
    await folder.tenant.request('POST', `/roles/${courier}/permissions`, { permissions: permissions.slice(0, 1) });
  });

  it('writes a new resource into a file of the environment alone, or behind the others of its type', async () => {
    await folder.tenant.request('POST', '/roles', { name: 'Driver', description: 'Drives ##VAN##' });
    await folder.pull();
    expect(folder.read('environments/dev/people.yaml')).toContain(String.raw`description: Drives \##VAN##`);
    expect((await folder.pull()).texts.size).toBe(0);
    folder.write('environments/dev/people.yaml', '# nothing yet\nroles: []\n');
    await folder.pull({ new: 'shared' });
    expect(lines('tenant.yaml').new).toEqual(['  - name: Driver', String.raw`    description: Drives \##VAN##`]);
    folder.write('tenant.yaml', tenant);
    const skipped = await folder.pull({ new: 'skip' });
    expect([skipped.texts.size, skipped.left]).toEqual([0, 1]);
    const id = await idOf(folder.tenant, '/roles', 'Driver');
    await folder.tenant.request('DELETE', `/roles/${id}`);
  });

  it('keeps what is gone in the tenant, and says so, or takes it out', async () => {
    const id = await idOf(folder.tenant, '/roles', 'Manager');
    await folder.tenant.request('DELETE', `/roles/${id}`);
    const kept = await folder.pull();
    expect([kept.texts.size, kept.left]).toEqual([0, 1]);
    await folder.pull({ gone: 'remove' });
    expect(lines('tenant.yaml')).toEqual({ old: ['  - name: Manager', '    description: Manages'], new: [] });
    folder.write('tenant.yaml', tenant);
    await folder.tenant.request('POST', '/roles', { name: 'Manager', description: 'Manages' });
  });

  it('is about what was chosen only', async () => {
    await patch('/tenants/settings', { friendly_name: 'Other' });
    await patch(`/clients/${ids['Worker']}`, { app_type: 'spa' });
    const result = await folder.pull({ only: ['clients/Worker'] });
    expect([...result.texts.keys()].length).toBe(1);
    expect(lines('tenant.yaml').new).toEqual(['    app_type: spa']);
    folder.write('tenant.yaml', tenant);
    await patch('/tenants/settings', { friendly_name: 'Parcels' });
    await patch(`/clients/${ids['Worker']}`, { app_type: 'non_interactive' });
  });

  it('follows a reference to another resource by its name', async () => {
    const result = await folder.pull();
    expect(result.found).toEqual([]);
  });
});
