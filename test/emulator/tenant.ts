import { ManagementClient } from 'auth0';
import { createEmulator, type Emulator, type EmulatorOptions } from '../../src/emulator/emulator.ts';
import { DEPLOYER } from '../../src/emulator/seed.ts';

/** What the tests read of answers; a field that is missing fails the test that reads it. */
export interface Row {
  readonly [field: string]: unknown;
  readonly id: string;
  readonly client_id: string;
  readonly client_secret: string;
  readonly custom_domain_id: string;
  readonly identifier: string;
  readonly name: string;
  readonly next: string;
  readonly scope: string;
  readonly access_token: string;
  readonly message: string;
  readonly error_description: string;
  readonly errorCode: string;
  readonly options: Row;
  readonly configuration: Record<string, string>;
  readonly metadata: object;
  readonly branding: object;
  readonly latest_version: Row;
  readonly bindings: Row[];
  readonly organizations: Row[];
  readonly roles: Row[];
  readonly triggers: Row[];
  readonly versions: Row[];
}

export interface Reply {
  readonly status: number;
  readonly body: Row;
  readonly headers: Headers;
}

/** One emulated tenant with the ways the tests talk to it. */
export interface Tenant {
  readonly emulator: Emulator;
  /** Moves the tenant's clock on. */
  readonly wait: (milliseconds: number) => void;
  readonly now: () => number;
  /** A raw request to the API; `path` is below /api/v2. */
  readonly api: (method: string, path: string, body?: unknown) => Promise<Reply>;
  /** The same, for requests that must succeed: just the body. */
  readonly do: (method: string, path: string, body?: unknown) => Promise<Row>;
  /** A list, which must be a bare array. */
  readonly rows: (path: string) => Promise<Row[]>;
  /** Any request, without a token. */
  readonly raw: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Reply>;
  readonly token: (form?: Record<string, string>) => Promise<Reply>;
  readonly sdk: ManagementClient;
}

/** Starts a tenant with a clock that stands still. */
export function startTenant(options: EmulatorOptions = {}): Tenant {
  let now = Date.parse('2026-11-22T12:00:00Z');
  const emulator = createEmulator({ now: () => now, ...options });
  const domain = options.domain ?? 'local';
  let bearer: string | undefined;

  const raw: Tenant['raw'] = async (method, path, body, headers = {}) => {
    const isText = typeof body === 'string';
    const init: RequestInit = { method, headers: { 'content-type': 'application/json', ...headers } };
    if (body !== undefined) init.body = isText ? body : JSON.stringify(body);
    const response = await emulator.fetch(new Request(`https://${domain}${path}`, init));
    const text = await response.text();
    return {
      status: response.status,
      body: (text === '' ? undefined : JSON.parse(text)) as Row,
      headers: response.headers,
    };
  };
  const token: Tenant['token'] = (form = {}) =>
    raw('POST', '/oauth/token', {
      grant_type: 'client_credentials',
      client_id: DEPLOYER.clientId,
      client_secret: DEPLOYER.clientSecret,
      audience: `https://${domain}/api/v2/`,
      ...form,
    });
  const api: Tenant['api'] = async (method, path, body) => {
    bearer ??= (await token()).body.access_token;
    return raw(method, `/api/v2${path}`, body, { authorization: `Bearer ${bearer}` });
  };
  const send: Tenant['do'] = async (method, path, body) => {
    const reply = await api(method, path, body);
    if (reply.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(reply.body)}`);
    return reply.body;
  };
  return {
    emulator,
    wait: (milliseconds) => {
      now += milliseconds;
    },
    now: () => now,
    raw,
    token,
    api,
    do: send,
    rows: async (path) => {
      const answer: unknown = await send('GET', path);
      if (!Array.isArray(answer)) throw new Error(`${path} is no array`);
      return answer as Row[];
    },
    sdk: new ManagementClient({
      domain,
      clientId: DEPLOYER.clientId,
      clientSecret: DEPLOYER.clientSecret,
      fetch: (input, init) => emulator.fetch(new Request(input, init)),
      maxRetries: 0,
    }),
  };
}

/** The text of a refusal: status and message, or error description. */
export const refusal = ({ status, body }: Reply): string =>
  `${status} ${body?.message ?? body?.error_description ?? ''}`;
