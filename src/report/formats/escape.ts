/** A text that HTML, or a block of HTML in Markdown, takes for nothing but text; no line of it is a command to the runner of a pipeline. */
export function escapeHtml(text: string): string {
  const escaped = text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
  return escaped.replaceAll(
    /^([^\S\n]*)(?::(?=:)|#(?=#\[))/gm,
    (whole) => `${whole.slice(0, -1)}&#${whole.charCodeAt(whole.length - 1)};`,
  );
}

/** A text as the value of an attribute, or the text of an element, of XML; what XML has no place for is left out. */
export function escapeXml(text: string): string {
  // eslint-disable-next-line no-control-regex
  return escapeHtml(text.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, ''));
}
