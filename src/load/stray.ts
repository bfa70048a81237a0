import { join } from 'node:path';
import { pieces } from '../model/marker.ts';
import { nearest } from '../model/suggest.ts';
import type { Node } from '../model/tree.ts';
import { isDefaults, isFolder, isLink, isTestFile, namesIn } from './disk.ts';
import { folders } from '../resources/folders.ts';

/** A YAML or JSON file that nothing reads; `meant` is what its folder may be called. */
export interface Stray {
  path: string;
  meant: string | undefined;
}

/** What other tools keep in a folder, and the tests of the tenant. */
const others = ['node_modules', 'tests', 'package.json', 'package-lock.json', 'tsconfig.json'];

/** How deep files are looked for. */
const deepest = 4;

/**
 * The files that look as if they were the tenant's, and are not: no YAML file beside the others, no environment, no file of
 * the layout, and none that a path in the files leads to. `read` are the paths of those that are.
 */
export function strayFiles(root: string, read: ReadonlySet<string>, documents: readonly (Node | undefined)[]): Stray[] {
  const isReferred = referredBy(documents);
  const tops = [...new Set(folders.map(({ file }) => file.split('/')[0] ?? ''))].filter((name) => !name.includes('.'));
  const known = [...tops, 'environments'];
  return filesIn(root, '').flatMap((path) => {
    if (read.has(path) || isRead(path) || isReferred(path)) return [];
    const [top = '', ...rest] = path.split('/');
    const meant = rest.length === 0 || known.includes(top) ? undefined : nearest(top, known);
    return [{ path, meant }];
  });
}

function isRead(path: string): boolean {
  const [name = '', file, ...rest] = path.split('/');
  if (file === undefined) return isDefaults(name);
  return name === 'environments' && rest.length === 0 && /\.ya?ml$/.test(file);
}

function filesIn(root: string, folder: string): string[] {
  return namesIn(join(root, folder)).flatMap((name) => {
    const path = folder === '' ? name : `${folder}/${name}`;
    if (folder === '' && others.includes(name)) return [];
    if (isLink(join(root, path)) && isFolder(join(root, path))) return [];
    if (isFolder(join(root, path)))
      return path.split('/').length < deepest && name !== 'node_modules' ? filesIn(root, path) : [];
    return /\.(?:ya?ml|json)$/i.test(name) && !isTestFile(name) ? [path] : [];
  });
}

/** Whether a path is named in these files; one with a keyword names all files that it may lead to. */
function referredBy(documents: readonly (Node | undefined)[]): (path: string) => boolean {
  const names = new Set<string>();
  const patterns: string[][] = [];
  const note = (text: string): void => {
    if (!/\.(?:ya?ml|json)$/i.test(text) || text.includes('\n')) return;
    const parts = pieces(text).map((piece) => (piece.type === 'words' ? piece.words : undefined));
    const last = lastName(parts.at(-1) ?? '');
    if (parts.length === 1) names.add(last);
    else patterns.push(parts.filter((part) => part !== undefined));
  };
  const visit = (node: Node): void => {
    if (node.type === 'list') node.items.forEach(visit);
    else if (node.type === 'map') for (const { value } of node.entries) visit(value);
    else if (typeof node.value === 'string') note(node.value);
  };
  for (const root of documents) if (root !== undefined) visit(root);
  return (path) => names.has(lastName(path)) || patterns.some((parts) => path.endsWith(parts.at(-1) ?? ''));
}

function lastName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? '';
}
