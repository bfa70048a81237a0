import { catalogOf } from '../../src/catalog/catalog.ts';
import { sdkDefs } from '../schemas/sdk.ts';
import { sectionsOf } from '../schemas/sections.ts';
import type { ResourceTypes } from '../../src/catalog/resource-type.ts';
import { drive } from './drive.ts';
import { isListed, missingFields } from './fields.ts';
import type { LeftOut } from './left-out.ts';
import { operationFinder } from './operations.ts';
import type { Operation } from './operations.ts';

/** One operation that writes, and what is known of it. */
export interface Line extends Operation {
  /** The types that use it. */
  catalog: string[];
  /** Why it is left out; absent also when it is managed. */
  reason?: string;
}

/** How much of the API the catalog covers; `problems` is what has to be corrected. */
export interface Coverage {
  lines: Line[];
  problems: string[];
}

/** What is left out on purpose. */
export interface Exclusions {
  operations: readonly LeftOut[];
  /** By request type, then by place. */
  fields: Readonly<Record<string, Record<string, string>>>;
}

/** Compares the SDK's operations that write, and the fields of their requests, with what the catalog manages. */
export async function coverageOf(
  resourceTypes: ResourceTypes,
  operations: readonly Operation[],
  exclusions: Exclusions,
): Promise<Coverage> {
  const sections = sectionsOf(resourceTypes);
  const find = operationFinder(operations);
  const users = new Map<string, string[]>();
  for (const { type, method, path } of await drive(sections)) {
    const name = find(method, path)?.name ?? '';
    const before = users.get(name) ?? [];
    if (!before.includes(type)) users.set(name, [...before, type]);
  }
  const writes = operations.filter(({ method }) => method !== 'GET');
  const lines = writes.map((operation): Line => {
    const catalog = users.get(operation.name) ?? [];
    const reason = exclusions.operations.find((group) => group.operations.some((one) => isNamed(one, operation.name)));
    return { ...operation, catalog, ...(catalog.length > 0 || reason === undefined ? {} : { reason: reason.reason }) };
  });
  const unexplained = lines.filter(({ catalog, reason }) => catalog.length === 0 && reason === undefined);
  return {
    lines,
    problems: [
      ...unexplained.map(({ name, method, path }) => `${method} ${path} (${name}) is neither managed nor left out`),
      ...idleExclusions(lines, exclusions.operations),
      ...fieldProblems(lines, resourceTypes, sections, exclusions.fields),
    ],
  };
}

/** Whether a pattern of names matches a name. */
export function isNamed(pattern: string, name: string): boolean {
  const source = pattern.split('.').map((part) => (part === '**' ? '.+' : part === '*' ? '[^.]+' : part));
  return new RegExp(`^${source.join('\\.')}$`).test(name);
}

function idleExclusions(lines: readonly Line[], groups: readonly LeftOut[]): string[] {
  const left = lines.filter(({ catalog }) => catalog.length === 0);
  const patterns = groups.flatMap((group) => group.operations);
  const idle = patterns.filter((pattern) => !left.some(({ name }) => isNamed(pattern, name)));
  return idle.map((pattern) => `the exclusion ${pattern} matches no operation that is not managed`);
}

function fieldProblems(
  lines: readonly Line[],
  resourceTypes: ResourceTypes,
  sections: ReturnType<typeof sectionsOf>,
  exclusions: Exclusions['fields'],
): string[] {
  const catalog = catalogOf(resourceTypes);
  const managed = lines.filter(({ catalog: users, method }) => users.length > 0 && method !== 'DELETE');
  const types = [...new Set(managed.flatMap(({ request }) => request ?? []))];
  const draft = { root: {}, defs: sdkDefs(types) };
  const used = new Set<string>();
  const problems = managed.flatMap(({ request, catalog: users }) => {
    if (request === undefined) return [];
    const missing = users.map((name) => {
      const type = catalog.get(name);
      const section = sections.find((one) => one.type.name === type?.root.name);
      return type === undefined || section === undefined ? [] : missingFields(request, draft, type, section);
    });
    const everywhere = (missing[0] ?? []).filter((path) => missing.every((paths) => paths.includes(path)));
    return everywhere.flatMap((path) => {
      const listed = Object.keys(exclusions[request] ?? {}).find((pattern) => isListed(pattern, path));
      if (listed !== undefined) used.add(`${request} ${listed}`);
      return listed === undefined ? [`${request} has ${path}, which no schema of ${users.join(' or ')} has`] : [];
    });
  });
  const all = Object.entries(exclusions).flatMap(([type, paths]) =>
    Object.keys(paths).map((path) => `${type} ${path}`),
  );
  const idle = all.filter((one) => !used.has(one));
  return [...problems, ...idle.map((one) => `the exclusion of the field ${one} is not needed`)];
}
