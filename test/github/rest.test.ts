import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isRefused, restOf } from '../../src/github/rest.ts';
import type { Rest } from '../../src/github/rest.ts';
import { virtualClock } from '../support/virtual-clock.ts';
import { startGitHub } from '../workflows/github.ts';
import type { GitHub } from '../workflows/github.ts';
import { addArtifact, addComment, addIssue, addRun } from '../workflows/github-state.ts';

let github: GitHub;
let rest: Rest;
let slept: number[];
const at = '/repos/acme/tenants';

beforeEach(async () => {
  github = await startGitHub();
  slept = [];
  const clock = { now: () => 0, random: () => 0.5, sleep: (time: number) => Promise.resolve(void slept.push(time)) };
  rest = restOf({ url: github.url, token: github.token, clock });
});

afterEach(() => github.close());

it('reads all pages of a list, and no more of them than are wanted', async () => {
  const { number } = addIssue(github.state);
  for (let count = 0; count < 250; count += 1) addComment(github.state, number, `comment ${count}`);
  const bodies: unknown[] = [];
  for await (const comment of rest.pages(`${at}/issues/${number}/comments`)) bodies.push(comment['body']);
  expect([bodies.length, bodies[0], bodies[249]]).toEqual([250, 'comment 0', 'comment 249']);
  expect(github.requests).toHaveLength(3);
  for await (const comment of rest.pages(`${at}/issues/${number}/comments`)) if (comment['body'] === 'comment 0') break;
  expect(github.requests).toHaveLength(4);
});

it('downloads from another host without the token', async () => {
  const run = addRun(github.state, 'a'.repeat(40));
  const artifact = addArtifact(github.state, run.id, 'x', Buffer.from('content'));
  const content = await rest.download(`${github.url}${at}/actions/artifacts/${artifact.id}/zip`);
  expect(content.toString()).toBe('content');
});

describe('a request', () => {
  it('is tried again after 5xx and by the time that GitHub asks for', async () => {
    const { number } = addIssue(github.state);
    github.fail({ method: 'POST', status: 502 });
    github.limit(7);
    await rest.post(`${at}/issues/${number}/comments`, { body: 'x' });
    expect(github.state.comments).toHaveLength(1);
    expect(slept.map(Math.round)).toEqual([500, 7050]);
  });

  it('is not tried again when it is refused', async () => {
    github.allow('ghs_read', { issues: 'read' });
    const clock = { now: () => 0, random: () => 0, sleep: () => Promise.resolve() };
    const reading = restOf({ url: github.url, token: 'ghs_read', clock });
    const refused = await reading.post(`${at}/issues/1/comments`, { body: 'x' }).catch((error: unknown) => error);
    expect(isRefused(refused, 403)).toBe(true);
    expect(github.requests).toHaveLength(1);
  });

  it('that waits for longer than a job is worth ends with what GitHub says', async () => {
    github.limit(3600);
    await expect(rest.get(`${at}/issues/1`)).rejects.toThrow(
      'GitHub refuses GET /repos/acme/tenants/issues/1 with 403',
    );
    expect(slept).toEqual([]);
  });

  it('to nobody says that nobody answers', async () => {
    const away = restOf({
      url: 'http://127.0.0.1:9',
      token: 'x',
      clock: { ...virtualClock(), sleep: () => Promise.resolve() },
    });
    await expect(away.get('/x')).rejects.toMatchObject({ code: 'github-unreachable' });
  });

  it('does not leave the API by its path', async () => {
    const inFolder = restOf({ url: `${github.url}/api/v3`, token: 'x', clock: virtualClock() });
    await expect(inFolder.get('/../../evil')).rejects.toMatchObject({ code: 'github-path' });
    await expect(rest.get('//evil.example/x')).rejects.toMatchObject({ status: 404 });
  });
});

it.each(['', 'ftp://api.github.com', 'http://api.github.com', 'api.github.com'])('%s is no URL of the API', (url) => {
  expect(() => restOf({ url, token: 'x', clock: virtualClock() })).toThrow("the URL of GitHub's API is not one");
});
