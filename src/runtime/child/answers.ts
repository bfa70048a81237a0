import { setTimeout as wait } from 'node:timers/promises';
import { messages } from '../messages.ts';
import type { Answer, Happened } from '../types.ts';
import type { Place } from './failure.ts';
import { Refused } from './failure.ts';

/** Gives requests the answers that are declared, and notes them. */
export async function respond(
  request: Request,
  place: Place,
  answers: Readonly<Record<string, Answer>>,
  requests: Happened['requests'],
): Promise<Response | Error> {
  const { method, url } = request;
  const answer = answerFor(method, url, answers);
  const record = { method, url, body: '', isAnswered: answer !== undefined, ...place };
  requests.push(record);
  record.body = await request.text();
  if (answer === undefined) return new Refused(messages.unanswered(method, url));
  if (answer.delay !== undefined) await wait(answer.delay);
  if (answer.fails === true) return Object.assign(new TypeError('fetch failed'), { code: 'ECONNREFUSED' });
  const { status = 200, json, body, headers = {} } = answer;
  const isEmpty = status === 204 || status === 304 || method === 'HEAD';
  return new Response(isEmpty ? null : json === undefined ? (body ?? '') : JSON.stringify(json), {
    status,
    headers: { ...(json === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
  });
}

/** The answer of a request: the exact URL first, then the longest beginning of it. */
function answerFor(method: string, url: string, answers: Readonly<Record<string, Answer>>): Answer | undefined {
  let best: { length: number; answer: Answer } | undefined;
  for (const [key, answer] of Object.entries(answers)) {
    const [wanted = '', pattern = ''] = key.split(/\s+/, 2);
    if (wanted.toUpperCase() !== method && wanted !== '*') continue;
    const start = pattern.endsWith('*') ? pattern.slice(0, -1) : undefined;
    if (start === undefined && (pattern === url || hrefOf(pattern) === url)) return answer;
    if (start !== undefined && url.startsWith(start) && start.length >= (best?.length ?? 0)) {
      best = { length: start.length, answer };
    }
  }
  return best?.answer;
}

const hrefOf = (url: string): string | undefined => (URL.canParse(url) ? new URL(url).href : undefined);
