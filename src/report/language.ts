import { isEmpty, parseJson } from '../model/json.ts';
import type { Json } from '../model/json.ts';
import type { Language } from './view.ts';

/** So much of a text tells what it is written in. */
const enough = 4000;

/** Signs of languages, of which the first that is found counts. */
const signs: readonly [Language, RegExp][] = [
  ['html', /^\s*<(?:!|\w)|<\/\w+>|\{%-?\s*\w|\{\{/],
  ['javascript', /\b(?:exports\.|require\(|async |function\b|const \w|return\b.*;)|=>/],
  ['css', /^\s*(?:@\w|[.#:*\w][^{};]*\{)[^{}]*:/],
];

/** What a value reads like when it is shown line by line; nothing where that is a text for people. */
export function languageOf(value: Json | undefined): Language | undefined {
  if (value === undefined || isEmpty(value)) return undefined;
  if (typeof value !== 'string') return 'yaml';
  if (/^\s*[{[]/.test(value) && parseJson(value) !== undefined) return 'json';
  const beginning = value.slice(0, enough);
  return signs.find(([, sign]) => sign.test(beginning))?.[0];
}
