/** How wide signs are, in parts of the size of the letters; widths of common sans-serif letters, rather too wide than too narrow. */
const narrow = /[iljtfrI.,:;'|!()[\] -]/;
const broad = /[mwMW@%]/;
const capital = /[A-Z0-9_~#&+<>=$?]/;
const plain = /[ -~]/;

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** About how wide a text is, in pixels, in letters of a size. */
export function widthOf(text: string, size: number): number {
  let width = 0;
  for (const { segment } of segmenter.segment(text)) width += shareOf(segment) * size;
  return width;
}

/** A text that is about so wide at most: what does not fit is cut off, and a sign says so. */
export function fitted(text: string, width: number, size: number): string {
  let [used, kept] = [0, ''];
  for (const { segment } of segmenter.segment(text)) {
    const share = shareOf(segment) * size;
    // The rest may be long, and only whether it fits matters.
    if (used + share > width - size && (used + share > width || !isShort(text.slice(kept.length), width - used, size)))
      return `${kept.trimEnd()}…`;
    used += share;
    kept += segment;
  }
  return kept;
}

function isShort(text: string, width: number, size: number): boolean {
  return text.length < 40 && widthOf(text, size) <= width;
}

function shareOf(segment: string): number {
  if (!plain.test(segment[0] ?? '')) return (segment.codePointAt(0) ?? 0) < 0x11_00 ? 0.65 : 1.15;
  if (narrow.test(segment)) return 0.34;
  if (broad.test(segment)) return 0.9;
  return capital.test(segment) ? 0.66 : 0.56;
}
