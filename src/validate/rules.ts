import { originAt } from '../canonical/origin.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { groupBy } from '../model/group.ts';
import { isBody, keyText } from '../model/json.ts';
import { formatPath, select } from '../model/path.ts';
import type { Path } from '../model/path.ts';
import type { DesiredResource, DesiredState } from '../model/resource.ts';
import { ruleMessages } from './rule-messages.ts';
import type { At } from './rule-messages.ts';
import type { Type, Catalog } from '../catalog/catalog.ts';
import type { Order, Rule } from '../catalog/rule.ts';
import type { Selection } from '../selection.ts';
import { checkLimits } from './limits.ts';
import { checkMembers } from './members.ts';
import { holds, isSet } from '../catalog/conditions.ts';
import { isUnknown } from '../canonical/unknown.ts';

/** What the API refuses although every field is right for itself, and what makes no sense together. */
export function checkRules(desired: DesiredState, catalog: Catalog, selection: Selection): Diagnostic[] {
  const byType = groupBy(desired.resources.values(), ({ type }) => type);
  return [...catalog.values()].flatMap((type) => {
    const resources = (byType.get(type.name) ?? []).filter((resource) => !selection.isExcluded(resource));
    const told = { ...type, rules: type.rules?.flatMap(offline) ?? [] };
    return [
      ...checkLimits(type, resources),
      ...resources.flatMap((resource) => [
        ...checkChoices(type, resource),
        ...checkItems(type, resource),
        ...checkBody(told, resource),
        ...checkMembers(type, resource, desired, catalog, selection),
      ]),
    ];
  });
}

/** What is wrong with the fields of one body, as far as that body tells. */
export function checkBody(
  { rules = [], orders = [] }: Pick<Type, 'rules' | 'orders'>,
  resource: DesiredResource,
): Diagnostic[] {
  return [
    ...rules.flatMap((rule) => checkRule(rule, resource)),
    ...orders.flatMap((order) => checkOrder(order, resource)),
  ];
}

function checkRule({ when, says, hint, severity }: Rule, resource: DesiredResource): Diagnostic[] {
  const found = when.map((test) => (isUnknown(resource, test.path) ? undefined : holds(resource, test)));
  if (found.includes(undefined)) return [];
  const place = found[0]?.path ?? [];
  return [ruleMessages.rule(says, hint, { ...at(resource, place), severity })];
}

/** A rule as it is told without the tenant. */
function offline({ offline: severity, ...rule }: Rule): Rule[] {
  if (severity === 'nothing') return [];
  return [severity === undefined ? rule : { ...rule, severity }];
}

/** Choices of which both sides are made. */
function checkChoices({ exclusive = [] }: Type, resource: DesiredResource): Diagnostic[] {
  return exclusive.flatMap(({ sides, severity }) => {
    const made = sides.flatMap((side) => side.flatMap((path) => setPlace(resource, path)).slice(0, 1));
    const [first, second] = made;
    if (first === undefined || second === undefined) return [];
    const { origin } = at(resource, first);
    return [
      ruleMessages.exclusive(formatPath(second), formatPath(first), origin, { ...at(resource, second), severity }),
    ];
  });
}

function setPlace({ body }: DesiredResource, pattern: string): Path[] {
  return select(body, pattern).flatMap(({ path, value }) => (isSet(value) ? [path] : []));
}

/** Items of which a list has two with the same key. */
function checkItems({ sets = {} }: Type, resource: DesiredResource): Diagnostic[] {
  return Object.entries(sets).flatMap(([pattern, field]) => {
    if (field === true) return [];
    return select(resource.body, pattern).flatMap(({ path, value }) => {
      const keys = (Array.isArray(value) ? value : []).map((item) => (isBody(item) ? item[field] : undefined));
      return keys.flatMap((key, index) => {
        const first = key === undefined ? index : keys.findIndex((other) => other === key);
        if ((key ?? null) === null) {
          const items = isBody(Array.isArray(value) ? value[index] : null);
          return items ? [ruleMessages.keylessItem(formatPath(path), field, at(resource, [...path, index]))] : [];
        }
        if (key === undefined || first === index) return [];
        const { origin } = at(resource, [...path, first]);
        return [ruleMessages.duplicateItem(formatPath(path), keyText(key), origin, at(resource, [...path, index]))];
      });
    });
  });
}

function checkOrder({ low, high, unless, severity }: Order, resource: DesiredResource): Diagnostic[] {
  if (unless !== undefined && holds(resource, unless)) return [];
  const [lower] = select(resource.body, low);
  const [higher] = select(resource.body, high);
  if (typeof lower?.value !== 'number' || typeof higher?.value !== 'number' || lower.value <= higher.value) return [];
  return [ruleMessages.order(low, high, [lower.value, higher.value], { ...at(resource, lower.path), severity })];
}

function at(resource: DesiredResource, path: Path): At {
  return { origin: originAt(resource, path), address: resource.address };
}
