import { newHandle } from './kept.ts';

/** HTML that is safe to be put into a page. */
export interface Html {
  readonly html: string;
}

const ENTITIES: { readonly [letter: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text as HTML shows it. */
export const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (letter) => ENTITIES[letter] ?? '');

/** HTML with values in it: texts are escaped, HTML is not, and of lists there is one after the other. */
export function html(parts: TemplateStringsArray, ...values: (string | Html | readonly Html[])[]): Html {
  const shown = values.map((value) => {
    if (typeof value === 'string') return escaped(value);
    return 'html' in value ? value.html : value.map((one) => one.html).join('');
  });
  return { html: parts.map((part, at) => part + (shown[at] ?? '')).join('') };
}

/** Both in light and dark, with text that is large enough and controls that can be seen when they have the focus. */
const STYLE = `
:root { color-scheme: light dark; --line: #c9ced6; --soft: #f4f6f9; --text: #16191f; --quiet: #4d5562; --accent: #0b57d0; }
@media (prefers-color-scheme: dark) { :root { --line: #454c57; --soft: #1c2027; --text: #eceff4; --quiet: #b3bac5; --accent: #8ab4f8; } }
* { box-sizing: border-box; }
body { margin: 0; padding: 2rem 1rem; background: var(--soft); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 26rem; margin: 0 auto; padding: 1.5rem; background: Canvas; border: 1px solid var(--line); border-radius: .75rem; overflow-wrap: anywhere; }
h1 { margin: 0 0 .25rem; font-size: 1.35rem; line-height: 1.25; }
p { margin: .25rem 0 1rem; color: var(--quiet); }
ul { list-style: none; margin: 0; padding: 0; display: grid; gap: .5rem; }
button, a.button { display: block; width: 100%; padding: .75rem 1rem; text-align: start; font: inherit; color: inherit; background: var(--soft); border: 1px solid var(--line); border-radius: .5rem; cursor: pointer; text-decoration: none; }
button:hover, a.button:hover { border-color: var(--accent); }
label { display: block; margin-bottom: .25rem; }
input { display: block; width: 100%; padding: .75rem 1rem; font: inherit; color: inherit; background: Canvas; border: 1px solid var(--quiet); border-radius: .5rem; }
input:focus-visible, button:focus-visible, a.button:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
button small { display: block; color: var(--quiet); font-size: .875rem; }
code { font-size: .9em; }
button.quiet { background: none; text-align: center; }
.note { margin-top: 1.25rem; font-size: .875rem; }
`;

/** A page, with a policy that lets nothing else be loaded or run. Frames may show it only where it is made for that. */
export function page(
  { title, body, script, status = 200, isFramed = false }: PageParts,
  headers: { readonly [name: string]: string } = {},
): Response {
  const nonce = newHandle(16);
  const policy = [
    "default-src 'none'",
    `style-src 'nonce-${nonce}'`,
    ...(script === undefined ? [] : [`script-src 'nonce-${nonce}'`]),
    "base-uri 'none'",
    ...(isFramed ? [] : ["frame-ancestors 'none'"]),
  ].join('; ');
  const text = [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(title)}</title><link rel="icon" href="data:,"><style nonce="${nonce}">${STYLE}</style></head>`,
    `<body><main>${body.html}</main>`,
    ...(script === undefined ? [] : [`<script nonce="${nonce}">${script}</script>`]),
    '</body></html>',
  ].join('\n');
  return new Response(text, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      ...(isFramed ? {} : { 'x-frame-options': 'DENY' }),
      ...headers,
    },
  });
}

/** What a page has. */
interface PageParts {
  readonly title: string;
  readonly body: Html;
  /** Code of the page's own; nothing from outside may be in it but by `inScript`. */
  readonly script?: string;
  readonly status?: number;
  /** Whether frames of other origins may hold it. */
  readonly isFramed?: boolean;
}

/** A value as code of a page has it: no text can end the script. */
export const inScript = (value: unknown): string =>
  JSON.stringify(value).replaceAll(
    /[<>&\u2028\u2029]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** A page that says why there is no way on: for requests whose `redirect_uri` is not to be trusted. */
export const errorPage = (status: number, error: string, description: string, hint = ''): Response =>
  page({
    status,
    title: 'The login cannot go on',
    body: html`<h1>The login cannot go on</h1>
      <p>${description}</p>
      ${hint === '' ? [] : html`<p>${hint}</p>`}
      <p><code>${error}</code></p>`,
  });
