import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { foundTargets } from '../../src/github/found-reports.ts';
import { indexIn } from '../../src/github/plans.ts';
import { change, result } from '../support/comment.ts';
import { addComment, addPull } from '../workflows/github-state.ts';
import { startGitHub } from '../workflows/github.ts';
import type { GitHub } from '../workflows/github.ts';
import { artifactsOf, folderOf, runStep } from './support.ts';

let github: GitHub;

beforeEach(async () => {
  github = await startGitHub();
});

afterEach(() => github.close());

const marker = `<!-- tenantry:plan:v1 sha256:${'ab'.repeat(32)} -->`;
const bodies = (number: number): string[] =>
  github.state.comments.filter(({ issue }) => issue === number).map(({ body }) => body);

describe('the command comment on the plans of a fork', () => {
  const fork = { full_name: 'stranger/tenants', fork: true };
  const results = [result('harbor-dev', [change('delete', '</details> @acme/team')], { snapshotOf: '2026-11-20' })];
  const event = (sha: string, from = fork.full_name): object => ({
    workflow_run: {
      id: 5001,
      run_number: 55,
      head_sha: sha,
      head_branch: 'patch-1',
      head_repository: { full_name: from },
      // What a run says of pull requests is not believed.
      pull_requests: [{ number: 1 }],
    },
  });

  it('finds the pull request by commit and repository, and approves nothing', async () => {
    const other = addPull(github.state, 'c'.repeat(40));
    const head = { sha: 'f'.repeat(40), ref: 'patch-1', repo: fork };
    const pull = addPull(github.state, 'f'.repeat(40), { head });
    const files = { ...artifactsOf(results), 'tenantry-plan-harbor-dev/number': String(other.number) };
    await runStep(github, { inputs: { mode: 'fork' }, event: event('f'.repeat(40)), files });
    await runStep(github, { inputs: { mode: 'fork' }, event: event('f'.repeat(40)), files });
    expect(bodies(other.number)).toEqual([]);
    const [text = '', ...others] = bodies(pull.number);
    expect(others).toEqual([]);
    expect(text).toContain('(offline, from a fork)');
    expect(text).toContain('- delete `clients/</details> @acme/team` in `harbor-dev`');
    expect(text).toContain('[run `55`](https://github.com/acme/tenants/actions/runs/5001)');
    expect(indexIn(text)).toBeUndefined();
    expect(text).not.toContain('/artifacts/');
  });

  it('writes nothing on a pull request of another repository or another commit', async () => {
    addPull(github.state, 'f'.repeat(40), {
      head: { sha: 'f'.repeat(40), ref: 'patch-1', repo: { full_name: 'stranger/other', fork: true } },
    });
    addPull(github.state, '1'.repeat(40), { head: { sha: '1'.repeat(40), ref: 'patch-1', repo: fork } });
    const log = await runStep(github, {
      inputs: { mode: 'fork' },
      event: event('f'.repeat(40)),
      files: artifactsOf(results),
    });
    expect(log).toContain('no open pull request has the commit of that run as its head');
    expect(github.state.comments).toEqual([]);
  });

  it('leaves the comment of the repository’s own plan alone', async () => {
    const head = { sha: 'f'.repeat(40), ref: 'patch-1', repo: fork };
    const pull = addPull(github.state, 'f'.repeat(40), { head });
    addComment(github.state, pull.number, `plan\n${marker}`);
    await runStep(github, { inputs: { mode: 'fork' }, event: event('f'.repeat(40)), files: artifactsOf(results) });
    expect(bodies(pull.number)[0]).toBe(`plan\n${marker}`);
    expect(bodies(pull.number)).toHaveLength(2);
  });

  it('says of Dependabot that the plan is offline', async () => {
    const head = { sha: 'f'.repeat(40), ref: 'patch-1', repo: { full_name: 'acme/tenants', fork: false } };
    const pull = addPull(github.state, 'f'.repeat(40), { head });
    await runStep(github, {
      inputs: { mode: 'fork' },
      event: event('f'.repeat(40), 'acme/tenants'),
      files: artifactsOf(results),
    });
    expect(bodies(pull.number)[0]).toContain('(offline)');
  });

  it('shows nothing of files that are none', async () => {
    const head = { sha: 'f'.repeat(40), ref: 'patch-1', repo: fork };
    const pull = addPull(github.state, 'f'.repeat(40), { head });
    const files = {
      'tenantry-plan-a/a/report.json': JSON.stringify({ ...results[0]?.report, diagnostics: [{ severity: 'x' }] }),
      'tenantry-plan-b/b/report.json': '[[[[',
      'tenantry-plan-c/c/plan.json': JSON.stringify({ format: 2, plan: { changes: 'all' } }),
    };
    await runStep(github, { inputs: { mode: 'fork' }, event: event('f'.repeat(40)), files });
    expect(bodies(pull.number)[0]).toContain('### tenantry: 3 of 3 targets have no plan (offline, from a fork)');
    expect(bodies(pull.number)[0]).toContain('diagnostics[0].severity has to be one of error, warning');
  });

  it('follows no link out of the folder', () => {
    const folder = folderOf(artifactsOf(results));
    const elsewhere = folderOf(artifactsOf([result('dock-dev', [])]));
    symlinkSync(join(elsewhere, 'tenantry-plan-dock-dev'), join(folder, 'tenantry-plan-dock-dev'));
    mkdirSync(join(folder, 'linked'));
    symlinkSync(join(elsewhere, 'tenantry-plan-dock-dev/dock-dev/report.json'), join(folder, 'linked/report.json'));
    expect(foundTargets(folder, []).map(({ report }) => report.id)).toEqual(['harbor-dev']);
  });
});
