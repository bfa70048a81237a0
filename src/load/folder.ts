import { join } from 'node:path';
import type { Diagnostic } from '../model/diagnostic.ts';
import { messages } from './messages.ts';
import { groupBy } from '../model/group.ts';
import { sourceOf } from '../model/tree.ts';
import type { Node, Source } from '../model/tree.ts';
import { viewOf } from './view.ts';
import type { View } from './view.ts';
import { emptyFolders, layoutOf } from './layout.ts';
import type { Found } from './layout.ts';
import { openSource } from './open.ts';
import type { Reading } from './open.ts';
import { parse } from '../yaml/parse.ts';
import { shape } from './shape.ts';
import type { Content, Empty } from './shape.ts';

/** A file, or several that belong together, as one YAML file would say it. */
interface Document {
  source: Source;
  root: Node | undefined;
}

/**
 * A folder of JSON files, the tenant's or one in it, as documents, and where the files are by the path that messages name
 * them by.
 *
 * Each file is a document of its own, but those that make up one object together. An empty folder says "there should be none"
 * for all environments only: what one environment adds says nothing about the others' resources.
 */
export function loadFolder(
  folder: string,
  { root, display, bounds, isMarker }: Reading,
): { documents: Document[]; places: Map<string, string>; diagnostics: Diagnostic[] } {
  const start = join(root, folder);
  const layout = layoutOf(start, bounds.texts);
  const view = viewOf(bounds.texts);
  const found = folder === '' ? [...layout, ...emptyFolders(root, layout, bounds.texts)] : layout;
  const diagnostics: Diagnostic[] = [];
  const sources = new Map<string, Source>();
  const documents = [...groupBy(found, documentOf).values()].map((files): Document => {
    const contents = files.flatMap(({ path, row, isEmpty }): (Content | Empty)[] => {
      if (isEmpty === true) return [{ row, origin: startOf(sourceOf(display(join(start, path)), '')) }];
      const file = openSource(join(start, path), display, bounds, diagnostics);
      if (file === undefined) return [];
      sources.set(path, file);
      const { root: node, diagnostics: told } = parse(file, isMarker);
      diagnostics.push(...told);
      if (node === undefined && told.length === 0) diagnostics.push(messages.fileEmpty(startOf(file)));
      return node === undefined ? [] : [{ row, root: node, existing: twinOf(view, start, { path, row }) }];
    });
    const first = sources.get(files[0]?.path ?? '') ?? sourceOf(display(join(start, files[0]?.path ?? '')), '');
    return { source: first, root: shape(contents, diagnostics) };
  });
  const places = new Map([...sources].map(([path, { path: shown }]) => [shown, join(folder, path)]));
  return { documents, places, diagnostics };
}

/** What files have in common that make up one document. */
function documentOf({ path, row: { section } }: Found): string {
  const isItem = /^[^.]+\[\]$/.test(section);
  return isItem ? path : `section ${section.split('.')[0] ?? ''}`;
}

function twinOf({ isFile }: View, root: string, { path, row }: Found): string | undefined {
  const existing = path.replace(/\.json$/, `.${row.existing?.ending ?? ''}`);
  return row.existing !== undefined && isFile(join(root, existing)) ? (existing.split('/').at(-1) ?? '') : undefined;
}

function startOf(source: Source): { source: Source; start: number; end: number } {
  return { source, start: 0, end: 0 };
}
