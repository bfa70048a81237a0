import type { Diagnostic } from '../model/diagnostic.ts';
import { sourceOf } from '../model/tree.ts';
import type { Source } from '../model/tree.ts';
import { isInside, readText } from './disk.ts';
import { messages } from './messages.ts';
import { outside } from './reader.ts';

/** A file of a tenant; an error, and nothing, when it cannot be read or lies outside of these folders. */
export function openSource(
  path: string,
  display: (path: string) => string,
  folders: readonly string[],
  diagnostics: Diagnostic[],
): Source | undefined {
  const text = isInside(path, folders) ? readText(path) : outside;
  if (typeof text === 'string') return sourceOf(display(path), text);
  diagnostics.push(messages.unreadableFile(text, { source: sourceOf(display(path), ''), start: 0, end: 0 }));
  return undefined;
}
