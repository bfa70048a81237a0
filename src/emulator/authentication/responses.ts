import { html, inScript, page } from './html.ts';
import { originOf } from './urls.ts';

/** The ways in which an answer of `/authorize` comes back. */
export const RESPONSE_MODES = ['query', 'fragment', 'form_post', 'web_message'] as const;

/** Where an answer goes, and how. */
export interface Return {
  readonly redirectUri: string;
  readonly responseMode: string;
}

/** What comes back to a client. */
export type Parameters = { readonly [name: string]: string };

/** Gives an answer back to the client that asked. */
export function respondTo({ redirectUri, responseMode }: Return, parameters: Parameters): Response {
  switch (responseMode) {
    case 'web_message':
      return webMessage(originOf(redirectUri) ?? '', parameters);
    case 'form_post':
      return formPost(redirectUri, parameters);
    default:
      return redirect(withParameters(redirectUri, parameters, responseMode === 'fragment'));
  }
}

/** Sends the browser elsewhere. */
export const redirect = (location: string): Response =>
  new Response(null, { status: 302, headers: { location, 'cache-control': 'no-store' } });

/** A URL with parameters in its query, behind those that it has, or in its fragment. */
export function withParameters(url: string, parameters: Parameters, isFragment = false): string {
  const encoded = new URLSearchParams(parameters).toString();
  if (encoded === '') return url;
  const [bare = '', fragment] = url.split('#');
  if (isFragment) return `${bare}#${encoded}`;
  const between = bare.includes('?') ? '&' : '?';
  return `${bare}${between}${encoded}${fragment === undefined ? '' : `#${fragment}`}`;
}

/** A page in a frame or a window that tells whoever opened it, when that is of the origin of the callback. */
const webMessage = (origin: string, response: Parameters): Response =>
  page({
    isFramed: true,
    title: 'Answer',
    body: html`<p>This page hands the answer to the application.</p>`,
    script: `(window.opener ?? window.parent).postMessage(${inScript({ type: 'authorization_response', response })}, ${inScript(origin)});`,
  });

const formPost = (action: string, parameters: Parameters): Response =>
  page({
    title: 'Back to the application',
    body: html`<h1>Back to the application</h1>
      <form method="post" action="${action}">
        ${Object.entries(parameters).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
        <button type="submit">Go on</button>
      </form>`,
    script: 'document.forms[0].submit();',
  });
