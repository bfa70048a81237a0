import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { indexOfPlans } from '../../src/github/plans.ts';
import type { Plan } from '../../src/model/plan.ts';
import { planFileText, planFormat } from '../../src/record/plan-file.ts';
import { project } from '../cli/support/tenantry.ts';
import { startGitHub } from '../workflows/github.ts';
import type { GitHub } from '../workflows/github.ts';
import {
  addArtifact,
  addComment,
  addDeployment,
  addPull,
  addRun,
  mergePull,
  zipOf,
} from '../workflows/github-state.ts';
import type { Run } from '../workflows/github-state.ts';
import { readFileSync, readdirSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { action } from './support/action.ts';
import type { ActionResult } from './support/action.ts';

let github: GitHub;
let cwd: string;

const sha = (sign: string): string => sign.repeat(40);
const target = { id: 'acme-prod', tenant: 'acme', env: 'prod', environment: 'acme-prod' };
const token = 'ghs_of_the_job';

/** A plan that makes roles of these names, in the environment. */
function planOf(roles: readonly string[], environment = 'prod'): Plan {
  return {
    tenant: 'acme',
    environment,
    domain: 'acme.eu.auth0.com',
    changes: roles.map((name) => ({
      address: `roles/${name}`,
      type: 'roles',
      action: 'create',
      fields: [{ path: 'name', after: name, as: 'value' }],
    })),
    waves:
      roles.length === 0
        ? []
        : [roles.map((name) => ({ do: 'create', address: `roles/${name}`, dependsOn: [], deferred: [] }))],
    requests: roles.length,
    unchanged: 0,
  };
}

const fileOf = (plan: Plan): string =>
  planFileText({ format: planFormat, tool: '1.0.0', inputs: { files: {}, keywords: {} }, preconditions: {}, plan });

/** The comment that shows these plans. */
const commentOf = (...plans: Plan[]): string => {
  const index = indexOfPlans(plans.map((plan) => ({ id: `acme-${plan.environment}`, plan })));
  return `### tenantry\n\n<!-- tenantry:plan:v1 sha256:${index} -->`;
};

/** A run of the plan's workflow that has uploaded these plans. */
function planned(head: string, plans: readonly Plan[], more: Partial<Run> = {}): void {
  const run = addRun(github.state, head, more);
  for (const plan of plans) {
    const id = `acme-${plan.environment}`;
    addArtifact(github.state, run.id, `tenantry-plan-${id}`, {
      [`${id}/plan.json`]: fileOf(plan),
      [`${id}/report.json`]: '{}',
    });
  }
}

/** A pull request that was planned, commented and merged. */
function merged(head: string, commit: string, plans: readonly Plan[]): number {
  const { number } = addPull(github.state, head);
  planned(head, plans);
  addComment(github.state, number, commentOf(...plans));
  mergePull(github.state, number, commit);
  return number;
}

beforeEach(async () => {
  github = await startGitHub();
  const readAll = { actions: 'read', 'pull-requests': 'read', deployments: 'read', contents: 'read' } as const;
  github.allow(token, readAll);
  cwd = project({ 'tenant.yaml': '{}\n' });
  github.state.history.push(sha('0'));
  addDeployment(github.state, 'acme-prod', sha('0'));
});

afterEach(() => github.close());

const approved = (commit: string, more: Record<string, string> = {}): Promise<ActionResult> =>
  action(
    { command: 'approved', targets: JSON.stringify([target]), token, out: 'approved', ...more },
    {
      cwd,
      env: {
        GITHUB_API_URL: github.url,
        GITHUB_REPOSITORY: 'acme/tenants',
        GITHUB_REF_NAME: 'main',
        GITHUB_SHA: commit,
      },
    },
  );

/** The names of the roles in each approved plan, by its file. */
function found(): Record<string, string> {
  const folder = join(cwd, 'approved');
  if (!existsSync(folder)) return {};
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

describe('what was approved', () => {
  it('are the plans of the pull requests that were merged since the last deployment, a file for each', async () => {
    const [one, two] = [planOf(['One']), planOf(['Two'])];
    const first = merged(sha('a'), sha('1'), [one, planOf([], 'dev')]);
    const second = merged(sha('b'), sha('2'), [two, planOf(['Dev'], 'dev')]);
    const result = await approved(sha('2'));
    expect(result, result.log).toMatchObject({ code: 0, outputs: { 'approved-count': '2' } });
    expect(found()).toEqual({
      [`acme-prod/${first}.plan.json`]: fileOf(one),
      [`acme-prod/${second}.plan.json`]: fileOf(two),
    });
    expect(result.commands.filter(({ name }) => name === 'warning')).toEqual([]);
  });

  it('is nothing when the commit is deployed already, and nothing of what an older deployment had', async () => {
    merged(sha('a'), sha('1'), [planOf(['One'])]);
    addDeployment(github.state, 'acme-prod', sha('1'));
    addDeployment(github.state, 'acme-prod', sha('0'), 'failure');
    expect(await approved(sha('1'))).toMatchObject({ code: 0, outputs: { 'approved-count': '0' } });
  });

  it('includes what a deployment that failed has not done', async () => {
    const first = merged(sha('a'), sha('1'), [planOf(['One'])]);
    addDeployment(github.state, 'acme-prod', sha('1'), 'failure');
    const second = merged(sha('b'), sha('2'), [planOf(['Two'])]);
    await approved(sha('2'));
    expect(Object.keys(found())).toEqual([`acme-prod/${first}.plan.json`, `acme-prod/${second}.plan.json`]);
  });

  it('is found where nothing was ever deployed', async () => {
    github.state.deployments.length = 0;
    const number = merged(sha('a'), sha('1'), [planOf(['One'])]);
    await approved(sha('1'));
    expect(Object.keys(found())).toEqual([`acme-prod/${number}.plan.json`]);
  });

  it('is found behind a run that was cancelled, comments of others and an answer that was lost', async () => {
    const plan = planOf(['One']);
    const { number } = addPull(github.state, sha('a'));
    planned(sha('a'), [plan]);
    planned(sha('a'), [], { conclusion: 'cancelled' });
    for (let at = 0; at < 120; at += 1) addComment(github.state, number, 'x', { login: 'maria', type: 'User' });
    addComment(github.state, number, commentOf(plan));
    mergePull(github.state, number, sha('1'));
    github.fail({ path: /comments/, status: 502 });
    const result = await approved(sha('1'));
    expect(result, result.log).toMatchObject({ outputs: { 'approved-count': '1' } });
  });
});

describe('nothing is approved by', () => {
  /** A pull request with a comment on a plan, and runs as they are given. */
  const pull = (...runs: (() => void)[]): void => {
    const { number } = addPull(github.state, sha('a'));
    for (const run of runs) run();
    addComment(github.state, number, commentOf(planOf(['One'])));
    mergePull(github.state, number, sha('1'));
  };
  const expectNothing = async (why: string): Promise<void> => {
    const result = await approved(sha('1'));
    expect(result, result.log).toMatchObject({ code: 0, outputs: { 'approved-count': '0' } });
    expect(found()).toEqual({});
    const [warning] = result.commands.filter(({ name }) => name === 'warning');
    expect(warning?.message).toContain(why);
  };
  const plans = [planOf(['One'])];

  it('an artifact with the right name from the run of a fork', async () => {
    pull(() => planned(sha('a'), plans, { head_repository: 'mallory/tenants' }));
    await expectNothing('no completed run of .github/workflows/plan.yml');
  });

  it('the run of another workflow, of another event, of another commit, or one that goes on', async () => {
    pull(
      () => planned(sha('a'), plans, { path: '.github/workflows/other/plan.yml' }),
      () => planned(sha('a'), plans, { event: 'workflow_dispatch' }),
      () => planned(sha('c'), plans),
      () => planned(sha('a'), plans, { status: 'in_progress', conclusion: null }),
    );
    await expectNothing('no completed run');
  });

  it('a plan that is not the one in the comment', async () => {
    pull(() => planned(sha('a'), [planOf(['One', 'Two'])]));
    await expectNothing('are not those that its comment shows');
  });

  it('one plan more than those in the comment', async () => {
    pull(() => planned(sha('a'), [...plans, planOf(['Dev'], 'dev')]));
    await expectNothing('are not those that its comment shows');
  });

  it('an artifact whose bytes are not those that GitHub took', async () => {
    pull(() => planned(sha('a'), plans));
    for (const artifact of github.state.artifacts)
      artifact.content = zipOf({ 'acme-prod/plan.json': fileOf(planOf(['Two'])) });
    await expectNothing('has not the digest that GitHub names');
  });

  it('the plan of another target under the name of this one, something that is no plan, or no zip', async () => {
    pull(() => planned(sha('a'), plans));
    const [artifact] = github.state.artifacts;
    if (artifact === undefined) throw new Error('no artifact');
    const upload = (files: Record<string, string> | Buffer): void => {
      const { content, digest } = addArtifact(github.state, artifact.run, artifact.name, files);
      Object.assign(artifact, { content, digest });
      github.state.artifacts.pop();
    };
    upload({ 'acme-prod/plan.json': fileOf(planOf(['One'], 'dev')) });
    await expectNothing('has in acme-prod/plan.json the plan of acme-dev');
    upload({ 'acme-prod/plan.json': fileOf(planOf(['One'])).replace('One', 'Two') });
    await expectNothing('is damaged');
    upload(Buffer.from('PK\u0003\u0004 and no more'));
    await expectNothing('is no zip');
  });

  it('an artifact that has expired', async () => {
    pull(() => planned(sha('a'), plans));
    for (const artifact of github.state.artifacts) artifact.expired = true;
    await expectNothing('has expired');
  });

  it('a comment by somebody else, or one that has the line not at its end', async () => {
    const { number } = addPull(github.state, sha('a'));
    planned(sha('a'), plans);
    addComment(github.state, number, commentOf(...plans), { login: 'mallory', type: 'User' });
    addComment(github.state, number, `${commentOf(...plans)}\nand more`);
    addComment(
      github.state,
      number,
      `> ${
        commentOf(...plans)
          .split('\n')
          .at(-1) ?? ''
      }`,
    );
    mergePull(github.state, number, sha('1'));
    await expectNothing('it has no comment by github-actions[bot] with plans');
  });

  it('a pull request that has the commit and is open, or was merged into another branch', async () => {
    const { number } = addPull(github.state, sha('a'), { base: { sha: sha('0'), ref: 'feature' } });
    planned(sha('a'), plans);
    addComment(github.state, number, commentOf(...plans));
    mergePull(github.state, number, sha('1'));
    const open = addPull(github.state, sha('b'));
    planned(sha('b'), plans);
    addComment(github.state, open.number, commentOf(...plans));
    github.state.pullsOfCommit.set(sha('1'), [open.number]);
    const result = await approved(sha('1'));
    expect(result, result.log).toMatchObject({ code: 0, outputs: { 'approved-count': '0' } });
  });
});

describe('the step fails', () => {
  it('when the token may not look, and says what it lacks', async () => {
    github.allow('ghs_weak', { contents: 'read' });
    const result = await approved(sha('0'), { token: 'ghs_weak' });
    expect(result).toMatchObject({ code: 1 });
    const [error] = result.commands.filter(({ name }) => name === 'error');
    expect(error?.message).toContain('GitHub refuses GET /repos/acme/tenants/deployments with 403');
    expect(error?.message).toContain('permissions:');
  });
});
