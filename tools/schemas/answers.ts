import { resolve } from './schema.ts';
import type { Defs, Schema } from './schema.ts';

/** The types of what the API answers about that which a request type writes; the SDK need not have them. */
export function answerTypes(request: string): string[] {
  const subject = /^(?:Create|Update|Set|Post|Patch)(.+)Request(?:Content|Item|Parameters)$/.exec(request)?.[1];
  return subject === undefined ? [] : [`Get${subject}ResponseContent`];
}

/**
 * The fields inside of a body that requests have to have and that answers may lack, by the path of their object.
 *
 * Where either side is a union nothing is said: which of its members an answer is cannot be told.
 */
export function unpromised(requests: readonly string[], sdk: Defs): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const visit = (request: Schema, answer: Schema, path: readonly string[]): void => {
    const [asked, given] = [resolve(request, sdk), resolve(answer, sdk)];
    if (path.length > deepest) return;
    if (asked.items && given.items) visit(asked.items, given.items, [...path, '[]']);
    if (!asked.properties || !given.properties) return;
    const fields = (asked.required ?? []).filter((field) => given.required?.includes(field) !== true);
    const place = path.join('.');
    if (path.length > 0 && fields.length > 0) found.set(place, [...new Set([...(found.get(place) ?? []), ...fields])]);
    for (const [name, inner] of Object.entries(asked.properties)) {
      const other = given.properties[name];
      if (other) visit(inner, other, [...path, name]);
    }
  };
  for (const name of requests) for (const answer of answerTypes(name)) visit(sdk[name] ?? {}, sdk[answer] ?? {}, []);
  return found;
}

/** Types may hold themselves; nothing that files have is deeper. */
const deepest = 8;
