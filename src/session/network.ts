import { bodyOf } from '../auth0/body.ts';
import { logged } from '../auth0/request-log.ts';
import { bareDomain } from '../model/domain.ts';
import { isBody, parseJson } from '../model/json.ts';
import type { Fetch } from '../auth0/transport.ts';
import { messages } from './messages.ts';
import type { Surroundings } from './surroundings.ts';

const proxies = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'];

/** The function that requests to a tenant leave by: over proxies where there are any. Secrets that come up are added. */
export async function networkFetch(
  domain: string,
  { env, clock, onRequest }: Pick<Surroundings, 'env' | 'clock' | 'onRequest'>,
  secrets: Set<string>,
): Promise<Fetch> {
  const isPlain = domain.startsWith('http://');
  const base: Fetch = isProxied(env, secrets) ? await proxyFetch(env) : (url, init) => fetch(url, init);
  const send: Fetch = async (url, init) => {
    const { pathname, host } = new URL(url);
    const isForToken = pathname === '/oauth/token';
    // Whoever has it may ask for a token: a server may say it back.
    if (isForToken)
      learn(new URLSearchParams(await new Response(init.body ?? null).text()).get('client_assertion'), secrets);
    // The SDK always asks for https; a loopback host may be spoken to without.
    const isOwn = host === bareDomain(domain);
    const response = await base(isPlain && isOwn ? url.replace(/^https:/, 'http:') : url, init);
    if (!isForToken || response.body === null) return response;
    const body = await bodyOf(response);
    const answer = parseJson(body.toString());
    if (isBody(answer)) learn(answer['access_token'], secrets);
    return new Response(body, response);
  };
  return logged(send, clock, onRequest);
}

function learn(value: unknown, secrets: Set<string>): void {
  if (typeof value === 'string' && value !== '') secrets.add(value);
}

/** Whether requests go over a proxy; a password in its URL is a secret. Throws a `UsageError` for what is not a URL. */
function isProxied(env: Surroundings['env'], secrets: Set<string>): boolean {
  const urls = proxies.map((name) => env[name] ?? '').filter((url) => url !== '');
  for (const url of urls) {
    if (!URL.canParse(url)) throw messages.proxyUrl();
    const { password } = new URL(url);
    secrets.add(password).add(decodeURIComponent(password));
  }
  return urls.length > 0;
}

/** Node's own fetch knows no proxies. What is not given would be asked of the process. */
async function proxyFetch(env: Surroundings['env']): Promise<Fetch> {
  const undici = await import('undici');
  const given = (name: string): string => env[name.toLowerCase()] ?? env[name] ?? '';
  const dispatcher = new undici.EnvHttpProxyAgent({
    httpProxy: given('HTTP_PROXY'),
    httpsProxy: given('HTTPS_PROXY'),
    noProxy: given('NO_PROXY'),
  });
  return async (url, init) => {
    const { method, headers, body, signal, redirect } = init;
    const response = await undici.fetch(url, {
      dispatcher,
      method: method ?? 'GET',
      headers: [...new Headers(headers)],
      body: typeof body === 'string' ? body : null,
      signal: signal ?? null,
      redirect: redirect ?? 'manual',
    });
    const content = response.body === null ? null : await bodyOf(response);
    return new Response(content, { status: response.status, headers: [...response.headers] });
  };
}
