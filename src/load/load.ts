import { existsSync } from 'node:fs';
import { basename, dirname, join, relative, resolve as absolute, sep } from 'node:path';
import { hasErrors } from '../model/diagnostic.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { messages } from './messages.ts';
import { sourceOf } from '../model/tree.ts';
import type { Node, Source } from '../model/tree.ts';
import { isDefaults, isFile, isFolder, namesIn, readText, yamlFiles } from './disk.ts';
import { loadFolder } from './folder.ts';
import { layoutOf, startsOf } from './layout.ts';
import { parse } from './parse.ts';
import type { Markers } from './parse.ts';

/** One YAML file, or JSON files in the form of one. */
export interface Document {
  source: Source;
  root: Node | undefined;
}

/** A tenant's folder, read. */
export interface Loaded {
  tenant: string;
  /** The folder, as messages name it. */
  folder: string;
  documents: Document[];
  /** The environment files by the name of the environment. */
  environments: Map<string, Document>;
  defaults: Document | undefined;
  diagnostics: Diagnostic[];
  files: FileReader;
}

/** Reads the files that YAML files refer to; each is read once. */
export interface FileReader {
  /** A file; `undefined` when there is none. Paths start at the tenant's folder, or near the file that they stand in. */
  text: (path: string, from?: Source) => Source | undefined;
  /** A JSON or YAML file as nodes. */
  parsed: (source: Source) => { root: Node | undefined; diagnostics: Diagnostic[] };
  /** The text of a file as it is, for secrets; the path starts from the working directory. */
  raw: (path: string) => string | undefined;
  /** The files that have been read so far, but for secrets. */
  read: () => Source[];
}

/** Reads a tenant's folder: its YAML files, or else its JSON files, its environments, and the means to read what these refer to. */
export function load(folder: string, workingDirectory: string): Loaded {
  const root = absolute(workingDirectory, folder);
  const display = (path: string): string => relative(workingDirectory, path) || '.';
  const diagnostics: Diagnostic[] = [];
  const read = (path: string, markers: Markers): Document => {
    const source = sourceOf(display(path), readText(path));
    const { root: node, diagnostics: found } = parse(source, markers);
    diagnostics.push(...found);
    return { source, root: node };
  };
  // A file of settings that is empty says nothing, and what it has to say is missing.
  const readSettings = (path: string): Document => {
    const { source, root: node } = read(path, 'text');
    const isBroken = hasErrors(diagnostics.filter(({ origin }) => origin?.source === source));
    const nothing: Node = { type: 'map', entries: [], origin: { source, start: 0, end: 0 } };
    return { source, root: node ?? (isBroken ? undefined : nothing) };
  };
  const names = yamlFiles(root);
  const yaml = names.filter((name) => !isDefaults(name)).map((name) => read(join(root, name), 'shielded'));
  // Beside YAML files, JSON files are what these refer to.
  const folders = yaml.length > 0 ? undefined : loadFolder(root, display);
  diagnostics.push(...(folders?.diagnostics ?? []));
  const documents = folders?.documents ?? yaml;
  const [defaults, ...others] = names.filter(isDefaults).map((name) => readSettings(join(root, name)));
  diagnostics.push(...others.map(({ source }) => messages.duplicateFile('the tenant', source, defaults?.source)));
  const environments = new Map<string, Document>();
  for (const file of yamlFiles(join(root, 'environments'))) {
    const document = readSettings(join(root, 'environments', file));
    const name = file.replace(/\.ya?ml$/, '');
    const existing = environments.get(name);
    if (existing === undefined) environments.set(name, document);
    else diagnostics.push(messages.duplicateFile(`the environment ${name}`, document.source, existing.source));
  }
  if (documents.length === 0) diagnostics.push(messages.nothingToLoad(display(root)));
  const files = fileReader(root, workingDirectory, display, folders?.places);
  return { tenant: basename(root), folder: display(root), documents, environments, defaults, diagnostics, files };
}

/** The folder that has the `tenants/` of a working directory, which may be anywhere below it; itself when there is none. */
export function projectFolder(workingDirectory: string): string {
  for (let folder = workingDirectory; ; folder = dirname(folder)) {
    if (isFolder(join(folder, 'tenants'))) return folder;
    if (existsSync(join(folder, '.git')) || dirname(folder) === folder) return workingDirectory;
  }
}

/**
 * The folder of a tenant: the one that was named, one of that name under `tenants/`, the one that the working directory is
 * in, or the only one there is.
 *
 * Throws a `UsageError` when there is none or more than one to choose from.
 */
export function findTenant(name: string | undefined, workingDirectory: string): string {
  const tenants = join(projectFolder(workingDirectory), 'tenants');
  const known = namesIn(tenants).filter((entry) => isTenant(join(tenants, entry)));
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

/** Where a path may lead that stands in a file of the layout; an export may have begun it outside of the folder. */
function candidates(place: string, path: string): string[] {
  const names = path.split('/').filter((name) => name !== '.');
  const ends = names.slice(1, -1).map((_name, index) => names.slice(index + 1).join('/'));
  return [...startsOf(place).map((start) => join(start, path)), ...ends];
}

function fileReader(
  root: string,
  workingDirectory: string,
  display: (path: string) => string,
  places: ReadonlyMap<string, string> = new Map(),
): FileReader {
  const sources = new Map<string, Source | undefined>();
  const parsed = new Map<Source, ReturnType<typeof parse>>();
  return {
    raw: (path) => {
      const full = absolute(workingDirectory, path);
      return isFile(full) ? readText(full) : undefined;
    },
    text: (path, from) => {
      const place = places.get(from?.path ?? '');
      const name = path.replaceAll('\\', '/');
      const near = place === undefined ? [] : candidates(place, name).map((one) => absolute(root, one));
      const full = near.find(isFile) ?? absolute(root, name);
      if (!sources.has(full)) sources.set(full, isFile(full) ? sourceOf(display(full), readText(full)) : undefined);
      return sources.get(full);
    },
    read: () => [...sources.values()].filter((source) => source !== undefined),
    parsed: (source) => {
      const known = parsed.get(source) ?? parse(source);
      parsed.set(source, known);
      return known;
    },
  };
}

/** Whether a folder describes a tenant: with YAML files, or with the JSON files of the Deploy CLI's folders. */
function isTenant(folder: string): boolean {
  return isFolder(folder) && (hasYaml(folder) || layoutOf(folder).length > 0);
}

function hasYaml(folder: string): boolean {
  return yamlFiles(folder).some((name) => !isDefaults(name));
}
