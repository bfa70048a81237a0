import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { upsert } from '../../src/github/comment.ts';
import { foundTargets, resultsOf } from '../../src/github/found-reports.ts';
import { indexIn, indexOfPlans } from '../../src/github/plans.ts';
import { change, failure, result } from '../support/comment.ts';
import { addArtifact, addComment, addPull, addReview, addRun, mergePull } from '../workflows/github-state.ts';
import type { Issue } from '../workflows/github-state.ts';
import { startGitHub } from '../workflows/github.ts';
import type { GitHub } from '../workflows/github.ts';
import { artifactsOf, commentingOn, folderOf, runStep } from './support.ts';

let github: GitHub;

beforeEach(async () => {
  github = await startGitHub();
});

afterEach(() => github.close());

const marker = `<!-- tenantry:plan:v1 sha256:${'ab'.repeat(32)} -->`;
const isPlan = (body: string): boolean => indexIn(body) !== undefined;
const maria = { login: 'maria', type: 'User' as const };
const bodies = (number: number): string[] =>
  github.state.comments.filter(({ issue }) => issue === number).map(({ body }) => body);
const writes = (): string[] =>
  github.requests.filter(({ method }) => method !== 'GET').map(({ method, status }) => `${method} ${status}`);

describe('one comment', () => {
  it('is made once and edited from then on', async () => {
    const { number } = addPull(github.state, 'a'.repeat(40));
    const to = commentingOn(github);
    expect(await upsert(number, isPlan, () => `one\n${marker}`, to)).toBe('created');
    expect(await upsert(number, isPlan, (before) => `${before}`.replace('one', 'two'), to)).toBe('edited');
    expect(await upsert(number, isPlan, () => `two\n${marker}`, to)).toBe('same');
    expect(await upsert(number, isPlan, () => undefined, to)).toBe('none');
    expect(bodies(number)).toEqual([`two\n${marker}`]);
    expect(writes()).toEqual(['POST 201', 'PATCH 200']);
  });

  it('is found on the third page, by its whole last line and its author', async () => {
    const { number } = addPull(github.state, 'a'.repeat(40));
    for (let at = 0; at < 210; at += 1) addComment(github.state, number, `comment ${at}`, maria);
    addComment(github.state, number, `by somebody else\n${marker}`, maria);
    addComment(github.state, number, `not the last line\n${marker}\nreally`);
    addComment(github.state, number, `not the whole line\n> ${marker}`);
    addComment(github.state, number, `of another version\n${marker.replace('v1', 'v2')}`);
    const own = addComment(github.state, number, `mine\n${marker}`);
    expect(await upsert(number, isPlan, () => `new\n${marker}`, commentingOn(github))).toBe('edited');
    expect(own.body).toBe(`new\n${marker}`);
    expect(bodies(number)).toHaveLength(215);
    expect(writes()).toEqual(['PATCH 200']);
  });

  it('stays one: the oldest is kept, later ones of the author are deleted', async () => {
    const { number } = addPull(github.state, 'a'.repeat(40));
    for (const text of ['one', 'two', 'three']) addComment(github.state, number, `${text}\n${marker}`);
    addComment(github.state, number, `mine\n${marker}`, maria);
    await upsert(number, isPlan, (before) => before, commentingOn(github));
    expect(bodies(number)).toEqual([`one\n${marker}`, `mine\n${marker}`]);
  });

  it('is not made twice when the answer to the first request was lost', async () => {
    const { number } = addPull(github.state, 'a'.repeat(40));
    github.fail({ method: 'POST', path: /comments/, status: 502, isDone: true });
    expect(await upsert(number, isPlan, () => `one\n${marker}`, commentingOn(github))).toBe('created');
    expect(bodies(number)).toEqual([`one\n${marker}`]);
  });

  it('is tried again after a server error and after a secondary limit', async () => {
    const { number } = addPull(github.state, 'a'.repeat(40));
    github.fail({ status: 502 });
    github.limit(30, 2);
    expect(await upsert(number, isPlan, () => `one\n${marker}`, commentingOn(github))).toBe('created');
    expect(bodies(number)).toHaveLength(1);
  });

  it('is not written, and no failure, where the token may only read', async () => {
    const { number } = addPull(github.state, 'a'.repeat(40));
    github.allow('ghs_read', { 'pull-requests': 'read' });
    expect(await upsert(number, isPlan, () => `one\n${marker}`, commentingOn(github, 'ghs_read'))).toBe('refused');
    expect(bodies(number)).toEqual([]);
  });
});

describe('the command comment on plans', () => {
  const results = [
    result('harbor-dev', [change('update', 'Courier App')]),
    result('harbor-prod', [change('update', 'Courier App'), change('delete', 'Legacy')], { isProduction: true }),
    failure('dock-prod', 'field `x` is not known'),
  ];
  const event = (pull: Issue, head = pull.pull?.head.sha ?? ''): object => ({
    pull_request: { number: pull.number, head: { sha: head } },
  });

  it('writes one comment with the digest of the plans, which says what is linked, reviewed and missing', async () => {
    const pull = addPull(github.state, 'c'.repeat(40));
    const run = addRun(github.state, 'c'.repeat(40), { id: 7001 });
    addArtifact(github.state, run.id, 'harbor-prod.plan.html', Buffer.from('<p>old</p>'));
    const page = addArtifact(github.state, run.id, 'harbor-prod.plan.html', Buffer.from('<p></p>'));
    const targets = [...results.map(({ report }) => report), { tenant: 'quay', environment: 'prod' }];
    const log = await runStep(github, {
      event: event(pull),
      files: artifactsOf(results),
      inputs: { targets: targets.map(({ tenant, environment }) => `${tenant}/${environment}`).join(',') },
    });
    expect(log).toContain(`#${pull.number}: the comment is written`);
    const [text = ''] = bodies(pull.number);
    expect(indexIn(text)).toBe(
      indexOfPlans(results.flatMap(({ report: { id }, plan }) => (plan === undefined ? [] : [{ id, plan }]))),
    );
    expect(text).toContain('### tenantry: 2 of 4 targets change, 2 have no plan');
    expect(text).toContain(`[page](https://github.com/acme/tenants/actions/runs/7001/artifacts/${page.id})`);
    expect(text).toContain('**No plan for `quay-prod`:** its job ended before it said anything');
    expect(text).toContain('Plan of `ccccccc`, [run `77`](https://github.com/acme/tenants/actions/runs/7001)');
  });

  it('says what is new since the commit that somebody reviewed', async () => {
    const pull = addPull(github.state, 'c'.repeat(40));
    await runStep(github, { event: event(pull), files: artifactsOf(results.slice(0, 1)) });
    addReview(github.state, pull.number, 'c'.repeat(40));
    addReview(github.state, pull.number, 'd'.repeat(40), { user: { login: 'copilot', type: 'Bot' } });
    Object.assign(pull.pull?.head ?? {}, { sha: 'd'.repeat(40) });
    await runStep(github, { event: event(pull), files: artifactsOf(results.slice(0, 2)) });
    expect(bodies(pull.number)).toHaveLength(1);
    expect(bodies(pull.number)[0]?.split('\n')[0]).toBe(
      '**New since `ccccccc`**, the commit that was reviewed last: delete `clients/Legacy` in `harbor-prod`; `harbor-prod` changes, which is production',
    );
  });

  it('writes nothing of a commit that is not the head any more', async () => {
    const pull = addPull(github.state, 'd'.repeat(40));
    const log = await runStep(github, { event: event(pull, 'c'.repeat(40)), files: artifactsOf(results) });
    expect(log).toContain('nothing is written, as cccccccccccc is not its head any more');
    expect(bodies(pull.number)).toEqual([]);
  });

  it('writes nothing where nothing changes, and edits the comment that stands', async () => {
    const pull = addPull(github.state, 'c'.repeat(40));
    const nothing = artifactsOf([result('harbor-dev', [])]);
    expect(await runStep(github, { event: event(pull), files: nothing })).toContain('nothing to say, and no comment');
    await runStep(github, { event: event(pull), files: artifactsOf(results) });
    await runStep(github, { event: event(pull), files: nothing });
    expect(bodies(pull.number)).toHaveLength(1);
    expect(bodies(pull.number)[0]).toContain('### tenantry: nothing changes in 1 target');
  });

  it('tells a token that may not write by a notice, and does not fail', async () => {
    const pull = addPull(github.state, 'c'.repeat(40));
    github.allow('ghs_read', { 'pull-requests': 'read', actions: 'read' });
    const log = await runStep(github, { event: event(pull), files: artifactsOf(results), token: 'ghs_read' });
    expect(log).toContain('::notice title=tenantry::nothing is written, as the token of the job may not');
  });

  it('takes a damaged report or plan, and the plan of another target, for none', () => {
    const files = artifactsOf([result('a-dev', [change('delete', 'A')]), result('b-dev', []), result('c-dev', [])]);
    const plan = 'tenantry-plan-a-dev/a-dev/plan.json';
    const folder = folderOf({
      ...files,
      [plan]: (files[plan] ?? '').replace('clients/A', 'clients/B'),
      'tenantry-plan-b-dev/b-dev/report.json': '{"formatVersion":1}',
      'tenantry-plan-c-dev/c-dev/plan.json': files['tenantry-plan-b-dev/b-dev/plan.json'] ?? '',
    });
    const said = [...resultsOf(foundTargets(folder, []), new Map(), [])];
    expect(said.map(({ plan: one, report }) => [one, report.diagnostics[0]?.message])).toEqual([
      [undefined, 'plan.json is damaged: it is not what was saved'],
      [undefined, expect.stringContaining('report.json')],
      [undefined, 'the file has the plan of b-dev'],
    ]);
  });
});

describe('the command comment after a deploy', () => {
  const plans = [
    result('harbor-dev', [change('update', 'App')]),
    result('harbor-prod', [change('update', 'App')]),
    result('dock-prod', [change('update', 'App')]),
  ];
  const applied = (id: string, outcome: 'applied' | 'refused' | 'partly'): (typeof plans)[number] =>
    result(id, [], { command: 'apply', outcome, ...(outcome === 'refused' ? { planDigest: 'ef'.repeat(32) } : {}) });

  async function planned(sha: string): Promise<Issue> {
    const pull = addPull(github.state, sha);
    const event = { pull_request: { number: pull.number, head: { sha } } };
    await runStep(github, { event, files: artifactsOf(plans) });
    mergePull(github.state, pull.number, sha.replaceAll('c', 'e'));
    return pull;
  }

  it('edits the comment: each row says what became of it, and the last line stays', async () => {
    const pull = await planned('c'.repeat(40));
    const [before = ''] = bodies(pull.number);
    await runStep(github, {
      inputs: { mode: 'deploy', targets: 'harbor/dev,harbor/prod,dock/prod' },
      env: { GITHUB_SHA: 'e'.repeat(40), GITHUB_RUN_ID: '8001', GITHUB_RUN_NUMBER: '81' },
      files: artifactsOf([applied('harbor-dev', 'applied'), applied('harbor-prod', 'refused')], 'tenantry-apply-'),
    });
    const [text = ''] = bodies(pull.number);
    const run = '[run `81`](https://github.com/acme/tenants/actions/runs/8001)';
    expect(text).toMatch(/\| 🟢 \| `harbor-dev` \| ~1 \| applied \d\d:\d\d UTC by \[run `81`\]\(.*\) \|/u);
    expect(text).toMatch(/\| `harbor-prod` \| ~1 \| refused \d\d:\d\d UTC by/);
    expect(text).toContain(`| \`dock-prod\` | ~1 | stopped: ${run} did not get to it |`);
    expect(text).toContain(`> - \`harbor-prod\`: \`${'ef'.repeat(32)}\``);
    expect(text).toContain('run the workflow `deploy` by hand with the input `approve-digest`');
    expect(text.split('\n').slice(-2)).toEqual(before.split('\n').slice(-2));
  });

  it('says the last deploy only, when a failed job is run again', async () => {
    const pull = await planned('c'.repeat(40));
    const step = (outcome: 'applied' | 'partly', number: string): Promise<string> =>
      runStep(github, {
        inputs: { mode: 'deploy', targets: 'harbor/dev' },
        env: { GITHUB_SHA: 'e'.repeat(40), GITHUB_RUN_NUMBER: number },
        files: artifactsOf([applied('harbor-dev', outcome)], 'tenantry-apply-'),
      });
    await step('partly', '81');
    expect(bodies(pull.number)[0]).toContain('Run the failed jobs again to finish');
    await step('applied', '82');
    expect(bodies(pull.number)[0]).not.toMatch(/run `81`|Run the failed jobs/);
    expect(bodies(pull.number)[0]).toContain('by [run `82`]');
  });

  it('edits the comments of all pull requests whose plans it was approved, each for its targets', async () => {
    const first = await planned('c'.repeat(40));
    const second = await planned('cd'.repeat(20));
    const run = addRun(github.state, 'e'.repeat(40), { id: 8001, event: 'push' });
    addArtifact(github.state, run.id, 'tenantry-approved', {
      [`harbor-dev/${first.number}.plan.json`]: '{}',
      [`harbor-prod/${second.number}.plan.json`]: '{}',
    });
    await runStep(github, {
      inputs: { mode: 'deploy', targets: 'harbor/dev,harbor/prod' },
      env: { GITHUB_SHA: 'ed'.repeat(20), GITHUB_RUN_ID: '8001' },
      files: artifactsOf([applied('harbor-dev', 'applied'), applied('harbor-prod', 'applied')], 'tenantry-apply-'),
    });
    expect(bodies(first.number)[0]).toMatch(/`harbor-dev` \| ~1 \| applied/);
    expect(bodies(first.number)[0]).not.toMatch(/`harbor-prod` \| ~1 \| applied/);
    // The commit is that of the second, so all is said there.
    expect(bodies(second.number)[0]).toMatch(/`harbor-dev` \| ~1 \| applied/);
    expect(bodies(second.number)[0]).toMatch(/`harbor-prod` \| ~1 \| applied/);
  });

  it('stays within what GitHub takes for 200 targets', async () => {
    const pull = addPull(github.state, 'c'.repeat(40));
    const ids = Array.from({ length: 200 }, (_, index) => `a-tenant-with-a-long-name-${index}-prod`);
    const many = ids.map((id, at) =>
      result(
        id,
        Array.from({ length: 40 }, (_, one) => change('delete', `Old ${at} ${one}`)),
      ),
    );
    await runStep(github, {
      event: { pull_request: { number: pull.number, head: { sha: 'c'.repeat(40) } } },
      files: artifactsOf(many),
    });
    mergePull(github.state, pull.number, 'e'.repeat(40));
    await runStep(github, {
      inputs: { mode: 'deploy' },
      env: { GITHUB_SHA: 'e'.repeat(40) },
      files: artifactsOf(
        ids.map((id) => applied(id, 'applied')),
        'tenantry-apply-',
      ),
    });
    const [text = ''] = bodies(pull.number);
    expect(text.length).toBeLessThanOrEqual(65_536);
    expect(text).toMatch(/and 194 more: applied|\| applied \d/);
  });

  it('says that no pull request was deployed, as after a push by hand', async () => {
    const log = await runStep(github, { inputs: { mode: 'deploy' }, files: {} });
    expect(log).toContain('no pull request belongs to what was deployed');
  });
});
