import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { deployer, emulate, project, writeFiles } from '../cli/support/tenantry.ts';
import type { Served } from '../cli/support/tenantry.ts';
import { startGitHub } from '../workflows/github.ts';
import type { GitHub } from '../workflows/github.ts';
import { addArtifact, addPull, addRun, mergePull } from '../workflows/github-state.ts';
import { action } from './support/action.ts';
import type { ActionResult } from './support/action.ts';

let github: GitHub;
let server: Served;
let cwd: string;
const [head, commit] = ['a'.repeat(40), 'b'.repeat(40)];

beforeEach(async () => {
  github = await startGitHub();
  server = await emulate();
  cwd = project({
    'tenant.yaml': 'roles:\n  - name: Courier\n',
    'environments/dev.yaml': `domain: ${server.url}\nallow_shared_domain: true\n`,
    'environments/prod.yaml': `domain: ${server.url}\nallow_shared_domain: true\n`,
  });
});

afterEach(() => github.close());

const step = (inputs: Record<string, string>, more: { sha?: string; event?: object } = {}): Promise<ActionResult> =>
  action(inputs, {
    cwd,
    ...(more.event === undefined ? {} : { event: more.event }),
    env: {
      ...deployer,
      GITHUB_API_URL: github.url,
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_REPOSITORY: 'acme/tenants',
      GITHUB_REF_NAME: 'main',
      GITHUB_SHA: more.sha ?? commit,
      GITHUB_RUN_ID: String(github.state.runs.at(-1)?.id ?? 1),
      GITHUB_RUN_NUMBER: '1',
      GITHUB_WORKFLOW: 'plan',
    },
  });

it('what a plan leaves is commented, found as approved after the merge, and applied, and nothing else is', async () => {
  const { outputs } = await step({ command: 'targets' });
  const matrix = outputs['matrix'] ?? '';
  const { number } = addPull(github.state, head);
  const run = addRun(github.state, head);
  for (const { id, tenant, env } of JSON.parse(matrix) as Record<'id' | 'tenant' | 'env', string>[]) {
    const planned = await step({ command: 'plan', tenant, env }, { sha: head });
    expect(planned, planned.log).toMatchObject({ code: 0, outputs: { create: '1' } });
    addArtifact(github.state, run.id, `tenantry-plan-${id}`, planned.files);
    const downloaded = Object.entries(planned.files).map(([path, text]) => [`plans/tenantry-plan-${id}/${path}`, text]);
    writeFiles(cwd, Object.fromEntries(downloaded) as Record<string, string>);
  }
  const event = { pull_request: { number, head: { sha: head } } };
  const commented = await step({ command: 'comment', plans: 'plans', targets: matrix, token: github.token }, { event });
  expect(commented, commented.log).toMatchObject({ code: 0 });
  expect(github.state.comments.map(({ body }) => body)).toEqual([expect.stringContaining('roles/Courier')]);

  mergePull(github.state, number, commit);
  const approved = await step({ command: 'approved', targets: matrix, token: github.token });
  expect(approved, approved.log).toMatchObject({ code: 0, outputs: { 'approved-count': '2' } });
  const files = readdirSync(join(cwd, 'approved'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.json'),
  );
  expect(files.sort()).toEqual([`acme-dev/${number}.plan.json`, `acme-prod/${number}.plan.json`]);
  expect(readFileSync(join(cwd, 'approved', files[0] ?? ''), 'utf8')).toContain('roles/Courier');

  writeFiles(cwd, { 'tenants/acme/tenant.yaml': 'roles:\n  - name: Courier\n  - name: Stowaway\n' });
  const refused = await step({ command: 'apply', tenant: 'acme', env: 'dev', approved: 'approved' });
  expect(refused).toMatchObject({ code: 1, outputs: { outcome: 'refused' } });
  expect(refused.log).toContain('roles/Stowaway');
  writeFiles(cwd, { 'tenants/acme/tenant.yaml': 'roles:\n  - name: Courier\n' });
  const applied = await step({ command: 'apply', targets: 'acme/dev,acme/prod', approved: 'approved' });
  expect(applied, applied.log).toMatchObject({ code: 0, outputs: { outcome: 'applied' } });
});
