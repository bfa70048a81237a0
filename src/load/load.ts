import { existsSync } from 'node:fs';
import { basename, dirname, join, relative, resolve as absolute, sep } from 'node:path';
import { markerOf } from '../model/marker.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { hasErrors } from '../model/diagnostic.ts';
import { messages } from './messages.ts';
import { compareText } from '../model/json.ts';
import { sourceOf } from '../model/tree.ts';
import type { Origin, Source } from '../model/tree.ts';
import { isDefaults, isFile, isFolder, namesIn, yamlFiles } from './disk.ts';
import { joined, loadJson, loadYaml } from './documents.ts';
import type { Documents } from './documents.ts';
import { layoutOf } from './layout.ts';
import { openSource } from './open.ts';
import type { Reading } from './open.ts';
import { fileReader } from './reader.ts';
import type { FileReader } from './reader.ts';
import { parse } from '../yaml/parse.ts';
import type { Document } from '../yaml/parse.ts';
import { loadSettings } from './settings.ts';
import { strayFiles } from './stray.ts';
import type { Texts } from './view.ts';

/** A file of the folder `tests`. */
type TestDocument = Document & { diagnostics: Diagnostic[] };

/** A tenant's folder, read. */
export interface Loaded {
  tenant: string;
  /** The folder, as messages name it. */
  folder: string;
  /** The files that all environments share. */
  documents: Document[];
  /** The files that only one environment has, by its name. */
  own: ReadonlyMap<string, Document[]>;
  /** The environment files by the name of the environment. */
  environments: Map<string, Document>;
  defaults: Document | undefined;
  /** The tests of tokens, which are no part of the configuration; absent when there are none. */
  smoke?: TestDocument;
  /** The users of the emulated tenant, which are no part of it either. */
  users?: TestDocument;
  /** The names of the keywords of all environments, as `looseName` gives them. */
  keywordNames: ReadonlySet<string>;
  diagnostics: Diagnostic[];
  files: FileReader;
}

/** What is known of a tenant's folder from elsewhere. */
export interface Surroundings {
  /** Names of keywords that the command line or the process environment gives values to. */
  keywords?: readonly string[];
  /** Folders outside of the tenant's that its files may refer to. */
  allowedPaths?: readonly string[];
  texts?: Texts;
}

/** Reads a tenant's folder: its YAML files, or else its JSON files, its environments, and the means to read what these refer to. */
export function load(folder: string, workingDirectory: string, surroundings: Surroundings = {}): Loaded {
  const root = absolute(workingDirectory, folder);
  const display = (path: string): string => relative(workingDirectory, path) || '.';
  const allowed = (surroundings.allowedPaths ?? []).map((path) => absolute(workingDirectory, path));
  const texts: Texts = surroundings.texts ?? new Map();
  const bounds = { folders: [root, ...allowed], texts };
  const settings = loadSettings(root, display, surroundings.keywords ?? [], bounds);
  const { diagnostics, ...known } = settings;
  const isMarker = markerOf(known.keywordNames);
  const reading = { root, display, bounds, isMarker };
  const yaml = loadYaml('', reading);
  // Beside YAML files, JSON files are what these refer to.
  const shared = yaml.paths.length > 0 ? yaml : loadJson('', reading);
  const own = loadOwn(reading, shared === yaml ? [loadYaml] : [loadYaml, loadJson]);
  const all = joined([shared, ...own.values()]);
  diagnostics.push(...all.diagnostics, ...emptyFiles(all.documents, all.diagnostics));
  const shown = display(root);
  if (all.documents.length === 0 && all.paths.length === 0) diagnostics.push(messages.nothingToLoad(shown));
  else if (namesIn(join(root, 'environments')).length === 0) diagnostics.push(messages.noEnvironment(shown));
  diagnostics.push(...foldersOfNone(own, known.environments, display(join(root, 'environments'))));
  const roots = all.documents.map((document) => document.root);
  // What a file that cannot be parsed refers to is not known.
  const strays = roots.includes(undefined) ? [] : strayFiles(root, new Set(all.paths), roots);
  for (const { path, meant } of strays) {
    const origin = { source: sourceOf(display(join(root, path)), ''), start: 0, end: 0 };
    diagnostics.push(messages.strayFile(path.split('/')[0] ?? '', meant, origin));
  }
  const [smoke, users] = ['smoke', 'users'].map((name) => loadTestFile(name, reading));
  const files = fileReader({ root, workingDirectory, display, allowed, isMarker, places: all.places, texts });
  return {
    tenant: basename(root),
    folder: shown,
    documents: shared.documents,
    own: new Map([...own].map(([name, { documents }]) => [name, documents])),
    ...known,
    ...(smoke === undefined ? {} : { smoke }),
    ...(users === undefined ? {} : { users }),
    diagnostics,
    files,
  };
}

/** A file of the folder `tests` by its name, when there is one. */
function loadTestFile(name: string, { root, display, bounds, isMarker }: Reading): TestDocument | undefined {
  const path = [`${name}.yaml`, `${name}.yml`].map((file) => join(root, 'tests', file)).find(isFile);
  if (path === undefined) return undefined;
  const diagnostics: Diagnostic[] = [];
  const source = openSource(path, display, bounds, diagnostics);
  if (source === undefined) return { source: sourceOf(display(path), ''), root: undefined, diagnostics };
  return { source, ...parse(source, isMarker) };
}

/** What only one environment has: the files of the folder of its name under `environments/`. */
function loadOwn(
  reading: Reading,
  ways: readonly ((folder: string, reading: Reading) => Documents)[],
): Map<string, Documents> {
  const above = join(reading.root, 'environments');
  const added = [...reading.bounds.texts.keys()].flatMap((path) =>
    dirname(path) !== above && path.startsWith(`${above}${sep}`) ? [relative(above, path).split(sep)[0] ?? ''] : [],
  );
  const names = [...new Set([...namesIn(above), ...added])].sort(compareText);
  const found = names.flatMap((name): [string, Documents][] => {
    const folder = join('environments', name);
    if (!added.includes(name) && !isFolder(join(reading.root, folder))) return [];
    const loaded = ways.map((way) => way(folder, reading)).find(({ paths }) => paths.length > 0);
    return loaded === undefined ? [] : [[name, loaded]];
  });
  return new Map(found);
}

/** Folders of files that no environment has: nothing would ever be made of them. */
function foldersOfNone(
  own: ReadonlyMap<string, Documents>,
  environments: ReadonlyMap<string, Document>,
  folder: string,
): Diagnostic[] {
  return [...own].flatMap(
    ([
      name,
      {
        documents: [first],
      },
    ]) =>
      environments.has(name) || first === undefined
        ? []
        : [messages.folderOfNone(name, join(folder, name), [...environments.keys()], startOf(first.source))],
  );
}

function startOf(source: Source): Origin {
  return { source, start: 0, end: 0 };
}

/** YAML files that say nothing: an error when no other one says anything. */
function emptyFiles(documents: readonly Document[], diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const isBroken = (source: Source): boolean =>
    hasErrors(diagnostics.filter(({ origin }) => origin?.source === source));
  const empty = documents.filter(({ source, root }) => root === undefined && !isBroken(source));
  return empty.map(({ source }) => messages.emptyFile(startOf(source), empty.length === documents.length));
}

/** The folder that has the `tenants/` of a working directory, which may be anywhere below it; itself when there is none. */
export function projectFolder(workingDirectory: string): string {
  for (let folder = workingDirectory; ; folder = dirname(folder)) {
    if (isFolder(join(folder, 'tenants'))) return folder;
    if (existsSync(join(folder, '.git')) || dirname(folder) === folder) return workingDirectory;
  }
}

/** The folders of the tenants under `tenants/`, in order. */
export function tenantFolders(workingDirectory: string): string[] {
  const tenants = join(projectFolder(workingDirectory), 'tenants');
  return namesIn(tenants)
    .map((name) => join(tenants, name))
    .filter(isTenant);
}

/**
 * The folder of a tenant: the one that was named, one of that name under `tenants/`, the one that the working directory is
 * in, or the only one there is.
 *
 * Throws a `UsageError` when there is none or more than one to choose from.
 */
export function findTenant(name: string | undefined, workingDirectory: string): string {
  const tenants = join(projectFolder(workingDirectory), 'tenants');
  const known = tenantFolders(workingDirectory).map((folder) => basename(folder));
  if (name !== undefined) {
    const candidates = [absolute(workingDirectory, name), join(tenants, name)];
    const found = candidates.find(isTenant) ?? candidates.find(isFolder);
    if (found !== undefined) return found;
    throw messages.folderMissing(name, known);
  }
  const here = known.find((entry) => `${workingDirectory}${sep}`.startsWith(`${join(tenants, entry)}${sep}`));
  if (here !== undefined) return join(tenants, here);
  if (known.length === 0 && isTenant(workingDirectory)) return workingDirectory;
  const [only, ...others] = known;
  if (only !== undefined && others.length === 0) return join(tenants, only);
  throw messages.tenantNotNamed(known);
}

/** Whether a folder describes a tenant: with YAML files, or with the JSON files of the Deploy CLI's folders. */
function isTenant(folder: string): boolean {
  if (!isFolder(folder)) return false;
  const environments = join(folder, 'environments');
  const hasOwn = (): boolean => namesIn(environments).some((name) => yamlFiles(join(environments, name)).length > 0);
  return hasYaml(folder) || layoutOf(folder).length > 0 || hasOwn();
}

function hasYaml(folder: string): boolean {
  return yamlFiles(folder).some((name) => !isDefaults(name));
}
