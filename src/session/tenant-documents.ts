import { join, relative } from 'node:path';
import { isFolder, readText } from '../load/disk.ts';
import { joined, loadJson, loadYaml } from '../load/documents.ts';
import type { Documents } from '../load/documents.ts';
import { layoutOf } from '../load/layout.ts';
import type { Reading } from '../load/open.ts';
import { fileReader } from '../load/reader.ts';
import type { FileReader } from '../load/reader.ts';
import { looseName, markerOf } from '../model/marker.ts';
import { sourceOf } from '../model/tree.ts';
import type { Source } from '../model/tree.ts';
import type { Document } from '../yaml/parse.ts';
import { parse } from '../yaml/parse.ts';

/** What a repository declares, parsed; the texts are by the path that messages name them by. */
export interface TenantDocuments {
  reading: Reading;
  shared: Documents;
  /** What only one environment has, by its name. */
  own: Map<string, Documents>;
  /** The folders of what only one environment has, from the root. */
  folders: Map<string, string>;
  texts: Map<string, Source>;
  /** The names of keywords, as `looseName` gives them. */
  names: ReadonlySet<string>;
  /** A reader of the files that they refer to. */
  files: () => FileReader;
}

/** Which files are read. */
export interface DocumentsRequest {
  root: string;
  cwd: string;
  /** The YAML file with its text; without one the folders of JSON files are read. */
  yaml: { path: string; text: string } | undefined;
  environments: readonly string[];
  /** The names of the keywords. */
  keywords: readonly string[];
}

/** Reads what a repository declares for all its environments, and for each alone. */
export function readDocuments({ root, cwd, yaml, environments, keywords }: DocumentsRequest): TenantDocuments {
  const display = (path: string): string => relative(cwd, path) || '.';
  const names = new Set(keywords.map(looseName));
  const isMarker = markerOf(names);
  const reading: Reading = { root, display, bounds: { folders: [root], texts: new Map() }, isMarker };
  const shared = yaml === undefined ? loadJson('', reading) : fromText(yaml, reading);
  const folders = new Map(environments.flatMap((name) => folderOf(root, name)));
  const own = new Map(
    [...folders].map(([name, folder]): [string, Documents] => {
      const found = loadYaml(folder, reading);
      return [name, found.paths.length > 0 ? found : loadJson(folder, reading)];
    }),
  );
  const all = joined([shared, ...own.values()]);
  const texts = new Map(all.documents.map(({ source }): [string, Source] => [source.path, source]));
  for (const [shown, path] of all.places) {
    const text = readText(join(root, path));
    if (typeof text === 'string') texts.set(shown, sourceOf(shown, text));
  }
  const files = (): FileReader =>
    fileReader({ root, workingDirectory: cwd, display, allowed: [], isMarker, places: all.places });
  return { reading, shared, own, folders, texts, names, files };
}

function fromText({ path, text }: { path: string; text: string }, { root, display, isMarker }: Reading): Documents {
  const source = sourceOf(display(join(root, path)), text);
  const { root: node, diagnostics } = parse(source, isMarker);
  const document: Document = { source, root: node };
  return { documents: [document], paths: [path], places: new Map(), diagnostics };
}

/** The folder that an environment has beside what all have. */
function folderOf(root: string, environment: string): [string, string][] {
  const candidates = ['', 'environments', 'env', 'envs'].map((place) => join(place, environment));
  const found = candidates.find((folder) => {
    const path = join(root, folder);
    return isFolder(path) && (layoutOf(path).length > 0 || hasSections(path));
  });
  return found === undefined ? [] : [[environment, found]];
}

function hasSections(folder: string): boolean {
  const { documents } = loadYaml('', {
    root: folder,
    display: (path) => path,
    bounds: { folders: [folder], texts: new Map() },
    isMarker: () => false,
  });
  return documents.some(
    ({ root }) => root?.type === 'map' && root.entries.some(({ value }) => value.type !== 'scalar'),
  );
}
