import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { isLong } from '../support/long.ts';
import { code, environment, repository } from '../support/fleet.ts';
import { tenantry } from './support/tenantry.ts';

it('lists the targets with their rings, and says what is left out', async () => {
  const { root, write } = repository();
  write({ 'tenants/harbor/environments/local.yaml': 'domain: local\nkeywords: { API: https://a }\n' });
  expect(await tenantry(['targets'], { cwd: root })).toEqual({
    code: 0,
    stdout: 'dock/dev     dev\nharbor/dev   dev\nharbor/prod  prod\n\n3 targets: dev, prod\n',
    stderr: 'Left out: harbor/local, which are embedded emulators; --rings local takes them.\n',
  });
  const chosen = await tenantry(['targets', '--rings', 'prod'], { cwd: root });
  expect(chosen.stdout).toBe('harbor/prod  prod\n\n1 target: prod\n');
  expect(chosen.stderr).toBe('Not in these rings: dock/dev, harbor/dev, harbor/local.\n');
});

it('says which changed since a commit, and why; nothing is no error', async () => {
  const { root, write } = repository();
  const args = ['targets', '--changed-since', 'HEAD', '--allow-path', 'shared'];
  const none = await tenantry(args, { cwd: root });
  expect(none).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^0 targets: 0 of 3 changed since \w{10}\n$/) as string,
  });
  write({
    'shared/a.js': `// Hello\n${code}`,
    'tenants/harbor/environments/prod.yaml': 'domain: harbor.eu.auth0.com\nnonsense: 1\n',
    'tenants/harbor/environments/test.yaml': environment('test'),
  });
  rmSync(join(root, 'tenants/harbor/environments/dev.yaml'));
  const { stdout } = await tenantry(args, { cwd: root });
  expect(stdout).toMatch(
    /^dock\/dev +dev +changed\nharbor\/test +test +new\nharbor\/prod +prod +changed\n\nGone from the files, and nothing is done to the tenants: harbor\/dev\.\n\n3 targets: 3 of 3 changed since \w{10}\n$/,
  );
});

it('is JSON for a matrix without a domain, in batches when these are asked for', async () => {
  const { root } = repository();
  const { stdout } = await tenantry(['targets', '--batch', '2', '--format', 'json'], { cwd: root });
  expect(stdout).not.toContain('auth0.com');
  expect(JSON.parse(stdout)).toMatchObject({
    count: 3,
    rings: { dev: [{ id: 'dev-1', targets: 'dock/dev,harbor/dev' }], prod: [{ environment: 'prod' }] },
    order: ['dev', 'prod'],
  });
});

it.each([
  [['--changed-since', 'nowhere'], 'unknown-revision'],
  [['--changed-since', ''], 'unknown-revision'],
  [['harbour'], 'folder-missing'],
  [['dock', '--env', 'prod'], 'no-target-meant'],
])('ends with 1 and says what to do: %j', async (args, errorCode) => {
  const { root } = repository();
  const result = await tenantry(['targets', ...args, '--format', 'json'], { cwd: root });
  expect(result.code).toBe(1);
  expect(JSON.parse(result.stdout)).toMatchObject({ diagnostics: [{ code: errorCode }] });
});

it('says when a ring has more jobs than GitHub makes of a matrix', async () => {
  const tenants = Array.from(
    { length: 257 },
    (_, index) =>
      [
        [`tenants/t${index}/tenant.yaml`, 'roles: []\n'],
        [`tenants/t${index}/environments/dev.yaml`, `domain: t${index}.eu.auth0.com\n`],
      ] as const,
  );
  const { root } = repository(Object.fromEntries(tenants.flat()));
  const { stderr } = await tenantry(['targets'], { cwd: root });
  expect(stderr).toContain('The ring dev has 259 jobs, and GitHub makes at most 256 of one matrix: --batch');
});

it.runIf(isLong)(
  '200 tenants with three environments each are told in under 15 s, a tenth of them changed',
  async () => {
    const { root, write, commit } = repository();
    for (let index = 0; index < 200; index += 1) {
      cpSync('tenants/harbor', join(root, `tenants/t${index}`), { recursive: true });
      rmSync(join(root, `tenants/t${index}/environments/local.yaml`));
    }
    commit();
    for (let index = 0; index < 40; index += 1) {
      const text = index % 2 === 0 ? '# A comment\n' : `roles: [{ name: New ${index} }]\n`;
      write({ [`tenants/t${index}/more.yaml`]: text });
    }
    const started = Date.now();
    const { stdout } = await tenantry(['targets', '--changed-since', 'HEAD'], { cwd: root });
    const seconds = (Date.now() - started) / 1000;
    expect(stdout).toContain('60 targets: 60 of 603 changed since');
    expect(seconds).toBeLessThan(15);
  },
);
