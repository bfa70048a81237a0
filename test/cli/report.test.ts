import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { project, tenantry, writeFiles } from './support/tenantry.ts';
import type { Result } from './support/tenantry.ts';

const at = ['acme', '--env', 'dev'];
let cwd: string;
const call = (...args: string[]): Promise<Result> => tenantry(args, { cwd });
/** The same project once more, as each apply leaves another one. */
const copyOf = (folder: string): string => {
  const copy = mkdtempSync(join(tmpdir(), 'tenantry-report-'));
  onTestFinished(() => rmSync(copy, { recursive: true }));
  cpSync(folder, copy, { recursive: true });
  return copy;
};
const write = (name: string, content: string | Uint8Array): void => writeFileSync(join(cwd, name), content);
const read = (name: string): string => readFileSync(join(cwd, name), 'utf8');

beforeAll(async () => {
  cwd = project({
    'roles.yaml': 'roles: [{ name: Courier, description: Drives }, { name: Gone }]\n',
    'clients.yaml': 'clients: [{ name: Portal, callbacks: [https://a.test, https://b.test] }]\n',
    'pages.yaml': 'pages: [{ name: error_page, html: "<p>one</p>\\n<p>two</p>\\n" }]\n',
    'environments/dev.yaml': 'domain: local\npolicy: { delete: true }\n',
  });
  await call('apply', ...at, '--yes');
  writeFiles(cwd, {
    'tenants/acme/roles.yaml': 'roles: [{ name: Courier, description: Rides }, { name: New }]\n',
    'tenants/acme/clients.yaml':
      'clients: [{ name: Portal, callbacks: [https://b.test, https://a.test, https://c.test] }]\n',
    'tenants/acme/pages.yaml': 'pages: [{ name: error_page, html: "<p>one</p>\\n<p>2</p>\\n" }]\n',
  });
  await call('plan', ...at, '--out', 'plan.json');
});

describe('a report of what is there', () => {
  it('of a saved plan is what the plan showed, in every format', async () => {
    for (const format of ['text', 'json', 'markdown', 'html']) {
      const shown = await call('plan', ...at, '--format', format);
      const again = await call('report', 'plan.json', '--format', format);
      expect(again).toMatchObject({ code: 0 });
      expect(again.stdout, format).toBe(shown.stdout);
    }
  });

  it('of a saved plan has the map of what the plan touches, without any secret', async () => {
    const secret = 'a-team-that-nobody-may-know';
    const own = project({
      'tenant.yaml': `resourceServers: [{ name: Parcels, identifier: https://parcels.test, scopes: [{ value: read }] }]
clients: [{ name: Scanner, app_type: non_interactive, client_metadata: { team: ##TEAM## } }]
clientGrants: [{ client_id: Scanner, audience: https://parcels.test, scope: [read] }]
`,
      'environments/dev.yaml': 'domain: local\nsecrets: { TEAM: { env: TEAM } }\n',
    });
    const options = { cwd: own, env: { TEAM: secret } };
    const shown = await tenantry(['plan', ...at, '--out', 'plan.json', '--format', 'html'], options);
    expect(shown).toMatchObject({ code: 2 });
    expect(readFileSync(join(own, 'plan.json'), 'utf8')).not.toContain(secret);
    const again = await tenantry(['report', 'plan.json', '--format', 'html'], options);
    expect(again.stdout).toContain('<aside aria-labelledby="map">');
    expect(again.stdout).toBe(shown.stdout);
    expect(await tenantry(['apply', ...at, '--plan', 'plan.json', '--yes'], options)).toMatchObject({ code: 0 });
  });

  it('of the JSON of a plan or of drift is what the command showed', async () => {
    for (const command of ['plan', 'drift']) {
      write('result.json', (await call(command, ...at, '--format', 'json')).stdout);
      for (const format of ['text', 'json', 'markdown']) {
        const shown = await call(command, ...at, '--format', format);
        expect((await call('report', 'result.json', '--format', format)).stdout, `${command} ${format}`).toBe(
          shown.stdout,
        );
      }
    }
  });

  it('of a recorded run, and of the JSON of one, is what show prints', async () => {
    const shown = await call('show', 'last');
    expect((await call('report', 'last')).stdout).toBe(shown.stdout);
    write('run.json', (await call('show', 'last', '--format', 'json')).stdout);
    expect((await call('report', 'run.json')).stdout).toBe(shown.stdout);
  });

  it('of an apply says what was done, how long it took and how it is taken back, as the apply itself does', async () => {
    const own = project({
      'roles.yaml': 'roles: [{ name: Courier, description: Drives }]\n',
      'environments/dev.yaml': 'domain: local\n',
    });
    const results = await Promise.all(
      ['json', 'markdown', 'html'].map(async (format) => {
        const { code, stdout } = await tenantry(['apply', ...at, '--yes', '--format', format], { cwd: copyOf(own) });
        expect(code).toBe(0);
        return stdout;
      }),
    );
    const [json = '', ...others] = results;
    expect(JSON.parse(json)).toMatchObject({
      outcomes: [{ address: 'roles/Courier', status: 'done' }],
      took: {
        seconds: expect.any(Number) as number,
        requests: expect.any(Number) as number,
        run: expect.any(String) as string,
      },
    });
    write('applied.json', json);
    others.push((await call('report', 'applied.json', '--format', 'markdown')).stdout);
    for (const page of others) {
      expect(page).toMatch(/1 done/);
      expect(page).toMatch(/done.* create .*roles\/Courier/);
      expect(page).toContain('description: ');
      expect(page).toMatch(/tenantry rollback acme --env dev --run \w+/);
    }
  });

  it('in a file has the form that its name says, and --format says it over that', async () => {
    const saved = await call('report', 'plan.json', '--out', 'out/plan.html');
    expect(saved).toMatchObject({ code: 0, stdout: '', stderr: expect.stringContaining('out/plan.html') as string });
    expect(read('out/plan.html')).toMatch(/^<!doctype html>/);
    await call('report', 'plan.json', '--out', 'plan.md');
    expect(read('plan.md')).toContain('### 1 to delete');
    await call('report', 'plan.json', '--out', 'plan.txt', '--format', 'markdown');
    expect(read('plan.txt')).toContain('### 1 to delete');
    await call('report', 'plan.json', '--out', 'plan.log');
    expect(read('plan.log')).toContain('- delete roles/Gone');
  });

  it('is read as shells write it: with a byte order mark, and as UTF-16', async () => {
    const { stdout } = await call('plan', ...at, '--format', 'json');
    write('wide.json', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(stdout, 'utf16le')]));
    write('bom.json', `\uFEFF${stdout}`);
    const { stdout: text } = await call('plan', ...at);
    expect((await call('report', 'wide.json')).stdout).toBe(text);
    expect((await call('report', 'bom.json')).stdout).toBe(text);
  });

  it('leads to the lines of the repository where it is made from a checkout of one', async () => {
    const env = {
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_REPOSITORY: 'acme/tenants',
      GITHUB_SHA: '4be21f0',
      GITHUB_WORKSPACE: join(cwd, '..'),
    };
    const { stdout } = await tenantry(['report', 'plan.json', '--format', 'html'], { cwd, env });
    const folder = cwd.split('/').at(-1) ?? '';
    expect(stdout).toContain(
      `<a href="https://github.com/acme/tenants/blob/4be21f0/${folder}/tenants/acme/roles.yaml#L1" rel="noreferrer">tenants/acme/roles.yaml:1</a>`,
    );
    const outside = { ...env, GITHUB_WORKSPACE: join(cwd, 'elsewhere'), GITHUB_SERVER_URL: 'javascript:alert(1)' };
    expect((await tenantry(['report', 'plan.json', '--format', 'html'], { cwd, env: outside })).stdout).not.toContain(
      '<a ',
    );
  });
});

describe('a report is refused', () => {
  const plan = (): Record<string, unknown> => JSON.parse(read('result.json')) as Record<string, unknown>;

  it.each<[string, string | Uint8Array | (() => string), string]>([
    ['of nothing', '', 'is damaged, or no JSON'],
    ['of half a file', () => read('plan.json').slice(0, 400), 'is damaged, or no JSON'],
    ['of bytes', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1, 2]), 'is damaged, or no JSON'],
    ['of a list', '[]', 'is neither a saved plan nor a result'],
    ['of another JSON', '{"name": "tenantry"}', 'is neither a saved plan nor a result'],
    ['of a result without a plan', '{"formatVersion": 2, "cases": []}', 'is neither a saved plan nor a result'],
    [
      'of another version',
      '{"formatVersion": 99, "changes": []}',
      'has the formatVersion 99, and this is tenantry for 2',
    ],
    ['of a changed plan', () => read('plan.json').replace('Rides', 'Flies'), 'it is not what was saved'],
    ['of nesting without end', `${'['.repeat(200_000)}${']'.repeat(200_000)}`, 'is '],
    [
      'of a wrong shape',
      () => JSON.stringify({ ...plan(), changes: [{ address: 3 }] }),
      'changes[0].address has to be a string',
    ],
    [
      'of an action that is none',
      () => JSON.stringify({ ...plan(), changes: [{ address: 'a', type: 'a', action: '<b>', fields: [] }] }),
      'changes[0].action has to be one of',
    ],
    [
      'of an outcome that is none',
      () =>
        JSON.stringify({ formatVersion: 2, plan: plan(), outcomes: [{ address: 'a', action: 'create', status: 'x' }] }),
      'outcomes[0].status has to be one of done, failed',
    ],
  ])('%s', async (_what, content, said) => {
    write('result.json', (await call('plan', ...at, '--format', 'json')).stdout);
    write('given.json', typeof content === 'function' ? content() : content);
    const { code, stdout, stderr } = await call('report', 'given.json', '--out', 'never.html');
    expect(stderr).toContain(said);
    expect(stderr).toContain('given.json');
    expect([code, stdout]).toEqual([1, '']);
    expect(() => read('never.html')).toThrow('ENOENT');
  });

  it('where there is neither a file nor a run, or a folder', async () => {
    mkdirSync(join(cwd, 'folder'), { recursive: true });
    expect(await call('report', 'nowhere.json')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('there is no file nowhere.json, and no run of that id') as string,
    });
    expect(await call('report', '')).toMatchObject({ code: 1 });
    expect(await call('report', 'folder')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('folder is a folder') as string,
    });
    expect(await call('report', 'plan.json', '--out', 'folder')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('cannot be written') as string,
    });
  });
});

it('whatever a result has in it, the report shows it and does nothing', async () => {
  const hostile = '</style></script><script>alert(1)</script>\u202E\u001B[2J\n::error::planted';
  write('result.json', (await call('plan', ...at, '--format', 'json')).stdout);
  const plan = JSON.parse(read('result.json')) as { changes: object[] };
  const change = {
    address: hostile,
    type: hostile,
    action: 'update',
    fields: [{ path: hostile, before: hostile, after: { [hostile]: [hostile] } }],
  };
  const waves = [[{ do: 'update', address: hostile }]];
  write('given.json', JSON.stringify({ ...plan, tenant: hostile, changes: [change], waves }));
  for (const format of ['text', 'markdown', 'html']) {
    const { stdout, code } = await call('report', 'given.json', '--format', format);
    expect(code).toBe(0);
    expect(stdout).not.toMatch(/(?![\n\t])[\p{Cc}\p{Cf}]|^\s*::error/mu);
  }
  const { stdout: page } = await call('report', 'given.json', '--format', 'html');
  expect(page.split('<script').length).toBe(2);
});
