/** What moves the cursor, hides or reorders text. */
const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Tabs, and the joiners that scripts and emoji need. */
const harmless = ['\t', '\u200C', '\u200D'];

/** A text with something else in the place of each character that moves the cursor, hides or reorders text. */
export function replaceHidden(text: string, sign: (code: number) => string): string {
  return text.replaceAll(hidden, (found) => (harmless.includes(found) ? found : sign(found.codePointAt(0) ?? 0)));
}

/** A text on one line in which nothing is hidden: line breaks, control and bidi characters are shown as signs. */
export function visible(text: string): string {
  return replaceHidden(text, (code) =>
    code < 0x20 ? String.fromCodePoint(0x2400 + code) : `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`,
  );
}
