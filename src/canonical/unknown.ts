import { segments } from '../model/path.ts';
import type { DesiredResource } from '../model/resource.ts';

/** Whether a part of what is at a path is not known here: nothing can be said of it. */
export function isUnknown({ source }: DesiredResource, pattern: string): boolean {
  if (source === undefined) return false;
  const [field] = segments(pattern);
  return source.traces.some(
    ({ path: [first], trace }) => trace.unresolved.length > 0 && (first === undefined || first === field),
  );
}
