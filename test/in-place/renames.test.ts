import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { idOf } from '../regressions/support.ts';
import { files, tenant } from './support/acme.ts';
import { changedLines, folderOf } from './support/folder.ts';
import type { Folder } from './support/folder.ts';

let folder: Folder;
let worker: string;
let manager: string;

const lines = (path: keyof typeof files): ReturnType<typeof changedLines> =>
  changedLines(files[path], folder.read(path));

function reset(): void {
  for (const [path, text] of Object.entries(files)) folder.write(path, text);
}

async function rename(path: string, name: string): Promise<void> {
  const { status } = await folder.tenant.request('PATCH', path, { name });
  expect(status).toBe(200);
}

describe('what was renamed in the tenant', () => {
  beforeAll(async () => {
    folder = await folderOf(files);
    worker = await idOf(folder.tenant, '/clients?per_page=100', 'Worker');
    manager = await idOf(folder.tenant, '/roles', 'Manager');
  });
  afterAll(() => folder.close());

  it('gets its new name where it is declared and at every reference, and the other environments are told by moved', async () => {
    await rename(`/clients/${worker}`, 'Night worker');
    const known = new Map([['clients/Worker', worker]]);
    folder.write('environments/dev.yaml', `${files['environments/dev.yaml']}policy: { protect: [clients/Worker] }\n`);
    const result = await folder.pull({}, undefined, known);
    expect(folder.read('tenant.yaml')).toBe(
      `${tenant
        .replace('- name: Worker   # nightly', '- name: Night worker   # nightly')
        .replace(
          'client_id: Worker',
          'client_id: Night worker',
        )}\nmoved:\n  - from: clients/Worker\n    to: clients/Night worker\n`,
    );
    expect(folder.read('environments/dev.yaml')).toContain('policy: { protect: [clients/Night worker] }');
    expect(result.lines.join('\n')).toMatch(/clients\/Worker\n {2}name +"Worker" -> "Night worker"/);
    expect([result.left, (await folder.pull({}, undefined, known)).texts.size]).toEqual([0, 0]);
  });

  it('and was pulled before is recognised again by what the files say of its names', async () => {
    await rename(`/clients/${worker}`, 'Day worker');
    const result = await folder.pull({}, undefined, new Map([['clients/Worker', worker]]));
    expect(result.left).toBe(0);
    expect(folder.read('tenant.yaml')).toContain('  - from: clients/Night worker\n    to: clients/Day worker\n');
    expect((await folder.pull()).texts.size).toBe(0);
  });

  it('and has its old name again needs no word of it, but in the environments that have the new one', async () => {
    folder.write(
      'tenant.yaml',
      `${tenant.replaceAll('Worker', 'Hand')}moved:\n  - { from: clients/Worker, to: clients/Hand }\n`,
    );
    await rename(`/clients/${worker}`, 'Worker');
    const result = await folder.pull({}, undefined, new Map([['clients/Hand', worker]]));
    expect(result.left).toBe(0);
    expect(folder.read('tenant.yaml')).toBe(`${tenant}moved:\n  - from: clients/Hand\n    to: clients/Worker\n`);
    reset();
  });

  it('becomes one keyword with --as keyword, and the others keep the name', async () => {
    await rename(`/clients/${worker}`, 'Night worker');
    const result = await folder.pull({ as: 'keyword' }, undefined, new Map([['clients/Worker', worker]]));
    expect(result.left).toBe(0);
    expect(folder.read('tenant.yaml')).toBe(
      tenant
        .replace('- name: Worker   # nightly', "- name: '##WORKER_NAME##'   # nightly")
        .replace('client_id: Worker', "client_id: '##WORKER_NAME##'"),
    );
    expect(lines('environments/dev.yaml').new).toEqual(['  WORKER_NAME: Night worker']);
    expect(lines('environments/prod.yaml').new).toEqual(['  WORKER_NAME: Worker']);
    await rename(`/clients/${worker}`, 'Worker');
    reset();
  });

  it('is recognised without a record by what it says, when nothing else says the same', async () => {
    await rename(`/roles/${manager}`, 'Head');
    const result = await folder.pull();
    expect(result.left).toBe(0);
    expect(folder.read('tenant.yaml')).toBe(
      `${tenant.replace('- name: Manager', '- name: Head')}\nmoved:\n  - from: roles/Manager\n    to: roles/Head\n`,
    );
    reset();
  });

  it('is no guess: two that say the same are left, and told, unless it is to be taken for gone', async () => {
    await folder.tenant.request('POST', '/roles', { name: 'Chief', description: 'Manages' });
    const result = await folder.pull();
    expect([result.texts.size, result.left]).toEqual([0, 3]);
    expect(result.lines.join('\n')).toContain(
      'it may be roles/Chief or roles/Head now, by another name: nobody can tell',
    );
    const taken = await folder.pull({ gone: 'remove', new: 'shared' });
    expect([taken.left, folder.read('tenant.yaml').includes('name: Manager')]).toEqual([0, false]);
    reset();
  });

  it('is another one by the same name when the id that was applied last is gone', async () => {
    const result = await folder.pull({}, undefined, new Map([['roles/Manager', 'rol_gone']]));
    expect(result.lines.join('\n')).toContain('the tenant does not have it; the next apply makes it again');
    expect(folder.read('environments/dev/people.yaml')).toContain('name: Head');
  });

  it('is no answer that lacks the name: what it is called is not known, and it is left', async () => {
    reset();
    const snapshot = await folder.snapshot();
    const nameless = snapshot.rows.map((list) => ({
      ...list,
      rows: list.type !== 'roles' ? list.rows : list.rows.map(({ name: _name, ...row }) => row),
    }));
    const result = await folder.pull({}, { ...snapshot, rows: nameless });
    expect(result.lines.join('\n')).not.toContain('->');
    expect(folder.read('tenant.yaml')).toBe(tenant);
  });

  it('by the files and not yet in the tenant is left for the next apply', async () => {
    const own = folder.read('environments/dev/people.yaml').replace('Head', 'Boss');
    folder.write('environments/dev/people.yaml', `${own}moved:\n  - { from: roles/Head, to: roles/Boss }\n`);
    folder.write('tenant.yaml', tenant.replace('  - name: Manager\n    description: Manages\n', ''));
    const result = await folder.pull();
    expect([result.texts.size, result.left]).toEqual([0, 1]);
    expect(result.lines.join('\n')).toContain(
      'the files say that it was renamed from roles/Head: the next apply does it',
    );
  });
});
