import { error, warning } from '../model/diagnostic.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { didYouMean } from '../model/suggest.ts';
import type { Origin } from '../model/tree.ts';

const nameRule = 'names are capitals, digits and underscores, and begin with a capital';

/** What is said of keywords, of referenced files, and of sections. */
export const messages = {
  undefinedKeyword: (name: string, marker: string, known: string[], origin: Origin): Diagnostic =>
    error('undefined-keyword', `${marker} has no value`, {
      origin,
      hint:
        didYouMean(name, known) ??
        `define ${name} under keywords or secrets of the environment, or pass --set ${name}=…`,
    }),
  unusedKeyword: (name: string, origin: Origin | undefined): Diagnostic =>
    warning('unused-keyword', `${name} is defined and never used`, {
      origin,
      hint:
        origin === undefined
          ? `it comes from --set ${name}=… or from TENANTRY_KEYWORD_${name}`
          : `take it out, or use it as ##${name}##`,
    }),
  embeddedValue: (name: string, origin: Origin): Diagnostic =>
    error('embedded-value', `@@${name}@@ has to be the whole value`, {
      origin,
      hint: `inside a string write ##${name}##`,
    }),
  keywordVariable: (variable: string): Diagnostic =>
    error('keyword-name', `the environment variable ${variable} names no keyword`, {
      hint: `what follows TENANTRY_KEYWORD_ is the name, and ${nameRule}`,
    }),
  keywordAndSecret: (name: string, origin: Origin, first: Origin): Diagnostic =>
    error('keyword-twice', `${name} is a keyword and a secret`, {
      origin,
      related: [first],
      hint: 'keep one of the two',
    }),
  markerInValue: (name: string, origin: Origin): Diagnostic =>
    warning('marker-in-value', `the value of ${name} has a marker in it, which stays as it is`, {
      origin,
      hint: 'markers are replaced in the files of the tenant, not in the values of keywords',
    }),
  secretMissing: (name: string, from: string, origin: Origin, isNeeded: boolean): Diagnostic =>
    (isNeeded ? error : warning)('secret-missing', `the secret ${name} has no value: ${from} is missing or empty`, {
      origin,
      hint: isNeeded ? 'set it before you apply' : 'fields that hold it are not compared',
    }),
  duplicateKey: (key: string, origin: Origin, first: Origin): Diagnostic =>
    error('duplicate-key', `duplicate key ${key}, with the values of the keywords`, {
      origin,
      related: [first],
      hint: 'keep one of the two',
    }),
  fileMissing: (path: string, origin: Origin): Diagnostic =>
    error('file-missing', `the file ${path} does not exist`, {
      origin,
      hint: 'create it, or correct the path; paths start from the folder of the tenant',
    }),
  fileEmpty: (path: string, origin: Origin): Diagnostic =>
    error('file-empty', `the file ${path} is empty`, { origin, hint: 'fill it, or take its name out' }),
  emptySection: (name: string, origin: Origin): Diagnostic =>
    warning('empty-section', `${name} is empty and left alone`, {
      origin,
      hint: 'write [] for "there should be none", or take the line out',
    }),
  sectionShape: (path: string, wanted: 'an array' | 'an object', origin: Origin): Diagnostic =>
    error('section-shape', `${path} has to be ${wanted}`, { origin }),
};
