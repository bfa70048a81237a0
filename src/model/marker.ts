/**
 * Placeholders in text: `##KEY##` and `@@KEY@@` with names of capitals, digits and underscores.
 *
 * Before a file is parsed its markers are shielded: each `#` and `@` of a marker becomes another character, one for one, so
 * that no marker is taken for a comment and every position stays true. A backslash before a marker makes it literal; two
 * are one backslash and a marker. The characters are ones that Unicode promises never to give a meaning.
 */
const shields = { '#': '\uFDD0', '@': '\uFDD1' } as const;
const literals = { '#': '\uFDD2', '@': '\uFDD3' } as const;
const escape = '\uFDD4';

const marker = /(\\*)((?<!#)(?:##[A-Z][A-Z0-9_]*##)+(?!#)|(?<!@)(?:@@[A-Z][A-Z0-9_]*@@)+(?!@))/g;
const covered = /(\\*)(\uFDD4?)((?:[\uFDD0-\uFDD3]{2}[A-Z][A-Z0-9_]*[\uFDD0-\uFDD3]{2})+)/g;

/** The form of a marker: `text` is put into the string around it, `value` becomes the whole value. */
export type MarkerForm = 'text' | 'value';

/** A piece of a string: literal text, or a marker for the keyword of that name. */
export type Piece = { type: 'words'; words: string } | { type: 'marker'; form: MarkerForm; name: string };

/** Text with its markers shielded, as long as before, but for those that `isShielded` turns down by their offset. */
export function shield(text: string, isShielded: (offset: number) => boolean = () => true): string {
  return text.replace(marker, (whole: string, backslashes: string, found: string, offset: number) => {
    if (backslashes.length % 2 === 1) return backslashes.slice(1) + escape + cover(found, literals);
    return isShielded(offset + backslashes.length) ? backslashes + cover(found, shields) : whole;
  });
}

/** Parsed text, of which a part may be shielded already, with all its markers shielded and their escapes taken away. */
export function settle(text: string): string {
  return shield(text).replace(covered, (_whole: string, backslashes: string, escaped: string, found: string) => {
    const count = backslashes.length + escaped.length;
    return '\\'.repeat(count >> 1) + cover(found, count % 2 === 1 ? literals : shields);
  });
}

/** Shielded text in pieces. */
export function pieces(shielded: string): Piece[] {
  const parts = shielded.split(/(\uFDD0\uFDD0[A-Z0-9_]+\uFDD0\uFDD0|\uFDD1\uFDD1[A-Z0-9_]+\uFDD1\uFDD1)/);
  return parts.flatMap((part, index): Piece[] => {
    if (index % 2 === 0) return part === '' ? [] : [{ type: 'words', words: part }];
    return [{ type: 'marker', form: part.startsWith(shields['#']) ? 'text' : 'value', name: part.slice(2, -2) }];
  });
}

/** Shielded text without the quotes that stand directly around a `@@KEY@@`. */
export function withoutQuotes(shielded: string): string {
  return shielded.replaceAll(/(["'])(\uFDD1\uFDD1[A-Z0-9_]+\uFDD1\uFDD1)\1/g, '$2');
}

/** A marker as it is written. */
export function markerText(form: MarkerForm, name: string): string {
  return form === 'text' ? `##${name}##` : `@@${name}@@`;
}

/** Shielded text as its author wrote it. */
export function unshield(text: string): string {
  return text
    .replaceAll(escape, '\\')
    .replaceAll(/[\uFDD0\uFDD2]/g, '#')
    .replaceAll(/[\uFDD1\uFDD3]/g, '@');
}

/** Whether anything in a string is shielded. */
export function hasMarker(text: string): boolean {
  return /[\uFDD0-\uFDD4]/.test(text);
}

function cover(text: string, characters: Record<'#' | '@', string>): string {
  return text.replaceAll(/[#\uFDD0\uFDD2]/g, characters['#']).replaceAll(/[@\uFDD1\uFDD3]/g, characters['@']);
}
