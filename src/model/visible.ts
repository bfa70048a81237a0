/** What moves the cursor, hides or reorders text. */
const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Of these what no name has by accident: control characters, line ends, halves of characters, and what turns the direction. */
const never = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u;

/** Tabs, and the joiners that scripts and emoji need. */
const harmless = ['\t', '\u200C', '\u200D'];

/** Most texts have nothing else, which is seen sooner than that nothing is hidden. */
const plain = /^[ -~]*$/;

/** A text with something else in the place of each character that moves the cursor, hides or reorders text. */
export function replaceHidden(text: string, sign: (code: number) => string): string {
  if (plain.test(text)) return text;
  return text.replaceAll(hidden, (found) => (harmless.includes(found) ? found : sign(found.codePointAt(0) ?? 0)));
}

/** The first character of a text that cannot be in a name, or else the first that is not seen there. */
export function hiddenIn(text: string): { sign: string; isNeverMeant: boolean } | undefined {
  const [forbidden] = never.exec(text) ?? [];
  if (forbidden !== undefined) return { sign: forbidden, isNeverMeant: true };
  const sign = text.match(hidden)?.find((found) => !harmless.includes(found));
  return sign === undefined ? undefined : { sign, isNeverMeant: false };
}

/** A character that is not seen, as Unicode names it. */
export function codePointOf(sign: string): string {
  return `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** A text on one line in which nothing is hidden: line breaks, control and bidi characters are shown as signs. */
export function visible(text: string): string {
  return replaceHidden(text, (code) =>
    code < 0x20 ? String.fromCodePoint(0x2400 + code) : `<${codePointOf(String.fromCodePoint(code))}>`,
  );
}

/** The same of a message with a list: our own lines are indented below the first, every other line break is in a value. */
export function visibleLines(text: string): string {
  return text
    .split(/\n(?= {2})/)
    .map(visible)
    .join('\n');
}
