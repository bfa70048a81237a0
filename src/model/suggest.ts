import { distance } from 'fastest-levenshtein';

/** The known word that is nearest to a misspelt one, at most two edits away. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const most = Math.min(2, Math.floor(word.length / 2));
  const ranked = known
    .filter((candidate) => Math.abs(candidate.length - word.length) <= most)
    .map((candidate) => ({ candidate, edits: edits(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter((one) => one.edits <= most)
    .sort((a, b) => a.edits - b.edits);
  return ranked[0]?.candidate;
}

/** A hint that names the nearest known word, when there is one. */
export function didYouMean(word: string, known: readonly string[]): string | undefined {
  const found = nearest(word, known);
  return found === undefined ? undefined : `did you mean ${found}?`;
}

/** The addresses that have a part of a name in theirs, at most three: of its type, where it has one, as in `clients/Portal`. */
export function withPart(text: string, known: readonly string[]): string[] {
  const [, type = '', name = ''] = /^(?:(\w+)\/)?(.+)$/s.exec(text) ?? [];
  const part = name.toLowerCase();
  if (part.length < 2) return [];
  return known
    .filter((one) => one.startsWith(type === '' ? '' : `${type}/`) && one.toLowerCase().includes(part))
    .slice(0, 3);
}

/** The edits between two words; two neighbours that changed places are one. */
function edits(a: string, b: string): number {
  const at = Array.from(a).findIndex((character, index) => character !== b[index]);
  const swapped = at < 0 ? a : `${a.slice(0, at)}${a[at + 1] ?? ''}${a[at] ?? ''}${a.slice(at + 2)}`;
  return swapped === b && a !== b ? 1 : distance(a, b);
}
