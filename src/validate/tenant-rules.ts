import { originAt } from '../canonical/origin.ts';
import { referencesOf } from '../canonical/references.ts';
import { foreignPaths } from '../canonical/request.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { groupBy } from '../model/group.ts';
import { isEmpty, isSame, keyText, own } from '../model/json.ts';
import type { Json } from '../model/json.ts';
import { select } from '../model/path.ts';
import type { Path } from '../model/path.ts';
import type { DesiredResource, Resource } from '../model/resource.ts';
import { typeOf } from '../catalog/catalog.ts';
import type { Catalog, Type } from '../catalog/catalog.ts';
import { expectedOf } from './expected.ts';
import type { Expected, Found } from './expected.ts';
import { checkMembers } from './members.ts';
import { ruleMessages } from './rule-messages.ts';
import type { At } from './rule-messages.ts';
import { checkBody } from './rules.ts';
import { holds } from '../catalog/conditions.ts';

/**
 * What the API would refuse of the requests that a plan makes, for what the tenant has or has not.
 *
 * The rules are the same as those of the files alone, looked at on what the tenant will have when everything is done.
 */
export function checkTenantRules(found: Found, catalog: Catalog): Diagnostic[] {
  const expected = expectedOf(found, catalog);
  const byType = groupBy(expected.resources.values(), ({ type }) => type);
  const ofType = (name: string): readonly DesiredResource[] => byType.get(name) ?? [];
  const written = groupBy(expected.written, ({ type }) => type);
  return [
    ...[...written].flatMap(([name, resources]) => {
      const type = typeOf(catalog, name);
      return [
        ...checkCounts(type, resources, found, expected),
        ...resources.flatMap((resource) => [
          ...checkFields(type, resource, found),
          ...checkMembers(type, resource, { ...expected, isComplete: true }, catalog, { isExcluded: () => false }),
          ...checkTargets(type, resource, expected, catalog),
          ...checkRequirements(type, resource, ofType, found),
        ]),
        ...checkUnique(type, resources, ofType),
      ];
    }),
    ...checkKept(expected, catalog),
    ...[...expected.going.values()].flatMap((resource) =>
      checkDelete(typeOf(catalog, resource.type), resource, written.get(resource.type) ?? []),
    ),
  ];
}

/** What is wrong with the fields of a resource; that an object is missing is said where nothing says it better. */
function checkFields(type: Type, resource: DesiredResource, found: Found): Diagnostic[] {
  const errors = checkBody(type, resource).filter(({ severity }) => severity === 'error');
  return errors.length > 0 ? errors : checkVariants(type, resource, found);
}

/** Objects of the former variant that the files do not replace: the API refuses them, and nothing of them travels along. */
function checkVariants(type: Type, { address }: DesiredResource, { desired, live }: Found): Diagnostic[] {
  const [wanted, given] = [desired.resources.get(address), live.resources.get(address)];
  if (wanted === undefined || given === undefined) return [];
  const missing = foreignPaths(type, wanted.body, given.body).filter((path) => {
    const isNeeded = type.requiredOnCreate?.includes(path) === true || !isEmpty(own(given.body, path) ?? null);
    return isNeeded && own(wanted.body, path) === undefined;
  });
  return missing.map((path) => ruleMessages.variantMissing(path, type.variants?.[path] ?? '', at(wanted, [])));
}

/** More resources than the tenant, or their parent, can have at any time of the run: deletes come last. */
function checkCounts(
  type: Type,
  resources: readonly DesiredResource[],
  { live }: Found,
  { coming, going }: Expected,
): Diagnostic[] {
  return (type.limits ?? []).flatMap(({ at: place, most, where, givesWay }) => {
    if (place !== undefined || givesWay === true) return [];
    const isCounted = (one: Resource): boolean => where === undefined || holds(one, where) !== undefined;
    const created = resources.filter((one) => coming.has(one.address) && isCounted(one));
    const known = created.length === 0 ? [] : [...live.resources.values()].filter(isCounted);
    return [...groupBy(created, ({ parent }) => parent ?? '')].flatMap(([parent, group]) => {
      const there = known.filter((one) => one.type === type.name && (one.parent ?? '') === parent);
      const excess = group[Math.max(0, most - there.length)];
      if (there.length === 0 || excess === undefined) return [];
      const leaving = there.filter(({ address }) => going.has(address)).length;
      const count = there.length + group.length;
      return [ruleMessages.tooManyThere(type.name, { most, count, leaving }, at(excess, []))];
    });
  });
}

/** References that lead to a resource that does not do for it. */
function checkTargets(type: Type, resource: DesiredResource, { resources }: Expected, catalog: Catalog): Diagnostic[] {
  return (type.targetRules ?? []).flatMap(({ of, where, when, says, hint }) => {
    if (where !== undefined && holds(resource, where) === undefined) return [];
    const named = referencesOf(resource, catalog).filter(({ field }) => field === of);
    const parent = { path: [], targets: [{ address: resource.parent ?? '' }] };
    return (of === undefined ? [parent] : named).flatMap(({ path, targets }) => {
      const target = targets.map(({ address }) => resources.get(address)).find((one) => one !== undefined);
      if (target === undefined || when.some((test) => holds(target, test) === undefined)) return [];
      return [ruleMessages.rule(says, hint, at(resource, path))];
    });
  });
}

/** What the tenant has to have for a resource, and will not have. */
function checkRequirements(
  type: Type,
  resource: DesiredResource,
  ofType: (name: string) => readonly DesiredResource[],
  { unreadable }: Found,
): Diagnostic[] {
  return (type.requirements ?? []).flatMap(({ where, type: name, having = [], says, hint }) => {
    if (unreadable.has(name) || (where !== undefined && holds(resource, where) === undefined)) return [];
    if (!hasContent(type, resource)) return [];
    const isThere = ofType(name).some((one) => having.every((test) => holds(one, test) !== undefined));
    return isThere ? [] : [ruleMessages.requirement(says, hint, at(resource, []))];
  });
}

/** Whether a resource says anything: an empty one only takes away what is not there. */
function hasContent({ root: { value: field } }: Type, { body }: DesiredResource): boolean {
  return field === undefined || Object.keys(body[field] ?? {}).length > 0;
}

/** Values of a field that another resource has. */
function checkUnique(
  type: Type,
  resources: readonly DesiredResource[],
  ofType: (name: string) => readonly DesiredResource[],
): Diagnostic[] {
  return (type.unique ?? []).flatMap(({ path: pattern, among = [type.name] }) => {
    const owners = new Map<string, DesiredResource[]>();
    for (const one of among.flatMap(ofType))
      for (const { value } of valuesAt(one, pattern)) owners.set(value, [...(owners.get(value) ?? []), one]);
    return resources.flatMap((resource) =>
      valuesAt(resource, pattern).flatMap(({ path, value }) => {
        const other = owners.get(value)?.find(({ address }) => address !== resource.address);
        return other === undefined ? [] : [ruleMessages.taken(value, other.address, at(resource, path))];
      }),
    );
  });
}

function valuesAt({ body }: DesiredResource, pattern: string): { path: Path; value: string }[] {
  const known = (value: Json): boolean => value !== null && !isSame(value, '');
  return select(body, pattern).flatMap(({ path, value }) => (known(value) ? [{ path, value: keyText(value) }] : []));
}

/** Deletes of what another resource still names when they are sent. */
function checkKept({ resources, going }: Expected, catalog: Catalog): Diagnostic[] {
  if (going.size === 0) return [];
  return [...resources.values()].flatMap((resource) =>
    referencesOf(resource, catalog).flatMap(({ path, reference, targets }) => {
      const lost = reference.keeps === true ? targets.find(({ address }) => going.has(address)) : undefined;
      return lost === undefined ? [] : [ruleMessages.inUse(lost.address, resource.address, originAt(resource, path))];
    }),
  );
}

/** Deletes that the API refuses for what the resource is. */
function checkDelete(type: Type, resource: Resource, written: readonly Resource[]): Diagnostic[] {
  const kept = type.hooks?.keeps?.(
    resource.body,
    written.map(({ body }) => body),
  );
  if (kept === undefined) return [];
  return [ruleMessages.rule(kept.says, kept.hint, { origin: undefined, address: resource.address })];
}

function at(resource: DesiredResource, path: Path): At {
  return { origin: originAt(resource, path), address: resource.address };
}
