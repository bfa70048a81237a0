import type { Body, Json } from '../../src/model/json.ts';
import { segments } from '../../src/model/path.ts';
import type { Type } from '../../src/catalog/catalog.ts';
import type { Draft, Schema } from '../schemas/schema.ts';
import type { Section } from '../schemas/tenant-file.ts';
import { schemasAt, viewOf } from '../schemas/view.ts';

const DEPTH = 5;
const CHOICES = 100;

/** Bodies of a type with every field that its schema has: one for each choice of its keys, where there are not too many. */
export function samplesOf(type: Type, { draft, keys, type: root }: Section): Body[] {
  const at = schemasOf(type, draft);
  const value = sampleOf(at, draft, 0);
  const isInside = root.value !== undefined && type.child === undefined;
  const body: Body = isInside ? { [root.value ?? '']: value } : fieldsOf(value);
  const choices = type.identity.keys.map((key): [string, Json[]] => {
    const names =
      keys[key] ?? viewOf(viewOf(at, draft).fields.get(key) ?? [], draft).schemas.flatMap((s) => s.enum ?? []);
    return [key, names.length > 0 ? (names as Json[]) : [body[key] ?? 'key']];
  });
  const count = choices.reduce((product, [, values]) => product * values.length, 1);
  return choices.reduce<Body[]>(
    (bodies, [key, values]) =>
      bodies.flatMap((one) =>
        (count > CHOICES ? values.slice(0, 1) : values).map((choice) => ({ ...one, [key]: choice })),
      ),
    [body],
  );
}

/** The schemas of one resource of a type: of a section's value, or of one item at the place of a child. */
export function schemasOf({ child }: Type, draft: Draft): Schema[] {
  if (child === undefined) return [draft.root];
  const place = schemasAt([draft.root], segments(child.path), draft);
  return child.shape === 'list' ? viewOf(place, draft).items : place;
}

function sampleOf(schemas: readonly Schema[], draft: Draft, depth: number): Json {
  const view = viewOf(schemas, draft);
  const [choice] = view.schemas.flatMap((schema) => schema.enum ?? []);
  if (choice !== undefined) return choice as Json;
  if (view.fields.size > 0) {
    if (depth > DEPTH) return {};
    return Object.fromEntries([...view.fields].map(([name, field]) => [name, sampleOf(field, draft, depth + 1)]));
  }
  if (view.items.length > 0) return depth > DEPTH ? [] : [sampleOf(view.items, draft, depth + 1)];
  const types = new Set(view.schemas.flatMap(({ type }) => type ?? []));
  if (types.has('boolean')) return true;
  if (types.has('number') || types.has('integer')) return 1;
  if (types.has('object')) return { name: view.rest.length > 0 ? sampleOf(view.rest, draft, depth + 1) : 'text' };
  return 'text';
}

function fieldsOf(value: Json): Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}
