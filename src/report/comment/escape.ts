import { visible } from '../../model/visible.ts';
import { escapeHtml } from '../formats/escape.ts';

/** The most of a name that is shown, in UTF-16 units: what is longer is no name that anybody reads. */
const mostOfName = 200;

/**
 * A text as inline code that nothing inside of it can end, where Markdown finds no marks and GitHub no mentions. What is hidden
 * or breaks lines is a sign.
 */
export function codeSpan(text: string, most = mostOfName): string {
  const shown = seen(text, most);
  if (shown === '') return '` `';
  const marks = '`'.repeat(longestRun(shown) + 1);
  // One blank on each side is taken away again where both are there.
  const needsRoom = /^[` ]|[` ]$/.test(shown) && shown.trim() !== '';
  return needsRoom ? `${marks} ${shown} ${marks}` : `${marks}${shown}${marks}`;
}

/** The same in a cell of a table, which a bar would end, whatever stands around it. */
export function cellCode(text: string, most = mostOfName): string {
  return codeSpan(text.replaceAll('|', '¦'), most);
}

/** The same as HTML, for a summary. */
export function htmlCode(text: string, most = mostOfName): string {
  return `<code>${escapeHtml(seen(text, most))}</code>`;
}

/** A block of code that none of its lines can end. The lines have to be visible already. */
export function fence(lines: readonly string[], language = ''): string {
  const marks = '`'.repeat(Math.max(2, ...lines.map(longestRun)) + 1);
  return `${marks}${language}\n${lines.join('\n')}\n${marks}`;
}

/** A link of Markdown. A URL that is none of the web gives the text alone. */
export function link(text: string, url: string | undefined): string {
  const href = webUrl(url);
  return href === undefined ? text : `[${text}](${href})`;
}

/** The same as HTML; the text is HTML already. */
export function htmlLink(text: string, url: string | undefined): string {
  const href = webUrl(url);
  return href === undefined ? text : `<a href="${escapeHtml(href)}">${text}</a>`;
}

/** A block that is folded away below its summary, which is HTML. */
export function folded(summary: string, content: string): string {
  return `<details><summary>${summary}</summary>\n\n${content}\n\n</details>`;
}

/** A text on one line in which nothing is hidden, cut: a sign is never shorter than what it stands for. */
export function seen(text: string, most: number): string {
  return cut(visible(text.slice(0, 2 * most)), most);
}

/** A text of at most so many UTF-16 units, never half of a character. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = most - 1;
  const isHalf = /[\uD800-\uDBFF]/.test(text.charAt(end - 1));
  return `${text.slice(0, isHalf ? end - 1 : end)}…`;
}

/** An address of the web in which nothing ends a link; nothing for any other. */
function webUrl(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  const { protocol, href } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') return undefined;
  // What Markdown would take for its own inside of an address.
  return href.replaceAll(/[()'|\\`*_<>[\]]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

function longestRun(text: string): number {
  let longest = 0;
  for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  return longest;
}
