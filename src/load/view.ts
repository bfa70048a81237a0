import { join, relative, sep } from 'node:path';
import { compareText } from '../model/json.ts';
import { isFile, isFolder, namesIn } from './disk.ts';

/** Texts in the place of those that files have, by absolute path; `undefined` for files that go. A folder as it would be after changes. */
export type Texts = ReadonlyMap<string, string | undefined>;

/** What there is in folders. */
export interface View {
  /** The names in a folder, in order, without hidden ones. */
  namesIn: (folder: string) => string[];
  isFile: (path: string) => boolean;
  isFolder: (path: string) => boolean;
}

/** What there would be in folders with some files changed. */
export function viewOf(texts: Texts): View {
  if (texts.size === 0) return { namesIn, isFile, isFolder };
  const added = [...texts].flatMap(([path, text]) => (text === undefined ? [] : [path]));
  const below = (folder: string): string[] =>
    added.flatMap((path) => {
      const [name = '..'] = relative(folder, path).split(sep);
      return name === '..' || name === '' || name.startsWith('.') ? [] : [name];
    });
  const isGone = (path: string): boolean => texts.has(path) && texts.get(path) === undefined;
  return {
    namesIn: (folder) => {
      const names = namesIn(folder).filter((name) => !isGone(join(folder, name)));
      return [...new Set([...names, ...below(folder)])].sort(compareText);
    },
    isFile: (path) => (texts.has(path) ? texts.get(path) !== undefined : isFile(path)),
    isFolder: (path) => isFolder(path) || below(path).length > 0,
  };
}
