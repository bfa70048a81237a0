import type { Diagnostic } from '../model/diagnostic.ts';
import type { IsMarker } from '../model/marker.ts';
import { sourceOf } from '../model/tree.ts';
import type { Source } from '../model/tree.ts';
import { isInside, readText } from './disk.ts';
import { messages } from './messages.ts';
import { outside } from './reader.ts';
import type { Texts } from './view.ts';

/** Where files may be, and what is to be read in the place of some. */
export interface Reach {
  folders: readonly string[];
  texts: Texts;
}

/** How the files of a tenant's folder are found, named and understood. */
export interface Reading {
  /** The tenant's folder. */
  root: string;
  /** A path as messages name it. */
  display: (path: string) => string;
  /** The folders that files may be in. */
  bounds: Reach;
  isMarker: IsMarker;
}

/** A file of a tenant; an error, and nothing, when it cannot be read or lies outside of the folders. */
export function openSource(
  path: string,
  display: (path: string) => string,
  { folders, texts }: Reach,
  diagnostics: Diagnostic[],
): Source | undefined {
  const text = texts.get(path) ?? (isInside(path, folders) ? readText(path) : outside);
  if (typeof text === 'string') return sourceOf(display(path), text);
  diagnostics.push(messages.unreadableFile(text, { source: sourceOf(display(path), ''), start: 0, end: 0 }));
  return undefined;
}
