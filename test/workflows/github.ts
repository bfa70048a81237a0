import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import type { Context } from 'hono';
import { addActions } from './github-actions.ts';
import { missing } from './github-answers.ts';
import type { Routes } from './github-answers.ts';
import { addIssues } from './github-issues.ts';
import { bot, emptyState } from './github-state.ts';
import type { Account, GitHubState } from './github-state.ts';

/** What a token may do, in the words of a workflow's `permissions`. */
export type Permissions = Readonly<Record<string, 'read' | 'write'>>;

/** A request that came, and what it was answered with. */
export interface Recorded {
  method: string;
  path: string;
  body: unknown;
  status: number;
}

/** What the next requests that match are answered with, in the place of an answer. */
export interface Fault {
  method?: string;
  /** What the path, with its query, has in it. */
  path?: RegExp;
  status: number;
  message?: string;
  headers?: Readonly<Record<string, string>>;
  /** How many requests; 1 unless it says otherwise. */
  times?: number;
  /** Whether what was asked for is done all the same, and only the answer is lost. */
  isDone?: boolean;
}

/** A running stand-in of GitHub's REST API, for one repository. */
export interface GitHub {
  /** For `GITHUB_API_URL`. */
  url: string;
  /** A token that may do everything. */
  token: string;
  state: GitHubState;
  requests: Recorded[];
  /** Adds a token that may do only this, as a job's `permissions` say. */
  allow: (token: string, permissions: Permissions, account?: Account) => void;
  fail: (fault: Fault) => void;
  /** Too many requests in a short time, as GitHub says it: 403 with the seconds to wait. */
  limit: (seconds: number, times?: number) => void;
  close: () => Promise<void>;
}

interface Grant {
  account: Account;
  permissions: Permissions | 'all';
}

/** What paths need, the first that matches; of several, one is enough. */
const requiredPermissions: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^\/issues\/(\d+\/)?comments/, ['issues', 'pull-requests']],
  [/^\/issues/, ['issues']],
  [/^\/labels/, ['issues']],
  [/^\/pulls/, ['pull-requests']],
  [/^\/commits\/[^/]+\/pulls/, ['pull-requests', 'contents']],
  [/^\/(commits|compare)/, ['contents']],
  [/^\/actions/, ['actions']],
  [/^\/deployments/, ['deployments']],
];

/** Starts the stand-in on a free port. What it has in memory is in `state`. */
export async function startGitHub(repository = 'acme/tenants'): Promise<GitHub> {
  const state = emptyState(repository);
  const token = 'ghs_of_everything';
  const grants = new Map<string, Grant>([[token, { account: bot, permissions: 'all' }]]);
  const requests: Recorded[] = [];
  const faults: Fault[] = [];
  const app = new Hono();
  let [url, blobs] = ['', ''];
  app.use('*', async (context: Context, proceed) => {
    const { method } = context.req;
    const path = context.req.url.slice(url.length);
    const record: Recorded = { method, path, body: await bodyOf(context), status: 0 };
    requests.push(record);
    const fault = takeFault(faults, method, path);
    const refused = refusal(context, grants, state.repository);
    if (fault !== undefined && fault.isDone !== true) context.res = faultAnswer(fault);
    else if (refused !== undefined) context.res = refused;
    else {
      await proceed();
      if (fault !== undefined) context.res = faultAnswer(fault);
    }
    record.status = context.res.status;
  });
  const account = (context: Context): Account => grants.get(tokenOf(context))?.account ?? bot;
  const routes: Routes = { app, state, url: () => url, blobs: () => blobs, account };
  addIssues(routes);
  addActions(routes);
  app.notFound((context) => context.json({ message: 'Not Found', status: '404' }, 404));
  const servers = await Promise.all([listen(app), listen(blobServer(state))]);
  [url, blobs] = [servers[0].url, servers[1].url];
  return {
    url,
    token,
    state,
    requests,
    allow: (name, permissions, who = bot) => void grants.set(name, { account: who, permissions }),
    fail: (fault) => void faults.push({ ...fault }),
    limit: (seconds, times = 1) => void faults.push(secondaryLimit(seconds, times)),
    close: async () => void (await Promise.all(servers.map(({ close }) => close()))),
  };
}

function secondaryLimit(seconds: number, times: number): Fault {
  const message = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';
  return { status: 403, message, headers: { 'retry-after': String(seconds) }, times };
}

function takeFault(faults: Fault[], method: string, path: string): Fault | undefined {
  const found = faults.find(
    (one) => (one.method ?? method) === method && (one.path ?? /^/).test(path) && (one.times ?? 1) > 0,
  );
  if (found !== undefined) found.times = (found.times ?? 1) - 1;
  return found;
}

function faultAnswer({ status, message = 'Server Error', headers = {} }: Fault): Response {
  const type = status >= 500 ? 'text/html' : 'application/json; charset=utf-8';
  const body = status >= 500 ? `<html>${message}</html>` : JSON.stringify({ message, status: String(status) });
  return new Response(body, { status, headers: { 'content-type': type, ...headers } });
}

function refusal(context: Context, grants: ReadonlyMap<string, Grant>, repository: string): Response | undefined {
  const grant = grants.get(tokenOf(context));
  if (grant === undefined) return context.json({ message: 'Bad credentials', status: '401' }, 401);
  const prefix = `/repos/${repository}`.toLowerCase();
  const { path, method } = context.req;
  if (!path.toLowerCase().startsWith(prefix)) return missing(context);
  const rest = path.slice(prefix.length);
  const wanted = requiredPermissions.find(([pattern]) => pattern.test(rest))?.[1] ?? [];
  const { permissions } = grant;
  if (permissions === 'all' || wanted.length === 0) return undefined;
  const isReading = method === 'GET' || method === 'HEAD';
  const may = wanted.some((name) => permissions[name] === 'write' || (isReading && permissions[name] === 'read'));
  if (may) return undefined;
  return context.json({ message: 'Resource not accessible by integration', status: '403' }, 403);
}

function tokenOf(context: Context): string {
  return (context.req.header('authorization') ?? '').replace(/^(Bearer|token) /i, '');
}

async function bodyOf(context: Context): Promise<unknown> {
  const text = await context.req.raw.clone().text();
  try {
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return text;
  }
}

/** Contents of artifacts. As the storage behind GitHub does, it refuses a request that has a token of GitHub's. */
function blobServer(state: GitHubState): Hono {
  const app = new Hono();
  app.get('/blobs/:id', (context) => {
    if (context.req.header('authorization') !== undefined) {
      return context.text('Only one authentication mechanism should be specified.', 400);
    }
    const found = state.artifacts.find(({ id }) => id === Number(context.req.param('id')));
    if (found === undefined) return context.text('The specified blob does not exist.', 404);
    return context.body(new Uint8Array(found.content));
  });
  return app;
}

async function listen(app: Hono): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createAdaptorServer({ fetch: app.fetch });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    if ('closeAllConnections' in server) server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return { url: `http://127.0.0.1:${port}`, close };
}
