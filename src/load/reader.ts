import { join, normalize, resolve as absolute } from 'node:path';
import type { IsMarker } from '../model/marker.ts';
import { sourceOf } from '../model/tree.ts';
import type { Node, Source } from '../model/tree.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { isFile, isFolder, isInside, isThere, meantPath, namesIn, readText } from './disk.ts';
import type { Unread } from '../model/unread.ts';
import { startsOf } from './layout.ts';
import { viewOf } from './view.ts';
import type { Texts } from './view.ts';
import { parse } from '../yaml/parse.ts';

/** Reads the files that YAML files refer to; each is read once. */
export interface FileReader {
  /** A file, or why it cannot be read; `undefined` when there is none. Paths start at the tenant's folder, or near the file that they stand in. */
  text: (path: string, from?: Source) => Source | Unread | undefined;
  /** A JSON or YAML file as nodes. */
  parsed: (source: Source) => { root: Node | undefined; diagnostics: Diagnostic[] };
  /** The text of a file as it is, for secrets; the path starts from the working directory. */
  raw: (path: string) => string | Unread | undefined;
  /** The files that have been read so far, but for secrets. */
  read: () => Source[];
}

/** Where a reader looks, and what it may read. */
export interface Bounds {
  /** The tenant's folder. */
  root: string;
  workingDirectory: string;
  display: (path: string) => string;
  /** Folders outside of the tenant's that files may be in. */
  allowed: readonly string[];
  isMarker: IsMarker;
  /** Where the files of a layout of JSON files are, by the path that messages name them by. */
  places?: ReadonlyMap<string, string>;
  /** What is to be read in the place of some files, by absolute path. */
  texts?: Texts;
}

/** Why a file is not read although it may be there. */
export const outside: Unread = {
  why: 'lies outside of the folder of the tenant, or in a hidden one',
  hint: 'move it into the folder; --allow-path and TENANTRY_ALLOWED_PATHS name other folders that files may be in',
};

/** A reader for what the files of a tenant refer to, inside of its folder and of those that are allowed. */
export function fileReader({
  root,
  workingDirectory,
  display,
  allowed,
  isMarker,
  places,
  texts = new Map(),
}: Bounds): FileReader {
  const view = viewOf(texts);
  const sources = new Map<string, Source | Unread | undefined>();
  const parsed = new Map<Source, ReturnType<typeof parse>>();
  const folders = [root, ...allowed];
  const read = (full: string, name: string): Source | Unread | undefined => {
    const given = texts.get(full);
    if (given !== undefined) return sourceOf(display(full), given);
    if (!isInside(full, folders)) return outside;
    if (!isThere(full) || texts.has(full)) {
      const meant = meantPath(root, name);
      return meant === undefined ? undefined : { why: 'does not exist', hint: `did you mean ${meant}?` };
    }
    if (isFolder(full)) return folderNamed(full, name);
    const text = readText(full);
    return typeof text === 'string' ? sourceOf(display(full), text) : text;
  };
  return {
    raw: (path) => {
      const full = absolute(workingDirectory, path);
      if (!isInside(full, folders)) return outside;
      return isThere(full) ? readText(full) : undefined;
    },
    text: (path, from) => {
      const place = places?.get(from?.path ?? '');
      const name = path.replaceAll('\\', '/');
      const near = place === undefined ? [] : candidates(place, name).map((one) => absolute(root, one));
      const full = near.find((one) => isInside(one, folders) && view.isFile(one)) ?? absolute(root, name);
      if (!sources.has(full)) sources.set(full, read(full, name));
      return sources.get(full);
    },
    read: () => [...sources.values()].filter((source) => source !== undefined).filter((source) => 'text' in source),
    parsed: (source) => {
      const known = parsed.get(source) ?? parse(source, isMarker);
      parsed.set(source, known);
      return known;
    },
  };
}

function folderNamed(full: string, name: string): Unread {
  const files = namesIn(full).filter((one) => isFile(join(full, one)));
  const meant = files.map((file) => `./${normalize(join(name, file))}`);
  return {
    why: 'is a folder',
    hint: meant.length === 0 ? 'name a file in it' : `did you mean ${meant.slice(0, 3).join(', or ')}?`,
  };
}

/** Where a path may lead that stands in a file of the layout; an export may have begun it outside of the folder. */
export function candidates(place: string, path: string): string[] {
  const names = path.split('/').filter((name) => name !== '.');
  const ends = names.slice(1, -1).map((_name, index) => names.slice(index + 1).join('/'));
  return [...startsOf(place).map((start) => join(start, path)), ...ends];
}
