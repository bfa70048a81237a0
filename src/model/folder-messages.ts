import { error, warning } from './diagnostic.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Origin } from './tree.ts';

/** Texts about a tenant's folder of JSON files. */
export const folderMessages = {
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
