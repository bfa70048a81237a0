import type { ErrorObject } from 'ajv/dist/2020.js';
import type { Json } from '../model/json.ts';
import { isBody } from '../model/json.ts';
import { didYouMean } from '../model/suggest.ts';

/** What is wrong, and what to do about it. */
export interface Sentence {
  text: string;
  hint?: string | undefined;
}

/** What an error needs to be put into words. */
interface Said {
  error: ErrorObject;
  /** How the sentence calls the value. */
  name: string;
  given: Json | undefined;
  /** The value as it may be shown. */
  shown: string;
}

const types: Record<string, string> = {
  array: 'an array',
  object: 'an object',
  string: 'a string',
  number: 'a number',
  integer: 'an integer',
  boolean: 'a boolean',
  null: 'null',
};

const formats: Record<string, string> = {
  uri: 'a URL',
  'uri-reference': 'a URL',
  email: 'an email address',
  'date-time': 'a date with a time',
  date: 'a date',
  uuid: 'a UUID',
};

const limits: Record<string, string> = {
  minLength: 'has to have at least # characters',
  maxLength: 'has to have at most # characters',
  minItems: 'has to have at least # items',
  maxItems: 'has to have at most # items',
  minProperties: 'has to have at least # fields',
  maxProperties: 'has to have at most # fields',
  minimum: 'has to be at least #',
  maximum: 'has to be at most #',
  exclusiveMinimum: 'has to be more than #',
  exclusiveMaximum: 'has to be less than #',
};

/** An error of the schema checker in our words; `isHidden` when the value must not be shown. */
export function sentenceOf(error: ErrorObject, path: string, given: Json | undefined, isHidden: boolean): Sentence {
  const shown = isHidden ? 'the value of a secret' : shownValue(given);
  const said: Said = { error, name: path === '' ? 'this' : path, given, shown };
  const { keyword } = error;
  if (keyword in limits) return { text: limitText(said) };
  if (keyword === 'enum' || keyword === 'const') return choice(said);
  if (keyword === 'pattern' || keyword === 'format') return form(said);
  return {
    text: text(said, path),
    hint: keyword === 'type' && !isHidden ? remedy(error.params['type'], given) : undefined,
  };
}

/** The values that an error allows, as strings. */
export function allowedValues({ keyword, params }: ErrorObject): string[] {
  const values: unknown = keyword === 'const' ? [params['allowedValue']] : params['allowedValues'];
  return Array.isArray(values) ? values.map(String) : [];
}

/** A string among the parameters of an error. */
export function parameter({ params }: ErrorObject, name: string): string | undefined {
  const value: unknown = params[name];
  return typeof value === 'string' ? value : undefined;
}

/** A value as it stands in a sentence. */
export function shownValue(value: Json | undefined): string {
  if (Array.isArray(value)) return 'an array';
  if (isBody(value)) return 'an object';
  // What is cut off could not be recognised as a part of a secret, so long strings are not shown at all.
  if (typeof value === 'string' && value.length > 60) return `a string of ${value.length} characters`;
  return JSON.stringify(value ?? null);
}

function text({ error, name, shown }: Said, path: string): string {
  const missing = parameter(error, 'missingProperty');
  if (missing !== undefined) return `${path === '' ? '' : `${path}.`}${missing} is missing`;
  const { keyword, params, message = 'is not valid' } = error;
  if (keyword === 'type') return `${name} has to be ${typeNames(params['type'])}, not ${shown}`;
  if (keyword === 'uniqueItems') return `${name} has a duplicate item`;
  if (keyword === 'anyOf' || keyword === 'oneOf') return `${name} is none of the things that can stand here`;
  return `${name} ${message.replace(/^must /, 'has to ')}`;
}

function limitText({ error: { keyword, params }, name, given, shown }: Said): string {
  const limit = Number(params['limit']);
  const text = (limits[keyword] ?? '').replace('#', String(limit));
  const singular = limit === 1 ? text.replace(/s$/, '') : text;
  if (typeof given === 'number') return `${name} ${singular}, not ${shown}`;
  const size = typeof given === 'string' ? Array.from(given).length : Object.keys(given ?? {}).length;
  return `${name} ${singular}, and has ${size}`;
}

function choice({ error, name, given, shown }: Said): Sentence {
  const allowed = allowedValues(error);
  const hint = typeof given === 'string' ? didYouMean(given, allowed) : undefined;
  if (allowed.length === 1) return { text: `${name} has to be ${allowed.join('')}, not ${shown}`, hint };
  return {
    text: `${name} cannot be ${shown}`,
    hint: hint ?? (allowed.length > 40 ? undefined : `it has to be one of ${allowed.join(', ')}`),
  };
}

/** The host of a URL; of a page of the dashboard the one of the tenant that it is about. */
function hostOf(url: string): string | undefined {
  const [, region, tenant] = /^(?:https:\/\/)?manage\.auth0\.com\/dashboard\/(\w+)\/([\w-]+)/i.exec(url) ?? [];
  return tenant === undefined ? /^(?:[a-z]+:\/\/)?([^/?#]+)/i.exec(url)?.[1] : `${tenant}.${region}.auth0.com`;
}

function form({ error, name, given, shown }: Said): Sentence {
  const format = formats[parameter(error, 'format') ?? ''];
  if (format !== undefined) return { text: `${name} is not ${format}: ${shown}` };
  const description: unknown = error.parentSchema?.['description'];
  const host = typeof given === 'string' ? hostOf(given) : undefined;
  const isHost =
    host !== undefined && host !== given && new RegExp(parameter(error, 'pattern') ?? '$^', 'u').test(host);
  // A regular expression tells nobody what to write.
  const rule = typeof description === 'string' ? description : undefined;
  return { text: `${name} does not have the right form: ${shown}`, hint: isHost ? `write ${host}` : rule };
}

/** What to write where a value has another type than the one it was meant to have. */
function remedy(type: unknown, given: Json | undefined): string | undefined {
  const wanted = (Array.isArray(type) ? type : [type]).map(String);
  const takes = (...names: string[]): boolean => names.some((name) => wanted.includes(name));
  if (takes('array') && isBody(given)) return 'begin each item with "- ", in front of its first field';
  if ((typeof given === 'number' || typeof given === 'boolean') && takes('string')) return 'put it in quotes';
  if (typeof given !== 'string' || given.length > 60) return undefined;
  const word = given.toLowerCase();
  if (takes('boolean') && ['yes', 'on', 'y'].includes(word)) return 'write true';
  if (takes('boolean') && ['no', 'off', 'n'].includes(word)) return 'write false';
  if (takes('boolean') && ['true', 'false'].includes(word))
    return given === word ? 'take the quotes away' : `write ${word}`;
  const isNumber = /^-?\d+(?:\.\d+)?$/.test(given);
  if ((takes('number') || (takes('integer') && !given.includes('.'))) && isNumber) return 'take the quotes away';
  if (!takes('array') || given.includes('\n')) return undefined;
  // Scopes are often written as in OAuth, with blanks between them.
  const words = given.split(/[\s,]+/).filter((one) => one !== '');
  const isScopes = words.length > 1 && words.every((one) => one.includes(':'));
  const items = isScopes ? words : [/[,[\]{}#]|: |^\W/.test(given) ? JSON.stringify(given) : given];
  return `write [${items.join(', ')}]`;
}

function typeNames(type: unknown): string {
  return (Array.isArray(type) ? type : [type]).map((name) => types[String(name)] ?? String(name)).join(' or ');
}
