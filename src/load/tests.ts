import { join, relative, resolve as absolute } from 'node:path';
import type { Diagnostic } from '../model/diagnostic.ts';
import { markerOf } from '../model/marker.ts';
import { parse } from '../yaml/parse.ts';
import type { Document } from '../yaml/parse.ts';
import { isFolder, isLink, isTestFile, namesIn } from './disk.ts';
import type { Loaded } from './load.ts';
import { messages } from './messages.ts';
import { openSource } from './open.ts';

/** The files of unit tests in a tenant's folder, wherever they are in it, in order. */
export function loadTests(
  { folder, keywordNames }: Pick<Loaded, 'folder' | 'keywordNames'>,
  workingDirectory: string,
): { documents: Document[]; diagnostics: Diagnostic[] } {
  const root = absolute(workingDirectory, folder);
  const display = (path: string): string => relative(workingDirectory, path) || '.';
  const diagnostics: Diagnostic[] = [];
  const documents = testsIn(root).flatMap((path): Document[] => {
    const source = openSource(path, display, { folders: [root], texts: new Map() }, diagnostics);
    if (source === undefined) return [];
    const parsed = parse(source, markerOf(keywordNames));
    diagnostics.push(...parsed.diagnostics);
    if (parsed.root === undefined && parsed.diagnostics.length === 0)
      diagnostics.push(messages.emptyFile({ source, start: 0, end: 0 }, true));
    return [{ source, root: parsed.root }];
  });
  return { documents, diagnostics };
}

function testsIn(folder: string): string[] {
  return namesIn(folder).flatMap((name) => {
    const path = join(folder, name);
    if (isFolder(path)) return name === 'node_modules' || isLink(path) ? [] : testsIn(path);
    return isTestFile(name) ? [path] : [];
  });
}
