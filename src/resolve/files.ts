import type { Diagnostic } from '../model/diagnostic.ts';
import { messages } from './messages.ts';
import { asText } from '../model/marker.ts';
import { segments } from '../model/path.ts';
import { fieldOf, isUnresolved, secretsIn, transformNode } from '../model/tree.ts';
import type { Mapping, Node, Scalar, Source } from '../model/tree.ts';
import type { Unread } from '../model/unread.ts';
import type { FileField, ResourceType } from '../catalog/resource-type.ts';
import type { Renderer } from './renderer.ts';

/** How files are read; see the loader. */
export interface Files {
  text: (path: string, from?: Source) => Source | Unread | undefined;
  parsed: (source: Source) => { root: Node | undefined; diagnostics: Diagnostic[] };
}

/** A resource with its markers replaced, and with the files that its fields name read in. */
export function rendered(type: ResourceType, node: Node, files: Files, renderer: Renderer): Node {
  const marked = Object.entries(type.ownMarks ?? {}).reduce((rest, [path, names]) => {
    const literal = (field: Node): Node =>
      field.type === 'scalar' && typeof field.value === 'string'
        ? { ...field, value: asText(field.value, names) }
        : field;
    return transformNode(rest, inside(type, path), literal);
  }, node);
  const texts = (type.texts ?? []).reduce(
    (rest, path) => transformNode(rest, inside(type, path), (field) => asWritten(field, path, renderer)),
    renderer.node(marked),
  );
  return withFiles(type, texts, files, renderer);
}

/** A number or a boolean where the API takes strings only, as a string: `1.10` would be sent as 1.1, and `01234` as 1234. */
function asWritten(field: Node, path: string, { diagnostics }: Renderer): Node {
  if (field.type !== 'scalar' || (typeof field.value !== 'number' && typeof field.value !== 'boolean')) return field;
  const text = field.written ?? String(field.value);
  diagnostics.push(messages.metadataText(path.replace(/\.\*$/, ''), text, field.origin));
  return { ...field, value: text, style: 'quoted' };
}

/** The steps of a path from what stands at the type's section. */
function inside(type: ResourceType, path: string): string[] {
  const [first, ...rest] = segments(path);
  return first !== undefined && first !== type.value ? [first, ...rest] : rest;
}

function withFiles(type: ResourceType, node: Node, files: Files, renderer: Renderer): Node {
  const isUnreturned = (secret: readonly string[] = [], field: string): boolean => secret.includes(field);
  const own = Object.entries(type.files ?? {}).map(
    ([field, file]) => [field, file, isUnreturned(type.secret, field)] as const,
  );
  const inChildren = (type.children ?? []).flatMap(({ path, shape, files: fields, secret }) =>
    Object.entries(fields ?? {}).map(
      ([field, file]) =>
        [`${path}${shape === 'list' ? '[]' : ''}.${field}`, file, isUnreturned(secret, field)] as const,
    ),
  );
  return [...own, ...inChildren].reduce((rest, [path, file, isLate]) => {
    const named = { file, marks: type.ownMarks?.[path] ?? [], isLate };
    if (file.isMerged === true) return merged(rest, path, named, files, renderer);
    return transformNode(rest, inside(type, path), (field) => content(field, named, files, renderer));
  }, node);
}

/** How a field names a file, and the marks in it that are not of keywords. */
interface NamedFile {
  file: FileField;
  marks: readonly string[];
  /** Whether it is needed for a create only: the tenant never says what is in it. */
  isLate: boolean;
}

/** The content of the file that a scalar names; anything else as it is. */
function content(field: Node, { file, marks, isLate }: NamedFile, files: Files, renderer: Renderer): Node {
  if (field.type !== 'scalar' || !isPath(field, file)) return field;
  const source = find(field, file, files);
  if (source === undefined || 'why' in source) {
    const missing = isLate ? messages.fileToProvide : messages.fileMissing;
    renderer.diagnostics.push(missing(String(field.value), field.origin, source));
    return { ...field, trace: { markers: [], unresolved: [String(field.value)] } };
  }
  if (file.type === 'json') {
    const { root, diagnostics } = files.parsed(source);
    renderer.diagnostics.push(...diagnostics);
    if (root !== undefined) return renderer.node(root);
    if (diagnostics.length === 0) renderer.diagnostics.push(messages.fileEmpty(source.path, field.origin));
    return { ...field, trace: { markers: [], unresolved: [source.path] } };
  }
  const { text, trace } = renderer.text(source, marks);
  return { ...field, value: text, style: 'block', file: source, ...(trace === undefined ? {} : { trace }) };
}

/** The file's fields, with those that stand in the YAML before them. */
function merged(node: Node, path: string, file: NamedFile, files: Files, renderer: Renderer): Node {
  const field = fieldOf(node, path);
  if (node.type !== 'map' || field === undefined) return node;
  const body = content(field, file, files, renderer);
  const own = node.entries.filter(({ key }) => key !== path);
  if (body.type !== 'map') {
    const isKnown = body.type === 'list' || !isUnresolved(body.trace);
    if (isKnown) renderer.diagnostics.push(messages.sectionShape(body.origin.source.path, 'an object', body.origin));
    return { ...node, entries: own } satisfies Mapping;
  }
  const others = body.entries.filter(({ key }) => own.every((entry) => entry.key !== key));
  return { ...node, entries: [...own, ...others] };
}

/** Whether a string is a path: one line without the characters of code, or one that begins and ends like a path. */
function isPath({ value, trace }: Scalar, { type }: FileField): boolean {
  if (typeof value !== 'string' || isUnresolved(trace) || secretsIn(trace).length > 0) return false;
  if (/^\.{1,2}[\\/][^\n<>]*\.[A-Za-z]{2,6}$/.test(value)) return true;
  const isName = /^[^\n<>{}();="'`]+$/.test(value);
  return isName && (type === 'json' || /^\.{1,2}[\\/]/.test(value) || /\.[A-Za-z]{2,6}$/.test(value));
}

function find({ value, origin }: Scalar, { folder }: FileField, files: Files): Source | Unread | undefined {
  const path = String(value);
  const own = folder === undefined ? undefined : files.text(`${folder}/${path}`);
  if (own !== undefined && 'text' in own) return own;
  const found = files.text(path, origin.source);
  return found === undefined || ('why' in found && own !== undefined) ? (own ?? found) : found;
}
