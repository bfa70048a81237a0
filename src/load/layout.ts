import { dirname, join } from 'node:path';
import { compareText } from '../model/json.ts';
import { folders } from '../resources/folders.ts';
import type { FolderRow } from '../resources/folders.ts';
import { viewOf } from './view.ts';
import type { Texts, View } from './view.ts';

/** A JSON file of a tenant's folder with its row; the path starts from the tenant's folder. */
export interface Found {
  path: string;
  row: FolderRow;
  /** It is a folder for the items of an array, and has none. */
  isEmpty?: true;
}

/** The JSON files of a tenant's folder that have a place in it, in order; as it would be with some files changed. */
export function layoutOf(root: string, texts: Texts = new Map()): Found[] {
  const view = viewOf(texts);
  const found = new Map<string, FolderRow>();
  for (const row of folders)
    for (const path of fitting(view, root, row.file.split('/'))) if (!found.has(path)) found.set(path, row);
  return [...found].map(([path, row]) => ({ path, row })).sort((a, b) => compareText(a.path, b.path));
}

/** The folders that are there for an array and have no file of it: there should be none of the type. */
export function emptyFolders(root: string, found: readonly Found[], texts: Texts): Found[] {
  const { isFolder } = viewOf(texts);
  return folders
    .filter((row) => row.file.includes('*') && row.section.endsWith('[]') && found.every((file) => file.row !== row))
    .map((row) => ({ path: row.file.split(/\/[^/]*\*/)[0] ?? '', row, isEmpty: true as const }))
    .filter(({ path }) => isFolder(join(root, path)));
}

/** Where a path may start that stands in a file of this layout: beside it, in the folder of its name, and at the root. */
export function startsOf(path: string): string[] {
  return [dirname(path), path.replace(/\.json$/, ''), '.'];
}

function fitting(view: View, root: string, [segment = '', ...rest]: readonly string[], above = ''): string[] {
  const names = segment.includes('*')
    ? view.namesIn(join(root, above)).filter((name) => fits(name, segment))
    : [segment];
  return names.flatMap((name) => {
    const path = above === '' ? name : `${above}/${name}`;
    if (rest.length > 0) return fitting(view, root, rest, path);
    return view.isFile(join(root, path)) ? [path] : [];
  });
}

function fits(name: string, segment: string): boolean {
  const [start = '', end = ''] = segment.split('*');
  return name.length > start.length + end.length && name.startsWith(start) && name.endsWith(end);
}
