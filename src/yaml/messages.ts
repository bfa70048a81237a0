import { error, warning } from '../model/diagnostic.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Origin } from '../model/tree.ts';
import { codePointOf } from '../model/visible.ts';

/** What is wrong, and what to do about it. */
type Wording = [text: string, hint?: string];

const indentation: Wording = [
  'the indentation of this line fits nothing above it',
  'fields of one object, and items of one array, begin at the same column; an item of an array begins with "- "',
];

/** What the YAML parser says, in our words; `$1` is what the expression captured. */
const wordings: [RegExp, Wording][] = [
  [
    /^Missing closing (["'])quote on its line/,
    ['this string is opened with $1 and not closed on its line', 'close it, or take the quote away'],
  ],
  [
    /^Missing closing (["'])quote/,
    ['this string is opened with $1 and not closed', 'close it, or take the quote away'],
  ],
  [/^Flow sequence .*must/, ['this array is opened with [ and not closed', 'close it with ]']],
  [/^Flow map .*must/, ['this object is opened with { and not closed', 'close it with }']],
  [/^Tabs are not allowed/, ['a tab cannot indent a line', 'use spaces']],
  [/^Source contains multiple documents/, ['a second document begins here', 'put it into a file of its own']],
  [/^Sequence item without - /, indentation],
  [/^All (?:mapping|sequence|map) items must start/, indentation],
  [/^A block sequence may not be used/, indentation],
  [
    /^Nested mappings are not allowed/,
    ['there is a second ": " in this line', 'put the string that contains it in quotes'],
  ],
  [/^Implicit (?:map )?keys? /, ['this is neither a key nor a value', 'a key ends with a colon and a space']],
  [/^Plain value cannot start with .*?(\S+)$/, ['a string cannot begin with $1 outside of quotes', 'put it in quotes']],
  [
    /^Invalid escape sequence (\S+)/,
    ['$1 is not an escape that YAML knows', 'write \\\\ for a backslash, or use single quotes'],
  ],
  [/^Missing , /, ['a comma is missing before this', 'separate items by commas']],
  [/^Missing space after :/, ['a space is missing behind the colon']],
  [
    /^Unexpected (?:scalar|double|single)\S* at node end/,
    [
      'this does not belong behind the string before it',
      "inside single quotes write '' for a quote, inside double ones \\\"",
    ],
  ],
  [
    /^Unexpected block-seq-ind on same line/,
    ['an array cannot begin on the line of its key', 'put the - on the next line'],
  ],
  [/^Block collections are not allowed within/, ['a comma or a closing bracket is missing here']],
  [/call stack/, ['this is nested too deeply', 'take levels of nesting out']],
  [/^Unexpected , in/, ['there is a comma too many', 'take it out']],
  [/^Unexpected flow-(?:map|seq)-end.*"(.)"/, ['this $1 closes nothing', 'take it out']],
  [/^Unresolved tag: (\S+)/, ['the tag $1 means nothing here', 'take it out']],
];

/** What is said of YAML itself. */
export const yamlMessages = {
  syntax: (said: string, origin: Origin, isWarning: boolean, isMarker: boolean): Diagnostic => {
    const found = wordings.find(([pattern]) => pattern.test(said));
    const captured = found?.[0].exec(said)?.[1] ?? '';
    const [text, hint] = found?.[1] ?? [said.charAt(0).toLowerCase() + said.slice(1)];
    const forMarker = 'a marker is a value: if this is meant as a comment, put a space behind the first #';
    return (isWarning ? warning : error)(
      'yaml-syntax',
      text.replace('$1', () => captured),
      {
        origin,
        hint: isMarker ? forMarker : hint,
      },
    );
  },
  conflict: (origin: Origin): Diagnostic =>
    error('merge-conflict', 'a merge conflict begins here', {
      origin,
      hint: 'keep one of the two sides, and take the lines with <<<<<<<, ======= and >>>>>>> out',
    }),
  controlCharacter: (sign: string, origin: Origin): Diagnostic =>
    error('control-character', `the control character ${codePointOf(sign)} cannot stand in a file`, {
      origin,
      hint: 'take it out; where one is meant, write it as an escape in a string in double quotes',
    }),
  hiddenDirection: (sign: string, origin: Origin): Diagnostic =>
    warning('hidden-direction', `the sign ${codePointOf(sign)} turns the direction of the text behind it`, {
      origin,
      hint: 'what is shown may not be what is there; take it out, if nothing is written from right to left',
    }),
  strangeIndentation: (origin: Origin): Diagnostic =>
    error('indentation', 'this line is indented by blanks that are none to YAML, such as no-break spaces', {
      origin,
      hint: 'use spaces',
    }),
  comment: (text: string, isWhole: boolean, origin: Origin): Diagnostic =>
    warning('comment', `${text} is a comment, and ${isWhole ? 'the value is empty' : 'no part of the value'}`, {
      origin,
      hint: 'put the value in quotes, if it belongs to it; a comment wants a space behind the #',
    }),
  unknownAlias: (name: string, origin: Origin): Diagnostic =>
    error('unknown-alias', `there is no anchor &${name} above this`, {
      origin,
      hint: 'define it before it is used, or put a string that begins with * in quotes',
    }),
  aliasCycle: (name: string, origin: Origin): Diagnostic =>
    error('alias-cycle', `*${name} is inside of what &${name} names`, { origin, hint: 'take one of the two out' }),
  mergeShape: (origin: Origin): Diagnostic =>
    error('merge-shape', '<< takes an object, or an array of objects', { origin, hint: 'as in <<: *name' }),
  keyShape: (origin: Origin): Diagnostic =>
    error('key-shape', 'a key has to be a string', { origin, hint: 'a string that begins with [ or { goes in quotes' }),
  duplicateKey: (key: string, origin: Origin, first: Origin, isItem = false): Diagnostic =>
    error('duplicate-key', `duplicate key ${key}`, {
      origin,
      related: [first],
      hint: isItem ? 'keep one of the two, or begin another item with "- "' : 'keep one of the two',
    }),
  numberNotExact: (written: string, origin: Origin): Diagnostic =>
    error('number-not-exact', `${written} is a number that cannot be sent as it is`, {
      origin,
      hint: 'put it in quotes, if a string is meant',
    }),
  notJson: (tag: string, origin: Origin): Diagnostic =>
    error('not-json', `a value of the type ${tag} cannot be sent`, { origin, hint: 'write it as a string, in quotes' }),
  commentedMarker: (marker: string, origin: Origin): Diagnostic =>
    error('commented-marker', `at the start of a line ${marker} is a comment`, {
      origin,
      hint: 'put the value in quotes, on the line of its key; a comment wants a space behind the first #',
    }),
  tooManyNodes: (origin: Origin): Diagnostic =>
    error('too-many-nodes', 'the aliases of this file expand to more than 2,000,000 values', {
      origin,
      hint: 'use fewer aliases within aliases',
    }),
};
