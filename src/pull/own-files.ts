import { childTypeName } from '../catalog/catalog.ts';
import type { FileField } from '../catalog/resource-type.ts';
import { groupBy } from '../model/group.ts';
import { isBody, own } from '../model/json.ts';
import type { Body } from '../model/json.ts';
import { isMatch, segments, select, valueAt } from '../model/path.ts';
import type { Path } from '../model/path.ts';
import type { FileResource } from './file-form.ts';
import { fileNames } from './file-names.ts';
import { put, secretMark } from './secret-places.ts';

/** A field of a type that is kept in a file. */
interface Field {
  pattern: string;
  file: FileField;
  isCode: boolean;
  folder: string;
  /** Whether it is the only one of its resource. */
  isOnly: boolean;
}

/** Code, pages and keys in files beside the YAML. */
export interface OwnFiles {
  resources: FileResource[];
  /** Their texts, by the path from the tenant's folder. */
  files: Map<string, string>;
  /** Files that have to be provided, because the API does not return what is in them. */
  toProvide: string[];
}

/** Whether a place of a resource is one of a file. */
export function isFilePlace({ type }: FileResource, path: Path): boolean {
  return fieldsIn(type, {}).some(({ pattern }) => isMatch(pattern, path));
}

/** Resources with paths in the place of the texts that stand in files. */
export function inOwnFiles(
  resources: readonly FileResource[],
  folders: Readonly<Record<string, string>>,
  environment?: string,
): OwnFiles {
  const names = new Map(
    [...groupBy(resources, ({ type }) => type.name)].map(
      ([type, list]) => [type, fileNames(list.map(labelOf).filter((name) => name !== ''))] as const,
    ),
  );
  const files = new Map<string, string>();
  const toProvide: string[] = [];
  const changed = resources.map((resource) => {
    const name = names.get(resource.type.name)?.get(labelOf(resource)) ?? '';
    const body = fieldsIn(resource.type, folders).reduce<Body>((rest, field) => {
      return select(rest, field.pattern).reduce<Body>((inner, { path, value }) => {
        if (typeof value !== 'string' || !isText(value)) return inner;
        const shared = placeOf(field, path, resource, name);
        // Another environment may have a resource of that name with other code.
        const place = environment === undefined ? shared : variantPlace(shared, plain(environment));
        const stored = (one: string): string => (field.file.folder === undefined ? one : `${field.file.folder}/${one}`);
        const variants = variantsOf(value);
        if (variants !== undefined) {
          for (const [variant, text] of variants.texts) files.set(stored(variantPlace(place, variant)), text);
          return put(inner, path, `./${variantPlace(place, variants.marker)}`);
        }
        if (value === secretMark) toProvide.push(stored(place));
        else files.set(stored(place), value);
        return put(inner, path, `./${place}`);
      }, rest);
    }, resource.body);
    return body === resource.body ? resource : { ...resource, body };
  });
  return { resources: changed, files, toProvide };
}

/** What a resource is called in the names of files. */
export function labelOf({ label, key }: FileResource): string {
  return label ?? key;
}

/** What begins a value that stands for several texts, of which each environment has one. */
const several = '\uFDD3\uFDD3';

/** Texts of which each environment has one: the marker stands in the name of their files. */
export function variantMark(marker: string, texts: ReadonlyMap<string, string>): string {
  return several + JSON.stringify([marker, ...[...texts].flat()]);
}

function variantsOf(value: string): { marker: string; texts: [string, string][] } | undefined {
  if (!value.startsWith(several)) return undefined;
  const parsed: unknown = JSON.parse(value.slice(several.length));
  const [marker = '', ...parts] = Array.isArray(parsed) ? parsed.map(String) : [];
  const texts = parts.flatMap((part, index): [string, string][] =>
    index % 2 === 0 ? [[part, parts[index + 1] ?? '']] : [],
  );
  return { marker, texts };
}

function variantPlace(place: string, variant: string): string {
  return place.replace(/(\.\w+)$/, `.${variant}$1`);
}

/** The fields of a type, and those of its children at their places. */
function fieldsIn({ root }: FileResource['type'], folders: Readonly<Record<string, string>>): Field[] {
  const levels = [
    { name: root.name, start: '', files: root.files ?? {}, code: root.code ?? {} },
    ...(root.children ?? []).map((child) => ({
      name: childTypeName(root.name, child),
      start: `${child.path}${child.shape === 'list' ? '[]' : ''}.`,
      files: child.files ?? {},
      code: child.code ?? {},
    })),
  ];
  return levels.flatMap(({ name, start, files, code }) => {
    const texts = Object.entries(files).filter(([, { type }]) => type === 'text');
    return texts.map(([path, file]): Field => ({
      pattern: `${start}${path}`,
      file,
      isCode: Object.hasOwn(code, path),
      folder: file.folder === undefined ? (folders[name] ?? root.name) : '',
      isOnly: texts.length === 1 && !/[*[]/.test(path),
    }));
  });
}

/** The path of a file: named after its resource, and after the places on the way to it that are not always the same. */
function placeOf(
  { pattern, isCode, folder, isOnly }: Field,
  path: Path,
  { type, body }: FileResource,
  name: string,
): string {
  const steps = segments(pattern);
  const varied = path.flatMap((segment, index) => {
    if (steps[index] === '*' && typeof segment === 'string' && !steps.slice(index).includes('[]'))
      return [plain(segment)];
    if (steps[index] !== '[]') return [];
    const item = valueAt(body, path.slice(0, index + 1));
    const key = isBody(item) ? Object.values(keysIn(type, item))[0] : undefined;
    return [plain(typeof key === 'string' ? key : String(segment))];
  });
  const field = String(path.at(-1) ?? '');
  const ending = isCode ? 'js' : field === 'pem' ? 'pem' : 'html';
  const own = isOnly && !isCode ? varied : varied.length > 0 ? varied : [field];
  const isFlat = isOnly && !isCode;
  const file = isFlat ? [[name, ...own].filter((part) => part !== '').join('-')] : [name, ...own];
  return `${[folder, ...file].filter((part) => part !== '').join('/')}.${ending}`;
}

/** What tells the items of a list of children from each other. */
function keysIn({ root }: FileResource['type'], item: Body): Body {
  const fields = (root.children ?? []).flatMap(({ identity }) => identity.keys);
  return Object.fromEntries(
    fields.flatMap((field) => (own(item, field) === undefined ? [] : [[field, item[field] ?? null]])),
  );
}

function plain(text: string): string {
  return fileNames([text]).get(text) ?? text;
}

/** Whether a text comes back from a file as it is. */
function isText(value: string): boolean {
  if (value === secretMark || value.startsWith(several)) return true;
  return value !== '' && !/[\0\uFEFF\uFDD2\uFDD3]/.test(value) && Buffer.from(value).toString() === value;
}
