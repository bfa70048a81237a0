import { settingsDomain } from '../model/domain.ts';
import { isBody, parseJson } from '../model/json.ts';
import type { Body, Json } from '../model/json.ts';
import { isKeywordName } from '../model/keyword.ts';
import { messages, unneeded } from './messages.ts';
import type { Note, NoteText } from './messages.ts';
import { choices, settingName } from './choices.ts';
import type { Chosen } from './choices.ts';

/** What is known of resource types. */
export interface Known {
  types: readonly string[];
  /** Types that Auth0 no longer has. */
  endOfLife: readonly string[];
  hasField: (type: string, path: string) => boolean;
}

/** A settings file of the Deploy CLI. */
export interface SettingsFile {
  /** As messages name it. */
  path: string;
  settings: Body;
}

/** What the settings of one environment become. */
export interface Translated {
  /** What an environment file says beside keywords and secrets. */
  settings: Body;
  /** The values that markers stand for. */
  mappings: Body;
  /** Values that must not be written anywhere. */
  hidden: string[];
  notes: Note[];
}

/** A translation that is being made. */
interface Draft extends Translated {
  chosen: Chosen;
}

interface Setting {
  name: string;
  value: Json;
  note: (text: NoteText) => void;
}

type Rule = (setting: Setting, draft: Draft, known: Known) => void;

/** Where the credentials of the client and what belongs to them stay. */
const credentials = [
  'CLIENT_ID',
  'CLIENT_SECRET',
  'ACCESS_TOKEN',
  'CLIENT_SIGNING_KEY_PATH',
  'CLIENT_SIGNING_ALGORITHM',
  'AUDIENCE',
];

const rules: Readonly<Record<string, Rule>> = {
  DOMAIN: ({ value, note }, draft) => {
    if (typeof value === 'string' && value !== '') draft.settings['domain'] = settingsDomain(value);
    else note(messages.wrongType('a string'));
  },
  ALLOW_DELETE: ({ value, note }, draft) => {
    const isAllowed = truth(value);
    if (isAllowed === undefined) note(messages.wrongType('true or false'));
    else draft.settings['policy'] = { delete: isAllowed };
  },
  // What Auth0 no longer has may still be in the files: to exclude it says that this is known.
  EXCLUDED: (setting, { chosen }, known) =>
    void chosen.excluded.push(...typesIn(setting, { ...known, types: [...known.types, ...known.endOfLife] })),
  INCLUDED_ONLY: (setting, draft, known) => {
    const types = typesIn(setting, known);
    if (types.length > 0) draft.chosen.only = types;
  },
  EXCLUDE_THIRD_PARTY_CLIENTS: ({ value, note }, { chosen }) => {
    const isExcluded = truth(value);
    if (isExcluded === undefined) note(messages.wrongType('true or false'));
    else if (isExcluded) chosen.excludedNames.push('clients?is_first_party=false');
  },
  EXCLUDED_PROPS: (setting, draft, known) => {
    const ignore = ignoredFields(setting, known);
    if (Object.keys(ignore).length > 0) draft.settings['ignore'] = ignore;
  },
  KEYWORD_REPLACE_MAPPINGS: ({ value, note }, draft) => {
    const mappings = parsed(value);
    if (!isBody(mappings)) return note(messages.wrongType('an object'));
    for (const [name, inner] of Object.entries(mappings))
      if (isKeywordName(name)) draft.mappings[name] = inner;
      else note(messages.keywordName(name));
  },
};

/** Whether an object is one of settings of the Deploy CLI, and not of anything else. */
export function isSettings(value: Json | undefined): value is Body {
  return (
    isBody(value) &&
    Object.keys(value).some((name) => /^AUTH0_[A-Z]/.test(name) || /^(?:EX|IN)CLUDED_PROPS$/.test(name))
  );
}

/** What the settings of one environment, from one file or several, become; of two values the first counts. */
export function translated(files: readonly SettingsFile[], known: Known): Translated {
  const draft: Draft = {
    settings: {},
    mappings: {},
    hidden: [],
    notes: [],
    chosen: { excluded: [], excludedNames: [], includedNames: [] },
  };
  for (const { path, settings } of files.toReversed())
    for (const [name, value] of Object.entries(settings)) {
      const note = (text: NoteText): void => void draft.notes.push({ about: name, file: path, ...text });
      translate({ name, value, note }, draft, known);
    }
  const { settings, mappings, hidden, notes, chosen } = draft;
  const { include, exclude, notes: told } = choices(chosen, known.types);
  const selectors = {
    ...(include.length > 0 ? { include } : {}),
    ...(exclude.length > 0 ? { exclude } : {}),
  };
  const file = files[0]?.path ?? '';
  notes.push(...told.map(({ about, text }) => ({ about, file, ...text })));
  return { settings: { ...settings, ...selectors }, mappings, hidden, notes };
}

function translate(setting: Setting, draft: Draft, known: Known): void {
  const name = setting.name.replace(/^AUTH0_/, '');
  const { value, note } = setting;
  const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
  if (rule !== undefined) rule(setting, draft, known);
  else if (credentials.includes(name)) note(credential(`AUTH0_${name}`, value, draft));
  else if (name === 'EXTENSION_SECRET') note(credential(setting.name, value, draft));
  else if (unneeded[name] !== undefined) note(messages.notNeeded(unneeded[name]));
  else if (!chosenByName(name, setting, draft, known)) note(messages.unknownSetting());
}

function credential(variable: string, value: Json, { hidden }: Draft): NoteText {
  const isSecret = /SECRET$|TOKEN$/.test(variable) && typeof value === 'string' && value !== '';
  if (!isSecret) return messages.processEnvironment(variable);
  hidden.push(value);
  return /^##.*##$|^<.*>$|^\$\{?\w+\}?$/.test(value) ? messages.processEnvironment(variable) : messages.leak(variable);
}

/** `EXCLUDED_CLIENTS`, `INCLUDED_CONNECTIONS` and their like, for every type that has a name like that. */
function chosenByName(name: string, setting: Setting, { chosen }: Draft, { types }: Known): boolean {
  const [, way, rest] = /^(EXCLUDED|INCLUDED)_(.+)$/.exec(name) ?? [];
  const type = types.find((one) => settingName(one) === rest);
  if (way === undefined || type === undefined) return false;
  const addresses = textsIn(setting).map((key) => `${type}/${key}`);
  (way === 'EXCLUDED' ? chosen.excludedNames : chosen.includedNames).push(...addresses);
  return true;
}

function typesIn(setting: Setting, { types, endOfLife }: Known): string[] {
  return textsIn(setting).flatMap((name) => {
    if (types.includes(name)) return [name];
    setting.note(endOfLife.includes(name) ? messages.gone(name) : messages.unknownType(name));
    return [];
  });
}

/** Fields by type. The paths of the Deploy CLI do not tell lists from objects. */
function ignoredFields({ value, note }: Setting, { types, hasField }: Known): Record<string, string[]> {
  const byType = parsed(value);
  if (!isBody(byType)) {
    note(messages.wrongType('an object of lists'));
    return {};
  }
  const found = Object.entries(byType).map(([type, paths]): [string, string[]] => {
    if (!types.includes(type)) {
      note(messages.unknownType(type));
      return [type, []];
    }
    const known = textsIn({ name: type, value: paths, note }).flatMap((path) => {
      const spelt = spellings(path).find((one) => hasField(type, one));
      if (spelt === undefined) note(messages.unknownField(type, path));
      return spelt ?? [];
    });
    return [type, known];
  });
  return Object.fromEntries(found.filter(([, paths]) => paths.length > 0));
}

/** A path as it may be meant: each step but the last may be that of a list. */
function spellings(path: string): string[] {
  const [first = '', ...rest] = path.split('.');
  return rest.reduce((starts, step) => starts.flatMap((start) => [`${start}.${step}`, `${start}[].${step}`]), [first]);
}

function textsIn({ value, note }: Setting): string[] {
  const list = parsed(value);
  const texts = Array.isArray(list) ? list.filter((item) => typeof item === 'string') : undefined;
  if (texts === undefined || (Array.isArray(list) && texts.length < list.length))
    note(messages.wrongType('an array of strings'));
  return texts ?? [];
}

/** A value that may be written as text, as in an environment variable. */
function parsed(value: Json): Json {
  const inner = typeof value === 'string' ? parseJson(value) : undefined;
  return isBody(inner) || Array.isArray(inner) ? inner : value;
}

function truth(value: Json): boolean | undefined {
  if (typeof value === 'boolean') return value;
  const text = typeof value === 'string' ? value.toLowerCase() : '';
  return text === 'true' ? true : text === 'false' || text === '' ? false : undefined;
}
