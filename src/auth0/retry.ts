import { unsentCodes } from '../model/failure.ts';
import { parseJson } from '../model/json.ts';
import { strangeAnswer } from '../catalog/failures.ts';
import { bodyOf } from './body.ts';
import { realClock } from './clock.ts';
import type { Clock } from './clock.ts';
import type { RateLimiter } from './rate-limiter.ts';
import { pauseOf } from './rate-limiter.ts';
import { messages } from './messages.ts';
import type { Fetch } from './transport.ts';

/** How often and how long a request is tried. */
export interface RetryOptions {
  clock: Clock;
  /** The most tries of one request, the first included. */
  tries: number;
  /** How long one try may take, in milliseconds. */
  tryMilliseconds: number;
  /** No new try begins this long after the first, in milliseconds. */
  allMilliseconds: number;
}

/** What came of one try. */
type Result = { type: 'response'; response: Response } | { type: 'error'; error: unknown };

/** Careful values for a tenant that others use, too. */
export const usualRetries: RetryOptions = {
  clock: realClock,
  tries: 6,
  tryMilliseconds: 30_000,
  allMilliseconds: 180_000,
};

const api = '/api/v2';

/** Errors that another try would not change. */
const lasting =
  /^(redirected|answer-too-long|assertion-|ENOTFOUND|CERT_|ERR_TLS|ERR_SSL|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_|EPROTO|HPE_)/;

/**
 * Sends requests when the rate limiter lets them, and again when that is safe: everything that can be repeated after 408, 429, 5xx
 * and broken connections, and a POST only when it was certainly not carried out. A POST whose response was lost is not
 * repeated here: whoever sent it has to look whether it was done.
 */
export function retrying(send: Fetch, limiter: RateLimiter | undefined, options: RetryOptions): Fetch {
  const { clock } = options;
  let hasAnswered = false;
  return async (url, init) => {
    const { pathname } = new URL(url);
    const method = (init.method ?? 'GET').toUpperCase();
    const isRepeatable = method !== 'POST' || pathname === '/oauth/token';
    const started = clock.now();
    for (let tried = 1; ; tried += 1) {
      const onResponse = pathname.startsWith(api)
        ? await limiter?.enter(method, pathname.slice(api.length))
        : undefined;
      const numbered: Fetch = (address, with_) => send(address, with_, tried);
      const result = await once(numbered, url, init, options.tryMilliseconds);
      onResponse?.(result.type === 'response' ? result.response : undefined);
      hasAnswered ||= result.type === 'response';
      const isOver =
        tried >= options.tries || clock.now() - started > options.allMilliseconds || init.signal?.aborted === true;
      if (isOver || !isWorthAnother(result, isRepeatable, hasAnswered)) return responseOf(result);
      await clock.sleep(pauseAfter(result, tried, clock), init.signal ?? undefined);
    }
  };
}

/** One try. The time limit holds whatever becomes of the request: one that does not end when it is aborted is left behind. */
async function once(send: Fetch, url: string, init: RequestInit, milliseconds: number): Promise<Result> {
  const over = new AbortController();
  const ended = new Promise<never>((_resolve, reject) => {
    over.signal.addEventListener('abort', () => reject(over.signal.reason as Error), { once: true });
  });
  const timer = setTimeout(() => over.abort(tooLate(milliseconds)), milliseconds);
  const stop = (): void => over.abort(init.signal?.reason);
  init.signal?.addEventListener('abort', stop, { once: true });
  try {
    return {
      type: 'response',
      response: await Promise.race([
        complete(send(url, { ...init, signal: over.signal, redirect: 'manual' }), init.method),
        ended,
      ]),
    };
  } catch (error) {
    return { type: 'error', error };
  } finally {
    clearTimeout(timer);
    init.signal?.removeEventListener('abort', stop);
  }
}

function tooLate(milliseconds: number): Error {
  return Object.assign(new Error(`no response within ${milliseconds / 1000} s`), { code: 'ETIMEDOUT' });
}

/** A response with its body: one that stops in the middle is no response, and neither is a good one with a page of another server. */
async function complete(request: Promise<Response>, method = 'GET'): Promise<Response> {
  const response = await request;
  const { ok, status, statusText, headers } = response;
  // Whoever is named there would be sent what was meant for the tenant: a token, credentials, secrets.
  if (status >= 300 && status < 400) throw messages.redirected(status, headers.get('location') ?? '');
  const body = await bodyOf(response);
  if (ok && !isExpected(body, method)) throw strangeAnswer(status, body.toString());
  // The SDK takes the word of the answer, and would say only that what is no JSON cannot be parsed.
  const isJson = body.byteLength === 0 || parseJson(body.toString()) !== undefined;
  const told = isJson ? headers : new Headers([...headers, ['content-type', 'text/plain']]);
  return new Response(body.byteLength === 0 ? null : body, { status, statusText, headers: told });
}

/** Whether a body is JSON, of a read with fields or items, or is missing where it may: writes are not always answered with one. */
function isExpected(body: Buffer, method: string): boolean {
  if (body.byteLength === 0) return method !== 'GET';
  const found = parseJson(body.toString());
  return method === 'GET' ? typeof found === 'object' && found !== null : found !== undefined;
}

function isWorthAnother(result: Result, isRepeatable: boolean, hasAnswered: boolean): boolean {
  if (result.type === 'response') {
    const { status } = result.response;
    return status === 429 || ((status === 408 || status >= 500) && isRepeatable);
  }
  const codes = codesOf(result.error);
  if (codes.some((code) => lasting.test(code))) return false;
  const isUnsent = codes.some((code) => unsentCodes.includes(code));
  // A server that has never answered, and does not listen or keeps silent, is most likely the wrong one.
  const isSilent = isUnsent || codes.includes('ETIMEDOUT');
  if (isSilent && !hasAnswered) return false;
  return isUnsent || isRepeatable;
}

/** What the tenant asks for, or a time that doubles, with some scatter so that not all come back at once. */
function pauseAfter(result: Result, tried: number, clock: Clock): number {
  if (result.type === 'response' && result.response.status === 429)
    return pauseOf(result.response, clock) + 100 * clock.random();
  return Math.min(20_000, 500 * 2 ** (tried - 1)) * (0.75 + 0.5 * clock.random());
}

function responseOf(result: Result): Response {
  if (result.type === 'response') return result.response;
  throw result.error;
}

/** The codes of an error and of its causes. */
function codesOf(error: unknown): string[] {
  if (typeof error !== 'object' || error === null) return [];
  const code: unknown = Reflect.get(error, 'code');
  return [...(typeof code === 'string' ? [code] : []), ...codesOf(Reflect.get(error, 'cause'))];
}
