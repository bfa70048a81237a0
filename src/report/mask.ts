/** Takes the values of secrets out of a text. */
export type Mask = (text: string) => string;

/** Shorter values are in every other word: they are masked by their path only. */
const shortest = 6;

/** Shorter lines of a longer secret may be anything: `}` or a heading. */
const shortestLine = 16;

/**
 * A mask for these values: whatever is printed or stored goes through it.
 *
 * A value is masked as it is and in every form that it takes inside of something else, and so is each line of a secret of
 * several lines, since reports indent lines.
 */
export function masker(secrets: readonly string[]): Mask {
  const forms = secrets.flatMap((secret) => [secret, ...linesOf(secret)]).flatMap(formsOf);
  const longestFirst = [...new Set(forms)]
    .filter((form) => form.length >= shortest)
    .sort((a, b) => b.length - a.length);
  return (text) => longestFirst.reduce((rest, form) => rest.replaceAll(form, '(secret)'), text);
}

/** A value as JSON text, with every text in it masked before it is escaped. */
export function maskedJson(value: unknown, mask: Mask): string {
  const hide = (_key: string, inner: unknown): unknown => (typeof inner === 'string' ? mask(inner) : inner);
  return mask(JSON.stringify(value, hide, 2));
}

function linesOf(secret: string): string[] {
  const lines = secret.split(/\r?\n/).map((line) => line.trim());
  return lines.length === 1 ? [] : lines.filter((line) => line.length >= shortestLine && !line.startsWith('-----'));
}

/** A secret as it is, inside JSON, inside JSON that is inside JSON, in a URL, in a form, in HTML, in YAML, as base64. */
function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const json = JSON.stringify(secret).slice(1, -1);
  const html = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return [
    secret,
    secret.trim(),
    json,
    JSON.stringify(json).slice(1, -1),
    encodeURIComponent(secret),
    new URLSearchParams([['', secret]]).toString().slice(1),
    html,
    html.replaceAll('"', '&quot;'),
    secret.replaceAll("'", "''"),
    bytes.toString('base64'),
    bytes.toString('base64url'),
  ];
}
