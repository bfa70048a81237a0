import { segments } from '../../src/model/path.ts';
import { lookUp, refName } from './schema.ts';
import type { Draft, Schema } from './schema.ts';

// Changes at paths of a body, in place: a draft is its generator's own copy. Paths are the patterns of `model/path.ts`.

/** Replaces the schema at every place that a path matches; the answer is how many there were. */
export function change(draft: Draft, path: string, edit: (schema: Schema) => Schema): number {
  const steps = segments(path);
  const last = steps.at(-1);
  let count = 0;
  for (const node of nodesAt(draft, steps.slice(0, -1))) {
    for (const [name, schema] of Object.entries(node.properties ?? {})) {
      if (!node.properties || (last !== '*' && last !== name)) continue;
      node.properties[name] = edit(schema);
      count += 1;
    }
    if (last === '[]' && node.items) {
      node.items = edit(node.items);
      count += 1;
    }
    if (last === '*' && typeof node.additionalProperties === 'object') {
      node.additionalProperties = edit(node.additionalProperties);
      count += 1;
    }
  }
  return count;
}

/**
 * Puts a field at a path: into every object there that would refuse or has it, or else into the first.
 *
 * The answer is whether there was an object to put it into.
 */
export function put(draft: Draft, path: string, schema: Schema): boolean {
  const steps = segments(path);
  const name = steps.at(-1) ?? '';
  const objects = nodesAt(draft, steps.slice(0, -1)).filter((node) => node.type === 'object' || node.properties);
  const strict = objects.filter((node) => node.additionalProperties === false || node.properties?.[name]);
  for (const node of strict.length > 0 ? strict : objects.slice(0, 1)) {
    node.properties = { ...node.properties, [name]: schema };
  }
  return objects.length > 0;
}

/** Takes a field away. */
export function remove(draft: Draft, path: string): void {
  const steps = segments(path);
  const name = steps.at(-1) ?? '';
  for (const node of nodesAt(draft, steps.slice(0, -1))) {
    if (!node.properties) continue;
    const { [name]: _gone, ...rest } = node.properties;
    node.properties = rest;
    if (node.required) node.required = node.required.filter((field) => field !== name);
  }
}

/** The nodes that describe the value at a path: several where a schema has branches or aspects. */
export function nodesAt(draft: Draft, steps: readonly string[]): Schema[] {
  const start = faces(draft.root, draft);
  return steps.reduce((nodes, step) => {
    if (step === '**') return [...descendants(nodes, draft)];
    return [...new Set(nodes.flatMap((node) => inner(node, step)).flatMap((node) => faces(node, draft)))];
  }, start);
}

/** A node, what it refers to, and its aspects. */
export function faces(node: Schema, draft: Draft): Schema[] {
  if (node.$ref !== undefined) return faces(lookUp(refName(node.$ref), draft.defs), draft);
  const aspects = [...(node.allOf ?? []), ...(node.anyOf ?? []), node.then, node.else];
  return [node, ...aspects.flatMap((aspect) => (aspect ? faces(aspect, draft) : []))];
}

function inner(node: Schema, step: string): Schema[] {
  if (step === '[]') return node.items ? [node.items] : [];
  const rest = typeof node.additionalProperties === 'object' ? [node.additionalProperties] : [];
  if (step === '*') return [...Object.values(node.properties ?? {}), ...rest];
  const field = node.properties?.[step];
  return field ? [field] : [];
}

function descendants(nodes: Schema[], draft: Draft): Set<Schema> {
  const reached = new Set(nodes);
  for (const node of reached) {
    const below = [...inner(node, '*'), ...inner(node, '[]')];
    for (const next of below.flatMap((value) => faces(value, draft))) reached.add(next);
  }
  return reached;
}
