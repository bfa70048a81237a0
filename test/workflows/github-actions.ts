import { missing, page } from './github-answers.ts';
import type { Routes } from './github-answers.ts';
import { next } from './github-state.ts';
import type { Artifact, Deployment, GitHubState, Run } from './github-state.ts';

/** Runs of workflows, their artifacts, and deployments. */
export function addActions(routes: Routes): void {
  addRuns(routes);
  addArtifacts(routes);
  addDeployments(routes);
}

function addRuns({ app, state, url }: Routes): void {
  const at = '/repos/:owner/:name/actions';
  app.on('GET', [`${at}/runs`, `${at}/workflows/:workflow/runs`], (context) => {
    const asked = (name: string): string | undefined => context.req.query(name);
    const file = context.req.param('workflow');
    const rows = state.runs
      .filter((run) => file === undefined || run.path.endsWith(`/${file}`))
      .filter((run) => (asked('head_sha') ?? run.head_sha) === run.head_sha)
      .filter((run) => (asked('event') ?? run.event) === run.event)
      .filter((run) => (asked('branch') ?? run.head_branch) === run.head_branch)
      .filter((run) => [run.status, run.conclusion].some((one) => one === (asked('status') ?? run.status)))
      .sort((a, b) => b.id - a.id);
    const shown = page(context, rows, url()).map((run) => shownRun(run, state));
    return context.json({ total_count: rows.length, workflow_runs: shown });
  });
  app.get(`${at}/runs/:run{[0-9]+}`, (context) => {
    const run = state.runs.find(({ id }) => id === Number(context.req.param('run')));
    return run === undefined ? missing(context) : context.json(shownRun(run, state));
  });
}

function addArtifacts({ app, state, url, blobs }: Routes): void {
  const at = '/repos/:owner/:name/actions';
  app.on('GET', [`${at}/artifacts`, `${at}/runs/:run{[0-9]+}/artifacts`], (context) => {
    const run = context.req.param('run');
    const name = context.req.query('name');
    const rows = state.artifacts
      .filter((one) => run === undefined || one.run === Number(run))
      .filter((one) => (name ?? one.name) === one.name)
      .sort((a, b) => b.id - a.id);
    const shown = page(context, rows, url()).map((one) => shownArtifact(one, state, url()));
    return context.json({ total_count: rows.length, artifacts: shown });
  });
  app.get(`${at}/artifacts/:id{[0-9]+}`, (context) => {
    const found = state.artifacts.find(({ id }) => id === Number(context.req.param('id')));
    return found === undefined ? missing(context) : context.json(shownArtifact(found, state, url()));
  });
  app.get(`${at}/artifacts/:id{[0-9]+}/zip`, (context) => {
    const found = state.artifacts.find(({ id }) => id === Number(context.req.param('id')));
    if (found === undefined) return missing(context);
    if (found.expired) return context.json({ message: 'Artifact has expired', status: '410' }, 410);
    return context.redirect(`${blobs()}/blobs/${found.id}?sig=of-a-minute`, 302);
  });
}

function addDeployments({ app, state, url }: Routes): void {
  const at = '/repos/:owner/:name/deployments';
  app.get(at, (context) => {
    const asked = (name: string): string | undefined => context.req.query(name);
    const rows = state.deployments
      .filter((one) => (asked('environment') ?? one.environment) === one.environment)
      .filter((one) => (asked('sha') ?? one.sha) === one.sha)
      .filter((one) => (asked('ref') ?? one.ref) === one.ref)
      .sort((a, b) => b.id - a.id);
    return context.json(page(context, rows, url()).map(({ statuses: _statuses, ...row }) => row));
  });
  app.post(at, async (context) => {
    const { ref = '', environment = 'production' } = await context.req.json<{ ref?: string; environment?: string }>();
    const { id, at: now } = next(state);
    const sha = ref === 'main' ? (state.history.at(-1) ?? ref) : ref;
    const deployment: Deployment = { id, sha, ref, environment, created_at: now, statuses: [] };
    state.deployments.push(deployment);
    const { statuses: _statuses, ...shown } = deployment;
    return context.json(shown, 201);
  });
  app.on(['GET', 'POST'], `${at}/:id{[0-9]+}/statuses`, async (context) => {
    const found = state.deployments.find(({ id }) => id === Number(context.req.param('id')));
    if (found === undefined) return missing(context);
    if (context.req.method === 'GET') return context.json(page(context, [...found.statuses].reverse(), url()));
    const sent = await context.req.json<{ state?: string; log_url?: string }>();
    const { id, at: now } = next(state);
    const status = { id, state: sent.state ?? 'error', created_at: now, log_url: sent.log_url ?? '' };
    found.statuses.push(status);
    return context.json(status, 201);
  });
}

function shownRun({ head_repository: head, ...run }: Run, { repository }: GitHubState): object {
  return {
    ...run,
    html_url: `https://github.com/${repository}/actions/runs/${run.id}`,
    repository: { full_name: repository },
    head_repository: { full_name: head, fork: head !== repository },
    // GitHub names no pull request for runs of forks.
    pull_requests: [],
  };
}

function shownArtifact({ content, run, ...artifact }: Artifact, state: GitHubState, url: string): object {
  const of = state.runs.find(({ id }) => id === run);
  return {
    ...artifact,
    size_in_bytes: content.length,
    archive_download_url: `${url}/repos/${state.repository}/actions/artifacts/${artifact.id}/zip`,
    workflow_run: { id: run, head_sha: of?.head_sha ?? null, head_branch: of?.head_branch ?? null },
  };
}
