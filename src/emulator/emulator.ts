import { Hono, type Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { actionsOf, type ActionOptions } from './actions.ts';
import { routes } from './areas.ts';
import { givesSecret, noteExchange, noteManaged, noteRefused, type Exchange } from './areas/logs.ts';
import { bodyOf, isBody, parseJson, textOf, type Body, type Json } from './body.ts';
import { underConditions, type Conditions } from './conditions.ts';
import { discovery } from './discovery.ts';
import { insufficientScope, invalidBody, refusal, refuse } from './errors.ts';
import { keyRing, type KeyRing } from './key-ring.ts';
import { readQuery } from './query.ts';
import { quotasOf, type Quotas } from './quotas.ts';
import { requestLog, type RequestLog, type RequestRecord } from './request-log.ts';
import type { Answer, Route, Tenant } from './route.ts';
import { DEPLOYER, freshStore } from './seed.ts';
import { isState, Store, type EmulatorState } from './store.ts';
import { tenantLog } from './tenant-log.ts';
import { proofOf, readForm, tokensOf, type Authorized, type Tokens } from './token.ts';
import { checkBody } from './wire.ts';

/** How an emulated tenant differs from the usual one. */
export interface EmulatorOptions extends Conditions {
  /** The tenant's domain, by default `local`. Requests are served whatever host they name. */
  readonly domain?: string;
  /** The URL that tokens name as their issuer, with a slash at its end; by default the one that the client spoke to. */
  readonly issuer?: string;
  /** The clock, in milliseconds since the epoch. */
  readonly now?: () => number;
  /** The client of a fresh tenant, with a grant to the Management API. */
  readonly deployer?: { readonly clientId: string; readonly clientSecret: string };
  /** How long the build of an action takes, by default 50. */
  readonly buildMilliseconds?: number;
  /** How long events take to be in the log at most, in milliseconds, by default no time. */
  readonly logLag?: number;
  /** What the tenant contains; by default what a fresh one does. */
  readonly state?: EmulatorState;
  /** The scopes that Management API tokens hold at most, by default all. */
  readonly scopes?: readonly string[];
  /** How its actions are run. */
  readonly actions?: ActionOptions;
  /** The keys that its tokens are signed with, by default its own. */
  readonly keys?: KeyRing;
}

/** One emulated tenant. */
export interface Emulator {
  readonly fetch: (request: Request) => Promise<Response>;
  /** What the tenant contains, as a copy. */
  readonly snapshot: () => EmulatorState;
  /** The same with the last events of its log, to be kept. */
  readonly stateToKeep: () => EmulatorState;
  readonly restore: (state: EmulatorState) => void;
  /** What was served last, in order. */
  readonly requests: RequestRecord[];
  /** The answer of the token endpoint to a client that need not prove who it is; it is not among the requests. */
  readonly tokenFor: (clientId: string, form: Body, issuer: string) => Promise<Response>;
  /** Ends the processes of actions, when there are any. */
  readonly close: () => Promise<void>;
}

const API = '/api/v2';
/** How much of a log is kept with the state of a tenant. */
const KEPT_EVENTS = 1000;
/** The paths that belong to the emulator and not to the API. */
export const EXTRAS = '/emulator/';

/** Starts an emulated tenant. It lives in memory; `fetch` takes the requests. */
export function createEmulator(options: EmulatorOptions = {}): Emulator {
  const { domain = 'local', now = Date.now, deployer = DEPLOYER, buildMilliseconds = 50, scopes } = options;
  const store = options.state === undefined ? freshStore(domain, deployer, scopes) : new Store(options.state);
  const tenant: Tenant = {
    store,
    domain,
    now,
    buildMilliseconds,
    log: tenantLog(now, options.logLag, options.state?.log),
  };
  const log = requestLog();
  const actions = actionsOf(tenant, deployer.clientId, options.actions);
  const quotas = quotasOf(tenant);
  const { keys = keyRing() } = options;
  const served: Served = {
    tenant,
    tokens: tokensOf(tenant, scopes, { actions, quotas, keys }),
    keys,
    quotas,
    log,
    issuer: options.issuer,
  };
  const serve = underConditions(
    async (request) => app.fetch(request, served),
    options,
    now,
    (method, path) => noteRefused(tenant, method, path),
  );
  return {
    requests: log.requests,
    tokenFor: (...asked) => answered(served.tokens.issueTo(...asked)),
    close: actions.close,
    snapshot: () => store.snapshot(),
    stateToKeep: () => ({ ...store.snapshot(), log: tenant.log.events.slice(-KEPT_EVENTS) }),
    restore: (state) => store.restore(state),
    async fetch(request) {
      const { pathname, search } = new URL(request.url);
      if (pathname.startsWith(EXTRAS)) return app.fetch(request, served);
      const record = { method: request.method, path: pathname + search, at: now() };
      try {
        const response = await serve(request);
        const ran = actions.recordsOf(request);
        log.add({ ...record, status: response.status, ...(ran === undefined ? {} : { actions: ran }) });
        return response;
      } catch (error) {
        log.add({ ...record, status: 0 });
        throw error;
      }
    },
  };
}

/** One tenant, as requests find it. */
interface Served {
  readonly tenant: Tenant;
  readonly tokens: Tokens;
  readonly keys: KeyRing;
  readonly quotas: Quotas;
  readonly log: RequestLog;
  readonly issuer: string | undefined;
}

type Routed = Context<{ Bindings: Served }>;

/** The routes are the same for all tenants, and building their table takes longer than many a request. */
const app = new Hono<{ Bindings: Served }>();
app.onError((error) => {
  if (error instanceof HTTPException) return error.getResponse();
  return Response.json({ statusCode: 500, error: 'Internal Server Error', message: error.stack }, { status: 500 });
});
app.notFound(() => refuse('route.unknown').getResponse());
serveAuthentication();
serveApi();
serveExtras();

/** A tenant has as many issuers as URLs that it is reached by, as one with custom domains has. */
const issuerOf = ({ req, env }: Routed): string => env.issuer ?? `${new URL(req.url).origin}/`;

function serveAuthentication(): void {
  app.post('/oauth/token', async (context) => {
    const { tokens, tenant, quotas } = context.env;
    const exchange = await exchangeOf(context.req.raw.clone(), tenant);
    const response = await answered(tokens.issue(context.req.raw, issuerOf(context)));
    noteExchange(tenant, response.ok ? exchange : { ...exchange, refusal: await refusalIn(response.clone()) });
    for (const [name, value] of Object.entries(quotas.headersOf(context.req.raw))) response.headers.set(name, value);
    return response;
  });
  app.get('/.well-known/openid-configuration', (context) => Response.json(discovery(issuerOf(context))));
  app.get('/.well-known/jwks.json', ({ env }) => Response.json(env.keys.published()));
}

/** The answer that a token is, or that its refusal is. */
async function answered(issued: Promise<Body>): Promise<Response> {
  try {
    return Response.json(await issued);
  } catch (error) {
    if (error instanceof HTTPException) return error.getResponse();
    throw error;
  }
}

/** Why a token was refused, as the answer says it. */
async function refusalIn(response: Response): Promise<string> {
  return textOf(bodyOf(parseJson(await response.text()))['error_description']);
}

/** What the log says of a request for a token. */
async function exchangeOf(request: Request, { store }: Tenant): Promise<Exchange> {
  const form = await readForm(request);
  const { clientId } = proofOf(form, request.headers.get('authorization'));
  const [audience = '', scope = '', organization = ''] = ['audience', 'scope', 'organization'].map((name) =>
    textOf(form[name]),
  );
  const client = store.get('clients', clientId) ?? { client_id: clientId };
  return { client, audience, scope, organization, userAgent: request.headers.get('user-agent') ?? '' };
}

function serveApi(): void {
  for (const route of routes) {
    app.on(route.method, `${API}${route.path}`, async (context) => {
      const held = context.env.tokens.authorize(context.req.header('authorization') ?? null, issuerOf(context));
      return respond(await operate(route, context, held));
    });
  }
}

/** Checks scopes, query and body in the API's order, then runs the operation, which changes all or nothing. */
async function operate(route: Route, context: Routed, { scopes, clientId }: Authorized): Promise<Answer> {
  const { tenant } = context.env;
  if (route.scopes.length > 0 && !route.scopes.some((scope) => scopes.has(scope))) {
    throw insufficientScope(route.scopes);
  }
  const query = readQuery(new URL(context.req.url).searchParams, route.query ?? {});
  const payload = route.body === undefined ? {} : await readBody(context);
  if (route.body !== undefined) checkBody(route.body, payload);
  const body = isBody(payload) ? payload : {};
  const params = context.req.param();
  const answer = tenant.store.atomically(() =>
    route.answer({ ...tenant, method: route.method, params, query, payload, body, scopes }),
  );
  const { method, path, raw } = context.req;
  const managed = { method, path, body, status: answer.status, clientId, headers: raw.headers };
  if (method !== 'GET') noteManaged(tenant, 'sapi', managed);
  else if (givesSecret(answer.body)) noteManaged(tenant, 'mgmt_api_read', managed);
  return answer;
}

async function readBody(context: Routed): Promise<Json> {
  const text = await context.req.text();
  if ((context.req.header('content-type') ?? '').includes('text/html')) return text;
  const payload = text === '' ? {} : parseJson(text);
  if (payload === undefined) throw invalidBody('Invalid JSON');
  return payload ?? {};
}

const respond = ({ status, body, headers = {} }: Answer): Response =>
  body === undefined ? new Response(null, { status, headers }) : Response.json(body, { status, headers });

/** What belongs to the emulator and not to the API: no token needed, not counted. */
function serveExtras(): void {
  app.get('/emulator/requests', ({ env: { log } }) => Response.json({ ...log.counts(), requests: log.requests }));
  app.delete('/emulator/requests', ({ env: { log } }) => {
    log.clear();
    return new Response(null, { status: 204 });
  });
  app.post('/emulator/logs', async ({ env, req }) => {
    const events = parseJson(await req.text());
    if (!Array.isArray(events)) throw refusal(400, 'The body is not an array of log events.', 'invalid_body');
    for (const event of events) env.tenant.log.note(bodyOf(event));
    return new Response(null, { status: 204 });
  });
  app.get('/emulator/state', ({ env }) => Response.json(env.tenant.store.snapshot()));
  app.put('/emulator/state', async ({ env, req }) => {
    const state = parseJson(await req.text());
    if (!isState(state)) throw refusal(400, 'The body is not the state of an emulator.', 'invalid_body');
    env.tenant.store.restore(state);
    return new Response(null, { status: 204 });
  });
}
