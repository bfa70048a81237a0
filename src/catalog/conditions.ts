import { isEmpty, isSame } from '../model/json.ts';
import type { Json } from '../model/json.ts';
import { select } from '../model/path.ts';
import type { Path } from '../model/path.ts';
import type { Resource } from '../model/resource.ts';
import type { Test } from './rule.ts';

/** Whether a test holds, and the place that says so; without a place when it is about what is not there. */
export function holds({ body }: Pick<Resource, 'body'>, test: Test): { path: Path } | undefined {
  const found = select(body, test.path);
  const { none, absent } = test;
  if (absent === true) return found.some(({ value }) => value !== null) ? undefined : { path: [] };
  if (none !== undefined) return found.some(({ value }) => isOneOf(value, none)) ? undefined : { path: [] };
  return found.find(({ value }) => fits(value, test));
}

/** Whether a value says something. */
export function isSet(value: Json | undefined): boolean {
  return !isEmpty(value) && value !== false;
}

function fits(value: Json, { is, not, lacks, like, unlike }: Test): boolean {
  if (is !== undefined) return isOneOf(value, is);
  if (not !== undefined) return value !== null && value !== '' && !isOneOf(value, not);
  if (lacks !== undefined) return Array.isArray(value) && lacks.some((wanted) => !isOneOf(wanted, value));
  if (like !== undefined) return typeof value === 'string' && like.test(value);
  if (unlike !== undefined) return typeof value === 'string' && value !== '' && !unlike.test(value);
  return isSet(value);
}

function isOneOf(value: Json, values: readonly Json[]): boolean {
  return values.some((one) => isSame(one, value));
}
