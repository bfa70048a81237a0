import { typeOf } from '../catalog/catalog.ts';
import type { Catalog, Type } from '../catalog/catalog.ts';
import { arrange } from '../canonical/comparable.ts';
import type { ComparedPlace } from '../model/comparison.ts';
import type { Body } from '../model/json.ts';
import { formatPath, strip, valueAt } from '../model/path.ts';
import type { Path } from '../model/path.ts';
import type { LiveResource } from '../model/resource.ts';
import { secretPatterns } from '../secrets/secrets.ts';
import { align, alignDeclared, bodyThere } from './alignment.ts';
import { declaredOf, inOrder, placed, sidesOf, valuesOf, wholePlace } from './environments.ts';
import type { Both, EnvironmentSide } from './environments.ts';
import { fieldChange, placesBetween } from './fields.ts';

/**
 * Where two tenants differ in what no file speaks of: fields of what both have, and whole resources, without those of which
 * `told` speaks already.
 */
export function unmanagedPlaces(
  a: EnvironmentSide,
  b: EnvironmentSide,
  catalog: Catalog,
  told: readonly ComparedPlace[],
): ComparedPlace[] {
  const both: Both = { a, b, catalog, renamed: new Map() };
  alignDeclared(declaredOf(a), declaredOf(b), both.renamed, catalog);
  const known = new Set(told.filter(({ path }) => path === '').flatMap((one) => [one.a.address, one.b.address]));
  const found = align(liveOf(a), liveOf(b), both.renamed, catalog).flatMap((pair): ComparedPlace[] => {
    if (pair.a !== undefined && pair.b !== undefined) return fieldsOf(pair.a, pair.b, both);
    const address = pair.a?.address ?? pair.b?.address ?? '';
    const isDeclared = a.desired.resources.has(address) || b.desired.resources.has(address);
    return isDeclared || known.has(address) ? [] : wholePlace('unmanaged', pair, sidesOf(pair));
  });
  return inOrder(found, catalog);
}

/** What a tenant has, without what is left alone. */
function liveOf({ tenant, selection }: EnvironmentSide): LiveResource[] {
  const all = [...(tenant?.live.resources.values() ?? [])];
  return all.filter((resource) => resource.system === undefined && !selection.isExcluded(resource));
}

/** Fields that both tenants have and no file speaks of. */
function fieldsOf(a: LiveResource, b: LiveResource, { catalog, renamed, ...both }: Both): ComparedPlace[] {
  const type = typeOf(catalog, a.type);
  const patterns = [...both.a.selection.ignoredFields(type), ...both.b.selection.ignoredFields(type)];
  const seen = (body: Body): Body => arrange(type, strip(body, [...secretPatterns(type), ...patterns]));
  const pair = { live: seen(bodyThere(a, renamed, catalog)), desired: seen(b.body) };
  const declared = [both.a.desired.resources.get(a.address), both.b.desired.resources.get(b.address)];
  const isSpokenOf = (path: Path): boolean =>
    declared.some((one) => one !== undefined && valueAt(arrange(type, one.body), path) !== undefined);
  return placesBetween(type, pair)
    .filter((path) => !isSpokenOf(path) && !isOfKey(type, path))
    .map((path) => {
      const { before, after, path: _path, ...shape } = fieldChange(type, pair, path, () => false);
      return {
        ...placed('unmanaged', a, formatPath(path), shape),
        a: valuesOf(a, undefined, before),
        b: valuesOf(b, undefined, after),
        in: ['a', 'b'],
      };
    });
}

function isOfKey({ identity }: Type, [field]: Path): boolean {
  return identity.keys.includes(String(field));
}
