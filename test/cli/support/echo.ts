import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';

/** What a tenant says back of what it does not like. */
export interface Echoing {
  how: 'not at all' | 'json' | 'html' | 'form' | 'reads';
}

/** Stands in front of a tenant and refuses: every write but those of tokens, or everything, with what was sent in the answer. */
export async function echo(target: string): Promise<{ url: string; echoing: Echoing; tokens: Set<string> }> {
  const echoing: Echoing = { how: 'not at all' };
  const tokens = new Set<string>();
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const { method = 'GET', url = '', headers } = request;
    const isRefused = echoing.how === 'reads' || (method !== 'GET' && url !== '/oauth/token');
    if (echoing.how !== 'not at all' && isRefused) return refuse(response, `${headers.authorization ?? ''} ${body}`);
    const sent = {
      method,
      headers: {
        'content-type': headers['content-type'] ?? 'application/json',
        authorization: headers.authorization ?? '',
      },
    };
    // The tenant knows itself by its own address.
    const [here, there] = [address(), target].map((one) => new URL(one).host) as [string, string];
    const own = body.replaceAll(here, there).replaceAll(encodeURIComponent(here), encodeURIComponent(there));
    const found = await fetch(`${target}${url}`, body === '' ? sent : { ...sent, body: own });
    const text = await found.text();
    for (const [, token = ''] of text.matchAll(/"access_token":"([^"]+)"/g)) tokens.add(token);
    response.writeHead(found.status, { 'content-type': found.headers.get('content-type') ?? 'application/json' });
    response.end(found.status === 204 ? undefined : text);
  };
  const refuse = (response: ServerResponse, said: string): void => {
    const escaped = said.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
    const [type, text] = {
      json: [
        'application/json',
        JSON.stringify({ statusCode: 400, error: 'Bad Request', message: `Invalid: ${said}` }),
      ],
      reads: ['application/json', JSON.stringify({ error: 'access_denied', error_description: said, message: said })],
      html: ['text/html', `<html><title>${escaped}</title></html>`],
      form: ['text/plain', new URLSearchParams({ said: said.slice(0, 300) }).toString()],
      'not at all': ['', ''],
    }[echoing.how];
    response.writeHead(400, { 'content-type': type }).end(text);
  };
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = (): string => `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  return { url: address(), echoing, tokens };
}
