import { join } from 'node:path';
import { sectionOf } from '../catalog/resource-type.ts';
import type { Project } from '../goals.ts';
import { isBody, keyText, omit } from '../model/json.ts';
import type { Body, Json } from '../model/json.ts';
import { escapedValue } from '../model/marker.ts';
import type { IsMarker } from '../model/marker.ts';
import { segments, valueAt } from '../model/path.ts';
import type { FileResource } from '../pull/file-form.ts';
import { fileNames } from '../pull/file-names.ts';
import { inSections } from '../pull/sections.ts';
import { folders } from '../resources/folders.ts';
import type { FolderRow } from '../resources/folders.ts';

/** What declares a resource in a folder of JSON files. */
export interface InFolder {
  /** From the tenant's folder. */
  path: string;
  /** Whether others may stand in the same file. */
  isShared: boolean;
  content: Json;
  /** The files that its fields name, by their paths from the tenant's folder. */
  files: Map<string, string>;
}

/** Whether a file is none of a folder of JSON files. */
export function isYaml({ source }: { source: { path: string } }): boolean {
  return /\.ya?ml$/.test(source.path);
}

/** Whether the files of a tenant are folders of JSON files. */
export function isJsonFolder({ loaded: { documents } }: Project): boolean {
  return documents.length > 0 && !documents.some(isYaml);
}

/**
 * Where a resource goes in a folder of JSON files, as the Deploy CLI would have it: a file of its own, or a part of one. Nothing where
 * that format has another form for it.
 */
export function inFolder(
  { resource, files }: { resource: FileResource; files: ReadonlyMap<string, string> },
  base: string,
  isTaken: (path: string) => boolean,
  isMarker: IsMarker,
): InFolder | undefined {
  const row = rowOf(resource);
  if (row === undefined || row.around !== undefined || row.entries !== undefined || row.list !== undefined)
    return undefined;
  const steps = segments(row.section).map((step) => (step === '[]' ? 0 : step));
  const content = valueAt(escapedValue(inSections([resource]), isMarker), steps);
  if (content === undefined) return undefined;
  const names = [
    plainName(resource.key),
    fileNames([resource.key, resource.key.toUpperCase()]).get(resource.key) ?? '',
  ];
  const paths = names.filter((name) => name !== '').map((name) => join(base, row.file.replace('*', name)));
  const path = row.file.includes('*') ? paths.find((one) => !isTaken(one)) : join(base, row.file);
  return path === undefined
    ? undefined
    : { path, isShared: !row.file.includes('*'), ...withTwin(row, path, content, files) };
}

/** The row of a resource's section, or of the one around it. */
function rowOf({ type }: FileResource): FolderRow | undefined {
  const section = segments(sectionOf(type.root));
  const fitting = folders.filter((row) => segments(row.section).every((step, index) => step === section[index]));
  return fitting.toSorted((a, b) => segments(b.section).length - segments(a.section).length)[0];
}

/** A key as the Deploy CLI makes the name of a file of it. */
function plainName(key: string): string {
  return key.replaceAll(/[/\\?<>:*|"\p{Cc}]/gu, '-').replace(/^\.+|[. ]+$/g, '');
}

/** The text of a field that stands in the file beside goes there. */
function withTwin(
  { existing }: FolderRow,
  path: string,
  content: Json,
  files: ReadonlyMap<string, string>,
): Pick<InFolder, 'content' | 'files'> {
  const body: Body = isBody(content) ? content : {};
  const place = existing === undefined ? '' : keyText(body[existing.field] ?? '').replace('./', '');
  const text = files.get(place);
  if (existing === undefined || text === undefined) return { content, files: new Map(files) };
  const others = [...files].filter(([one]) => one !== place);
  return {
    content: omit(body, [existing.field]),
    files: new Map([...others, [path.replace(/json$/, existing.ending), text]]),
  };
}

/** A new JSON file. */
export function jsonText(content: Json): string {
  return `${JSON.stringify(content, undefined, 2)}\n`;
}

/** Files that keep folders in git of which all others go: an empty folder says that there is nothing of its type. */
export function keptFolders(texts: ReadonlyMap<string, string | undefined>, { loaded }: Project): Map<string, string> {
  const gone = [...texts].flatMap(([path, text]) => (text === undefined && path.endsWith('.json') ? [path] : []));
  const there = [
    ...loaded.files.read().map(({ path }) => path),
    ...loaded.documents.map(({ source }) => source.path),
    ...[...texts].flatMap(([path, text]) => (text === undefined ? [] : [path])),
  ].filter((path) => path.endsWith('.json') && !gone.includes(path));
  const emptied = [
    ...new Set(folders.flatMap(({ file }) => (file.includes('*') ? (file.split(/\/[^/]*\*/)[0] ?? []) : []))),
  ]
    .map((folder) => join(loaded.folder, folder))
    .filter(
      (folder) =>
        gone.some((path) => path.startsWith(`${folder}/`)) && !there.some((path) => path.startsWith(`${folder}/`)),
    );
  return new Map(emptied.map((folder) => [join(folder, '.gitkeep'), '']));
}
