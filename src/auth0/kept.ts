import type { Clock } from './clock.ts';
import { bodyOf } from './body.ts';
import { isBody, parseJson } from '../model/json.ts';
import type { Fetch } from './transport.ts';

/** What a tenant has answered, kept so that it is not asked the same again. */
export interface Kept {
  /** When the oldest answer of the API came, in milliseconds; `undefined` when none is kept. */
  readAt: () => number | undefined;
  /** Forgets what was read; tokens are kept for as long as they are good. */
  forget: () => void;
  /** Sends what has no answer yet. `owner` tells apart who asks: no one is given the answers of another. */
  around: (send: Fetch, owner: string) => Fetch;
}

interface Answer {
  body: Buffer;
  status: number;
  headers: Headers;
}

/** How long before its end a token is not used any more, in milliseconds. */
const leewayMilliseconds = 60_000;

/** Statuses that say something lasting of a tenant: what there is, is not, or may not be read. */
const lasting = [200, 403, 404];

/** Nothing kept yet. Requests that write are never kept, but for those of tokens. */
export function keptAnswers({ now }: Clock): Kept {
  const answers = new Map<string, Answer>();
  const tokens = new Map<string, Answer & { until: number }>();
  let readAt: number | undefined;
  return {
    readAt: () => readAt,
    forget: () => {
      answers.clear();
      readAt = undefined;
    },
    around: (send, owner) => async (url, init) => {
      const method = (init.method ?? 'GET').toUpperCase();
      const isToken = method === 'POST' && new URL(url).pathname === '/oauth/token';
      if (method !== 'GET' && !isToken) return send(url, init);
      const key = `${owner} ${url}`;
      const token = tokens.get(key);
      const known = isToken ? (token !== undefined && token.until > now() ? token : undefined) : answers.get(key);
      if (known !== undefined) return responseOf(known);
      const response = await send(url, init);
      const answer = { body: await bodyOf(response), status: response.status, headers: response.headers };
      if (isToken) {
        const seconds = secondsOf(answer);
        if (seconds !== undefined) tokens.set(key, { ...answer, until: now() + seconds * 1000 - leewayMilliseconds });
      } else if (lasting.includes(answer.status)) {
        readAt ??= now();
        answers.set(key, answer);
      }
      return responseOf(answer);
    },
  };
}

function responseOf({ body, status, headers }: Answer): Response {
  return new Response(body.byteLength === 0 ? null : new Uint8Array(body), { status, headers });
}

/** How long a token of an answer is good. */
function secondsOf({ status, body }: Answer): number | undefined {
  const said = status === 200 ? parseJson(body.toString()) : undefined;
  const seconds = isBody(said) ? said['expires_in'] : undefined;
  return typeof seconds === 'number' ? seconds : undefined;
}
