import type { Declared } from '../model/config.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Body } from '../model/json.ts';
import { segments } from '../model/path.ts';
import type { Mapping, Node, Origin } from '../model/tree.ts';
import { sectionOf } from '../catalog/resource-type.ts';
import type { ResourceTypes, ResourceType } from '../catalog/resource-type.ts';
import { messages } from './messages.ts';
import type { Renderer } from './renderer.ts';

/** What one file declares. */
export interface Sections {
  declared: Omit<Declared, 'value'>[];
  /** The types that it says something about, with the place of their section. */
  managed: Map<string, Origin>;
  diagnostics: Diagnostic[];
}

interface Search extends Sections {
  renderer: Renderer;
}

/** Where the resources of a type stand in a file. */
interface Section {
  type: ResourceType;
  /** The steps from the root: a key, `[]` for the items of an array, `:name` for any key. */
  pattern: readonly string[];
  /** Keys of a singleton's section that are sections of other types, as `customText` under `prompts`. */
  reserved: ReadonlySet<string>;
}

/** A place that was reached from the root of a file. */
interface Cursor {
  node: Node;
  /** The place that messages about the node point to. */
  origin: Origin;
  /** The steps so far, and the keys that stand for names in the pattern. */
  done: readonly string[];
  captures: Body;
}

/** The sections of every type of the catalog. */
export function sectionTable(resourceTypes: ResourceTypes): Section[] {
  const patterns = resourceTypes.map((type) => ({ type, pattern: segments(sectionOf(type)) }));
  return patterns.map(({ type, pattern }) => {
    const inside = patterns.filter((other) => pattern.every((step, index) => other.pattern[index] === step));
    const reserved = inside.flatMap((other) => other.pattern[pattern.length] ?? []);
    return { type, pattern, reserved: new Set(reserved) };
  });
}

/**
 * Finds the resources of every section in the root of a file. Markers are replaced on the way there and not inside the
 * resources: these may be ones that the environment leaves alone.
 */
export function sectionsOf(root: Node, table: readonly Section[], renderer: Renderer): Sections {
  const found: Search = { declared: [], managed: new Map(), diagnostics: [], renderer };
  for (const section of table) walk(found, section, { node: root, origin: root.origin, done: [], captures: {} });
  return found;
}

/** What stands in a file and belongs to no section. */
export function strangersOf(root: Node, table: readonly Section[]): Node[] {
  const known = new Set(table.map(({ pattern: [first] }) => first));
  return root.type === 'map' ? root.entries.flatMap(({ key, value }) => (known.has(key) ? [] : [value])) : [];
}

function walk(found: Search, section: Section, { node: given, ...cursor }: Cursor): void {
  const { origin, done, captures } = cursor;
  const { renderer } = found;
  const node = given.type === 'scalar' ? renderer.node(given) : given;
  const step = section.pattern[done.length];
  const place = done.join('.');
  if (step === undefined) declare(found, section, { ...cursor, node });
  else if (isNothing(node)) {
    if (done.length > 0) found.diagnostics.push(messages.emptySection(place, origin));
  } else if (step === '[]') {
    if (node.type !== 'list')
      return void found.diagnostics.push(messages.sectionShape(place, 'an array', node.origin, node.type === 'map'));
    found.managed.set(section.type.name, origin);
    const items = node.items.flatMap((item) => (item.type === 'scalar' ? renderer.item(item, node.isFlow) : [item]));
    for (const item of items)
      walk(found, section, { node: item, origin: item.origin, done: [...done, step], captures });
  } else if (node.type !== 'map') {
    found.diagnostics.push(messages.sectionShape(place || 'the file', 'an object', node.origin));
  } else if (step.startsWith(':')) {
    found.managed.set(section.type.name, origin);
    for (const { key, keyOrigin, value } of node.entries.map(renderer.key)) {
      const named = { ...captures, [step.slice(1)]: key };
      walk(found, section, { node: value, origin: keyOrigin, done: [...done, key], captures: named });
    }
  } else {
    const entry = node.entries.map(renderer.key).find(({ key }) => key === step);
    if (entry !== undefined)
      walk(found, section, { node: entry.value, origin: entry.keyOrigin, done: [...done, step], captures });
  }
}

function declare(found: Search, { type, reserved }: Section, { node, origin, done, captures }: Cursor): void {
  // In an array it is the array that says whether there should be one; an item that says nothing is a mistake.
  const isSingleton = type.identity.keys.length === 0 && done.at(-1) !== '[]';
  if (isNothing(node)) {
    const isItem = done.at(-1) === '[]';
    if (isItem) return void found.diagnostics.push(messages.emptyItem(done.slice(0, -1).join('.'), node.origin));
    // An explicit null: there should be none.
    const isExplicit = node.origin.end > node.origin.start;
    if (isSingleton && isExplicit && type.endpoints.delete !== undefined) found.managed.set(type.name, origin);
    else found.diagnostics.push(messages.emptySection(done.join('.'), origin));
    return;
  }
  if (node.type === 'scalar' && type.files?.[''] === undefined)
    return void found.diagnostics.push(messages.sectionShape(done.join('.'), 'an object', node.origin));
  const own = isSingleton && node.type === 'map' ? without(node, reserved) : node;
  if (isSingleton && own.type === 'map' && own.entries.length === 0) return;
  if (!found.managed.has(type.name)) found.managed.set(type.name, origin);
  found.declared.push({ type: type.name, captures, node: own, origin });
}

function without(node: Mapping, keys: ReadonlySet<string>): Mapping {
  return { ...node, entries: node.entries.filter(({ key }) => !keys.has(key)) };
}

function isNothing(node: Node): boolean {
  return node.type === 'scalar' && node.value === null;
}
