import type { Area } from '../area.ts';
import { bodyOf, textOf, type Body } from '../body.ts';
import type { Json } from '../body.ts';
import { refusal } from '../errors.ts';
import { holds, termsOf } from '../log-search.ts';
import { chooseFields, FIELDS } from '../query.ts';
import { ok, operation, type Answer, type Call, type Tenant } from '../route.ts';

/** A search gives no more events than these. Source: Auth0's documentation of log search. */
const REACHABLE = 1000;

/** A request of the Management API, and the client whose token it had. */
export interface Managed {
  readonly method: string;
  readonly path: string;
  readonly body: Body;
  readonly status: number;
  readonly clientId: string;
  readonly headers: Headers;
}

/** Notes a write, or a read that gave a secret away, as the log of a tenant does. Failed writes leave no event. */
export function noteManaged(tenant: Tenant, type: 'sapi' | 'mgmt_api_read', managed: Managed): void {
  const { method, path, body, status, clientId, headers } = managed;
  const userAgent = headers.get('user-agent') ?? '';
  const name = textOf(tenant.store.get('clients', clientId)?.['name']);
  const tool = toolOf(headers.get('auth0-client'));
  tenant.log.note({
    type,
    ip: '127.0.0.1',
    user_agent: userAgent,
    client_id: clientId,
    client_name: name,
    ...(tool === undefined ? {} : { auth0_client: tool }),
    details: {
      request: {
        channel: 'api',
        method: method.toLowerCase(),
        path,
        userAgent,
        ip: '127.0.0.1',
        auth: { user: {}, strategy: 'jwt', credentials: {} },
        ...(method === 'GET' ? {} : { body }),
      },
      response: { statusCode: status },
    },
  });
}

/** What the SDK says of itself in the header `Auth0-Client`. */
export function toolOf(header: string | null): Body | undefined {
  try {
    const said: unknown = JSON.parse(Buffer.from(header ?? '', 'base64url').toString());
    return typeof said === 'object' && said !== null ? { ...said } : undefined;
  } catch {
    return undefined;
  }
}

/** A request for a token that was granted or refused. */
export interface Exchange {
  readonly client: Body;
  readonly audience: string;
  readonly scope: string;
  readonly organization: string;
  readonly userAgent: string;
  /** What an SDK says of itself. */
  readonly tool?: Body;
  /** Whose tokens they are, when they are a user's. */
  readonly user?: Body;
  /** Why it was refused. */
  readonly refusal?: string;
}

/** Notes that a client asked for a token. Source of the codes: Auth0's documentation of log event types. */
export function noteExchange(
  tenant: Tenant,
  [granted, refused]: readonly [granted: string, refused: string],
  exchange: Exchange,
): void {
  const { client, audience, scope, organization, userAgent, tool, user, refusal } = exchange;
  tenant.log.note({
    type: refusal === undefined ? granted : refused,
    ...(refusal === undefined ? {} : { description: refusal }),
    ip: '127.0.0.1',
    user_agent: userAgent,
    ...(tool === undefined ? {} : { auth0_client: tool }),
    client_id: textOf(client['client_id']),
    client_name: textOf(client['name']),
    ...(user === undefined ? {} : userFields(user)),
    hostname: tenant.domain,
    audience,
    scope: scope === '' ? null : scope,
    ...(organization === '' ? {} : { organization_id: organization }),
  });
}

/** A login or logout that came to its end. */
export interface LoginNoted {
  readonly request: Request;
  readonly client: Body;
  readonly user?: Body;
  readonly organizationId?: string;
  /** Why it was refused. */
  readonly description?: string;
}

/** Notes a login: `s` and `f`, or `ssa` and `fsa` for one without a page. */
export function noteLogin(tenant: Tenant, { type, ...login }: LoginNoted & { readonly type: string }): void {
  tenant.log.note({ type, ...eventOf(tenant, login) });
}

/** Notes a logout, which is refused when it has a description. */
export const noteLogout = (tenant: Tenant, logout: LoginNoted): void =>
  tenant.log.note({ type: logout.description === undefined ? 'slo' : 'flo', ...eventOf(tenant, logout) });

/** Notes that a refresh token was used again that had been rotated. */
export function noteReuse(tenant: Tenant, client: Body, userId: string, request: Request): void {
  const user = tenant.store.get('users', userId);
  const description = 'Reused rotating refresh token detected';
  const whose = user === undefined ? {} : { user };
  tenant.log.note({ type: 'ferrt', ...eventOf(tenant, { request, client, ...whose, description }) });
}

function eventOf(
  { store, domain }: Tenant,
  { request, client, user, organizationId = '', description }: LoginNoted,
): Body {
  const organization = store.get('organizations', organizationId);
  return {
    ...(description === undefined ? {} : { description }),
    ip: '127.0.0.1',
    user_agent: request.headers.get('user-agent') ?? '',
    client_id: textOf(client['client_id']),
    client_name: textOf(client['name']),
    ...(user === undefined ? {} : userFields(user)),
    hostname: domain,
    ...(organization === undefined
      ? {}
      : { organization_id: organizationId, organization_name: textOf(organization['name']) }),
  };
}

const userFields = (user: Body): Body => ({
  user_id: textOf(user['user_id']),
  user_name: textOf(user['email'] ?? user['name']),
  connection: textOf(user['_connection']),
});

/** Notes that an action did not come to its end. Source: Auth0's published schema of `actions_execution_failed`. */
export function noteFailedAction(
  tenant: Tenant,
  client: Body,
  { trigger, name }: { readonly trigger: string; readonly name: string },
  { type, name: errorName, message }: { readonly type: string; readonly name: string; readonly message: string },
): void {
  const action = tenant.store.find('actions', (one) => one['name'] === name);
  tenant.log.note({
    type: 'actions_execution_failed',
    ip: '127.0.0.1',
    client_id: textOf(client['client_id']),
    client_name: textOf(client['name']),
    details: {
      action_id: textOf(action?.['id']),
      action_name: name,
      trigger_id: trigger,
      error_class: type === 'timeout' ? 'action_timeout' : 'action_error',
      action_error: { name: errorName, message },
    },
  });
}

/** Notes a request that a rate limit refused. */
export function noteRefused(tenant: Tenant, method: string, path: string): void {
  tenant.log.note({
    type: 'api_limit',
    description: 'You have reached the rate limit of the Management API.',
    ip: '127.0.0.1',
    details: { request: { method: method.toLowerCase(), path } },
  });
}

/** The log of the tenant: what is done by the Management API, tokens, and logins. */
export const logArea: Area = {
  routes: [
    operation('GET /logs', 'read:logs', listed, {
      query: {
        from: 'text',
        take: { min: 1, max: 100 },
        q: 'text',
        search: 'text',
        page: { min: 0, max: Number.MAX_SAFE_INTEGER },
        per_page: { min: 1, max: 100 },
        sort: 'text',
        include_totals: 'boolean',
        ...FIELDS,
      },
    }),
    operation('GET /logs/:id', 'read:logs', (call) => {
      call.log.release();
      const event = call.log.events.find((one) => one['log_id'] === call.params['id']);
      if (event === undefined) throw refusal(404, 'The log event does not exist.', 'inexistent_log_event');
      return ok(event);
    }),
  ],
};

function listed(call: Call): Answer {
  const { log, query } = call;
  log.release();
  return query['from'] === undefined && query['take'] === undefined ? searched(call) : behind(call);
}

/** What comes behind an event, by the order in which events became readable; the address of the next page is a header. */
function behind({ log, query, domain }: Call): Answer {
  const from = query['from']?.[0] ?? '';
  const take = Number(query['take']?.[0] ?? 50);
  const start = from === '' ? 0 : log.events.findLastIndex((one) => textOf(one['log_id']) <= from) + 1;
  const events = log.events.slice(start, start + take);
  const last = textOf(events.at(-1)?.['log_id']) || from;
  const next = `https://${domain}/api/v2/logs?take=${take}&from=${encodeURIComponent(last)}`;
  return { ...ok(events), ...(last === '' ? {} : { headers: { link: `<${next}>; rel="next"` } }) };
}

function searched({ log, query }: Call): Answer {
  const text = query['q']?.[0] ?? query['search']?.[0] ?? '';
  const terms = termsOf(text);
  const found = log.events.filter((event) => terms.every((term) => holds(term, event)));
  const [field, direction] = (query['sort']?.[0] ?? 'date:-1').split(':');
  const sorted = found.toSorted((a, b) => compare(textOf(a[field ?? '']), textOf(b[field ?? ''])));
  if (direction === '-1') sorted.reverse();
  const [page, size] = [Number(query['page']?.[0] ?? 0), Number(query['per_page']?.[0] ?? 50)];
  const rows = sorted.slice(0, REACHABLE).slice(page * size, (page + 1) * size);
  const logs = rows.map((row) => chooseFields(row, query));
  if (query['include_totals']?.[0] !== 'true') return ok(logs);
  return ok({ start: page * size, limit: size, length: logs.length, total: found.length, logs });
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The client secrets in an answer are what makes a read one that is noted. */
export const givesSecret = (body: Json | undefined): boolean =>
  Array.isArray(body)
    ? body.some(givesSecret)
    : textOf(bodyOf(body)['client_secret']) !== '' || givesSecret(bodyOf(body)['clients'] ?? []);
