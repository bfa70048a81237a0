import { error, warning } from '../model/diagnostic.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { UsageError } from '../model/failure.ts';
import type { Origin, Source } from '../model/tree.ts';

/** What is said of files and folders. */
export const messages = {
  folderMissing: (folder: string, known: string[]): UsageError =>
    new UsageError('folder-missing', `there is no tenant folder ${folder}`, knownTenants(known)),
  tenantNotNamed: (known: string[]): UsageError =>
    new UsageError(
      'tenant-not-named',
      known.length > 0 ? 'say which tenant' : 'there is no tenant here',
      knownTenants(known),
    ),
  nothingToLoad: (folder: string): Diagnostic =>
    error('nothing-to-load', `${folder} has no YAML file, and no JSON file that belongs to a tenant`, {
      hint: 'describe the tenant in a tenant.yaml there',
    }),
  unreadableFile: (path: string, why: string): UsageError =>
    new UsageError('unreadable-file', `${path} cannot be read: ${why}`),
  notText: (path: string): UsageError =>
    new UsageError('not-text', `${path} is not encoded in UTF-8`, 'save it as UTF-8'),
  duplicateFile: (what: string, source: Source, first: Source | undefined): Diagnostic =>
    error('file-twice', `${what} has a file already: ${first?.path ?? ''}`, {
      origin: { source, start: 0, end: 0 },
      hint: 'keep one of the two',
    }),
  fileEmpty: (origin: Origin): Diagnostic =>
    error('file-empty', 'this file is empty', { origin, hint: 'fill it, or delete it' }),
  fieldMissing: (field: string, origin: Origin): Diagnostic =>
    error('field-missing', `${field} is missing`, { origin, hint: 'it says what the rest of the file is for' }),
  strayFile: (folder: string, meant: string | undefined, origin: Origin): Diagnostic =>
    meant === undefined
      ? warning('stray-file', 'nothing reads this file', {
          origin,
          hint: 'docs/files.md lists the files of the folder',
        })
      : error('stray-file', `${folder} is not a folder of the tenant`, { origin, hint: `did you mean ${meant}?` }),
};

function knownTenants(known: readonly string[]): string {
  return known.length > 0
    ? `known tenants: ${known.join(', ')}`
    : 'a tenant is a folder under tenants/ with a tenant.yaml in it';
}
