import type { Type } from '../catalog/catalog.ts';
import type { Body } from '../model/json.ts';
import { replaceAt, segments } from '../model/path.ts';
import type { DesiredResource, ResourceSource } from '../model/resource.ts';
import { isUnknownSecret } from '../model/tree.ts';
import { withoutUnknown } from './comparable.ts';

/** Whether a part of what is at a path is not known here: nothing can be said of it. */
export function isUnknown({ source }: DesiredResource, pattern: string): boolean {
  if (source === undefined) return false;
  const [field] = segments(pattern);
  return source.traces.some(
    ({ path: [first], trace }) => trace.unresolved.length > 0 && (first === undefined || first === field),
  );
}

/** A body without the values that are not known here; keys stay, or nobody could say which resource it is. */
export function withKnown(type: Type, body: Body, traces: ResourceSource['traces']): Body {
  const unknown = traces.filter(({ path: [field = ''], trace }) => {
    return trace.unresolved.length > 0 && !type.identity.keys.includes(String(field));
  });
  return unknown.reduce((rest, { path }) => withoutUnknown(type, rest, path), body);
}

/** The body with what the files write in the places of secrets that are not known here. */
export function withMarks(type: Type, body: Body, traces: ResourceSource['traces']): Pick<DesiredResource, 'marked'> {
  const unknown = traces.filter(({ trace }) => isUnknownSecret(trace));
  if (unknown.length === 0) return {};
  const others = traces.filter(({ trace }) => !isUnknownSecret(trace));
  const known = withKnown(type, body, others);
  return { marked: unknown.reduce((rest, { path, trace }) => replaceAt(rest, path, trace.written ?? null), known) };
}
