import { missing, page, unprocessable } from './github-answers.ts';
import type { Routes } from './github-answers.ts';
import { addComment, addIssue, next } from './github-state.ts';
import type { Comment, GitHubState, Issue, Review } from './github-state.ts';

/** The most that the body of a comment or an issue may have. */
const mostCharacters = 65_536;
const tooLong = `Body is too long (maximum is ${mostCharacters} characters)`;

/** Comments, issues, labels and pull requests. */
export function addIssues(routes: Routes): void {
  addComments(routes);
  addIssueRoutes(routes);
  addPulls(routes);
}

function addComments({ app, state, url, account }: Routes): void {
  const at = '/repos/:owner/:name/issues';
  app.get(`${at}/:number{[0-9]+}/comments`, (context) => {
    const number = Number(context.req.param('number'));
    if (issueOf(state, number) === undefined) return missing(context);
    const rows = state.comments.filter(({ issue }) => issue === number).sort((a, b) => a.id - b.id);
    return context.json(page(context, rows, url()).map((row) => shownComment(row, state)));
  });
  app.post(`${at}/:number{[0-9]+}/comments`, async (context) => {
    const issue = issueOf(state, Number(context.req.param('number')));
    if (issue === undefined) return missing(context);
    const { body = '' } = await context.req.json<{ body?: string }>();
    if (body === '') return unprocessable(context, 'IssueComment', "Body can't be blank");
    if (body.length > mostCharacters) return unprocessable(context, 'IssueComment', tooLong);
    return context.json(shownComment(addComment(state, issue.number, body, account(context)), state), 201);
  });
  app.on(['GET', 'PATCH', 'DELETE'], `${at}/comments/:id`, async (context) => {
    const found = state.comments.find(({ id }) => id === Number(context.req.param('id')));
    if (found === undefined) return missing(context);
    if (context.req.method === 'DELETE') {
      state.comments.splice(state.comments.indexOf(found), 1);
      return context.body(null, 204);
    }
    if (context.req.method === 'PATCH') {
      const { body = '' } = await context.req.json<{ body?: string }>();
      if (body.length > mostCharacters) return unprocessable(context, 'IssueComment', tooLong);
      Object.assign(found, { body, updated_at: next(state).at });
    }
    return context.json(shownComment(found, state));
  });
}

function addIssueRoutes({ app, state, url, account }: Routes): void {
  const at = '/repos/:owner/:name/issues';
  app.get(at, (context) => {
    const wanted = context.req.query('state') ?? 'open';
    const labels = (context.req.query('labels') ?? '').split(',').filter((label) => label !== '');
    const creator = context.req.query('creator');
    const rows = state.issues
      .filter((one) => wanted === 'all' || one.state === wanted)
      .filter((one) => labels.every((label) => one.labels.includes(label)))
      .filter((one) => creator === undefined || one.user.login === creator)
      .sort((a, b) => b.number - a.number);
    const sorted = context.req.query('direction') === 'asc' ? rows.reverse() : rows;
    return context.json(page(context, sorted, url()).map((row) => shownIssue(row, state)));
  });
  app.post(at, async (context) => {
    const sent = await context.req.json<{ title?: string; body?: string; labels?: string[] }>();
    const { title = '', body = '', labels = [] } = sent;
    if (title === '') return unprocessable(context, 'Issue', "Title can't be blank");
    if (title.length > 256) return unprocessable(context, 'Issue', 'Title is too long (maximum is 256 characters)');
    if (body.length > mostCharacters) return unprocessable(context, 'Issue', tooLong);
    const issue = addIssue(state, { title, body, labels, user: account(context) });
    for (const name of labels)
      if (!hasLabel(state, name)) state.labels.push({ name, color: 'ededed', description: '' });
    return context.json(shownIssue(issue, state), 201);
  });
  app.on(['GET', 'PATCH'], `${at}/:number{[0-9]+}`, async (context) => {
    const issue = issueOf(state, Number(context.req.param('number')));
    if (issue === undefined) return missing(context);
    if (context.req.method === 'PATCH') {
      const sent = await context.req.json<Partial<Issue>>();
      if ((sent.body ?? '').length > mostCharacters) return unprocessable(context, 'Issue', tooLong);
      Object.assign(issue, sent, { updated_at: next(state).at });
    }
    return context.json(shownIssue(issue, state));
  });
  app.get('/repos/:owner/:name/labels/:label', (context) => {
    const found = state.labels.find(({ name }) => name === context.req.param('label'));
    return found === undefined ? missing(context) : context.json(found);
  });
  app.post('/repos/:owner/:name/labels', async (context) => {
    const { name = '', color = '', description = '' } = await context.req.json<Record<string, string>>();
    if (hasLabel(state, name)) return unprocessable(context, 'Label', 'already_exists');
    state.labels.push({ name, color, description });
    return context.json({ name, color, description }, 201);
  });
}

function addPulls({ app, state, url }: Routes): void {
  const at = '/repos/:owner/:name/pulls';
  app.get(at, (context) => {
    const wanted = context.req.query('state') ?? 'open';
    const [head, base] = [context.req.query('head'), context.req.query('base')];
    const rows = state.issues.filter(({ pull, state: now }) => {
      if (pull === undefined || (wanted !== 'all' && now !== wanted)) return false;
      const owner = pull.head.repo?.full_name.split('/')[0] ?? '';
      return (
        (head ?? `${owner}:${pull.head.ref}`) === `${owner}:${pull.head.ref}` &&
        (base ?? pull.base.ref) === pull.base.ref
      );
    });
    return context.json(page(context, rows.reverse(), url()).map((row) => shownPull(row, state)));
  });
  app.get(`${at}/:number{[0-9]+}`, (context) => {
    const issue = issueOf(state, Number(context.req.param('number')));
    return issue?.pull === undefined ? missing(context) : context.json(shownPull(issue, state));
  });
  app.get(`${at}/:number{[0-9]+}/reviews`, (context) => {
    const number = Number(context.req.param('number'));
    if (issueOf(state, number)?.pull === undefined) return missing(context);
    const rows: Review[] = state.reviews.filter(({ pull }) => pull === number);
    return context.json(page(context, rows, url()).map(({ pull: _pull, ...row }) => row));
  });
  app.get('/repos/:owner/:name/commits/:sha/pulls', (context) => {
    const sha = context.req.param('sha');
    const named = state.pullsOfCommit.get(sha) ?? [];
    const rows = state.issues.filter(
      ({ number, pull }) =>
        pull !== undefined && (named.includes(number) || pull.merge_commit_sha === sha || pull.head.sha === sha),
    );
    return context.json(page(context, rows, url()).map((row) => shownPull(row, state)));
  });
  app.get('/repos/:owner/:name/compare/:range', (context) => {
    const [base = '', head = ''] = context.req.param('range').split('...');
    const [from, to] = [state.history.indexOf(base), state.history.indexOf(head)];
    if (from < 0 || to < 0) return missing(context);
    const commits = state.history.slice(from + 1, to + 1).map((sha) => ({ sha }));
    const status = from === to ? 'identical' : from < to ? 'ahead' : 'behind';
    const [ahead, behind] = [commits.length, Math.max(0, from - to)];
    const shown = page(context, commits, url());
    return context.json({ status, ahead_by: ahead, behind_by: behind, total_commits: ahead, commits: shown });
  });
}

function issueOf(state: GitHubState, number: number): Issue | undefined {
  return state.issues.find((one) => one.number === number);
}

function hasLabel(state: GitHubState, label: string): boolean {
  return state.labels.some(({ name }) => name === label);
}

function shownComment({ issue, ...comment }: Comment, { repository }: GitHubState): object {
  return { ...comment, html_url: `https://github.com/${repository}/issues/${issue}#issuecomment-${comment.id}` };
}

function shownIssue({ pull, labels, ...issue }: Issue, { repository, labels: known }: GitHubState): object {
  const url = `https://github.com/${repository}/${pull === undefined ? 'issues' : 'pull'}/${issue.number}`;
  return {
    ...issue,
    html_url: url,
    labels: labels.map((name) => known.find((label) => label.name === name) ?? { name }),
    ...(pull === undefined ? {} : { pull_request: { html_url: url, merged_at: pull.merged_at } }),
  };
}

function shownPull({ pull, labels, ...issue }: Issue, { repository, isFork }: GitHubState): object {
  const own = { full_name: repository, fork: isFork };
  return {
    ...issue,
    ...pull,
    html_url: `https://github.com/${repository}/pull/${issue.number}`,
    labels: labels.map((name) => ({ name })),
    ...(pull === undefined ? {} : { base: { ...pull.base, repo: own } }),
  };
}
