import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Happened, Runner } from '../../src/runtime/types.ts';
import { action, execution } from './support.ts';

const code = `const http = require('http');
const https = require('https');
exports.onExecuteEventStream = async (event) => {
  const { url, method = 'GET', by } = event;
  if (by === 'fetch') {
    const response = await fetch(url, { method, body: event.body, signal: event.within && AbortSignal.timeout(event.within) });
    console.log(response.status, response.headers.get('content-type'), await response.text());
    return;
  }
  await new Promise((resolve, reject) => {
    const sent = (by === 'https' ? https : http).request(url, { method }, (response) => {
      let text = '';
      response.on('data', (part) => (text += part)).on('end', () => {
        console.log(response.statusCode, response.headers['content-type'], text);
        resolve();
      });
    });
    sent.on('error', reject).end(event.body);
  });
};`;

describe('a request of custom code', () => {
  let runner: Runner;
  beforeAll(async () => {
    runner = await action('event-stream', code);
  });
  afterAll(() => runner[Symbol.asyncDispose]());

  const sent = (
    by: string,
    url: string,
    http: Record<string, Answer>,
    more: { method?: string; body?: string; within?: number } = {},
  ): Promise<Happened> => runner.execute(execution({ event: { by, url, ...more }, http }));

  it.each(['fetch', 'https'])('by %s gets the answer that is declared, the nearest one', async (by) => {
    const http: Record<string, Answer> = {
      'POST https://x.example/*': { status: 500 },
      'POST https://x.example/a*': { json: { a: 1 }, status: 201 },
      'GET https://x.example/a': { body: 'text', headers: { 'content-type': 'text/plain' } },
    };
    const { console, requests } = await sent(by, 'https://x.example/a?b=1', http, { method: 'POST', body: 'hello' });
    expect(console[0]?.text).toBe('201 application/json {"a":1}');
    expect(requests).toEqual([
      {
        method: 'POST',
        url: 'https://x.example/a?b=1',
        body: 'hello',
        isAnswered: true,
        line: by === 'fetch' ? 6 : 11,
        column: by === 'fetch' ? 28 : 50,
      },
    ]);
    expect((await sent(by, 'https://x.example/a', http)).console[0]?.text).toBe('200 text/plain text');
  });

  it.each(['fetch', 'https', 'http'])('by %s without an answer is refused, with its place', async (by) => {
    const url = `${by === 'http' ? 'http' : 'https'}://x.example/b`;
    const { failure, requests } = await sent(by, url, {});
    expect(failure).toMatchObject({ type: 'refused', message: `No answer is declared for GET ${url}` });
    expect(requests).toMatchObject([{ url, isAnswered: false, line: by === 'fetch' ? 6 : 11 }]);
  });

  it('fails as without a network, or comes late, when that is declared', async () => {
    const failed = await sent('fetch', 'https://x.example/', { 'GET https://x.example': { fails: true } });
    expect(failed.failure).toMatchObject({ type: 'error', name: 'TypeError', message: 'fetch failed' });
    const late = { 'GET https://x.example': { delay: 2_000 } };
    const waited = await sent('fetch', 'https://x.example/', late, { within: 50 });
    expect(waited.failure?.name).toBe('TimeoutError');
    expect(waited.milliseconds).toBeLessThan(1_900);
  });
});
