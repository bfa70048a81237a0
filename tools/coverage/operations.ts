// The Management API as the installed SDK knows it, read from the SDK's own sources.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';

/** One method of the SDK's management client and the request that it makes. */
export interface Operation {
  /** As one calls it: `roles.permissions.add`. */
  name: string;
  method: string;
  /** Below `/api/v2`, parameters in braces: `/roles/{id}/permissions`. */
  path: string;
  /** The SDK's type of what it is given beside the parameters of the path. */
  request?: string;
}

/** Every operation, ordered by name. Throws when the sources no longer look as expected: then this reader is out of date. */
export function sdkOperations(): Operation[] {
  const entry = createRequire(import.meta.url).resolve('auth0');
  const root = join(dirname(entry).replace(/dist[\\/](cjs|esm).*$/, 'dist/esm'), 'management/api/resources');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' });
  const clients = files.filter((path) => path.endsWith(join('client', 'Client.mjs')));
  const operations = clients.flatMap((path) => {
    const sources = readFileSync(join(root, path), 'utf8');
    const types = readFileSync(join(root, path.replace(/\.mjs$/, '.d.mts')), 'utf8');
    return operationsOf(namespaceOf(path), sources, types);
  });
  if (operations.length < 100) throw new Error(`found only ${operations.length} operations in the sources of the SDK`);
  return operations.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** `roles/resources/permissions/client/Client.mjs` is `roles.permissions`. */
function namespaceOf(path: string): string {
  return path
    .split(sep)
    .slice(0, -2)
    .filter((part) => part !== 'resources')
    .join('.');
}

/** What each method says of itself when its request fails, and the type of its argument. */
function operationsOf(namespace: string, sources: string, types: string): Operation[] {
  const requests = new Map(
    [...types.matchAll(/^ {4}(\w+)\(.*?\brequest\??: Management\.(\w+)/gm)].map(([, name = '', type = '']) => [
      name,
      type,
    ]),
  );
  const methods = [...sources.matchAll(/^ {4}(?:__)?(\w+)\([^)]*\) \{\n(.*?)^ {4}\}\n/gms)];
  return methods.flatMap(([, name = '', body = '']): Operation[] => {
    const [, method, path] = /handleNonStatusCodeError\([^"]*"(\w+)", "([^"]+)"\)/.exec(body) ?? [];
    if (method === undefined || path === undefined) return [];
    const request = requests.get(name);
    return [{ name: `${namespace}.${name}`, method, path, ...(request === undefined ? {} : { request }) }];
  });
}

/** Finds the operation that a request belongs to; of several the one with the fewest parameters. */
export function operationFinder(
  operations: readonly Operation[],
): (method: string, path: string) => Operation | undefined {
  const patterns = operations
    .map((operation) => ({ operation, pattern: patternOf(operation.path), holes: operation.path.split('{').length }))
    .toSorted((a, b) => a.holes - b.holes);
  return (method, path) =>
    patterns.find(({ operation, pattern }) => operation.method === method && pattern.test(path))?.operation;
}

function patternOf(path: string): RegExp {
  const parts = path.split(/\{[^}]*\}/).map((part) => part.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^/]+')}$`);
}
