import { isBody } from './json.ts';
import type { Json } from './json.ts';

/**
 * Placeholders in text: `##KEY##` and `@@KEY@@`.
 *
 * Before a file is parsed its markers are shielded: each `#` and `@` of a marker becomes another character, one for one, so
 * that no marker is taken for a comment and every position stays true. A backslash before a marker makes it literal; two
 * are one backslash and a marker. The characters are ones that Unicode promises never to give a meaning; no file may have them.
 */
const shields = { '#': '\uFDD0', '@': '\uFDD1' } as const;
const literals = { '#': '\uFDD2', '@': '\uFDD3' } as const;
const escape = '\uFDD4';

// No part of these can match in two ways, so they need time that grows with the text and no faster.
const name = '[A-Za-z_][A-Za-z0-9_]*(?:\\.[A-Za-z0-9_]+)*';
const markers = new RegExp(`(?<!#)(?:##${name}##)+(?!#)|(?<!@)(?:@@${name}@@)+(?!@)`, 'g');
const single = /([#@])\1([\w.]+)\1\1/g;
const covered = /\uFDD4?(?:[\uFDD0-\uFDD3]{2}[\w.]+[\uFDD0-\uFDD3]{2})+/g;

/** The form of a marker: `text` is put into the string around it, `value` becomes the whole value. */
export type MarkerForm = 'text' | 'value';

/** A piece of a string: literal text, or a marker for the keyword of that name. */
export type Piece = { type: 'words'; words: string } | { type: 'marker'; form: MarkerForm; name: string };

/** Whether what stands between the characters of a marker names a keyword; `offset` is where the marker, or a row of them, starts. */
export type IsMarker = (name: string, offset: number) => boolean;

/** Whether a name between markers is one of a keyword, or so near to one that it cannot be meant as text; `names` are `looseName`s. */
export function markerOf(names: ReadonlySet<string>): IsMarker {
  return (name) => isCapital(name) || names.has(looseName(name));
}

/** A name as it is compared with misspelt ones: `app.callbacks` could mean a field of `APP`, and `env` could mean `ENV`. */
export function looseName(name: string): string {
  return (name.split('.')[0] ?? '').toLowerCase();
}

/** Whether a name has the form that names a keyword whether or not there is one: capitals, digits and underscores. */
export function isCapital(name: string): boolean {
  return /^[A-Z][A-Z0-9_]*$/.test(name);
}

/** Text with its markers shielded, as long as before. */
export function shield(text: string, isMarker: IsMarker = isCapital): string {
  const parts: string[] = [];
  let last = 0;
  for (const { 0: row, index } of text.matchAll(markers)) {
    const isLiteral = backslashesBefore(text, index) % 2 === 1;
    const shielded = row.replaceAll(single, (whole: string, _sign: string, inner: string) =>
      isMarker(inner, index) ? cover(whole, isLiteral ? literals : shields) : whole,
    );
    const isEscaped = isLiteral && shielded !== row;
    parts.push(text.slice(last, isEscaped ? index - 1 : index), isEscaped ? escape : '', shielded);
    last = index + row.length;
  }
  return parts.join('') + text.slice(last);
}

/** Parsed text, of which a part may be shielded already, with all its markers shielded and their escapes taken away. */
export function normalizeMarkers(text: string, isMarker: IsMarker = isCapital): string {
  // Markers that are shielded already stay so, unless a backslash stands before them.
  if (!/[#@\\\uFDD2-\uFDD4]/.test(text)) return text;
  const shielded = shield(text, isMarker);
  return hasMarker(shielded) ? withoutEscapes(shielded) : shielded;
}

function withoutEscapes(shielded: string): string {
  const parts: string[] = [];
  let last = 0;
  for (const { 0: found, index } of shielded.matchAll(covered)) {
    const escaped = found.startsWith(escape) ? 1 : 0;
    const backslashes = backslashesBefore(shielded, index);
    const count = backslashes + escaped;
    parts.push(shielded.slice(last, index - backslashes), '\\'.repeat(count >> 1));
    parts.push(cover(found.slice(escaped), count % 2 === 1 ? literals : shields));
    last = index + found.length;
  }
  return parts.join('') + shielded.slice(last);
}

/** Shielded text in which the markers of these names are text: a service has marks of its own there. */
export function asText(shielded: string, names: readonly string[]): string {
  return shielded.replaceAll(/([\uFDD0\uFDD1])\1([\w.]+)\1\1/g, (whole: string, _sign: string, inner: string) =>
    names.includes(inner) ? cover(whole, literals) : whole,
  );
}

/** Shielded text in pieces. */
export function pieces(shielded: string): Piece[] {
  const parts = shielded.split(/(\uFDD0\uFDD0[\w.]+\uFDD0\uFDD0|\uFDD1\uFDD1[\w.]+\uFDD1\uFDD1)/);
  return parts.flatMap((part, index): Piece[] => {
    if (index % 2 === 0) return part === '' ? [] : [{ type: 'words', words: part }];
    return [{ type: 'marker', form: part.startsWith(shields['#']) ? 'text' : 'value', name: part.slice(2, -2) }];
  });
}

/** Shielded text without the quotes that stand directly around a `@@KEY@@`. */
export function withoutQuotes(shielded: string): string {
  return shielded.replaceAll(/(["'])(\uFDD1\uFDD1[\w.]+\uFDD1\uFDD1)\1/g, '$2');
}

/** A marker as it is written. */
export function markerText(form: MarkerForm, name: string): string {
  return form === 'text' ? `##${name}##` : `@@${name}@@`;
}

/**
 * Pieces as an author writes them; `undefined` when no way of writing gives back the same pieces, as for a `#` right before
 * a `##KEY##`.
 */
export function written(parts: readonly Piece[], isMarker: IsMarker = isCapital): string | undefined {
  const text = parts.map((piece, index) => {
    if (piece.type === 'marker') return markerText(piece.form, piece.name);
    const escaped = escapeWords(piece.words, isMarker);
    const isBeforeMarker = parts[index + 1]?.type === 'marker';
    return isBeforeMarker ? escaped + '\\'.repeat(backslashesBefore(escaped, escaped.length)) : escaped;
  });
  const whole = text.join('');
  return isSamePieces(pieces(normalizeMarkers(whole, isMarker)), parts) ? whole : undefined;
}

function escapeWords(words: string, isMarker: IsMarker): string {
  return words.replaceAll(markers, (row: string, index: number) =>
    row.replaceAll(single, (marker: string, _sign: string, inner: string, at: number) => {
      const before = at === 0 ? backslashesBefore(words, index) : 0;
      return isMarker(inner, index) ? `${'\\'.repeat(before + 1)}${marker}` : marker;
    }),
  );
}

function isSamePieces(a: readonly Piece[], b: readonly Piece[]): boolean {
  const plain = (parts: readonly Piece[]): string =>
    parts
      .map((piece) =>
        piece.type === 'words' ? unshield(piece.words) : shield(markerText(piece.form, piece.name), () => true),
      )
      .join('');
  return plain(a) === plain(b);
}

/** Shielded text as its author wrote it. */
export function unshield(text: string): string {
  return text
    .replaceAll(escape, '\\')
    .replaceAll(/[\uFDD0\uFDD2]/g, '#')
    .replaceAll(/[\uFDD1\uFDD3]/g, '@');
}

/** A marker as it stands in shielded text. */
export function shieldedMarker(form: MarkerForm, name: string): string {
  return cover(markerText(form, name), shields);
}

/**
 * Shielded text as it has to be written to mean that again: what only looks like a marker gets a backslash, and backslashes before
 * it are doubled. Where no way of writing means the same, it is what an author would try first.
 */
export function escapedText(shielded: string, isMarker: IsMarker = isCapital): string {
  return written(pieces(shielded), isMarker) ?? unshield(shielded);
}

/** A value with all its texts, and its keys, as they have to be written. */
export function escapedValue(value: Json, isMarker: IsMarker = isCapital): Json {
  if (typeof value === 'string') return escapedText(value, isMarker);
  if (Array.isArray(value)) return value.map((item) => escapedValue(item, isMarker));
  if (!isBody(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [escapedText(key, isMarker), escapedValue(inner, isMarker)]),
  );
}

/** Whether anything in a string is shielded. */
export function hasMarker(text: string): boolean {
  return /[\uFDD0-\uFDD4]/.test(text);
}

function backslashesBefore(text: string, offset: number): number {
  let start = offset;
  while (text[start - 1] === '\\') start -= 1;
  return offset - start;
}

function cover(text: string, characters: Record<'#' | '@', string>): string {
  return text.replaceAll(/[#\uFDD0\uFDD2]/g, characters['#']).replaceAll(/[@\uFDD1\uFDD3]/g, characters['@']);
}
