import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { deployer, ended, emulate, project, start, tenantry, writeFiles } from './support/tenantry.ts';
import { isLong, someOf } from '../support/long.ts';
import type { Result, Served } from './support/tenantry.ts';

const before = `resourceServers:
  - { name: Parcels, identifier: https://parcels.test, scopes: [{ value: read, description: Read }, { value: write, description: Write }] }
clients:
  - { name: Scanner, app_type: non_interactive, client_metadata: { team: depot } }
  - { name: Old, app_type: spa }
clientGrants:
  - { client_id: Scanner, audience: https://parcels.test, scope: [read] }
roles:
  - name: Courier
    description: Drives
    permissions: [{ permission_name: read, resource_server_identifier: https://parcels.test }]
  - name: Gone
    permissions: [{ permission_name: write, resource_server_identifier: https://parcels.test }]
connections:
  - { name: work, strategy: oidc, options: { client_id: a, client_secret: first-secret, issuer: https://a.test, type: back_channel } }
`;

const after = `resourceServers:
  - { name: Parcels, identifier: https://parcels.test, token_lifetime: 60, scopes: [{ value: read, description: Read }, { value: write, description: Write }] }
clients:
  - { name: Scanner, app_type: non_interactive, description: Scans, client_metadata: { team: yard, shift: night } }
  - { name: New, app_type: spa }
clientGrants:
  - { client_id: Scanner, audience: https://parcels.test, scope: [read, write] }
roles:
  - name: Courier
    description: Walks
    permissions: [{ permission_name: write, resource_server_identifier: https://parcels.test }]
connections:
  - { name: work, strategy: oidc, options: { client_id: a, client_secret: second-secret, issuer: https://a.test, type: back_channel, scope: openid } }
`;

interface Setting {
  cwd: string;
  server: Served;
  call: (...args: string[]) => Promise<Result>;
  files: (yaml: string) => void;
}

async function setting(yaml: string, ...options: string[]): Promise<Setting> {
  const server = await emulate(...options);
  const cwd = project({
    'tenant.yaml': yaml,
    'environments/dev.yaml': `domain: ${server.url}\npolicy: { delete: true }\n`,
  });
  const call = (...args: string[]): Promise<Result> => tenantry(args, { cwd, env: deployer });
  return { cwd, server, call, files: (text) => writeFiles(cwd, { 'tenants/acme/tenant.yaml': text }) };
}

const apply = ['apply', 'acme', '--env', 'dev', '--yes'];

it('rolls back creates, updates and deletes, and says first what it cannot bring back', async () => {
  const { call, files } = await setting(before);
  expect(await call(...apply)).toMatchObject({ code: 0 });
  files(after);
  const applied = await call(...apply);
  expect(applied, applied.stderr).toMatchObject({ code: 0 });

  const back = await call('rollback', 'acme', '--env', 'dev', '--yes');
  expect(back, back.stderr + back.stdout).toMatchObject({ code: 0 });
  expect(back.stderr).toContain('What cannot be brought back:');
  // What a run had renamed is no mistake of the files.
  expect(back.stderr).not.toContain('looks like a rename');
  expect(back.stderr).toMatch(/roles\/Gone comes back with another id than rol_\w+/);
  expect(back.stderr).toContain('connections/work: options.client_secret is a secret');
  expect(back.stdout).toContain('+ create roles/Gone/permissions/https://parcels.test/write');

  const history = await call('history', 'acme', '--format', 'json');
  const { runs } = JSON.parse(history.stdout) as { runs: { what: string; id: string; counts: object }[] };
  expect(runs.map(({ what }) => what.replace(/ of .*/, ''))).toEqual(['rollback', 'apply', 'apply']);
  // Once more, to the same snapshot: nothing is left to do.
  const again = await call('rollback', 'acme', '--env', 'dev', '--yes', '--run', runs[1]?.id ?? '');
  expect(again.stdout, again.stderr).toContain('acme/dev: no changes');

  files(before);
  const planned = await call('plan', 'acme', '--env', 'dev');
  // The secret is known to be another one than these files have; all else is as it was.
  expect(planned.stdout).toContain('acme/dev: 1 to update');
  expect(planned.stdout).toContain('connections/work');
});

it('sends a secret again when it has changed, though it cannot be read', async () => {
  const provider = 'emailProvider: { name: sendgrid, default_from_address: a@b.test, credentials: { api_key: KEY } }\n';
  const { call, files } = await setting(provider.replace('KEY', 'first-secret'));
  await call(...apply);
  expect(await call('plan', 'acme', '--env', 'dev')).toMatchObject({ code: 0 });
  files(provider.replace('KEY', 'second-secret'));
  const { code, stdout } = await call('plan', 'acme', '--env', 'dev');
  expect(code).toBe(2);
  expect(stdout).toContain('credentials.api_key: (secret) -> (secret)');
  await call(...apply);
  expect(await call('plan', 'acme', '--env', 'dev')).toMatchObject({ code: 0 });
  const sent = await call(...apply, '--send-secrets');
  expect(sent.stdout, sent.stderr).toContain('acme/dev: 1 done');
});

it('a change that the tenant does not take is told with both values', async () => {
  const { call, server, files } = await setting(
    'branding: { colors: { primary: "#000000" } }\nprompts: { identifier_first: true }\n',
  );
  await call(...apply);
  files('branding: { colors: { primary: "#111111" } }\nprompts: { identifier_first: true }\n');
  const { code, stdout } = await call(...apply);
  expect(stdout).toContain('acme/dev: 1 done');
  expect(code).toBe(0);
  expect(await server.call('GET', '/prompts')).toMatchObject({ identifier_first: true });
});

it('two applies at a time: one of them waits its turn, by being refused', async () => {
  const { cwd, call, server } = await setting(before, '--latency', '100');
  const env = { ...deployer, HOME: cwd };
  const first = ended(start(apply, { cwd, env }));
  const over = new AbortController();
  void first.finally(() => over.abort());
  while (!over.signal.aborted && ((await server.requests()).byMethod['POST'] ?? 0) < 2)
    await new Promise((resolve) => setTimeout(resolve, 20));
  const second = await tenantry(apply, { cwd, env });
  expect(second.code, second.stdout).toBe(1);
  expect(second.stderr).toMatch(/another apply to acme\/dev \(http.*\) is running/);
  expect(await first).toMatchObject({ code: 0 });
  expect((await call('plan', 'acme', '--env', 'dev')).stdout).toContain('no changes');
});

it.each((['SIGINT', 'SIGTERM', 'SIGHUP'] as const).slice(0, someOf(3)))(
  'a run that %s stops says so once, is recorded as stopped, and is finished by --resume',
  async (signal) => {
    const roles = Array.from({ length: 20 }, (_, index) => `  - { name: Role ${index} }`).join('\n');
    const { cwd, call, server } = await setting(`roles:\n${roles}\n`, '--latency', '40');
    const child = start([...apply, '--concurrency', '2'], { cwd, env: deployer });
    const result = ended(child);
    while (((await server.requests()).byMethod['POST'] ?? 0) < 6)
      await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill(signal);
    const { code, stdout, stderr } = await result;
    expect(code, stderr).toBe(4);
    expect(stderr.match(/stopping: .*/g)).toEqual([
      expect.stringMatching(/^stopping: [12] in flight; again to end at once$/),
    ]);
    expect(stderr).not.toContain('the run was stopped');
    expect(stdout).toMatch(/acme\/dev: \d+ done, \d+ not started/);
    expect((await call('history')).stdout).toMatch(/ {2}stopped: \d+ done, \d+ not started/);
    expect(await call(...apply, '--resume')).toMatchObject({ code: 0 });
    expect((await call('plan', 'acme', '--env', 'dev')).stdout).toContain('no changes (20 unchanged)');
  },
);

it.runIf(isLong)('an interrupted run is told as such, and resumed with what it had left and nothing else', async () => {
  const roles = Array.from({ length: 40 }, (_, index) => `  - { name: Role ${index} }`).join('\n');
  const { cwd, call, server } = await setting(`roles:\n${roles}\n`, '--latency', '40');
  const child = start([...apply, '--concurrency', '1'], { cwd, env: deployer });
  const result = ended(child);
  const posts = async (): Promise<number> => (await server.requests()).byMethod['POST'] ?? 0;
  while ((await posts()) < 8) await new Promise((resolve) => setTimeout(resolve, 20));
  child.kill('SIGTERM');
  const { code, stdout } = await result;
  expect(code).toBe(4);
  expect(stdout).toMatch(/acme\/dev: \d+ done, \d+ not started/);

  const interrupted = await posts();
  const again = start([...apply, '--concurrency', '1'], { cwd, env: deployer });
  const killed = ended(again);
  while ((await posts()) < interrupted + 6) await new Promise((resolve) => setTimeout(resolve, 20));
  again.kill('SIGKILL');
  await killed;
  expect((await call('history')).stdout.split('\n')[0]).toContain('interrupted');
  await server.call('POST', '/roles', { name: 'Stranger' });
  const resumed = await call(...apply, '--resume');
  expect(resumed, resumed.stderr).toMatchObject({ code: 0 });
  const { length } = (await server.call('GET', '/roles?per_page=100')) as unknown[];
  expect(length).toBe(41);
  expect(await call(...apply, '--resume')).toMatchObject({ code: 1 });
});

it.runIf(isLong)(
  'a rollback that broke off is finished by another one to the same run, and not resumed by an apply',
  async () => {
    const roles = (word: string): string =>
      `roles:\n${Array.from({ length: 20 }, (_, index) => `  - { name: Role ${index}, description: ${word} }`).join('\n')}\n`;
    const { cwd, call, server, files } = await setting(roles('before'), '--latency', '40');
    await call(...apply);
    files(roles('after'));
    await call(...apply);
    const [run = ''] = (await call('history')).stdout.split(' ');
    const rollback = ['rollback', 'acme', '--env', 'dev', '--yes'];
    const interrupt = async (signal: 'SIGTERM' | 'SIGKILL', ...options: string[]): Promise<Result> => {
      await server.forget();
      const child = start([...rollback, ...options, '--concurrency', '1'], { cwd, env: deployer });
      const result = ended(child);
      const patches = async (): Promise<number> => (await server.requests()).byMethod['PATCH'] ?? 0;
      while ((await patches()) < 5) await new Promise((resolve) => setTimeout(resolve, 20));
      child.kill(signal);
      return result;
    };
    const { code, stdout } = await interrupt('SIGTERM');
    expect(code).toBe(4);
    expect(stdout).toContain(`Finish with rollback --run ${run}`);
    expect(stdout).not.toContain('Apply again');
    await interrupt('SIGKILL', '--run', run);
    const resumed = await call(...apply, '--resume');
    expect(resumed.code).toBe(1);
    expect(resumed.stderr).toContain('is a rollback, which an apply would take back');
    expect(resumed.stderr).toContain(`rollback --run ${run}`);
    expect(await call(...rollback, '--run', run)).toMatchObject({ code: 0 });
    const now = (await server.call('GET', '/roles?per_page=100')) as { description: string }[];
    expect(now.filter(({ description }) => description !== 'before')).toEqual([]);
  },
);

it('a run that died behind its last write has ended when it is resumed: nothing of it is left', async () => {
  const { call, cwd } = await setting('roles: [{ name: Courier }]\n');
  await call(...apply);
  const root = join(cwd, '.tenantry/runs');
  const journal = join(root, readdirSync(root)[0] ?? '', 'journal.jsonl');
  writeFileSync(journal, readFileSync(journal, 'utf8').replace(/.*"end".*\n/, '{"at":"20'));
  expect((await call('history')).stdout).toContain('interrupted');
  const resumed = await call(...apply, '--resume');
  expect(resumed.stdout, resumed.stderr).toContain('acme/dev: no changes');
  expect((await call('history')).stdout).toContain('1 done');
  expect((await call(...apply, '--resume')).stderr).toContain('there is nothing to resume');
});

it('keeps no secret in what it records', async () => {
  const { call, cwd, files } = await setting(before);
  await call(...apply);
  files(after);
  await call(...apply);
  const paths = readdirSync(join(cwd, '.tenantry'), { recursive: true, encoding: 'utf8' });
  const texts = paths.map((path) => join(cwd, '.tenantry', path)).filter((path) => statSync(path).isFile());
  expect(texts.length).toBeGreaterThan(7);
  expect(texts.filter((path) => /(first|second)-secret/.test(readFileSync(path, 'utf8')))).toEqual([]);
});

it('what cannot be recorded is not sent: no run, and a word about why', async () => {
  for (const place of ['.tenantry', '.tenantry/runs']) {
    const { cwd, server, call } = await setting(before);
    writeFiles(cwd, { [place]: 'a file where a folder should be' });
    const { code, stderr } = await call('apply', 'acme', '--env', 'dev', '--yes');
    expect(stderr).toMatch(/error what is done cannot be recorded in .*\.tenantry.*: E(NOTDIR|EXIST)/);
    expect(stderr).toContain('allow tenantry to write there');
    expect(code).toBe(1);
    expect((await server.requests()).requests.filter(({ method }) => method !== 'GET').length).toBeLessThan(2);
  }
});

it('a run that is recorded in an older format is listed, and not taken back', async () => {
  const { cwd, call } = await setting('roles:\n  - { name: Courier }\n');
  expect(await call(...apply)).toMatchObject({ code: 0 });
  const runs = join(cwd, '.tenantry/runs');
  const [run = ''] = readdirSync(runs);
  const path = join(runs, run, 'run.json');
  writeFileSync(path, readFileSync(path, 'utf8').replace('"format": 2,', ''));
  expect(await call('history', 'acme')).toMatchObject({ code: 0, stdout: expect.stringContaining(run) as string });
  const back = await call('rollback', 'acme', '--env', 'dev', '--yes');
  expect(back).toMatchObject({ code: 1 });
  expect(back.stderr).toContain(`the run ${run} is recorded in the format 1, and this is tenantry for the format 2`);
  expect(back.stderr).toContain('plan again');
});
