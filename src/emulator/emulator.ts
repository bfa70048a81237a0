import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { actionsOf, type ActionOptions } from './actions.ts';
import { routes } from './areas.ts';
import { givesSecret, noteManaged, noteRefused } from './areas/logs.ts';
import { serveAuthentication } from './authentication/index.ts';
import { answerOf } from './authentication/token-endpoint.ts';
import { isBody, parseJson, type Body, type Json } from './body.ts';
import type { brokenTokens } from './broken-tokens.ts';
import { underConditions, type Conditions } from './conditions.ts';
import type { Control } from './control.ts';
import { insufficientScope, invalidBody, refuse } from './errors.ts';
import { EXTRAS, serveExtras } from './extras.ts';
import { keyRing } from './key-ring.ts';
import { brokenFrom, onDemand, type TokenOnDemand } from './on-demand.ts';
import { readQuery } from './query.ts';
import { quotasOf } from './quotas.ts';
import { requestLog, type RequestRecord } from './request-log.ts';
import type { Answer, Route, Tenant } from './route.ts';
import { runtimeClaims } from './runtime-claims.ts';
import { DEPLOYER, freshStore } from './seed.ts';
import { issuerOf, type Routed, type Served } from './served.ts';
import { Store, type EmulatorState } from './store.ts';
import { tenantLog } from './tenant-log.ts';
import { tokensOf, type Authorized } from './token.ts';
import { seedUsers } from './users.ts';
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
  /** Users that can sign in, as `seedUsers` takes them. */
  readonly users?: readonly Body[];
  /** The scopes that Management API tokens hold at most, by default all. */
  readonly scopes?: readonly string[];
  /** How its actions are run. */
  readonly actions?: ActionOptions;
  /** What its health says of it besides: what it stands for, and what tells it from others. */
  readonly about?: Body;
}

/** One emulated tenant. */
export interface Emulator extends Control {
  readonly fetch: (request: Request) => Promise<Response>;
  /** What the tenant contains, as a copy. */
  readonly snapshot: () => EmulatorState;
  /** The same with the last events of its log, to be kept. */
  readonly stateToKeep: () => EmulatorState;
  readonly restore: (state: EmulatorState) => void;
  /** What was served last, in order. */
  readonly requests: RequestRecord[];
  /** The answer to who owns the emulator and asks for a token of a client; it is not among the requests. */
  readonly tokenFor: (wanted: TokenOnDemand, issuer: string) => Promise<Response>;
  /** A token with one thing wrong with it each; undefined for what is no token. */
  readonly brokenTokens: (token: string) => ReturnType<typeof brokenTokens>;
  /** Ends the processes of actions, when there are any. */
  readonly close: () => Promise<void>;
}

const API = '/api/v2';
/** How much of a log is kept with the state of a tenant. */
const KEPT_EVENTS = 1000;

/** Starts an emulated tenant. It lives in memory; `fetch` takes the requests. */
export function createEmulator(options: EmulatorOptions = {}): Emulator {
  const { now: outer = Date.now } = options;
  const keys = keyRing();
  let ahead = 0;
  const claims = runtimeClaims();
  const control: Control = {
    now: () => outer() + ahead,
    advance: (milliseconds) => {
      ahead += milliseconds;
    },
    reset: async () => {
      const before = current;
      ahead = 0;
      claims.clear();
      current = begin();
      await before.close();
    },
    keys,
    claims,
  };
  // To begin anew is to be another tenant: nothing of what was is left.
  const begin = (): Begun => tenantOf(options, control);
  let current = begin();
  return {
    ...control,
    get requests() {
      return current.served.log.requests;
    },
    tokenFor: (wanted, issuer) => answerOf(onDemand(current.served, wanted, issuer)),
    brokenTokens: (token) => brokenFrom(token, current.served),
    close: () => current.close(),
    snapshot: () => current.served.tenant.store.snapshot(),
    stateToKeep: () => {
      const { store, log } = current.served.tenant;
      return { ...store.snapshot(), log: log.events.slice(-KEPT_EVENTS) };
    },
    restore: (state) => current.served.tenant.store.restore(state),
    fetch: (request) => current.fetch(request),
  };
}

/** A tenant from its beginning on. */
interface Begun extends Pick<Emulator, 'fetch' | 'close'> {
  readonly served: Served;
}

function tenantOf(options: EmulatorOptions, control: Control): Begun {
  const { domain = 'local', deployer = DEPLOYER, buildMilliseconds = 50, scopes } = options;
  const { now, keys, claims } = control;
  const store = options.state === undefined ? freshStore(domain, deployer, scopes) : new Store(options.state);
  const log = tenantLog(now, options.logLag, options.state?.log);
  const tenant: Tenant = { store, domain, now, buildMilliseconds, log };
  seedUsers(tenant, options.users ?? []);
  const actions = actionsOf(tenant, deployer.clientId, options.actions);
  const quotas = quotasOf(tenant);
  const served: Served = {
    tenant,
    tokens: tokensOf(tenant, scopes, { actions, quotas, keys, claims }),
    actions,
    control,
    quotas,
    log: requestLog(),
    issuer: options.issuer,
    about: options.about ?? {},
  };
  const serve = underConditions(
    async (request) => app.fetch(request, served),
    options,
    now,
    (method, path) => noteRefused(tenant, method, path),
  );
  return {
    served,
    close: actions.close,
    async fetch(request) {
      const { pathname, search } = new URL(request.url);
      if (pathname.startsWith(EXTRAS)) return app.fetch(request, served);
      const record = { method: request.method, path: pathname + search, at: now() };
      try {
        const response = await serve(request);
        const ran = actions.recordsOf(request);
        served.log.add({ ...record, status: response.status, ...(ran === undefined ? {} : { actions: ran }) });
        return response;
      } catch (error) {
        served.log.add({ ...record, status: 0 });
        throw error;
      }
    },
  };
}

/** The routes are the same for all tenants, and building their table takes longer than many a request. */
const app = new Hono<{ Bindings: Served }>();
app.onError((error) => {
  if (error instanceof HTTPException) return error.getResponse();
  return Response.json({ statusCode: 500, error: 'Internal Server Error', message: error.stack }, { status: 500 });
});
app.notFound(() => refuse('route.unknown').getResponse());
serveAuthentication(app);
serveApi();
serveExtras(app);

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
