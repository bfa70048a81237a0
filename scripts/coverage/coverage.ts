import { kindsOf } from '../../src/resources/kind.ts';
import { sdkDefs } from '../schemas/sdk.ts';
import { sectionsOf } from '../schemas/sections.ts';
import type { Catalog } from '../../src/resources/resource-type.ts';
import { drive } from './drive.ts';
import { isListed, missingFields } from './fields.ts';
import type { LeftOut } from './left-out.ts';
import { operationFinder } from './operations.ts';
import type { Operation } from './operations.ts';

/** One operation that writes, and what is known of it. */
export interface Line extends Operation {
  /** The kinds that use it. */
  kinds: string[];
  /** Why it is left out; absent also when it is managed. */
  reason?: string;
}

/** How much of the API the catalog covers; `problems` are what somebody has to look at. */
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
  catalog: Catalog,
  operations: readonly Operation[],
  exclusions: Exclusions,
): Promise<Coverage> {
  const sections = sectionsOf(catalog);
  const find = operationFinder(operations);
  const users = new Map<string, string[]>();
  for (const { kind, method, path } of await drive(sections)) {
    const name = find(method, path)?.name ?? '';
    const before = users.get(name) ?? [];
    if (!before.includes(kind)) users.set(name, [...before, kind]);
  }
  const writes = operations.filter(({ method }) => method !== 'GET');
  const lines = writes.map((operation): Line => {
    const kinds = users.get(operation.name) ?? [];
    const reason = exclusions.operations.find((group) => group.operations.some((one) => isNamed(one, operation.name)));
    return { ...operation, kinds, ...(kinds.length > 0 || reason === undefined ? {} : { reason: reason.reason }) };
  });
  const unexplained = lines.filter(({ kinds, reason }) => kinds.length === 0 && reason === undefined);
  return {
    lines,
    problems: [
      ...unexplained.map(({ name, method, path }) => `${method} ${path} (${name}) is neither managed nor left out`),
      ...idleExclusions(lines, exclusions.operations),
      ...fieldProblems(lines, catalog, sections, exclusions.fields),
    ],
  };
}

/** Whether a pattern of names means a name. */
export function isNamed(pattern: string, name: string): boolean {
  const source = pattern.split('.').map((part) => (part === '**' ? '.+' : part === '*' ? '[^.]+' : part));
  return new RegExp(`^${source.join('\\.')}$`).test(name);
}

function idleExclusions(lines: readonly Line[], groups: readonly LeftOut[]): string[] {
  const left = lines.filter(({ kinds }) => kinds.length === 0);
  const patterns = groups.flatMap((group) => group.operations);
  const idle = patterns.filter((pattern) => !left.some(({ name }) => isNamed(pattern, name)));
  return idle.map((pattern) => `the exclusion ${pattern} matches no operation that is not managed`);
}

function fieldProblems(
  lines: readonly Line[],
  catalog: Catalog,
  sections: ReturnType<typeof sectionsOf>,
  exclusions: Exclusions['fields'],
): string[] {
  const kinds = kindsOf(catalog);
  const managed = lines.filter(({ kinds: users, method }) => users.length > 0 && method !== 'DELETE');
  const types = [...new Set(managed.flatMap(({ request }) => request ?? []))];
  const draft = { root: {}, defs: sdkDefs(types) };
  const used = new Set<string>();
  const problems = managed.flatMap(({ request, kinds: users }) => {
    if (request === undefined) return [];
    const missing = users.map((name) => {
      const kind = kinds.get(name);
      const section = sections.find(({ type }) => type.name === kind?.type.name);
      return kind === undefined || section === undefined ? [] : missingFields(request, draft, kind, section);
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
