import { error, warning } from '../model/diagnostic.ts';
import type { Detail, Diagnostic } from '../model/diagnostic.ts';
import type { NoText } from '../model/keyword.ts';
import { didYouMean } from '../model/suggest.ts';
import type { Origin } from '../model/tree.ts';
import type { Unread } from '../model/unread.ts';

const nameRule = 'names are letters, digits and underscores, and begin with a letter';

const byPlace =
  'it is planned where the files put secrets, and not whether their values have changed; apply needs the values';

/** The places of one problem: the first ones, and how many there are beyond. */
export interface Places {
  origins: Origin[];
  more: number;
}

/** What is known of a marker that names no keyword. */
interface Undefined {
  marker: string;
  /** The keywords whose values led to it. */
  chain: readonly string[];
  /** The keyword that differs in capitals only. */
  meant: string | undefined;
  known: readonly string[];
}

function placesOf({ origins, more }: Places): Pick<Detail, 'origin' | 'related' | 'more'> {
  const [origin, ...related] = origins;
  return {
    origin,
    related: related.length === 0 ? undefined : related,
    more: more === 0 ? undefined : more,
  };
}

function noTextHint(name: string, why: NoText): string {
  if (why.endsWith('null'))
    return `give it a value, '' for an empty string; where null itself is meant, write @@${name}@@ as the whole value`;
  return why === 'an empty array'
    ? `give it an item, or '' for an empty string; where the array itself is meant, write @@${name}@@ as the whole value`
    : `where the value itself is meant, write @@${name}@@ as the whole value; for a part of it define a keyword of its own`;
}

/** What is said of keywords, of referenced files, and of sections. */
export const messages = {
  undefinedKeyword: (name: string, { marker, chain, meant, known }: Undefined, places: Places): Diagnostic =>
    error('undefined-keyword', `${marker} has no value${chain.length === 0 ? '' : `, in ${chain.join(' -> ')}`}`, {
      ...placesOf(places),
      hint:
        (meant === undefined
          ? didYouMean(
              name,
              known.filter((one) => !chain.includes(one)),
            )
          : `did you mean ${meant}?`) ??
        `define ${name} under keywords or secrets of the environment, or pass --set ${name}=…`,
    }),
  keywordPath: (marker: string, name: string, places: Places): Diagnostic =>
    error('undefined-keyword', `${marker} has no value: a keyword is taken as a whole`, {
      ...placesOf(places),
      hint: `did you mean ${name}? for a part of it define a keyword of its own`,
    }),
  noText: (name: string, why: NoText, places: Places): Diagnostic =>
    error(
      why.endsWith('null') ? 'null-in-text' : 'value-in-text',
      `${name} ${why.startsWith('an item') ? `has ${why}, which` : `is ${why}, and`} cannot stand inside a string`,
      { ...placesOf(places), hint: noTextHint(name, why) },
    ),
  keywordCycle: (chain: readonly string[], origin: Origin): Diagnostic =>
    error('keyword-cycle', `the value of ${chain[0] ?? ''} contains itself: ${chain.join(' -> ')}`, {
      origin,
      hint: 'take one of the markers out',
    }),
  secretInKey: (name: string, origin: Origin): Diagnostic =>
    error('secret-in-key', `the secret ${name} cannot be a part of a key`, {
      origin,
      hint: 'keys are shown, in the order of the alphabet; put it into a value',
    }),
  tooLarge: (name: string, origin: Origin): Diagnostic =>
    error('keyword-too-large', `with the value of ${name} the text of the files exceeds what any tenant takes`, {
      origin,
      hint: 'look for keywords whose values repeat each other',
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
  keywordBuiltIn: (name: string, origin: Origin | undefined): Diagnostic =>
    error('keyword-built-in', `${name} is a keyword that tenantry defines itself`, {
      origin,
      hint: 'take the definition out, or give yours another name',
    }),
  keywordAndSecret: (name: string, origin: Origin, first: Origin): Diagnostic =>
    error('duplicate-keyword', `${name} is a keyword and a secret`, {
      origin,
      related: [first],
      hint: 'keep one of the two',
    }),
  secretMissing: (name: string, from: string, origin: Origin, isNeeded: boolean): Diagnostic =>
    (isNeeded ? error : warning)('secret-missing', `the secret ${name} has no value: ${from} is missing or empty`, {
      origin,
      hint: isNeeded ? 'set it before you apply' : byPlace,
    }),
  secretsMissing: (names: readonly string[], origins: readonly Origin[]): Diagnostic =>
    warning('secret-missing', `${names.length} secrets have no value here: ${names.join(', ')}`, {
      ...placesOf({ origins: [...origins], more: 0 }),
      hint: byPlace,
    }),
  duplicateKey: (key: string, origin: Origin, first: Origin): Diagnostic =>
    error('duplicate-key', `duplicate key ${key}, with the values of the keywords`, {
      origin,
      related: [first],
      hint: 'keep one of the two',
    }),
  fileMissing: (path: string, origin: Origin, unread: Unread | undefined): Diagnostic =>
    error('file-missing', `the file ${path} ${unread?.why ?? 'does not exist'}`, {
      origin,
      hint:
        unread === undefined
          ? 'create it, or correct the path; paths start from the folder of the tenant'
          : unread.hint,
    }),
  fileToProvide: (path: string, origin: Origin, unread: Unread | undefined): Diagnostic =>
    warning('file-missing', `the file ${path} ${unread?.why ?? 'does not exist'}`, {
      origin,
      hint: unread?.hint ?? 'provide it before this is created: the API does not return what is in it',
    }),
  secretSource: (name: string, from: string, { why, hint }: Unread, origin: Origin): Diagnostic =>
    error('secret-source', `the secret ${name} cannot come from ${from}: it ${why}`, { origin, hint }),
  fileEmpty: (path: string, origin: Origin): Diagnostic =>
    error('file-empty', `the file ${path} is empty`, { origin, hint: 'fill it, or take its name out' }),
  emptySection: (name: string, origin: Origin): Diagnostic =>
    warning('empty-section', `${name} is empty and left alone`, {
      origin,
      hint: 'write [] for "there should be none", or take the line out',
    }),
  moveShape: (origin: Origin): Diagnostic =>
    error('move-shape', 'an item of moved has two fields, from and to, and both are addresses', {
      origin,
      hint: 'as in { from: clients/Old Name, to: clients/New Name }',
    }),
  emptyItem: (section: string, origin: Origin): Diagnostic =>
    error('empty-item', `an item of ${section} is empty`, { origin, hint: 'fill it, or take the item out' }),
  sectionShape: (path: string, wanted: 'an array' | 'an object', origin: Origin, isMap = false): Diagnostic =>
    error('section-shape', `${path} has to be ${wanted}`, {
      origin,
      hint: wanted === 'an array' && isMap ? 'begin each item with "- ", in front of its first field' : undefined,
    }),
  metadataText: (path: string, text: string, origin: Origin): Diagnostic =>
    warning('metadata-text', `values of ${path} are strings, and ${text} is sent as it is written`, {
      origin,
      hint: `put it in quotes: "${text}"`,
    }),
};
