import { beforeEach, describe, expect, it } from 'vitest';
import type { TargetReport } from '../../src/model/target.ts';
import { readTargetReport } from '../../src/record/target-report.ts';
import { isLong } from '../support/long.ts';
import { deployer, emulate, project, tenantry, writeFiles } from '../cli/support/tenantry.ts';
import type { Served } from '../cli/support/tenantry.ts';
import { action } from './support/action.ts';
import type { ActionResult } from './support/action.ts';

const yaml = `emailProvider:
  name: smtp
  default_from_address: mail@acme.example
  credentials: { smtp_host: smtp.acme.example, smtp_port: 587, smtp_user: acme, smtp_pass: ##SMTP_PASSWORD## }
roles:
  - name: Courier
    description: Drives
`;
const password = 'a-password-of-the-mail-server';

let server: Served;
let cwd: string;

const environment = (more = ''): string =>
  `domain: ${server.url}\nallow_shared_domain: true\nsecrets: { SMTP_PASSWORD: { env: SMTP_PASSWORD } }\n${more}`;

beforeEach(async () => {
  server = await emulate();
  cwd = project({ 'tenant.yaml': yaml, 'environments/dev.yaml': environment() });
});

const step = (inputs: Record<string, string>, env: Record<string, string> = {}): Promise<ActionResult> =>
  action(inputs, { cwd, env: { ...deployer, SMTP_PASSWORD: password, ...env } });
const on = (command: string, more: Record<string, string> = {}): Promise<ActionResult> =>
  step({ command, tenant: 'acme', env: 'dev', ...more });
const reportOf = ({ files }: ActionResult, id = 'acme-dev'): TargetReport =>
  JSON.parse(files[`${id}/report.json`] ?? '{}') as TargetReport;

describe('a plan', () => {
  it('comes out as outputs, files and a summary, and does not fail for changes', async () => {
    const result = await on('plan');
    expect(result, result.log).toMatchObject({ code: 0 });
    expect(result.outputs).toMatchObject({
      'exit-code': '2',
      outcome: 'changes',
      changes: 'true',
      create: '2',
      delete: '0',
      errors: '0',
      title: '2 to create, 0 unchanged',
      'plan-file': `${result.reports}/acme-dev/plan.json`,
      'report-html': `${result.reports}/acme-dev/acme-dev.plan.html`,
    });
    expect(result.outputs['plan-digest']).toMatch(/^[0-9a-f]{64}$/);
    expect(Object.keys(result.files).sort()).toEqual([
      'acme-dev/acme-dev.plan.html',
      'acme-dev/plan.json',
      'acme-dev/plan.md',
      'acme-dev/report.json',
    ]);
    expect(result.summary).toContain('roles/Courier');
    expect(readTargetReport('report.json', result.files['acme-dev/report.json'] ?? '')).toMatchObject({ ring: 'dev' });
    expect(reportOf(result)).toMatchObject({
      id: 'acme-dev',
      command: 'plan',
      outcome: 'changes',
      planDigest: result.outputs['plan-digest'],
    });
  });

  it('offline needs no credentials, and says of when its snapshot is', async () => {
    const pulled = await tenantry(['pull', 'acme', '--env', 'dev', '--snapshot'], { cwd, env: deployer });
    expect(pulled, pulled.stderr).toMatchObject({ code: 0 });
    const result = await action({ command: 'plan', tenant: 'acme', env: 'dev', offline: 'true' }, { cwd });
    expect(result, result.log).toMatchObject({ code: 0, outputs: { outcome: 'changes', create: '2' } });
    expect(reportOf(result).snapshotOf).toMatch(/^\d{4}-/);
  });

  it('is of the only tenant there is when none is named', async () => {
    expect(Object.keys((await step({ command: 'plan', env: 'dev' })).files)).toContain('acme-dev/plan.json');
  });

  it('links the places of files on its page, at the commit of the pull request', async () => {
    const event = { pull_request: { head: { sha: 'a'.repeat(40) }, base: { sha: 'b'.repeat(40) } } };
    const env = {
      ...deployer,
      SMTP_PASSWORD: password,
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_REPOSITORY: 'acme/tenants',
      GITHUB_SHA: 'c'.repeat(40),
    };
    const { files } = await action({ command: 'plan', tenant: 'acme', env: 'dev' }, { cwd, env, event });
    const url = `https://github.com/acme/tenants/blob/${'a'.repeat(40)}/tenants/acme/tenant.yaml#L6`;
    expect(files['acme-dev/acme-dev.plan.html']).toContain(url);
  });

  it('has no secret in anything that it leaves, and takes secrets out of the log before it says anything', async () => {
    const result = await on('plan');
    const [first] = result.commands.filter(({ name }) => name !== 'group');
    expect(first).toEqual({ name: 'add-mask', properties: {}, message: password });
    const said = result.log.split('\n').filter((line) => !line.startsWith('::add-mask::'));
    const left = [...said, result.summary, ...Object.values(result.outputs), ...Object.values(result.files)];
    for (const secret of [password, deployer.AUTH0_CLIENT_SECRET]) expect(left.join('\n')).not.toContain(secret);
    expect(result.commands.map(({ message }) => message)).toContain(deployer.AUTH0_CLIENT_SECRET);
  });

  it('masks each line of a secret of several lines', async () => {
    const key = [
      '-----BEGIN KEY-----',
      'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A',
      'T5+7xaLpSy3rPfMNwA9n0H0qBthntKkT',
      '-----END KEY-----',
    ];
    const { commands } = await step({ command: 'plan', tenant: 'acme', env: 'dev' }, { SMTP_PASSWORD: key.join('\n') });
    const masked = commands.filter(({ name }) => name === 'add-mask').map(({ message }) => message);
    expect(masked).toEqual(expect.arrayContaining(key.slice(1, 3)));
    expect(masked.every((value) => !value.includes('\n'))).toBe(true);
  });

  it.each([
    ['error', 0],
    ['changes', 2],
    ['deletes', 0],
    ['never', 0],
  ])('with fail-on %s ends with %i when something is created', async (failOn, code) => {
    expect(await on('plan', { 'fail-on': failOn })).toMatchObject({ code });
  });

  it('with fail-on deletes fails for a delete', async () => {
    await server.call('POST', '/roles', { name: 'Old' });
    writeFiles(cwd, { 'tenants/acme/environments/dev.yaml': environment('policy: { delete: true }\n') });
    const result = await on('plan', { 'fail-on': 'deletes', annotate: 'deletes' });
    expect(result).toMatchObject({ code: 2, outputs: { delete: '1' } });
    expect(result.commands).toContainEqual({
      name: 'notice',
      properties: { title: 'acme/dev' },
      message: 'delete roles/Old',
    });
  });

  it('of files that are wrong is refused, with an annotation on the line in the repository', async () => {
    const repository = project({});
    writeFiles(repository, {
      'auth0/tenants/acme/tenant.yaml': `${yaml}clients:\n  - name: App\n    app_type: nothing\n`,
      'auth0/tenants/acme/environments/dev.yaml': environment(),
    });
    cwd = repository;
    const result = await on('plan', { 'working-directory': 'auth0' });
    expect(result).toMatchObject({
      code: 1,
      outputs: { outcome: 'refused', errors: '1', 'exit-code': '1', 'plan-file': '' },
    });
    const errors = result.commands.filter(({ name }) => name === 'error');
    expect(errors).toHaveLength(1);
    expect(errors[0]?.properties).toMatchObject({ file: 'auth0/tenants/acme/tenant.yaml', line: '10' });
    expect(reportOf(result)).toMatchObject({ outcome: 'refused', diagnostics: [{ severity: 'error' }] });
  });

  it('with fail-on never does not fail for errors either, and the output says them', async () => {
    writeFiles(cwd, { 'tenants/acme/tenant.yaml': 'roles: 7\n' });
    expect(await on('plan', { 'fail-on': 'never' })).toMatchObject({ code: 0, outputs: { 'exit-code': '1' } });
  });

  // It is tried for a while.
  it.runIf(isLong)('of a tenant that does not answer has failed', async () => {
    writeFiles(cwd, { 'tenants/acme/environments/dev.yaml': environment().replace(server.url, 'http://127.0.0.1:9') });
    const result = await on('plan');
    expect(result).toMatchObject({ code: 1, outputs: { outcome: 'failed', errors: '1' } });
  });

  it('has values that look like commands and delimiters as what they are', async () => {
    const name = 'x%0A::add-mask::plan\\n::error::no\\ntenantry_0';
    writeFiles(cwd, {
      'tenants/acme/tenant.yaml': `roles:\n  - name: "${name}"\n    description: "::stop-commands::now"\n`,
    });
    const result = await on('plan', { annotate: 'all' });
    expect(result.commands.map((one) => one.name)).not.toContain('stop-commands');
    expect(result.commands.filter(({ message }) => message === 'plan')).toEqual([]);
  });
});

describe('several targets', () => {
  it('are done one after the other, each with its own files, and the worst counts', async () => {
    writeFiles(cwd, {
      'tenants/dock/tenant.yaml': 'roles: 7\n',
      'tenants/dock/environments/dev.yaml': `domain: ${server.url}\n`,
    });
    const result = await step({ command: 'plan', targets: 'dock/dev, acme/dev' });
    expect(result).toMatchObject({ code: 1, outputs: { 'exit-code': '1', outcome: 'refused', create: '2' } });
    expect(result.outputs['plan-digest']).toMatch(/^acme-dev [0-9a-f]{64}$/);
    expect(Object.keys(result.files)).toEqual(expect.arrayContaining(['dock-dev/report.json', 'acme-dev/plan.json']));
    expect(result.commands.filter(({ name }) => name === 'group').map(({ message }) => message)).toEqual([
      'plan dock/dev',
      'plan acme/dev',
    ]);
    expect(result.outputs['title']).toBe('1 of 2 targets has changes');
  });

  it('may be none', async () => {
    expect(await step({ command: 'plan', targets: '[]' })).toMatchObject({ code: 0, outputs: { changes: 'false' } });
  });
});

describe('secrets of the repository', () => {
  const secrets = JSON.stringify({ SMTP_PASSWORD: password, TENANTRY_KEYWORD_X: 'never', DEPLOY_KEY: 'never-taken' });

  it('are taken by the names that the files declare', async () => {
    const result = await step({ command: 'apply', tenant: 'acme', env: 'dev', secrets }, { SMTP_PASSWORD: '' });
    expect(result, result.log).toMatchObject({ code: 0, outputs: { outcome: 'applied' } });
  });

  it('are not taken by other names, and what the step was given is no secret that files could ask for', async () => {
    const asking = environment().replace('{ env: SMTP_PASSWORD }', '{ env: INPUT_TOKEN }');
    writeFiles(cwd, { 'tenants/acme/environments/dev.yaml': asking });
    const result = await on('apply', { secrets, token: 'the-token-of-the-job' });
    expect(result).toMatchObject({ code: 1, outputs: { outcome: 'refused' } });
    expect(result.log).toContain('INPUT_TOKEN');
  });
});

describe('an apply', () => {
  it('does what was approved, and then there is nothing to do', async () => {
    const { files } = await on('plan');
    writeFiles(cwd, { 'approved/acme-dev/7.plan.json': files['acme-dev/plan.json'] ?? '' });
    const applied = await on('apply', { approved: 'approved' });
    expect(applied, applied.log).toMatchObject({ code: 0, outputs: { outcome: 'applied', changes: 'true' } });
    expect(reportOf(applied).outcomes).toHaveLength(2);
    expect(Object.keys(applied.files)).toContain('acme-dev/acme-dev.apply.html');
    const again = await on('apply', { approved: 'approved' });
    expect(again, again.log).toMatchObject({ code: 0, outputs: { outcome: 'nothing', changes: 'false' } });
  });

  it('of which nothing was approved is refused, and a person approves its plan by the digest', async () => {
    const refused = await on('apply', { approved: 'approved' });
    expect(refused, refused.log).toMatchObject({ code: 1, outputs: { outcome: 'refused' } });
    expect(await server.call('GET', '/roles')).toEqual([]);
    const digest = refused.outputs['plan-digest'] ?? '';
    expect(refused.log).toContain(digest);
    expect(refused.log).toMatch(/Nothing is approved for acme-dev: \S+approved is not there/);
    expect(Object.keys(refused.files)).toContain('acme-dev/plan.json');
    const applied = await on('apply', { approved: 'approved', 'approve-digest': digest });
    expect(applied, applied.log).toMatchObject({ code: 0, outputs: { outcome: 'applied' } });
  });

  it('with nothing approved and nothing to do is fine', async () => {
    await on('apply');
    writeFiles(cwd, { 'tenants/acme/tenant.yaml': yaml.replace(/emailProvider:[^]*?roles:/, 'roles:') });
    const result = await on('apply', { approved: 'approved' });
    expect(result, result.log).toMatchObject({ code: 0, outputs: { outcome: 'nothing' } });
  });
});

it('the action that is shipped does the same in a process of its own', async () => {
  const inputs = { command: 'plan', tenant: 'acme', env: 'dev', 'fail-on': 'changes' };
  const env = { ...deployer, SMTP_PASSWORD: password };
  const result = await action(inputs, { cwd, env, isBuilt: true });
  expect(result, result.log).toMatchObject({ code: 2, outputs: { create: '2', outcome: 'changes' } });
  expect(Object.keys(result.files)).toContain('acme-dev/plan.json');
  // It may have to be built first.
}, 300_000);
