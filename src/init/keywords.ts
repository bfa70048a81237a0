import { compareText, isBody, isSame } from '../model/json.ts';
import type { Body, Json } from '../model/json.ts';
import { messages } from './messages.ts';
import type { NoteText } from './messages.ts';

/** The values of markers in one environment. */
export interface Mappings {
  environment: string;
  /** The file that has them, as messages name it. */
  file: string;
  values: Body;
}

/** A part of a mapping's value: the mapping's name, and the way into it. */
export type Place = readonly string[];

/** Mappings as keywords and secrets: what all environments share, and what each has. */
export interface Keywords {
  shared: KeywordPart;
  own: Map<string, KeywordPart>;
  /** Values that must not be written anywhere, with the keyword that stands for each. */
  hidden: Map<string, string>;
  notes: { about: string; file: string; text: NoteText }[];
}

/** The keywords and the secrets of a settings file, the secrets by the environment variable that has each. */
export interface KeywordPart {
  keywords: Body;
  secrets: Record<string, string>;
}

const secretWord =
  /(?:^|_)(?:SECRETS?|PASSWORDS?|PASSWD|PASSPHRASE|PWD|PASS|TOKENS?|CREDENTIALS?|API_?KEYS?|KEYS?|DSN|SALT|PIN|WEBHOOK_URL)$|(?:^|_)(?:CLIENT_?SECRET|PRIVATE_?KEY|PASSWORD)_/;
const openWord =
  /(?:^|_)(?:SITE|PUBLIC|PUBLISHABLE)_?KEYS?$|_(?:POLICY|URL|URI|ENDPOINT|LIFETIME|TTL|ID|NAME|LENGTH|TYPE|ALG|ALGORITHM|ENABLED|METHOD|PATH|HINT|HOST)$/;
const secretForm =
  /-----BEGIN [A-Z ]*PRIVATE KEY|^eyJ[\w-]{8,}\.[\w-]+\.|^(?:sk|rk)_(?:live|test)_|^xox[abprs]-|^gh[pousr]_\w{20}|^github_pat_|^AKIA[A-Z0-9]{12}|^SG\.[\w-]{10}|^https?:\/\/[^/\s:@]+:[^/\s@]+@/;

/** The words that a name in capitals is made of. */
export function capitals(name: string): string {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '');
}

/** The environment variable for a secret of that name; some names belong to the deployer and to the runner. */
export function variableOf(name: string): string {
  return /^(?:AUTH0|GITHUB|ACTIONS|RUNNER)_/i.test(name) ? `TENANT_${name}` : name;
}

/**
 * Mappings as keywords and secrets. `isUsed` tells whether a value stands where a secret has to; a name or a form that is
 * one of secrets does as well: what is a secret in one environment is one in all.
 */
export function keywordsOf(all: readonly Mappings[], isUsed: (place: Place) => boolean): Keywords {
  const secrets = new Set<string>();
  for (const { values } of all)
    for (const { place, value, isInside } of leaves(values))
      if (isInside || isUsed(place) || looksSecret(place, value)) secrets.add(place.join('\n'));
  const hidden = new Map<string, string>();
  const notes: Keywords['notes'] = [];
  const parts = all.map(({ environment, file, values }): [string, KeywordPart] => {
    const part: KeywordPart = { keywords: {}, secrets: {} };
    const walk = (value: Json, place: Place): Json => {
      if (Array.isArray(value)) return value.map((inner, index) => walk(inner, [...place, String(index + 1)]));
      if (isBody(value))
        return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner, [...place, key])]));
      if (!secrets.has(place.join('\n')) || value === null || value === '') return value;
      const name = place.length === 1 ? (place[0] ?? '') : capitals(place.join('_'));
      part.secrets[name] = variableOf(name);
      if (value !== unknownValue) hidden.set(String(value), name);
      return `##${name}##`;
    };
    for (const [name, value] of Object.entries(values)) {
      const kept = walk(value, [name]);
      if (part.secrets[name] === undefined) part.keywords[name] = kept;
    }
    for (const [name, variable] of Object.entries(part.secrets))
      notes.push({ about: name, file, text: messages.becameSecret(variable) });
    return [environment, part];
  });
  return { ...factored(parts), hidden, notes };
}

/** What all have is said once. */
function factored(parts: readonly (readonly [string, KeywordPart])[]): Pick<Keywords, 'shared' | 'own'> {
  const [first, ...others] = parts;
  const own = new Map(parts);
  if (first === undefined || others.length === 0) return { shared: { keywords: {}, secrets: {} }, own };
  const isShared = (field: keyof KeywordPart, name: string): boolean =>
    others.every(([, part]) => isSame(part[field][name], first[1][field][name]));
  const split = <Value>(
    field: keyof KeywordPart,
    values: Record<string, Value>,
    wanted: boolean,
  ): Record<string, Value> =>
    Object.fromEntries(Object.entries(values).filter(([name]) => isShared(field, name) === wanted));
  const take = ({ keywords, secrets }: KeywordPart, wanted: boolean): KeywordPart => ({
    keywords: split('keywords', keywords, wanted),
    secrets: split('secrets', secrets, wanted),
  });
  return { shared: take(first[1], true), own: new Map(parts.map(([name, part]) => [name, take(part, false)])) };
}

/** In the place of a secret whose value stands in no file. */
export const unknownValue = '\0';

interface Leaf {
  place: Place;
  value: string | number;
  /** Whether it is inside of something that is called a secret. */
  isInside: boolean;
}

/** The texts and numbers of mappings. */
export function leaves(values: Body): Leaf[] {
  const walk = (value: Json, place: Place, isInside: boolean): Leaf[] => {
    if (typeof value === 'string' || typeof value === 'number') return [{ place, value, isInside }];
    if (Array.isArray(value))
      return value.flatMap((inner, index) =>
        walk(inner, [...place, String(index + 1)], isInside || isSecretName(place.at(-1) ?? '')),
      );
    if (!isBody(value)) return [];
    const isHolder = isInside || isSecretName(place.at(-1) ?? '');
    return Object.entries(value).flatMap(([key, inner]) =>
      walk(inner, [...place, key], isHolder && !/^(?:name|id|type|host|port|user(?:name)?)$/i.test(key)),
    );
  };
  return Object.entries(values)
    .flatMap(([name, value]) => walk(value, [name], false))
    .sort((a, b) => compareText(a.place.join('\n'), b.place.join('\n')));
}

function isSecretName(name: string): boolean {
  const words = capitals(name);
  return secretWord.test(words) && !openWord.test(words);
}

/** Whether a name or a form is one of secrets. A text that only has markers in it is none by itself. */
function looksSecret(place: Place, value: string | number): boolean {
  const named = place.toReversed().find((step) => !/^\d+$/.test(step)) ?? '';
  const text = String(value);
  if (/^(?:##\w+##|@@\w+@@)$/.test(text)) return false;
  return isSecretName(named) || secretForm.test(text);
}
