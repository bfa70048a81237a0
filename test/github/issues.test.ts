import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { driftIn } from '../../src/report/comment/issue.ts';
import type { TargetReport } from '../../src/model/target.ts';
import type { TargetResult } from '../../src/report/comment/gather.ts';
import { asHtml, change, failure, outsideOfCode, result, unbalanced } from '../support/comment.ts';
import { addIssue } from '../workflows/github-state.ts';
import type { Issue } from '../workflows/github-state.ts';
import { startGitHub } from '../workflows/github.ts';
import type { GitHub } from '../workflows/github.ts';
import { artifactsOf, runStep } from './support.ts';

let github: GitHub;

beforeEach(async () => {
  github = await startGitHub();
});

afterEach(() => github.close());

/** What drift came to for a target. */
function drift(id: string, names: readonly string[], more: Partial<TargetReport> = {}): TargetResult {
  const title = names.length === 0 ? 'no drift' : `${names.length} changed`;
  return result(
    id,
    names.map((name) => change('update', name)),
    { command: 'drift', title, ...more },
  );
}

/** One night. */
function look(...results: TargetResult[]): Promise<string> {
  const targets = results.map(({ report }) => `${report.tenant}/${report.environment}`).join(',');
  return runStep(github, { inputs: { mode: 'drift', targets }, files: artifactsOf(results, 'tenantry-drift-') });
}

const issues = (): Issue[] => github.state.issues;
const comments = (): string[] => github.state.comments.map(({ body }) => body);

describe('the issue of a target', () => {
  it('is opened with the first drift, and says what differs, who did it, and the ways out', async () => {
    const changedBy = [
      { address: 'clients/App', who: 'maria@acme.example', when: '2026-11-28T14:02:00Z', by: 'dashboard' },
    ];
    await look(drift('harbor-prod', ['App'], { changedBy }), drift('harbor-dev', []));
    const [issue, ...others] = issues();
    expect(others).toEqual([]);
    expect(issue).toMatchObject({ title: 'Drift: harbor/prod', state: 'open', labels: ['tenantry-drift'] });
    const body = issue?.body ?? '';
    expect(body).toContain('`harbor/prod` is not what its files say: 1 changed.');
    expect(body).toContain('changed <code>clients/App</code>');
    expect(body).toContain('! description: new in the files, old in the tenant');
    expect(body).toContain('- `clients/App`: `maria@acme.example`, by `dashboard`, `2026-11-28T14:02:00Z`');
    expect(body).toContain('`tenantry pull` for the tenant `harbor` and the environment `prod`');
    expect(driftIn(body)?.id).toBe('harbor-prod');
    expect(unbalanced(body)).toEqual([]);
  });

  it('stays the one issue: the same drift is brought up to date without a comment', async () => {
    await look(drift('harbor-prod', ['App']));
    const before = issues()[0]?.body;
    await look(
      drift('harbor-prod', ['App'], { changedBy: [{ address: 'clients/App', who: 'x', when: 'y', by: 'z' }] }),
    );
    expect(issues()).toHaveLength(1);
    expect(issues()[0]?.body).not.toBe(before);
    expect(comments()).toEqual([]);
  });

  it('gets a comment when the drift is another one', async () => {
    await look(drift('harbor-prod', ['App']));
    await look(drift('harbor-prod', ['App', 'Other']));
    expect(comments()).toEqual([
      'The drift is another one since [run 77](https://github.com/acme/tenants/actions/runs/7001): `2 changed`.',
    ]);
    expect(issues()[0]?.body).toContain('clients/Other');
  });

  it('is closed when there is none, and opened again when there is, even the same', async () => {
    await look(drift('harbor-prod', ['App']));
    await look(drift('harbor-prod', []));
    expect(issues()[0]).toMatchObject({ state: 'closed', state_reason: 'completed' });
    await look(drift('harbor-prod', []));
    expect(comments()).toHaveLength(1);
    await look(drift('harbor-prod', ['App']));
    expect(issues()).toHaveLength(1);
    expect(issues()[0]).toMatchObject({ state: 'open', state_reason: 'reopened' });
    expect(comments()).toHaveLength(2);
    expect(comments()[1]).toContain('There is drift again');
  });

  it('is opened again when a person closed it and the drift is still there', async () => {
    await look(drift('harbor-prod', ['App']));
    Object.assign(issues()[0] ?? {}, { state: 'closed' });
    await look(drift('harbor-prod', ['App']));
    expect(issues()[0]?.state).toBe('open');
  });

  it('stays open after an error, and after a job that said nothing: neither is clean', async () => {
    await look(drift('harbor-prod', ['App']), drift('dock-prod', ['App']));
    const failed = failure('harbor-prod', 'no token');
    const log = await runStep(github, {
      inputs: { mode: 'drift', targets: 'harbor/prod,dock/prod' },
      files: artifactsOf([{ report: { ...failed.report, command: 'drift' } }], 'tenantry-drift-'),
    });
    expect(issues().map(({ state }) => state)).toEqual(['open', 'open']);
    expect(log).toContain('harbor-prod: not known whether it drifts, its issue stays as it is');
    expect(log).toContain('dock-prod: not known whether it drifts');
    expect(comments()).toEqual([]);
  });

  it('is found whatever its title is, and on the second page', async () => {
    await look(drift('harbor-prod', ['App']));
    Object.assign(issues()[0] ?? {}, { title: 'Somebody look at this', number: 900 });
    for (let at = 0; at < 150; at += 1) addIssue(github.state, { number: at + 1, labels: ['tenantry-drift'] });
    await look(drift('harbor-prod', []));
    expect(issues().find(({ number }) => number === 900)?.state).toBe('closed');
    expect(issues()).toHaveLength(151);
  });

  it('is none of another target, of somebody else, or without the label', async () => {
    await look(drift('harbor-prod', ['App']));
    const [own] = issues();
    const copy = { body: own?.body ?? '', labels: ['tenantry-drift'] };
    Object.assign(own ?? {}, { body: copy.body.replace('harbor-prod sha', 'harbor-non-prod sha') });
    addIssue(github.state, { ...copy, user: { login: 'maria', type: 'User' } });
    addIssue(github.state, { ...copy, labels: [] });
    addIssue(github.state, { ...copy, body: `${copy.body}\nand more` });
    await look(drift('harbor-prod', []));
    expect(issues().map(({ state }) => state)).toEqual(['open', 'open', 'open', 'open']);
    await look(drift('harbor-prod', ['App']));
    expect(issues()).toHaveLength(5);
  });

  it('is the oldest of several, and the others are closed', async () => {
    await look(drift('harbor-prod', ['App']));
    addIssue(github.state, { body: issues()[0]?.body ?? '', labels: ['tenantry-drift'] });
    await look(drift('harbor-prod', ['App']));
    expect(issues().map(({ state }) => state)).toEqual(['open', 'closed']);
    expect(comments()).toEqual(['The same as #1.']);
  });

  it('counts what is withheld as drift', async () => {
    const withheld = { guard: 'deletes', reason: 'policy.delete is false' };
    const one = result('harbor-prod', [change('delete', 'Old', { withheld })], {
      command: 'drift',
      title: '1 withheld',
    });
    await look(one);
    expect(issues()[0]?.body).toContain('# withheld: not in the files clients/Old: policy.delete is false');
  });

  it('has no room for more than GitHub takes, and names what is not in the files first', async () => {
    const many = Array.from({ length: 4000 }, (_, index) => change('update', `Application number ${index}`));
    const gone = Array.from({ length: 300 }, (_, index) => change('delete', `Unknown ${index}`));
    await look(result('harbor-prod', [...many, ...gone], { command: 'drift', title: 'much' }));
    const body = issues()[0]?.body ?? '';
    expect(body.length).toBeLessThanOrEqual(60_000);
    expect(body.match(/^- not in the files clients\/Unknown \d+$/gm)).toHaveLength(300);
    expect(body).toContain('There is more than is named here');
    expect(unbalanced(body)).toEqual([]);
  });

  it('says hostile names in code only', async () => {
    const name = '</details> @acme/team #12 `x` ``` --> | \n\n# title';
    const changedBy = [{ address: name, who: name, when: name, by: name }];
    const of = async (text: string): Promise<string> => {
      const by = changedBy.map((one) => Object.fromEntries(Object.keys(one).map((key) => [key, text])));
      await look(drift('harbor-prod', [text], { changedBy: by as typeof changedBy, title: text, tenant: 'harbor' }));
      return issues().at(-1)?.body ?? '';
    };
    const [nasty, plain] = [await of(name), await of('plain')];
    expect(unbalanced(nasty)).toEqual([]);
    expect(outsideOfCode(asHtml(nasty))).toBe(outsideOfCode(asHtml(plain)));
  });

  it('is kept for each of 200 targets with few requests', async () => {
    const night = Array.from({ length: 200 }, (_, index) => drift(`t${index}-prod`, index % 2 === 0 ? ['App'] : []));
    await look(...night);
    expect(issues()).toHaveLength(100);
    github.requests.length = 0;
    await look(...night);
    expect(github.requests.filter(({ method }) => method === 'GET')).toHaveLength(1);
    expect(github.requests.length).toBeLessThanOrEqual(101);
    expect(comments()).toEqual([]);
  });
});
