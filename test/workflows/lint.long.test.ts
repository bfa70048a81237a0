import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { copied, copyOf, placeholders } from '../../tools/workflows/copies.ts';
import { fileAt, workflowFiles } from '../../tools/workflows/files.ts';
import { lint } from '../../tools/workflows/lint.ts';
import { brokenRules } from '../../tools/workflows/rules.ts';
import { readWorkflow } from './workflow-file.ts';

const plan = fileAt('.github/workflows/plan.yml', false);
/** What is wrong with plan.yml after a change. */
const rulesAfter = (from: string | RegExp, to: string): string[] =>
  brokenRules({ ...plan, text: plan.text.replace(from, to) }).map((line) => line.replace(`${plan.path}: `, ''));

it('all workflows and actions pass both linters and the rules', async () => {
  const files = workflowFiles();
  expect(files.map(({ path }) => path)).toEqual(
    expect.arrayContaining([
      '.github/workflows/deploy.yml',
      'examples/workflows/deploy.yml',
      '.github/actions/build/action.yml',
    ]),
  );
  expect(await lint(files)).toEqual([]);
});

it('the linters find what is wrong, also an unknown key beside those that one of them does not know yet', async () => {
  const found = async (from: string, to: string): Promise<string[]> =>
    lint([
      {
        ...fileAt('.github/workflows/deploy.yml', false),
        text: readFileSync('.github/workflows/deploy.yml', 'utf8').replace(from, to),
      },
    ]);
  expect(await found('queue: max', 'queue: maxx')).toEqual([expect.stringContaining("Unexpected value 'maxx'")]);
  expect((await found('queue: max', 'queues: max')).join('\n')).toContain('unexpected key "queues" for "concurrency"');
  expect((await found('needs: [targets, approved]', 'needs: [target, approved]')).join('\n')).toContain('target');
  const action = { ...fileAt('.github/actions/build/action.yml', true) };
  expect(await lint([{ ...action, text: action.text.replace('shell: bash', '') }])).toEqual([
    expect.stringContaining('Required property is missing: shell'),
  ]);
});

it('rules find an action by a name that can be moved, expressions in scripts, permissions for all and a token that stays', () => {
  expect(rulesAfter(/@[0-9a-f]{40} # v7.0.1/, '@v7')).toEqual([
    expect.stringContaining('actions/checkout@v7: name a commit'),
  ]);
  expect(rulesAfter(/ # v7.0.1/, '')).toEqual([expect.stringContaining('the version behind it')]);
  expect(rulesAfter('test "$TARGETS"', 'test "${{ github.head_ref }}"')).toEqual([
    expect.stringContaining('runs as code'),
  ]);
  expect(rulesAfter('permissions: {}', 'permissions: read-all')).toHaveLength(1);
  expect(rulesAfter('    permissions:\n      contents: read\n', '')).toEqual([
    'job targets: say its permissions, or {}',
  ]);
  expect(rulesAfter('  pull_request:\n', '  pull_request_target:\n')).toEqual([
    expect.stringContaining('pull_request_target'),
  ]);
  expect(rulesAfter('persist-credentials: false', "persist-credentials: 'no'")).toHaveLength(1);
  expect(
    rulesAfter('persist-credentials: false', 'persist-credentials: false\n          ref: ${{ github.head_ref }}'),
  ).toHaveLength(1);
  expect(rulesAfter('    timeout-minutes: 15\n', '')).toEqual(['job targets: say its timeout-minutes']);
  expect(rulesAfter('plans: plans', 'plans: ${{ secrets.AUTH0_CLIENT_ID }}')).toEqual([
    expect.stringContaining('has no secrets'),
  ]);
});

it('jobs that have the credentials of tenants may write nothing, and those whose outputs others read have no secrets', () => {
  const jobs = copied.flatMap((name) =>
    Object.entries(readWorkflow(readFileSync(`.github/workflows/${name}`, 'utf8')).jobs).map(([key, job]) => ({
      name: `${name} ${key}`,
      job,
      hasSecrets: /\bsecrets\b/.test(JSON.stringify(job)),
    })),
  );
  const named = (rows: typeof jobs): string[] => rows.map(({ name }) => name);
  const withSecrets = jobs.filter(({ hasSecrets }) => hasSecrets);
  expect(withSecrets.length).toBeGreaterThan(4);
  expect(named(withSecrets.filter(({ job }) => Object.values(job.permissions ?? {}).includes('write')))).toEqual([]);
  const read = jobs.filter(({ job }) => job.outputs !== undefined);
  expect(read.length).toBeGreaterThan(2);
  expect(named(read.filter(({ job, hasSecrets }) => hasSecrets || job.environment !== undefined))).toEqual([]);
});

it('the rings of deploy do the same, one behind the other', () => {
  const { jobs } = readWorkflow(readFileSync('.github/workflows/deploy.yml', 'utf8'));
  const { dev, staging, prod } = jobs;
  const same = (job: typeof dev): string => JSON.stringify({ ...job, needs: 0, if: 0, strategy: 0 });
  expect(same(staging)).toBe(same(dev));
  expect(same(prod)).toBe(same(dev));
  expect([staging?.needs, prod?.needs]).toEqual([
    ['targets', 'approved', 'dev'],
    ['targets', 'approve-prod'],
  ]);
});

it.each(copied)('the copy of %s is what runs here, without the build, and with the action of a release', (name) => {
  const [own, copy] = ['.github', 'examples'].map((folder) => readFileSync(`${folder}/workflows/${name}`, 'utf8'));
  expect(copy).toBe(copyOf(own ?? '', placeholders));
  expect(copy).not.toMatch(/uses: \.|actions\/build|>>>|<<</);
  const release = { repository: 'acme/tenantry', commit: 'c'.repeat(40), version: 'v1.2.3' };
  const released = copyOf(own ?? '', release);
  expect(released.match(/uses: acme\/tenantry(?:\/comment)?@c{40} # v1\.2\.3$/gm)?.length).toBeGreaterThan(0);
  expect(released).not.toMatch(/OWNER|COMMIT|VERSION/);
});
