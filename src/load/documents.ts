import { basename, dirname, join } from 'node:path';
import { compareText } from '../model/json.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { isDefaults, yamlFiles } from './disk.ts';
import { loadFolder } from './folder.ts';
import { openSource } from './open.ts';
import type { Reading } from './open.ts';
import { parse } from '../yaml/parse.ts';
import type { Document } from '../yaml/parse.ts';

/** The files of a folder that declare resources. */
export interface Documents {
  documents: Document[];
  /** Where they are, from the tenant's folder. */
  paths: string[];
  /** Where the JSON files of a layout are, by the path that messages name them by. */
  places: Map<string, string>;
  diagnostics: Diagnostic[];
}

/** The YAML files of a folder, which is the tenant's or one in it; the tenant's defaults are none of them. */
export function loadYaml(folder: string, { root, display, bounds, isMarker }: Reading): Documents {
  const full = join(root, folder);
  const added = [...bounds.texts.keys()].filter((path) => dirname(path) === full && /\.ya?ml$/.test(path));
  const names = new Set([...yamlFiles(full), ...added.map((path) => basename(path))]);
  const paths = [...names]
    .sort(compareText)
    .filter((name) => folder !== '' || !isDefaults(name))
    .map((name) => join(folder, name));
  const diagnostics: Diagnostic[] = [];
  const documents = paths.flatMap((path): Document[] => {
    const source = openSource(join(root, path), display, bounds, diagnostics);
    if (source === undefined) return [];
    const parsed = parse(source, isMarker);
    diagnostics.push(...parsed.diagnostics);
    return [{ source, root: parsed.root }];
  });
  return { documents, paths, places: new Map(), diagnostics };
}

/** The JSON files of a folder, which is the tenant's or one in it. */
export function loadJson(folder: string, reading: Reading): Documents {
  const { documents, places, diagnostics } = loadFolder(folder, reading);
  return { documents, paths: [...places.values()], places, diagnostics };
}

/** The files of several folders as one. */
export function joined(all: readonly Documents[]): Documents {
  return {
    documents: all.flatMap(({ documents }) => documents),
    paths: all.flatMap(({ paths }) => paths),
    places: new Map(all.flatMap(({ places }) => [...places])),
    diagnostics: all.flatMap(({ diagnostics }) => diagnostics),
  };
}
