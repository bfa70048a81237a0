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
  onlySome: (type: string, count: number): string =>
    `no file mentions ${type} yet, and with one of them alone a plan would delete the other ${count}: --only ${type} brings in all`,
  fileThere: (paths: string): string => `there is a file already where its text would go: ${paths}`,
  renamed: (others: readonly string[]): string =>
    `it may be ${others.join(' or ')} now, by another name: nobody can tell; --gone remove takes it for gone`,
  mayBeRenamed: (others: readonly string[]): string =>
    `it may be ${others.join(' or ')} by another name: nobody can tell`,
  referredTo: (address: string): string => `it has another name, and what ${address} calls it cannot be changed alone`,
  movedLater: (from: string): string => `the files say that it was renamed from ${from}: the next apply does it`,
  unsettled: (): string =>
    'Auth0 may still be at it: pull again in a moment; else the next apply makes it as the files say',
  sameName: (ids: readonly string[]): string =>
    `${ids.length} in the tenant have this name (${ids.join(', ')}): give one of them another name first`,
  namesUnread: (types: readonly string[]): string =>
    `it names ${types.join(' and ')}, which cannot be read, so nobody can tell which`,
  notHere: (): string => 'it cannot become a keyword: all environments have it from the same file',
  refused: (why: string): string => `with it the files would be wrong: ${why}`,
  unproven: (): string => 'what would be written does not say the same',
  sharedFile: (path: string, others: readonly string[]): string =>
    `${others.slice(0, 3).join(', ')}${others.length > 3 ? ', …' : ''} ${others.length > 1 ? 'take' : 'takes'} the text from ${path}, too, and the tenant has not the same there: give it a file of its own first`,
  spliced: (marker: string): string => `the item comes from ${marker}`,
};
