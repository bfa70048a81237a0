import { bodyOf } from '../auth0/body.ts';
import type { Clock } from '../auth0/clock.ts';
import { Failure } from '../model/failure.ts';
import { isBody, parseJson } from '../model/json.ts';
import type { Body, Json } from '../model/json.ts';
import { messages } from './messages.ts';

/**
 * GitHub's REST API, as far as it is needed. Paths begin with a slash, such as `/repos/acme/tenants/issues/7/comments`.
 *
 * Every method tries again after 5xx, after lost connections and when GitHub asks for patience. A POST whose answer was lost may
 * have been carried out: whoever posts has to know what is already there, by a marker. What remains wrong is a `Failure` with
 * the `status` of the answer.
 */
export interface Rest {
  get: (path: string) => Promise<Json>;
  post: (path: string, body: Body) => Promise<Json>;
  patch: (path: string, body: Body) => Promise<Json>;
  delete: (path: string) => Promise<void>;
  /** The items of a list, page by page, 100 at a time: whoever has seen enough leaves the loop. Of an object, those of its first array. */
  pages: (path: string) => AsyncGenerator<Body, void, undefined>;
  /** The bytes of a URL that the API gave, such as `archive_download_url`; other hosts are not sent the token. */
  download: (url: string) => Promise<Buffer>;
}

/** How GitHub is reached. */
export interface RestOptions {
  /** `GITHUB_API_URL`. */
  url: string;
  token: string;
  clock: Clock;
  signal?: AbortSignal;
  /** The most tries of one request, by default 5. */
  tries?: number;
}

/** One request. */
interface Asked {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  url: URL;
  body?: Body;
}

/** What came of one try: an answer, or why there is none. */
type Answer = { response: Response; content: Buffer } | { error: unknown };

const perPage = 100;
/** No more pages than this are read of one list: who has more comments than that has another problem. */
const mostPages = 100;
/** How long one try may take, and how long GitHub may ask to wait, in milliseconds. */
const tryMilliseconds = 60_000;
const mostPatience = 10 * 60_000;
/** What GitHub asks for at least after a secondary limit that names no time. */
const secondaryPause = 60_000;
const mostRedirects = 5;

/** A client of GitHub's REST API. Throws a `UsageError` for a URL that is none. */
export function restOf(options: RestOptions): Rest {
  const base = baseOf(options.url);
  const at = (path: string): URL => {
    const url = new URL(`${base.href.replace(/\/$/, '')}${path}`);
    // A name in a path must not lead out of the API.
    if (url.origin !== base.origin || !url.pathname.startsWith(base.pathname)) throw messages.restPath(path);
    return url;
  };
  const json = async (asked: Asked): Promise<{ value: Json; response: Response }> => {
    const { response, content } = await patiently(asked, base, options);
    const value = content.length === 0 ? null : parseJson(content.toString());
    if (value === undefined) throw messages.restStrange(asked.method, asked.url.pathname, response.status);
    return { value, response };
  };
  const write = async (method: Asked['method'], path: string, body: Body): Promise<Json> =>
    (await json({ method, url: at(path), body })).value;
  return {
    get: async (path) => (await json({ method: 'GET', url: at(path) })).value,
    post: (path, body) => write('POST', path, body),
    patch: (path, body) => write('PATCH', path, body),
    delete: async (path) => void (await json({ method: 'DELETE', url: at(path) })),
    pages: async function* pages(path) {
      let url: URL | undefined = at(path);
      if (!url.searchParams.has('per_page')) url.searchParams.set('per_page', String(perPage));
      for (let page = 0; url !== undefined && page < mostPages; page += 1) {
        const { value, response } = await json({ method: 'GET', url });
        yield* itemsOf(value);
        url = nextOf(response, base);
      }
    },
    download: async (url) => {
      if (!URL.canParse(url)) throw messages.restPath(url);
      return (await patiently({ method: 'GET', url: new URL(url) }, base, options)).content;
    },
  };
}

/** The URL of the API: the token goes there, so it is https, or this machine. */
function baseOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isHere = url !== undefined && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  if (url?.protocol !== 'https:' && !(isHere && url.protocol === 'http:')) throw messages.restUrl(text);
  return url;
}

/** Sends a request until it has an answer that is worth having. */
async function patiently(
  asked: Asked,
  base: URL,
  options: RestOptions,
): Promise<{ response: Response; content: Buffer }> {
  const { clock, signal, tries = 5 } = options;
  let waited = 0;
  for (let tried = 1; ; tried += 1) {
    const answer = await once(asked, base, options);
    if ('response' in answer && answer.response.ok) return answer;
    const pause = signal?.aborted === true || tried >= tries ? undefined : pauseAfter(answer, tried, clock);
    if (pause === undefined || waited + pause > mostPatience) throw failureOf(asked, answer);
    waited += pause;
    await clock.sleep(pause, signal);
  }
}

/** One try, redirects included. */
async function once(asked: Asked, base: URL, { token, signal }: RestOptions): Promise<Answer> {
  const over = AbortSignal.timeout(tryMilliseconds);
  const stop = signal === undefined ? over : AbortSignal.any([signal, over]);
  const body = asked.body === undefined ? {} : { body: JSON.stringify(asked.body) };
  let { url } = asked;
  try {
    for (let followed = 0; ; followed += 1) {
      const headers = headersFor(url, base, token, asked.body !== undefined);
      const response = await fetch(url, { method: asked.method, headers, ...body, redirect: 'manual', signal: stop });
      const target = followed < mostRedirects ? redirectOf(response, url, asked.method) : undefined;
      if (target === undefined) return { response, content: await bodyOf(response) };
      await response.body?.cancel();
      url = target;
    }
  } catch (error) {
    return { error };
  }
}

/** The token is for the API alone: the storage of artifacts has signed URLs, and refuses two ways to prove who asks. */
function headersFor(url: URL, base: URL, token: string, hasBody: boolean): Record<string, string> {
  const common = { 'user-agent': 'tenantry', ...(hasBody ? { 'content-type': 'application/json' } : {}) };
  if (url.origin !== base.origin) return common;
  return {
    ...common,
    authorization: `Bearer ${token}`,
    accept: 'application/vnd.github+json',
    'x-github-api-version': '2022-11-28',
  };
}

/** Where an answer sends a read; a write is never sent to another place than it was meant for. */
function redirectOf({ status, headers }: Response, from: URL, method: string): URL | undefined {
  const location = headers.get('location');
  if (status < 300 || status >= 400 || location === null || method !== 'GET') return undefined;
  if (!URL.canParse(location, from.href)) return undefined;
  const target = new URL(location, from);
  return target.protocol === from.protocol || target.protocol === 'https:' ? target : undefined;
}

/** How long to wait before the next try, in milliseconds; nothing when another try would end in the same way. */
function pauseAfter(answer: Answer, tried: number, clock: Clock): number | undefined {
  const growing = Math.min(20_000, 500 * 2 ** (tried - 1)) * (0.75 + 0.5 * clock.random());
  if ('error' in answer) return answer.error instanceof Failure ? undefined : growing;
  const { status, headers } = answer.response;
  const asked = Number(headers.get('retry-after') ?? Number.NaN);
  if (status === 429 || status === 403) {
    if (Number.isFinite(asked)) return asked * 1000 + 100 * clock.random();
    if (headers.get('x-ratelimit-remaining') === '0')
      return Math.max(0, Number(headers.get('x-ratelimit-reset') ?? 0) * 1000 - clock.now()) + 1000;
    const isSecondary = status === 429 || /secondary rate limit|abuse/i.test(answer.content.toString());
    return isSecondary ? secondaryPause * 2 ** (tried - 1) : undefined;
  }
  if (status === 408 || status >= 500) return Number.isFinite(asked) ? asked * 1000 : growing;
  return undefined;
}

/** What is to be said of a request that came to nothing. */
function failureOf({ method, url }: Asked, answer: Answer): Error {
  if ('error' in answer)
    return answer.error instanceof Failure ? answer.error : messages.restUnreachable(url.host, answer.error);
  const { status } = answer.response;
  const value = parseJson(answer.content.toString());
  const said = isBody(value) && typeof value['message'] === 'string' ? value['message'] : '';
  return messages.restRefused({ method, path: url.pathname, status, said });
}

function itemsOf(value: Json): Body[] {
  const list = isBody(value) ? Object.values(value).find(Array.isArray) : value;
  return Array.isArray(list) ? list.filter(isBody) : [];
}

/** The next page of a list, by the header `Link`: always one of the same API. */
function nextOf({ headers }: Response, base: URL): URL | undefined {
  const [, next = ''] = /<([^>]+)>;\s*rel="next"/.exec(headers.get('link') ?? '') ?? [];
  if (!URL.canParse(next)) return undefined;
  const url = new URL(next);
  return url.origin === base.origin ? url : undefined;
}

/** Whether an error is GitHub's refusal with one of these statuses: 403 of a token that may not, 404 of what is not there. */
export function isRefused(error: unknown, ...statuses: number[]): boolean {
  return error instanceof Failure && error.status !== undefined && statuses.includes(error.status);
}
