import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { idOf } from '../regressions/support.ts';
import { asFolder } from '../support/as-folder.ts';
import { files as acme } from './support/acme.ts';
import { folderOf } from './support/folder.ts';
import type { Folder } from './support/folder.ts';

const template = `emailTemplates:
  - template: welcome_email
    body: ./welcome.html
    from: a@parcels.example
    subject: Welcome
    syntax: liquid
    enabled: true
`;
const files = asFolder({
  ...acme,
  'tenant.yaml': `${acme['tenant.yaml']}${template}customDomains: []\n`,
  'welcome.html': '<p>Welcome</p>\n',
});

let folder: Folder;

describe('a pull into a folder of JSON files', () => {
  beforeAll(async () => {
    folder = await folderOf(files);
  });
  afterAll(() => folder.close());

  it('changes one line of one file', async () => {
    const id = await idOf(folder.tenant, '/roles', 'Manager');
    await folder.tenant.request('PATCH', `/roles/${id}`, { description: 'Leads' });
    const result = await folder.pull();
    expect([result.left, result.counts]).toEqual([0, { files: 1, lines: 1 }]);
    expect(folder.read('roles/1.json')).toBe(files['roles/1.json']?.replace('Manages', 'Leads'));
  });

  it('makes a file of its own for what is new, in the folder of its type, and one for its code', async () => {
    await folder.tenant.request('POST', '/roles', { name: 'Driver: night', description: 'Drives ##VAN##' });
    await folder.tenant.request('POST', '/actions/actions', {
      name: 'Greet',
      code: 'exports.onExecutePostLogin = async () => {};\n',
      supported_triggers: [{ id: 'post-login', version: 'v3' }],
    });
    const result = await folder.pull({ new: 'shared' });
    expect(result.left).toBe(0);
    expect(JSON.parse(folder.read('roles/Driver- night.json'))).toEqual({
      name: 'Driver: night',
      description: String.raw`Drives \##VAN##`,
    });
    expect(folder.list('actions')).toContain('Greet.json');
    expect(folder.read('actions/greet/code.js')).toContain('onExecutePostLogin');
    expect((await folder.pull({ new: 'shared' })).texts.size).toBe(0);
  });

  it('makes it below the folder of the environment when it is for that alone', async () => {
    await folder.tenant.request('POST', '/roles', { name: 'Tester' });
    expect((await folder.pull()).left).toBe(0);
    expect(folder.list('environments/dev/roles')).toEqual(['Tester.json']);
    expect((await folder.pull()).texts.size).toBe(0);
  });

  it('takes away the files of what is gone, with those that only it names; a folder of none is kept', async () => {
    for (const name of ['Greet', 'Check']) {
      const id = await idOf(folder.tenant, '/actions/actions', name);
      await folder.tenant.request('DELETE', `/actions/actions/${id}?force=true`);
    }
    const kept = await folder.pull();
    expect([kept.texts.size, kept.left]).toEqual([0, 2]);
    expect((await folder.pull({ gone: 'remove' })).left).toBe(0);
    expect(folder.list('actions').filter((name) => /\.js(on)?$/.test(name))).toEqual([]);
    expect(folder.list('actions')).toContain('.gitkeep');
    expect(folder.list('actions/greet')).toEqual([]);
    expect((await folder.pull()).found).toEqual([]);
  });

  it('changes the page beside a template, and not the template', async () => {
    const name = 'emails/welcome_email';
    const json = folder.read(`${name}.json`);
    await folder.tenant.request('PATCH', '/email-templates/welcome_email', { body: '<p>Hello</p>\n' });
    expect((await folder.pull()).lines.join('\n')).not.toContain('Left');
    expect([folder.read(`${name}.json`), folder.read(`${name}.html`)]).toEqual([json, '<p>Hello</p>\n']);
  });

  it('renames in the file that is there', async () => {
    const id = await idOf(folder.tenant, '/clients?per_page=100', 'Worker');
    await folder.tenant.request('PATCH', `/clients/${id}`, { name: 'Night worker' });
    const result = await folder.pull({}, undefined, new Map([['clients/Worker', id]]));
    expect(result.lines.join('\n')).not.toContain('Left');
    expect(folder.read('clients/1.json')).toContain('"name": "Night worker"');
    expect(folder.read('grants/0.json')).toContain('"client_id": "Night worker"');
  });

  it('puts what is new into the one file that a type has', async () => {
    await folder.tenant.request('POST', '/custom-domains', {
      domain: 'login.parcels.example',
      type: 'auth0_managed_certs',
    });
    const result = await folder.pull({ new: 'shared' });
    expect(result.lines.join('\n')).not.toContain('Left');
    expect([result.left, JSON.parse(folder.read('custom-domains/custom-domains.json'))]).toEqual([
      0,
      [expect.objectContaining({ domain: 'login.parcels.example' })],
    ]);
  });
});
