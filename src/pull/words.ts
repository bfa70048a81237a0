import type { FileResource } from './file-form.ts';

/** Words by which people tell their environments apart; those of one row mean the same. */
const synonyms: readonly (readonly string[])[] = [
  ['dev', 'develop', 'development'],
  ['stg', 'stage', 'staging'],
  ['prd', 'prod', 'production', 'live'],
  ['uat', 'acceptance'],
  ['qa'],
  ['test', 'testing', 'tst'],
  ['local', 'localhost'],
];

/** The words for an environment: its name, the parts of it, and what else people say. */
export function wordsOf(environment: string): ReadonlySet<string> {
  const own = wordsIn(environment);
  const others = synonyms.filter((row) => own.some((word) => row.includes(word))).flat();
  return new Set([environment.toLowerCase(), ...own, ...others]);
}

/** What is left of a text without the words for an environment: the same for what is the same elsewhere. */
export function withoutWords(text: string, words: ReadonlySet<string>): string {
  return wordsIn(text)
    .filter((word) => !words.has(word))
    .join(' ');
}

/** Whether a text has a word for an environment in it. */
export function hasWord(text: string, words: ReadonlySet<string>): boolean {
  return wordsIn(text).some((word) => words.has(word));
}

/** A text without the words for an environment, as people would write it. */
export function plainName(text: string, words: ReadonlySet<string>): string {
  const parts = text.split(/([\p{L}\p{N}]+)/u);
  const kept = parts.map((part, index) => (index % 2 === 1 && words.has(part.toLowerCase()) ? '' : part)).join('');
  const trimmed = kept
    .replaceAll(/[([{]\s*[)\]}]/g, '')
    .replaceAll(/([-_. ])[-_. ]+/g, '$1')
    .replaceAll(/^[-_. ]+|[-_. ]+$/g, '');
  return trimmed === '' ? text : trimmed;
}

/** What a resource is called where its name has to say the same for all environments: a URL by the service that its host names. */
export function labelFor({ type, key, body }: FileResource, words: ReadonlySet<string>): string {
  const { name } = body;
  const [field, ...others] = type.identity.keys;
  const text = others.length === 0 && field !== 'name' && typeof name === 'string' ? name : key;
  const short = text.replaceAll(/https?:\/\/([^/:]+)[^\s]*/g, (_whole, host: string) => {
    return host.split('.').find((label) => label !== 'www' && !words.has(label)) ?? host;
  });
  return plainName(short, words);
}

function wordsIn(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
