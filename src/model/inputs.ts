import { createHash } from 'node:crypto';
import { compareText, stableText } from './json.ts';
import type { Json } from './json.ts';
import type { Keywords } from './keyword.ts';

/** A file that a plan was made from: what it means, or its text where it has no other meaning. */
export interface Input {
  path: string;
  value: Json;
}

/**
 * What a plan was made from: digests of what files mean by their path inside the tenant's folder, and of keywords by their
 * name.
 */
export interface Inputs {
  files: Record<string, string>;
  /** Without secrets: these are resolved again when a plan is applied. */
  keywords: Record<string, string>;
}

/** The inputs that these files and keywords are; `folder` is the one that the paths of the files begin with. */
export function inputsOf(folder: string, files: readonly Input[], keywords: Keywords): Inputs {
  const plain = [...keywords.values()].filter(({ isSecret }) => !isSecret);
  const prefix = folder === '.' ? '' : `${folder}/`;
  const named = files.map(
    ({ path, value }) => [path.startsWith(prefix) ? path.slice(prefix.length) : path, value] as const,
  );
  return {
    files: sortedDigests(named),
    keywords: sortedDigests(plain.map(({ name, value }) => [name, value])),
  };
}

/** The digest of a value, the same for the same value. */
export function digest(value: Json): string {
  return createHash('sha256').update(stableText(value)).digest('base64url');
}

/** The names whose digests differ, or that only one side has. */
export function differingNames(before: Record<string, string>, after: Record<string, string>): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => before[name] !== after[name]).sort(compareText);
}

function sortedDigests(named: readonly (readonly [string, Json])[]): Record<string, string> {
  const digests = named.map(([name, value]) => [name, digest(value)] as const);
  return Object.fromEntries([...digests].sort(([a], [b]) => compareText(a, b)));
}
