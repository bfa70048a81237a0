import type { Place } from '../model/diagnostic.ts';
import type { Origin } from '../model/tree.ts';
import type { Mask } from '../secrets/mask.ts';
import { styled } from './view.ts';
import type { Line, Part } from './view.ts';
import { replaceHidden } from '../model/visible.ts';

/** Lines that are longer than this are cut around the place. */
const widest = 140;

/** The line of a place, with marks below what it is about. */
export function codeFrame({ source }: Origin, { line, column, length }: Place, mask: Mask): Line[] {
  // A folder has no lines.
  if (source.text === '') return [];
  const text = source.text.slice(source.lines[line - 1], source.lines[line]).replace(/\r?\n$/, '');
  const margin = ' '.repeat(String(line).length);
  const beside = (left: string, ...parts: Part[]): Line => ({
    sign: ' ',
    parts: [styled('quiet', `${left} |`), { text: ' ' }, ...parts],
  });
  const numbered = (shown: string): Line => beside(String(line), { text: printable(shown) });
  const masked = mask(text);
  // What is masked has another length, so nothing in the line is where it was.
  if (masked !== text) return [numbered(masked.slice(0, widest))];
  const start = column > 100 ? column - 60 : 0;
  const before = text.slice(start, column - 1);
  const about = text.slice(column - 1, Math.min(column - 1 + length, start + widest));
  const marks = '^'.repeat(Math.max(1, widthOf(about)));
  return [
    numbered(text.slice(start, start + widest)),
    beside(margin, { text: ' '.repeat(widthOf(before)) }, styled('error', marks)),
  ];
}

/** A text without characters that would move the cursor or hide: each is one column wide. */
function printable(text: string): string {
  return replaceHidden(text.replaceAll('\t', ' '), () => '·');
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
