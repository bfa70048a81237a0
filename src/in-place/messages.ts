/** Why something that is live is not brought into the files. */
export const messages = {
  secret: (): string => 'it is a secret, and secrets are never written',
  nowhere: (): string => 'the files do not say it at a place of its own',
  unclear: (markers: string): string =>
    `nobody can tell whether the text or ${markers === '' ? 'a keyword' : markers} has changed`,
  unclearLines: (written: readonly string[], live: readonly string[]): string =>
    `nobody can tell what has changed in ${written.length === 1 ? 'this line' : `these ${written.length} lines`}: ${live.join('\n')}`,
  gone: (): string => 'the tenant does not have it; the next apply makes it again',
  withParent: (): string => 'it goes with its parent',
  skipped: (): string => 'the files do not have it, and --new skip leaves it so',
  cannotDeclare: (): string => 'there is no file that it could be added to',
  fileThere: (paths: string): string => `there is a file already where its text would go: ${paths}`,
  notHere: (): string => 'it cannot become a keyword: all environments have it from the same file',
  refused: (why: string): string => `with it the files would be wrong: ${why}`,
  unproven: (): string => 'what would be written does not say the same',
  spliced: (marker: string): string => `the item comes from ${marker}`,
};
