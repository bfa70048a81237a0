import type { Declared } from '../model/config.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Body } from '../model/json.ts';
import { messages } from '../model/messages.ts';
import { segments } from '../model/path.ts';
import type { Entry, Node, Origin } from '../model/tree.ts';
import { sectionOf } from '../catalog/resource-type.ts';
import type { ResourceTypes, ResourceType } from '../catalog/resource-type.ts';

/** What one file declares. */
export interface Sections {
  declared: Omit<Declared, 'value'>[];
  /** The types that it says something about, with the place of their section. */
  managed: Map<string, Origin>;
  diagnostics: Diagnostic[];
}

/** Finds the resources of every type of the catalog in the root of a file. */
export function sectionsOf(root: Node, resourceTypes: ResourceTypes): Sections {
  const sections: Sections = { declared: [], managed: new Map(), diagnostics: [] };
  for (const type of resourceTypes) {
    const reserved = resourceTypes.filter((other) => other !== type).map((other) => segments(sectionOf(other)));
    walk(sections, type, root, segments(sectionOf(type)), [], {}, root.origin, reserved);
  }
  return sections;
}

function walk(
  sections: Sections,
  type: ResourceType,
  node: Node,
  pattern: readonly string[],
  done: readonly string[],
  captures: Body,
  origin: Origin,
  reserved: readonly (readonly string[])[],
): void {
  const [head, ...rest] = pattern;
  if (head === undefined) return declare(sections, type, node, done, captures, origin, reserved);
  const next = (inner: Node, step: string, found: Body, at: Origin): void =>
    walk(sections, type, inner, rest, [...done, step], { ...captures, ...found }, at, reserved);
  const isNothing = node.type === 'scalar' && node.value === null;
  if (isNothing) {
    if (done.length > 0) sections.diagnostics.push(messages.emptySection(done.join('.'), origin));
  } else if (head === '[]') {
    if (node.type !== 'list') sections.diagnostics.push(messages.sectionShape(done.join('.'), 'a list', node.origin));
    else {
      sections.managed.set(type.name, origin);
      for (const item of node.items) next(item, head, {}, item.origin);
    }
  } else if (node.type !== 'map') {
    sections.diagnostics.push(messages.sectionShape(done.join('.') || 'the file', 'an object', node.origin));
  } else {
    const isCapture = head.startsWith(':');
    if (isCapture) sections.managed.set(type.name, origin);
    const entries = isCapture ? node.entries : node.entries.filter(({ key }) => key === head);
    for (const { key, keyOrigin, value } of entries)
      next(value, key, isCapture ? { [head.slice(1)]: key } : {}, keyOrigin);
  }
}

function declare(
  sections: Sections,
  type: ResourceType,
  node: Node,
  done: readonly string[],
  captures: Body,
  origin: Origin,
  reserved: readonly (readonly string[])[],
): void {
  const isSingleton = type.identity.keys.length === 0;
  const isNothing = node.type === 'scalar' && node.value === null;
  // In a list it is the list that says whether there should be one; an item that says nothing is a mistake.
  const isItem = done.at(-1) === '[]';
  const isToGo = isNothing && isSingleton && !isItem && type.endpoints.delete !== undefined;
  if (isToGo && node.origin.end > node.origin.start) {
    // An explicit null: there should be none.
    sections.managed.set(type.name, origin);
    return;
  }
  if (isNothing) return void sections.diagnostics.push(messages.emptySection(done.join('.'), origin));
  if (node.type === 'scalar' && type.files?.[''] === undefined) {
    return void sections.diagnostics.push(messages.sectionShape(done.join('.'), 'an object', node.origin));
  }
  const own =
    node.type === 'map' && isSingleton
      ? { ...node, entries: node.entries.filter((entry) => !isReserved(entry, done, reserved)) }
      : node;
  if (isSingleton && !isItem && own.type === 'map' && own.entries.length === 0) return;
  if (!sections.managed.has(type.name)) sections.managed.set(type.name, origin);
  sections.declared.push({ type: type.name, captures, node: own, origin });
}

/** Whether a field of a singleton's section is the section of another type, as `customText` under `prompts`. */
function isReserved({ key }: Entry, done: readonly string[], reserved: readonly (readonly string[])[]): boolean {
  return reserved.some((other) => [...done, key].every((segment, index) => other[index] === segment));
}
