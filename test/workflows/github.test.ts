import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startGitHub } from './github.ts';
import type { GitHub } from './github.ts';
import { addArtifact, addComment, addIssue, addPull, addRun, mergePull } from './github-state.ts';

let github: GitHub;

beforeEach(async () => {
  github = await startGitHub();
});

afterEach(() => github.close());

function ask(method: string, path: string, body?: unknown, token = github.token): Promise<Response> {
  return fetch(`${github.url}/repos/acme/tenants${path}`, {
    method,
    headers: { authorization: `Bearer ${token}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

describe('the stand-in of GitHub', () => {
  test('lists comments in pages, with links to the others', async () => {
    const { number } = addIssue(github.state);
    for (let at = 0; at < 250; at += 1) addComment(github.state, number, `comment ${at}`);
    const second = await ask('GET', `/issues/${number}/comments?per_page=100&page=2`);
    const rows = (await second.json()) as { body: string }[];
    expect([rows.length, rows[0]?.body]).toEqual([100, 'comment 100']);
    const link = second.headers.get('link') ?? '';
    expect(link).toContain(`<${github.url}/repos/acme/tenants/issues/1/comments?per_page=100&page=3>; rel="next"`);
    expect(link).toContain('rel="prev"');
  });

  test('refuses a body of more than 65,536 characters', async () => {
    const { number } = addIssue(github.state);
    const refused = await ask('POST', `/issues/${number}/comments`, { body: 'x'.repeat(65_537) });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('Body is too long (maximum is 65536 characters)');
    const taken = await ask('POST', `/issues/${number}/comments`, { body: 'x'.repeat(65_536) });
    expect(taken.status).toBe(201);
  });

  test('gives a token no more than its permissions', async () => {
    const { number } = addPull(github.state, 'a'.repeat(40));
    github.allow('ghs_read', { 'pull-requests': 'read' });
    expect((await ask('GET', `/issues/${number}/comments`, undefined, 'ghs_read')).status).toBe(200);
    expect((await ask('POST', `/issues/${number}/comments`, { body: 'x' }, 'ghs_read')).status).toBe(403);
    expect((await ask('GET', `/actions/runs`, undefined, 'ghs_read')).status).toBe(403);
    expect((await ask('GET', `/actions/runs`, undefined, 'ghs_unknown')).status).toBe(401);
  });

  test('breaks as often as it is asked to', async () => {
    github.fail({ path: /labels/, status: 502 });
    github.limit(7);
    expect((await ask('GET', '/issues')).headers.get('retry-after')).toBe('7');
    expect((await ask('GET', '/labels/x')).status).toBe(502);
    expect((await ask('GET', '/labels/x')).status).toBe(404);
  });

  test('gives artifacts by a redirect to another origin', async () => {
    const run = addRun(github.state, 'b'.repeat(40));
    const zip = addArtifact(github.state, run.id, 'tenantry-plan-harbor-prod', { 'plan.json': '{}' });
    const raw = addArtifact(github.state, run.id, 'harbor-prod.plan.html', Buffer.from('<!doctype html>'));
    const listed = await ask('GET', `/actions/runs/${run.id}/artifacts?name=tenantry-plan-harbor-prod`);
    expect(await listed.json()).toMatchObject({ total_count: 1, artifacts: [{ id: zip.id, digest: zip.digest }] });
    const got = await ask('GET', `/actions/artifacts/${zip.id}/zip`);
    expect(got.redirected).toBe(true);
    expect(Buffer.from(await got.arrayBuffer())).toEqual(zip.content);
    expect(await (await ask('GET', `/actions/artifacts/${raw.id}/zip`)).text()).toBe('<!doctype html>');
  });

  test('finds runs by commit, event and workflow, and pull requests by commit', async () => {
    const { number } = addPull(github.state, 'c'.repeat(40));
    addRun(github.state, 'c'.repeat(40));
    addRun(github.state, 'c'.repeat(40), { path: '.github/workflows/other.yml' });
    mergePull(github.state, number, 'd'.repeat(40));
    const runs = await ask('GET', `/actions/workflows/plan.yml/runs?head_sha=${'c'.repeat(40)}&event=pull_request`);
    expect(await runs.json()).toMatchObject({ total_count: 1 });
    const pulls = await ask('GET', `/commits/${'d'.repeat(40)}/pulls`);
    expect(await pulls.json()).toMatchObject([{ number, head: { sha: 'c'.repeat(40) } }]);
  });
});
