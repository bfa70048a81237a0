import type { Address } from '../model/address.ts';
import { error, warning } from '../model/diagnostic.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { didYouMean } from '../model/suggest.ts';
import type { Origin } from '../model/tree.ts';
import { codePointOf } from '../model/visible.ts';

const nameRule = 'names are letters, digits and underscores, and begin with a letter';

/** Where something is wrong, and in which resource. */
interface At {
  origin: Origin;
  address: Address | undefined;
}

/** What is said of the structure of files, of single fields, and of references. */
export const messages = {
  sectionShape: (path: string, wanted: 'an array' | 'an object', origin: Origin): Diagnostic =>
    error('section-shape', `${path} has to be ${wanted}`, { origin }),
  unknownType: (name: string, known: string[], origin: Origin): Diagnostic =>
    error('unknown-type', `${name} is not a resource type`, {
      origin,
      hint: didYouMean(name, known) ?? 'the types are listed in docs/resources.md',
    }),
  endOfLife: (name: string, isEmpty: boolean, origin: Origin): Diagnostic =>
    (isEmpty ? warning : error)('end-of-life', `${name} reached their end of life on 2026-11-18`, {
      origin,
      hint: isEmpty
        ? `take the ${origin.source.text === '' ? 'folder' : 'line'} out`
        : 'move the code to Actions: actions and triggers',
    }),
  movedSetting: (name: string, origin: Origin): Diagnostic =>
    warning('moved-setting', `${name} is not read from here`, {
      origin,
      hint: 'it belongs into the files under environments/',
    }),
  schemaError: (text: string, origin: Origin, address: Address | undefined, hint: string | undefined): Diagnostic =>
    error('schema', text, { origin, address, hint }),
  blankValue: (path: string, value: string, place: { origin: Origin | undefined; address: Address }): Diagnostic =>
    error('schema', `${path} cannot be set to ${value}: the API does not take that`, {
      ...place,
      hint: `give it a value, or take ${path} out to leave it as it is`,
    }),
  fileNeeded: (file: string, address: Address, place: { origin: Origin | undefined; address: Address }): Diagnostic =>
    error('file-missing', `the file ${file} is needed now: ${address} is created with what is in it`, {
      ...place,
      hint: 'provide it, as the warning about it says, or take it out',
    }),
  missingValue: (path: string, place: { origin: Origin | undefined; address: Address }): Diagnostic =>
    error('schema', `${path} is missing, and the API takes nothing here without it`, {
      ...place,
      hint: `add ${path}`,
    }),
  unknownField: (path: string, field: string, known: string[], at: At): Diagnostic =>
    error('unknown-field', `${path} is not a known field, and the API refuses others`, {
      ...at,
      hint: didYouMean(field, known) ?? 'correct it, or take it out',
    }),
  unknownSetting: (path: string, field: string, known: string[], origin: Origin): Diagnostic =>
    error('unknown-setting', `${path} is not a known setting`, {
      origin,
      hint:
        didYouMean(field, known) ??
        (known.length > 0 && known.length <= 40 ? `known are ${known.join(', ')}` : undefined),
    }),
  unknownSelector: (text: string, type: string, known: string[], origin: Origin): Diagnostic =>
    error('unknown-selector', `${text} names no resource type`, {
      origin,
      hint:
        didYouMean(type, known)?.replace(/mean (.*)\?$/, (_all, name: string) => `mean ${text.replace(type, name)}?`) ??
        'a selector is a type, type/key, or type?field=value',
    }),
  selectorForm: (text: string, origin: Origin): Diagnostic =>
    error('unknown-selector', `${text} does not name one resource type`, {
      origin,
      hint: 'a field belongs to one type',
    }),
  unknownPath: (type: string, path: string, hint: string | undefined, origin: Origin): Diagnostic =>
    error('unknown-path', `${type} have no field ${path}`, { origin, hint }),
  bothWays: (type: string, origin: Origin, other: Origin): Diagnostic =>
    error('included-and-excluded', `${type} is included and excluded`, {
      origin,
      related: [other],
      hint: 'say one of the two: what is not included is excluded',
    }),
  unusedSelector: (setting: string, text: string, hint: string | undefined, origin: Origin): Diagnostic =>
    warning('unused-selector', `${setting} names ${text}, which is neither in the files nor in the tenant`, {
      origin,
      hint: hint ?? 'correct it, or take it out',
    }),
  movedUnknown: (address: Address, meant: string | undefined, origin: Origin): Diagnostic =>
    error('move', `moved: ${address} is the address of no resource type`, {
      origin,
      hint: meant ?? 'an address is the type, / and the name, as messages show it',
    }),
  movedType: (from: string, to: string, origin: Origin): Diagnostic =>
    error('move', `moved: ${from} cannot become ${to}`, { origin, hint: 'both addresses have the same type' }),
  movedNowhere: (address: Address, origin: Origin): Diagnostic =>
    error('move', `moved: from and to are both ${address}`, { origin, hint: 'name the old address and the new one' }),
  moveImpossible: (type: string, keys: readonly string[], origin: Origin): Diagnostic =>
    error(
      'move',
      `moved: ${type} cannot be renamed: ${keys.length === 0 ? 'there is one only' : `the API lets nobody change ${keys.join(', ')}`}`,
      {
        origin,
        hint: 'a resource with another name is another resource: take the item out',
      },
    ),
  movedTwice: (address: Address, origin: Origin, first: Origin): Diagnostic =>
    error('move', `moved: ${address} is named twice`, {
      origin,
      related: [first],
      hint: 'a resource has one old name and one new one; several in a row make a chain',
    }),
  movedInCycle: (address: Address, origin: Origin): Diagnostic =>
    error('move', `moved: ${address} leads back to itself`, { origin, hint: 'take out what is over' }),
  movedAndDeclared: (address: Address, origin: Origin, declared: Origin | undefined): Diagnostic =>
    error('move', `moved: ${address} is declared, so it cannot have become another one`, {
      origin,
      related: declared === undefined ? undefined : [declared],
      hint: 'take the declaration out, or the item of moved when every environment has it behind it',
    }),
  movedToNothing: (address: Address, meant: string | undefined, origin: Origin): Diagnostic =>
    error('move', `moved: ${address} is not declared`, {
      origin,
      hint: meant ?? 'declare it by its new name, or take the item out',
    }),
  keywordName: (name: string, origin: Origin): Diagnostic =>
    error('keyword-name', `${name} cannot be the name of a keyword`, { origin, hint: nameRule }),
  hiddenInName: (
    what: string,
    { sign, isNeverMeant }: { sign: string; isNeverMeant: boolean },
    place: { origin: Origin | undefined; address: Address },
  ): Diagnostic =>
    (isNeverMeant ? error : warning)('hidden-character', `${what} has the character ${codePointOf(sign)} in it`, {
      ...place,
      hint: 'it is not seen where names are shown: take it out',
    }),
  brokenCode: (field: string, says: string, origin: Origin, address: Address): Diagnostic =>
    error('code', `${field} is not JavaScript: ${says}`, {
      origin,
      address,
      hint: 'the code is a CommonJS module: require() and exports, no import, no export and no types',
    }),
  emptyCode: (field: string, isNeeded: boolean, origin: Origin, address: Address): Diagnostic =>
    (isNeeded ? error : warning)('code', `${field} is empty`, { origin, address, hint: 'write the code into it' }),
  unknownReference: (
    { types, name, known, own }: { types: string[]; name: string; known: string[]; own: string | undefined },
    isOffline: boolean,
    { severity, ...place }: { origin: Origin | undefined; address: Address; severity: 'warning' | undefined },
  ): Diagnostic =>
    (severity === 'warning' ? warning : error)(
      'unknown-reference',
      `there is no ${name} among the ${types.join(' or ')} of the files${isOffline ? '' : ', or of the tenant'}`,
      {
        ...place,
        hint:
          (own === undefined ? didYouMean(name, known) : `write ${own}: that is the one of this tenant`) ??
          (isOffline
            ? `declare it, or, if it exists in the tenant only, name it under exclude: ${types[0] ?? ''}/${name}`
            : 'declare it, or correct the name'),
      },
    ),
};
