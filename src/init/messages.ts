/** Something of a Deploy CLI repository that became nothing, or not yet. */
export interface Note {
  /** What it is about: a setting, a marker, a file. */
  about: string;
  /** Where it stands. */
  file: string;
  text: string;
  /** Whether the user has to decide something, or else the tenant is not managed as before. */
  isLeft: boolean;
}

/** The text of a note. */
export type NoteText = Pick<Note, 'text' | 'isLeft'>;

const told = (text: string): NoteText => ({ text, isLeft: false });
const left = (text: string): NoteText => ({ text, isLeft: true });

/** What is said of settings, markers and files that are not what they were. */
export const messages = {
  processEnvironment: (variable: string): NoteText =>
    told(`stays in the process environment, as ${variable}; the value was not copied`),
  leak: (variable: string): NoteText =>
    told(
      `is a secret in a file: whoever can read the repository has it, so change it in Auth0; it was not copied, and stays in the process environment as ${variable}`,
    ),
  notNeeded: (why: string): NoteText => told(`has no place here: ${why}`),
  unknownSetting: (): NoteText => left('is not a known setting: see whether anything has to take its place'),
  wrongType: (wanted: string): NoteText => left(`has to be ${wanted}, so it was not translated`),
  unknownType: (name: string): NoteText => left(`${name} is not a resource type, so it was left out`),
  gone: (name: string): NoteText => told(`${name} reached their end of life, so there is nothing to leave alone`),
  unknownField: (type: string, path: string): NoteText =>
    left(`${type} have no field ${path}: name it in ignore, from the page of the type`),
  bothWays: (type: string): NoteText =>
    left(`${type} are included and excluded by name; only what is included was kept`),
  besideOnly: (): NoteText => left('cannot be used beside AUTH0_INCLUDED_ONLY, which was kept: see what is meant'),
  widened: (): NoteText =>
    told('became exclude, with every other type, because some resources of these types are excluded by name'),
  keywordName: (name: string): NoteText =>
    left(`${name} cannot be the name of a keyword: letters, digits and underscores; rename it here and in the files`),
  domainMissing: (environment: string): NoteText =>
    left(`says no domain: put it into environments/${environment}.yaml`),
  noValue: (places: string, environments: string): NoteText =>
    left(
      `has no value for ${environments}: it came from the process environment, where the Deploy CLI takes every variable for one; give it in keywords or secrets there, or in TENANTRY_KEYWORD_…; it stands in ${places}`,
    ),
  becameSecret: (variable: string): NoteText => told(`is a secret, of the environment variable ${variable}`),
  literalSecret: (name: string, variable: string): NoteText =>
    told(
      `is a secret in a file: it was not copied, and is ##${name}## now, of the environment variable ${variable}; change it in Auth0, because whoever can read the repository has it`,
    ),
  secretInText: (name: string): NoteText =>
    told(`has the value of a secret in it, which was not copied: ##${name}## stands there now`),
  notRead: (): NoteText => told('is not a part of the configuration, and was not copied'),
  unreadable: (why: string): NoteText => left(`${why}, so nothing of it was taken over`),
  otherFile: (used: string): NoteText => told(`was not read: ${used} is the file that the Deploy CLI is given`),
  notQuoted: (): NoteText =>
    left('was not quoted: it stands for more than one value, which quotes would make one text'),
};

/** Settings that have no place here, and why; without the `AUTH0_` that some of them begin with. */
export const unneeded: Readonly<Record<string, string>> = {
  INCLUDED_PROPS: 'what a file does not mention is left alone, field by field',
  EXCLUDED_RULES: 'rules reached their end of life',
  EXCLUDED_DEFAULTS: 'what a file does not mention is left alone',
  PRESERVE_KEYWORDS: 'files are changed in place, and keep their keywords',
  EXPORT_IDENTIFIERS: 'resources are known by their names',
  EXPORT_ORDERED: 'what is written has a fixed order',
  EXPORT_SECRETS: 'secrets are never written into files',
  IGNORE_DRY_RUN_FIELDS: 'secrets that cannot be read are compared by fingerprints',
  DRY_RUN: 'plan is a command',
  DRY_RUN_INTERACTIVE: 'apply shows the plan and asks, on a terminal',
  DRY_RUN_APPLY: 'apply --yes does not ask',
  MAX_RETRIES: 'requests are retried by what went wrong',
  INCLUDE_EXPERIMENTAL_EA: 'types in early access are managed when the files have them',
  BASE_PATH: 'a path starts from the folder of the tenant',
  LOG: 'what is sent is in the plan and in history',
  API_MAX_RETRIES: 'requests are retried by what went wrong',
  API_CONCURRENCY: 'requests are paced by what the tenant answers; --concurrency limits them',
  API_RATE_LIMIT: 'requests are paced by what the tenant answers; rate_share limits them',
  RETRY_INITIAL_DELAY_MS: 'requests are retried by what the tenant answers',
  RETRY_MAX_DELAY_MS: 'requests are retried by what the tenant answers',
  EXPERIMENTAL_EA: 'what a file does not mention is left alone, and what the tenant lacks is said',
  IGNORE_UNAVAILABLE_MIGRATIONS: 'what a file does not mention is left alone',
  ALLOW_EXTERNAL_CODE_PATHS: '--allow-path and TENANTRY_ALLOWED_PATHS name folders outside',
  CONNECTIONS_DIRECTORY: 'a path starts from the folder of the tenant',
  INPUT_FILE: 'the folder is the argument of each command',
  DEBUG: 'what is wrong is always said in full',
};
