import { error, warning } from '../model/diagnostic.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { UsageError } from '../model/failure.ts';
import { didYouMean } from '../model/suggest.ts';
import type { Origin, Source } from '../model/tree.ts';
import type { Unread } from '../model/unread.ts';

const aTenant = 'a tenant is a folder under tenants/ with a tenant.yaml in it';

/** What is said of files and folders. */
export const messages = {
  folderMissing: (folder: string, known: string[]): UsageError =>
    new UsageError(
      'folder-missing',
      `there is no tenant folder ${folder}`,
      known.length > 0 ? `known tenants: ${known.join(', ')}` : aTenant,
    ),
  tenantNotNamed: (known: string[]): UsageError =>
    new UsageError(
      'tenant-not-named',
      known.length > 0 ? `say which tenant: ${known.join(' or ')}` : 'there is no tenant here',
      known.length > 0 ? 'put its name behind the command' : aTenant,
    ),
  nothingToLoad: (folder: string): Diagnostic =>
    error('nothing-to-load', `${folder} has no YAML file, and no JSON file that belongs to a tenant`, {
      hint: 'describe the tenant in a tenant.yaml there',
    }),
  unreadableFile: ({ why, hint }: Unread, origin: Origin): Diagnostic =>
    error('unreadable-file', `this file ${why}`, { origin, hint }),
  duplicateFile: (what: string, source: Source, first: Source | undefined): Diagnostic =>
    error('duplicate-file', `${what} has a file already: ${first?.path ?? ''}`, {
      origin: { source, start: 0, end: 0 },
      hint: 'keep one of the two',
    }),
  fileEmpty: (origin: Origin): Diagnostic =>
    error('file-empty', 'this file is empty', { origin, hint: 'fill it, or delete it' }),
  environmentEmpty: (origin: Origin): Diagnostic =>
    error('file-empty', 'this file is empty', {
      origin,
      hint: 'an environment needs a domain, and values for its keywords',
    }),
  sharedDomain: (domain: string, names: readonly string[], origin: Origin, first: Origin): Diagnostic =>
    error('shared-domain', `the environments ${names.join(' and ')} have one domain, ${domain}`, {
      origin,
      related: [first],
      hint: 'each would undo what the other does; if that is meant, say allow_shared_domain: true in both',
    }),
  markerInSetting: (origin: Origin): Diagnostic =>
    error('marker-in-setting', 'no keyword is replaced here', {
      origin,
      hint: 'write the value itself; in an environment file markers work under keywords only',
    }),
  fieldMissing: (field: string, origin: Origin): Diagnostic =>
    error('field-missing', `${field} is missing`, { origin, hint: 'it says what the rest of the file is for' }),
  noEnvironment: (folder: string): Diagnostic =>
    warning('no-environment', `${folder} has no environment: keywords and what may be done are not checked`, {
      hint: 'describe one in environments/<name>.yaml there, with a domain',
    }),
  folderOfNone: (name: string, folder: string, known: readonly string[], origin: Origin): Diagnostic =>
    error('folder-of-none', `there is no environment ${name}, and ${folder} has files of it`, {
      origin,
      hint: didYouMean(name, known) ?? `describe it in ${folder}.yaml, with a domain, or move the files`,
    }),
  emptyFile: (origin: Origin, isOnly: boolean): Diagnostic =>
    (isOnly ? error : warning)('file-empty', 'this file is empty', { origin, hint: 'fill it, or delete it' }),
  strayFile: (folder: string, meant: string | undefined, origin: Origin): Diagnostic =>
    meant === undefined
      ? warning('stray-file', 'nothing reads this file', {
          origin,
          hint: 'docs/files.md lists the files of the folder',
        })
      : error('stray-file', `${folder} is not a folder of the tenant`, { origin, hint: `did you mean ${meant}?` }),
};
