import { isEmpty, isSame } from '../model/json.ts';
import type { Json } from '../model/json.ts';
import { select } from '../model/path.ts';
import type { Path } from '../model/path.ts';
import type { Resource } from '../model/resource.ts';
import type { Test } from './rule.ts';

/** Whether a test holds, and the place that says so; without a place when it is about what is not there. */
export function holds(resource: Pick<Resource, 'body'>, test: Test): { path: Path } | undefined {
  return placesOf(resource, test)[0];
}

/** Every place that says that a test holds; one without a path when it is about what is not there. */
export function placesOf({ body }: Pick<Resource, 'body'>, test: Test): { path: Path }[] {
  const found = select(body, test.path);
  const { none, absent, unset } = test;
  const isNone = (isThere: (value: Json) => boolean): { path: Path }[] =>
    found.some(({ value }) => isThere(value)) ? [] : [{ path: [] }];
  if (absent === true) return isNone((value) => value !== null);
  if (unset === true) return isNone(isSet);
  if (none !== undefined) return isNone((value) => isOneOf(value, none));
  return found.filter(({ value }) => fits(value, test));
}

/** Whether a value says something. */
export function isSet(value: Json | undefined): boolean {
  return !isEmpty(value) && value !== false;
}

function fits(value: Json, { is, not, lacks, like, unlike, above }: Test): boolean {
  if (is !== undefined) return isOneOf(value, is);
  if (not !== undefined) return value !== null && value !== '' && !isOneOf(value, not);
  if (lacks !== undefined) return Array.isArray(value) && lacks.some((wanted) => !isOneOf(wanted, value));
  if (like !== undefined) return typeof value === 'string' && like.test(value);
  if (unlike !== undefined) return typeof value === 'string' && value !== '' && !unlike.test(value);
  if (above !== undefined) return typeof value === 'number' && value > above;
  return isSet(value);
}

function isOneOf(value: Json, values: readonly Json[]): boolean {
  return values.some((one) => isSame(one, value));
}
