import { addressOf } from '../model/address.ts';
import type { Config, Declared } from '../model/config.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { isBody, joined, pick } from '../model/json.ts';
import type { Node } from '../model/tree.ts';
import { toJson } from '../model/tree.ts';
import { keyOf, typeOf } from '../catalog/catalog.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { ResourceTypes } from '../catalog/resource-type.ts';
import type { SchemaChecker } from './schema.ts';
import { checkSelectors } from './selectors.ts';
import { checkStructure } from './structure.ts';

/** The roots of a tenant's files, as far as they could be parsed. */
export interface Roots {
  documents: readonly { root: Node | undefined }[];
  environment: { root: Node | undefined } | undefined;
  defaults: { root: Node | undefined } | undefined;
}

/** What is wrong with the structure of the files and with the fields of everything that they declare. */
export function checkFiles(
  roots: Roots,
  config: Config,
  catalog: Catalog,
  resourceTypes: ResourceTypes,
  schemas: SchemaChecker,
): Diagnostic[] {
  return [
    ...checkSettings(roots, schemas),
    ...checkSelectors(config, [roots.environment?.root, roots.defaults?.root], resourceTypes, schemas),
    ...roots.documents.flatMap(({ root }) =>
      root === undefined ? [] : checkStructure(root, resourceTypes, config.environment.policy),
    ),
    ...config.declared.flatMap((declared) => checkDeclared(declared, catalog, schemas)),
  ];
}

function checkSettings({ environment, defaults }: Roots, schemas: SchemaChecker): Diagnostic[] {
  const shared = defaults?.root === undefined ? [] : schemas.node('defaults', defaults.root, undefined);
  if (environment?.root === undefined) return shared;
  const [own, below] = [environment.root, defaults?.root].map((root) => (root === undefined ? {} : toJson(root)));
  // The domain is needed, but it may stand in the defaults.
  const value = isBody(own) && isBody(below) ? { ...pick(below, ['domain']), ...own } : own;
  return [...shared, ...schemas.node('environment', environment.root, undefined, value)];
}

function checkDeclared(
  { type, node, value, captures, origin }: Declared,
  catalog: Catalog,
  schemas: SchemaChecker,
): Diagnostic[] {
  const body = isBody(value) ? joined(value, captures) : captures;
  const address = addressOf(type, keyOf(typeOf(catalog, type), body));
  return [...schemas.node(type, node, address, value), ...schemas.keys(type, captures, origin)];
}
