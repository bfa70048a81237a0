import { sectionOf } from '../catalog/resource-type.ts';
import { isBody, keyText, omit, own } from '../model/json.ts';
import type { Body, Json } from '../model/json.ts';
import { segments } from '../model/path.ts';
import type { FileResource } from './file-form.ts';
import { inReadingOrder } from './order.ts';

/** The resources at their sections, as one file would have them. */
export function inSections(resources: readonly FileResource[]): Body {
  return resources.reduce<Body>((root, resource) => {
    const { type, body } = resource;
    const steps = segments(sectionOf(type.root));
    const captured = steps.flatMap((step) => (step.startsWith(':') ? [step.slice(1)] : []));
    const names = captured.map((field) => keyText(body[field] ?? ''));
    const inner = omit(body, captured);
    const field = type.root.value;
    const value = field === undefined ? inReadingOrder(type, inner) : (own(inner, field) ?? {});
    const placed = place(root, steps, names, value);
    return isBody(placed) ? placed : root;
  }, {});
}

/** The key at the top under which a resource stands. */
export function topKeyOf({ type }: FileResource): string {
  return segments(sectionOf(type.root))[0] ?? '';
}

function place(at: Json, [step, ...rest]: readonly string[], names: readonly string[], value: Json): Json {
  if (step === undefined) return isBody(at) && isBody(value) ? { ...value, ...at } : value;
  if (step === '[]') return [...(Array.isArray(at) ? at : []), place({}, rest, names, value)];
  const isName = step.startsWith(':');
  const key = isName ? (names[0] ?? '') : step;
  const body = isBody(at) ? at : {};
  return {
    ...body,
    [key]: place(body[key] ?? (rest[0] === '[]' ? [] : {}), rest, isName ? names.slice(1) : names, value),
  };
}
