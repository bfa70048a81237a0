import type { Diagnostic } from '../model/diagnostic.ts';

/** Errors that leave some of the files unread. */
const unread = [
  'yaml-syntax',
  'too-many-nodes',
  'unknown-alias',
  'alias-cycle',
  'merge-shape',
  'duplicate-key',
  'section-shape',
  'unknown-type',
  'unreadable-file',
  'file-missing',
  'file-empty',
];

/** What follows from such an error, and is right only for files that were read whole. */
const following = ['unused-keyword', 'unknown-reference', 'not-defined', 'empty-section'];

/** Diagnostics without those that follow from others, and without duplicates, such as those of an anchor for each alias. */
export function withoutFollowOn(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const isIncomplete = diagnostics.some(({ code, severity }) => severity === 'error' && unread.includes(code));
  const seen = new Set<string>();
  return diagnostics.filter(({ code, message, origin }) => {
    const key = JSON.stringify([code, message, origin?.source.path, origin?.start]);
    if (seen.has(key) || (isIncomplete && following.includes(code))) return false;
    seen.add(key);
    return true;
  });
}
