import fieldNames from './field-names.json' with { type: 'json' };
import { isBody, jsonText, parseJson } from '../model/json.ts';
import type { Json } from '../model/json.ts';
import { finder, shortest } from './find.ts';
import type { Find } from './find.ts';

/** Takes the values of secrets out of a text. */
export type Mask = (text: string) => string;

/** Shorter lines of a longer secret may be anything: `}` or a heading. */
const shortestLine = 16;

/**
 * A mask for these values: whatever is printed or stored goes through it.
 *
 * A value is masked as it is and in every form that it takes inside of something else, and so is each line of a secret of
 * several lines, since reports indent lines.
 */
export function masker(secrets: readonly string[]): Mask {
  const forms = new Set(secrets.flatMap((secret) => [secret, ...linesOf(secret)]).flatMap(formsOf));
  // Blanks are in every text, and say nothing.
  const find = finder([...forms].filter((form) => form.trim().length >= shortest));
  return find === undefined ? (text) => text : (text) => masked(text, find);
}

/** A mask for values that may become more: the tenant's token comes later than the secrets of the files. */
export function liveMasker(secrets: ReadonlySet<string>): Mask {
  let [count, mask]: [number, Mask] = [-1, (text) => text];
  return (text) => {
    if (secrets.size !== count) [count, mask] = [secrets.size, masker([...secrets])];
    return mask(text);
  };
}

/** What stands in the place of a secret. */
const sign = '(secret)';

/** A text without what is found in it; of finds that overlap nothing is left. A text that is masked already stays as it is. */
function masked(text: string, find: Find): string {
  let [result, end] = ['', 0];
  find(text, (start, stop) => {
    if (isInSign(text, start, stop)) return;
    if (start >= end) result += `${text.slice(end, start)}${sign}`;
    end = Math.max(end, stop);
  });
  return result + text.slice(end);
}

/** Whether what is found is a part of what stands in the place of a secret. */
function isInSign(text: string, start: number, stop: number): boolean {
  // No further than it could begin: a text may have very many finds.
  const from = Math.max(0, start - sign.length);
  const at = text.slice(from, start + sign.length).lastIndexOf(sign, start - from);
  return at >= 0 && stop <= from + at + sign.length;
}

/** The names of the fields that resources have: they are in every documentation, and to mask one would say what the secret is. */
const names: ReadonlySet<string> = new Set(fieldNames);

/** Words of our own formats, which say what a thing is: no value of anybody stands there. */
const structure = new Set(['action', 'as', 'change', 'code', 'do', 'event', 'guard', 'severity', 'status', 'type']);

/** Fields of our own formats below which everything is the user's. */
const contents = new Set(['before', 'after']);

/** A value in a format of our own as JSON text, with all values masked that stand in it, and none of the words of the format. */
export function maskedJson(value: object, mask: Mask): string {
  return jsonText(maskedData(parseJson(JSON.stringify(value)) ?? null, mask), 2);
}

/** The same as a value. */
export function maskedData(value: Json, mask: Mask): Json {
  if (Array.isArray(value)) return value.map((item) => maskedData(item, mask));
  if (!isBody(value)) return maskedValue(value, mask);
  const entries = Object.entries(value).map(([key, inner]) => {
    if (structure.has(key) && typeof inner === 'string') return [key, inner] as const;
    if (key === 'path' && typeof inner === 'string') return [key, maskedPath(inner, mask)] as const;
    return [key, contents.has(key) ? maskedValue(inner, mask) : maskedData(inner, mask)] as const;
  });
  return Object.fromEntries(entries);
}

/** A path with every part masked that is not the name of a field; as a whole where a secret is more than a part. */
function maskedPath(path: string, mask: Mask): string {
  const steps = path.split(/([.[\]]+)/);
  const found = steps.filter((step) => mask(step) !== step);
  if (found.length === 0 && !steps.every((step, at) => at % 2 === 1 || step === '' || names.has(step)))
    return mask(path);
  return steps.map((step) => (names.has(step) ? step : mask(step))).join('');
}

/** A value of a resource with every scalar in it, and every key that is not the name of a field, masked. */
export function maskedValue(value: Json, mask: Mask): Json {
  if (typeof value === 'string') return mask(value);
  if (typeof value === 'number') return mask(String(value)) === String(value) ? value : mask(String(value));
  if (Array.isArray(value)) return value.map((item) => maskedValue(item, mask));
  if (!isBody(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [names.has(key) ? key : mask(key), maskedValue(inner, mask)]),
  );
}

/** The lines that a mask of others, which sees one line at a time, has to know of a secret: those that are long enough to be found. */
export function linesToMask(secret: string): string[] {
  const lines = /[\r\n]/.test(secret.trim()) ? linesOf(secret) : [secret.trim()];
  return lines.filter((line) => line.length >= shortest);
}

function linesOf(secret: string): string[] {
  const lines = secret.split(/\r?\n/).map((line) => line.trim());
  return lines.length === 1 ? [] : lines.filter((line) => line.length >= shortestLine && !line.startsWith('-----'));
}

/**
 * A secret as it is, and inside JSON, up to three levels of it; each of these in a URL, in a form, in HTML, in YAML, as
 * base64, also broken into lines, and in hexadecimal, each in the spellings that libraries have for it.
 */
function formsOf(secret: string): string[] {
  const json = jsonOf(secret);
  const inner = jsonOf(json);
  return [...new Set([secret, secret.trim(), json, inner, jsonOf(inner)])].flatMap((text) => {
    const bytes = Buffer.from(text);
    const html = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    const inUrl = encodeURIComponent(text);
    const base64 = bytes.toString('base64');
    const hex = bytes.toString('hex');
    return [
      text,
      text.replaceAll('/', '\\/'),
      escapedOf(text),
      inUrl,
      inUrl.replaceAll(/%../g, (one) => one.toLowerCase()),
      inUrl.replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`),
      new URLSearchParams([['', text]]).toString().slice(1),
      html,
      html.replaceAll('"', '&quot;'),
      html.replaceAll('"', '&quot;').replaceAll("'", '&#39;'),
      html.replaceAll('"', '&#34;').replaceAll("'", '&#39;'),
      html.replaceAll('"', '&quot;').replaceAll("'", '&#x27;'),
      text.replaceAll("'", "''"),
      base64,
      bytes.toString('base64url'),
      ...brokenInto(base64, 64),
      ...brokenInto(base64, 76),
      ...insideBase64(bytes),
      hex,
      hex.toUpperCase(),
    ];
  });
}

/** JSON of libraries that escape what HTML could take for its own, and all that is not ASCII. */
function escapedOf(text: string): string {
  return text.replaceAll(/[<>&'\u0080-\uFFFF]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The lines into which a long text is broken. */
function brokenInto(text: string, width: number): string[] {
  const lines = text.length > width ? (text.match(new RegExp(`.{1,${width}}`, 'g')) ?? []) : [];
  return lines.filter((line) => line.length >= shortestLine);
}

/** What of a secret is the same in the base64 of any text that it is a part of, such as a header of credentials. */
function insideBase64(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((before) => {
    const whole = Buffer.concat([Buffer.alloc(before), bytes]);
    const isOdd = whole.length % 3 !== 0;
    return (['base64', 'base64url'] as const).map((encoding) => {
      const text = whole.toString(encoding).replace(/=+$/, '');
      return text.slice(before === 0 ? 0 : before + 1, isOdd ? -1 : undefined);
    });
  });
}

function jsonOf(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
