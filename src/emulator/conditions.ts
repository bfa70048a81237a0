import { refusal } from './errors.ts';
import { faultSource, type FaultType, type Faults } from './faults.ts';
import { limiter, type LimitHeaders, type Limits } from './limits.ts';

/** What stands between a client and the API: how long answers take, how many requests are let in, what goes wrong. */
export interface Conditions {
  /** How long a request takes on its way, in milliseconds. */
  readonly latency?: number;
  /** By default none. */
  readonly limits?: Limits;
  /** Those of the token endpoint, which are its own; by default none. */
  readonly tokenLimits?: Limits;
  readonly faults?: Faults;
  /** What the plan of the tenant lacks: requests to these paths are refused. */
  readonly lacking?: readonly Lacking[];
}

/** A feature that the plan of a tenant lacks. */
export interface Lacking {
  /** Below `/api/v2`, with everything under it; `*` stands for one segment. */
  readonly path: string;
  readonly status: 400 | 402 | 403 | 404;
  readonly message: string;
  readonly errorCode?: string;
}

/** Answers a request. */
export type Handle = (request: Request) => Promise<Response>;

/** The connection broke, as a fault would have it: there is no answer, whether or not the work was done. */
export class ConnectionLost extends Error {
  override name = 'ConnectionLost';
  readonly code = 'ECONNRESET';
}

const API = '/api/v2';
const TOKENS = '/oauth/token';

/** Puts conditions around an API. Limits are those of the Management API or of the token endpoint; latency and faults are for both. */
export function underConditions(
  handle: Handle,
  conditions: Conditions,
  now: () => number,
  onRefused: (method: string, path: string) => void = () => undefined,
): Handle {
  const { latency = 0, limits, tokenLimits, faults, lacking = [] } = conditions;
  const admit = limiter(limits, now);
  const admitToken = tokenLimits === undefined ? undefined : limiter(tokenLimits, now);
  const nextFault = faults === undefined ? () => undefined : faultSource(faults);
  return async (request) => {
    const { pathname } = new URL(request.url);
    const fault = pathname.startsWith(faults?.path ?? '/') ? nextFault() : undefined;
    if (latency > 0) await pause(latency, request.signal);
    const broken = fault === undefined ? undefined : await breakDown(fault, request, handle, now);
    if (broken !== undefined) return broken;
    if (pathname === TOKENS && admitToken !== undefined) {
      const { isAdmitted, headers } = admitToken(request.method, pathname);
      return withHeaders(isAdmitted ? await handle(request) : tooManyTokens(), headers);
    }
    if (!pathname.startsWith(API)) return handle(request);
    const { isAdmitted, headers, body } = admit(request.method, pathname.slice(API.length));
    const lack = lacking.find(({ path }) => isBelow(pathname.slice(API.length), path));
    const answer = (): Response | Promise<Response> =>
      lack === undefined ? handle(request) : refusal(lack.status, lack.message, lack.errorCode).getResponse();
    if (!isAdmitted) onRefused(request.method, pathname);
    const response = isAdmitted ? await answer() : Response.json(body, { status: 429 });
    return withHeaders(response, headers);
  };
}

const withHeaders = (response: Response, headers: LimitHeaders): Response => withAll(response, { ...headers });

function withAll(response: Response, headers: { readonly [name: string]: string }): Response {
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}

/** A refusal in the token endpoint's shape. */
const tooManyTokens = (): Response =>
  Response.json({ error: 'too_many_requests', error_description: 'Global limit has been reached' }, { status: 429 });

/** Whether a path is the one of a pattern, or below it. */
function isBelow(path: string, pattern: string): boolean {
  const segments = path.split('/');
  return pattern.split('/').every((wanted, index) => wanted === '*' || wanted === segments[index]);
}

async function breakDown(fault: FaultType, request: Request, handle: Handle, now: () => number): Promise<Response> {
  switch (fault) {
    case '429': {
      const limits = { 'x-ratelimit-limit': '50', 'x-ratelimit-remaining': '0' };
      const headers = { ...limits, 'retry-after': '1', 'x-ratelimit-reset': String(Math.ceil(now() / 1000) + 1) };
      const isForToken = new URL(request.url).pathname === TOKENS;
      return isForToken ? withAll(tooManyTokens(), headers) : failure(429, 'Too Many Requests', headers);
    }
    case '500':
      return failure(500, 'Internal Server Error');
    case '503':
      return failure(503, 'Service Unavailable');
    case 'reset-before':
      throw new ConnectionLost('The connection was reset before the request was read.');
    case 'reset-after':
      await handle(request);
      throw new ConnectionLost('The connection was reset before the answer was sent.');
    case 'hang':
      return until(request.signal);
  }
}

function failure(statusCode: number, error: string, headers: Record<string, string> = {}): Response {
  return Response.json({ statusCode, error, message: error }, { status: statusCode, headers });
}

/** Waits, or gives up when the client does. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(abortReason(signal));
    });
  });
}

/** Never answers; ends when the client gives up. */
function until(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (signal.aborted) reject(abortReason(signal));
    signal.addEventListener('abort', () => reject(abortReason(signal)));
  });
}

function abortReason({ reason }: AbortSignal): Error {
  const found: unknown = reason;
  return found instanceof Error ? found : new ConnectionLost('The client gave up.');
}
