import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';

// A shell asks at every key: this module loads nothing of the program, and what it knows of it is a table made at build time.

/** What may stand at a place: some words, or what is found by looking. */
export type Kind =
  | readonly string[]
  | 'anything'
  | 'commands'
  | 'environments'
  | 'files'
  | 'folders'
  | 'rules'
  | 'runs'
  | 'tenants'
  | 'types';

/** An option of a command, as completion knows it. */
export interface CompletedOption {
  long: string;
  short?: string;
  summary: string;
  /** What its value is; absent when it has none, or one behind `=` alone. */
  value?: Kind;
  /** Whether several values may follow. */
  isVariadic?: true;
}

/** A command, as completion knows it. */
export interface CompletedCommand {
  name: string;
  summary: string;
  /** What stands behind it, in order; the last may be repeated when `hasRest`. */
  words: readonly Kind[];
  hasRest?: true;
  options: readonly CompletedOption[];
}

/** All that completion knows of the program. */
export interface Table {
  commands: readonly CompletedCommand[];
  types: readonly string[];
  rules: readonly string[];
}

/** A word that may stand there, and what it means. */
export interface Candidate {
  value: string;
  summary?: string;
}

/** What may stand in the place of the last of some words, which may be empty; files and folders are the shell's to look for. */
export function complete(words: readonly string[], table: Table, cwd: string): Candidate[] | 'files' | 'folders' {
  const [before, current] = [words.slice(0, -1), words.at(-1) ?? ''];
  const at = before.findIndex((word) => !word.startsWith('-'));
  const command = table.commands.find(({ name }) => name === before[at]);
  if (at === -1) return starting(current, current.startsWith('-') ? globals : namesIn(table));
  if (before[at] === 'help') return starting(current, namesIn(table));
  if (command === undefined) return [];
  const { options, words: places, hasRest } = command;
  const behind = before.slice(at + 1);
  const read = readWords(behind, options);
  const find = (sought: Kind): Candidate[] | 'files' | 'folders' =>
    valuesOf(sought, { table, cwd, tenant: tenantIn(read.words, places) });
  const [, name = '', prefix] = /^(--[\w-]+)=(.*)$/s.exec(current) ?? [];
  if (prefix !== undefined) {
    const found = find(optionOf(name, options)?.value ?? 'anything');
    if (typeof found === 'string') return found;
    return starting(
      current,
      found.map((one) => ({ ...one, value: `${name}=${one.value}` })),
    );
  }
  if (read.open?.value !== undefined && !(current.startsWith('-') && read.open.isVariadic)) {
    const found = find(read.open.value);
    return typeof found === 'string' ? found : starting(current, found);
  }
  if (current.startsWith('-'))
    return starting(current, [
      ...options.map(({ long, summary }) => ({ value: long, summary })),
      ...globals.slice(0, 1),
    ]);
  const found = find(places[read.words.length] ?? (hasRest === true ? (places.at(-1) ?? 'anything') : []));
  return typeof found === 'string' ? found : starting(current, found);
}

const globals: Candidate[] = [
  { value: '--help', summary: 'show help' },
  { value: '--version', summary: 'show the version' },
];

function namesIn({ commands }: Table): Candidate[] {
  return commands.map(({ name, summary }) => ({ value: name, summary }));
}

function starting(text: string, all: readonly Candidate[]): Candidate[] {
  return all.filter(({ value }) => value.startsWith(text));
}

function optionOf(word: string, options: readonly CompletedOption[]): CompletedOption | undefined {
  return options.find(({ long, short }) => word === long || word === short);
}

/** The words that are no option and no value of one, and the option that the next word is a value of. */
function readWords(
  behind: readonly string[],
  options: readonly CompletedOption[],
): { words: string[]; open: CompletedOption | undefined } {
  const words: string[] = [];
  let open: CompletedOption | undefined;
  for (const word of behind) {
    const option = word.startsWith('-') ? optionOf(word, options) : undefined;
    if (word.startsWith('-')) open = option?.value === undefined ? undefined : option;
    else if (open === undefined) words.push(word);
    else if (open.isVariadic !== true) open = undefined;
  }
  return { words, open };
}

function tenantIn(words: readonly string[], places: readonly Kind[]): string | undefined {
  const index = places.indexOf('tenants');
  return index === -1 ? undefined : words[index];
}

/** Where to look for what is found by looking. */
interface Where {
  table: Table;
  cwd: string;
  tenant: string | undefined;
}

function valuesOf(sought: Kind, { table, cwd, tenant }: Where): Candidate[] | 'files' | 'folders' {
  const of = (values: readonly string[]): Candidate[] => [...new Set(values)].sort().map((value) => ({ value }));
  if (typeof sought !== 'string') return sought.map((value) => ({ value }));
  const project = projectOf(cwd);
  const tenants = foldersIn(join(project, 'tenants'));
  switch (sought) {
    case 'anything':
      return [];
    case 'files':
    case 'folders':
      return sought;
    case 'commands':
      return namesIn(table);
    case 'tenants':
      return tenants.length === 0 ? 'folders' : of(tenants);
    case 'types':
      return of(table.types);
    case 'rules':
      return of(table.rules);
    case 'runs':
      return [
        { value: 'last', summary: 'the latest run' },
        ...of(entriesIn(join(project, '.tenantry/runs'))).reverse(),
      ];
    case 'environments': {
      const named = [resolve(cwd, tenant ?? '.'), ...(tenant === undefined ? [] : [join(project, 'tenants', tenant)])];
      const here = tenants
        .map((name) => join(project, 'tenants', name))
        .filter((folder) => `${cwd}${sep}`.startsWith(`${folder}${sep}`));
      const known = [...here, ...named].find((folder) => existsSync(join(folder, 'environments')));
      const folders = known === undefined ? tenants.map((name) => join(project, 'tenants', name)) : [known];
      return of(folders.flatMap(environmentsIn));
    }
  }
}

/** The folder that has the `tenants/` of a working directory, as the program finds it. */
function projectOf(cwd: string): string {
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'tenants'))) return folder;
    if (existsSync(join(folder, '.git')) || dirname(folder) === folder) return cwd;
  }
}

function environmentsIn(folder: string): string[] {
  return entriesIn(join(folder, 'environments')).flatMap((name) =>
    /\.ya?ml$/.test(name) ? [basename(name).replace(/\.ya?ml$/, '')] : [],
  );
}

function entriesIn(folder: string): string[] {
  return read(folder).map(({ name }) => name);
}

function foldersIn(folder: string): string[] {
  return read(folder).flatMap((entry) => (entry.isDirectory() || entry.isSymbolicLink() ? [entry.name] : []));
}

/** What is in a folder but for hidden entries, and names that would break the lines of an answer. */
function read(folder: string): { name: string; isDirectory: () => boolean; isSymbolicLink: () => boolean }[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !/^\.|\p{Cc}/u.test(name));
  } catch {
    return [];
  }
}
