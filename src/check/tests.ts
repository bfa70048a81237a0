import { isUnknown } from '../canonical/unknown.ts';
import { placesOf } from '../catalog/conditions.ts';
import type { Test } from '../catalog/rule.ts';
import { isBody } from '../model/json.ts';
import type { Json } from '../model/json.ts';
import { segments, valueAt } from '../model/path.ts';
import type { Path } from '../model/path.ts';
import type { Subject } from './world.ts';

/** Whether a test holds, with the places that say so, or cannot be told: what files leave out may be anything. */
export type Holds = { state: 'yes'; paths: Path[] } | { state: 'no' } | { state: 'unknown' };

/** A test in three values. */
export function testHolds({ resource, isComplete }: Subject, test: Test): Holds {
  if (resource.source !== undefined && isUnknown(resource, test.path)) return { state: 'unknown' };
  const found = placesOf(resource, test).map(({ path }) => path);
  const isTold = isComplete || isMentioned(resource.body, segments(test.path));
  const isAboutNothing = test.absent === true || test.none !== undefined || test.unset === true;
  if (found.length > 0) return isAboutNothing && !isTold ? { state: 'unknown' } : { state: 'yes', paths: found };
  // What is there and does not fit is told even where the rest is not.
  if (isAboutNothing || isTold) return { state: 'no' };
  return { state: 'unknown' };
}

/** Whether all of some tests hold; the places are those of the first. */
export function allHold(subject: Subject, tests: readonly Test[]): Holds {
  let all: Holds = { state: 'yes', paths: [[]] };
  for (const [index, test] of tests.entries()) {
    const held = testHolds(subject, test);
    if (held.state === 'no') return held;
    if (held.state === 'unknown' || index === 0) all = held;
  }
  return all;
}

/** Whether a body says what is at a path: something, or by a list, a null or another value above it that there is nothing. */
export function isMentioned(value: Json | undefined, [head, ...rest]: readonly string[]): boolean {
  if (value === undefined) return false;
  if (head === undefined) return true;
  if (Array.isArray(value)) return true;
  if (!isBody(value)) return true;
  if (head === '*') return Object.values(value).some((inner) => isMentioned(inner, rest));
  return Object.hasOwn(value, head) && isMentioned(value[head], rest);
}

/** A value of a body: known, with `undefined` for none, or not known. */
export type Known = { isKnown: true; value: Json | undefined } | { isKnown: false };

/** What a subject has at a path without lists. */
export function valueOf(subject: Subject, path: string): Known {
  const { resource, isComplete } = subject;
  if (isUnknown(resource, path)) return { isKnown: false };
  const steps = segments(path);
  const value = valueAt(resource.body, steps);
  return isComplete || value !== undefined || isMentioned(resource.body, steps)
    ? { isKnown: true, value: value ?? undefined }
    : { isKnown: false };
}
