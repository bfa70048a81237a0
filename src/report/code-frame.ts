import type { Place } from '../model/diagnostic.ts';
import type { Origin } from '../model/tree.ts';
import type { Mask } from '../secrets/mask.ts';
import type { Style } from './style.ts';

/** Lines that are longer than this are cut around the place. */
const widest = 140;

/** The line of a place, with marks below what it is about. */
export function codeFrame({ source }: Origin, { line, column, length }: Place, style: Style, mask: Mask): string[] {
  const text = source.text.slice(source.lines[line - 1], source.lines[line]).replace(/\r?\n$/, '');
  const margin = ' '.repeat(String(line).length);
  const numbered = (shown: string): string => `${style('quiet', `  ${line} |`)} ${shown}`;
  const masked = mask(text);
  // What is masked has another length, so nothing in the line is where it was.
  if (masked !== text) return [numbered(printable(masked.slice(0, widest)))];
  const start = column > 100 ? column - 60 : 0;
  const before = text.slice(start, column - 1);
  const about = text.slice(column - 1, Math.min(column - 1 + length, start + widest));
  const marks = '^'.repeat(Math.max(1, widthOf(about)));
  return [
    numbered(printable(text.slice(start, start + widest))),
    `${style('quiet', `  ${margin} |`)} ${' '.repeat(widthOf(before))}${style('error', marks)}`,
  ];
}

/** A text without characters that would move the cursor: each is one column wide. */
export function printable(text: string): string {
  return text.replaceAll('\t', ' ').replaceAll(/\p{Cc}/gu, '·');
}

const wide =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97C\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]|\p{Emoji_Presentation}/u;

/** How many columns of a terminal a text takes. */
function widthOf(text: string): number {
  return Array.from(new Intl.Segmenter().segment(text)).reduce(
    (sum, { segment }) => sum + (wide.test(segment) ? 2 : 1),
    0,
  );
}
