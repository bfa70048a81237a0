import type { Diagnostic } from '../model/diagnostic.ts';

/** Errors behind which a part of the files is not known. */
const gaps = [
  'yaml-syntax',
  'too-many-nodes',
  'unknown-alias',
  'alias-circle',
  'merge-shape',
  'section-shape',
  'unknown-type',
  'file-missing',
  'file-empty',
];

/** What can only be said of files that are known as a whole. */
const sayings = ['unused-keyword', 'unknown-reference', 'not-defined'];

/** Diagnostics without those that only follow from others, or say once more what is said: an anchor's for each alias. */
export function withoutFollowOn(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const hasGaps = diagnostics.some(({ code, severity }) => severity === 'error' && gaps.includes(code));
  const told = new Set<string>();
  return diagnostics.filter(({ code, message, origin }) => {
    const key = JSON.stringify([code, message, origin?.source.path, origin?.start]);
    if (told.has(key) || (hasGaps && sayings.includes(code))) return false;
    told.add(key);
    return true;
  });
}
