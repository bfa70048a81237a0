import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import { baseStyle } from './base-style.ts';

/** Makes a piece of HTML: texts in it are escaped where they are put in. */
export const markup = html;

/** A piece of HTML. */
export type Html = ReturnType<typeof markup>;

/** What a page consists of. */
export interface Page {
  title: string;
  /** Rules besides those that all pages have. Nothing of a report may be in them: elements have no styles of their own. */
  style?: string;
  /** What makes the page handier; it has to be of use without, too. Nothing of a report may be in it. */
  script?: string;
  body: Html;
}

/**
 * A whole page that needs nothing else: light or dark as the reader's system is, and fit to print.
 *
 * Its policy names the one style and the one script by their digests, so that nothing else is loaded or run, whatever is in
 * the body, and nothing is sent anywhere.
 */
export function pageOf({ title, style = '', script, body }: Page): string {
  const styles = baseStyle + style;
  const policy = [
    `default-src 'none'`,
    `style-src '${digestOf(styles)}'`,
    ...(script === undefined ? [] : [`script-src '${digestOf(script)}'`]),
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer">',
    `${inert(textOf(markup`<title>${title}</title>`))}<style>${styles}</style></head>`,
    `<body>${inert(textOf(body))}${script === undefined ? '' : `<script>${script}</script>`}</body></html>`,
  ].join('\n');
}

/** Pieces of HTML as one. */
export function joined(pieces: readonly Html[]): Html {
  let text = '';
  for (const piece of pieces) text += textOf(piece);
  return raw(text);
}

/** HTML as text. Throws when there is something in it that has to be waited for, which no page has. */
export function textOf(piece: Html): string {
  if (piece instanceof Promise) throw new Error('a part of a page is a promise');
  return piece.toString();
}

function digestOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

/** HTML of which no line is a command to the runner of a pipeline: what it prints may have been such a line. */
function inert(body: string): string {
  return body.replaceAll(
    /^([^\S\n]*)(?::(?=:)|#(?=#\[))/gm,
    (whole) => `${whole.slice(0, -1)}&#${whole.charCodeAt(whole.length - 1)};`,
  );
}
