import type { LiveState } from '../canonical/live.ts';
import { childAddress } from '../model/address.ts';
import type { Address } from '../model/address.ts';
import type { Body, Json } from '../model/json.ts';
import { isBody, own } from '../model/json.ts';
import { isMatch } from '../model/path.ts';
import type { Path } from '../model/path.ts';
import type { DesiredResource, DesiredState, LiveResource } from '../model/resource.ts';
import { typeOf } from '../catalog/catalog.ts';
import type { Type, Catalog } from '../catalog/catalog.ts';
import type { Selection } from '../selection.ts';
import { itemField, itemKey } from '../canonical/comparable.ts';

/**
 * The desired state with the fields that are left to others as they are in the tenant: they do not differ, and what is
 * sent around them does not change them. A list of children that is left to others is not managed.
 *
 * This is about what exists: a new resource gets all that the files say.
 */
export function leaveIgnored(
  desired: DesiredState,
  live: LiveState,
  catalog: Catalog,
  selection: Selection,
): DesiredState {
  if (!selection.ignoresFields) return desired;
  const lists = selection.ignoredLists;
  const resources = new Map<Address, DesiredResource>();
  const left = new Set<Address>();
  for (const resource of desired.resources.values()) {
    const type = typeOf(catalog, resource.type);
    const { address, parent = '' } = resource;
    const existing = live.resources.get(address);
    if (lists.has(type) && live.resources.has(parent)) continue;
    for (const { root, child } of lists)
      if (existing !== undefined && root.name === type.name) left.add(childAddress(address, child?.name ?? '', ''));
    resources.set(address, existing === undefined ? resource : leftTo(type, resource, existing, selection));
  }
  const { types, lists: declared } = desired.managed;
  return { resources, managed: { types, lists: new Set([...declared].filter((list) => !left.has(list))) } };
}

function leftTo(type: Type, resource: DesiredResource, live: LiveResource, selection: Selection): DesiredResource {
  const { body, marked } = resource;
  const ignored = selection.ignoredFields(type);
  return {
    ...resource,
    body: withLiveValues(type, body, live, ignored),
    ...(marked === undefined ? {} : { marked: withLiveValues(type, marked, live, ignored) }),
  };
}

function withLiveValues(type: Type, body: Body, live: LiveResource, ignored: readonly string[]): Body {
  const value = ignored.length === 0 ? body : withLiveValue(type, ignored, body, live.body, []);
  return isBody(value) ? value : body;
}

function withLiveValue(
  type: Type,
  patterns: readonly string[],
  desired: Json,
  live: Json | undefined,
  path: Path,
): Json | undefined {
  const isIgnored = (at: Path): boolean => patterns.some((pattern) => isMatch(pattern, at));
  if (isIgnored(path)) return live;
  if (Array.isArray(desired)) {
    const items = Array.isArray(live) ? live : [];
    const field = itemField(type, path);
    const keyed = new Map(field === undefined ? [] : items.map((item) => [itemKey(item, field), item]));
    const existing = (item: Json, index: number): Json | undefined =>
      field === undefined ? items[index] : keyed.get(itemKey(item, field));
    return desired
      .map((item, index) => withLiveValue(type, patterns, item, existing(item, index), [...path, index]))
      .filter((item) => item !== undefined);
  }
  if (!isBody(desired)) return desired;
  const others = isBody(live) ? live : {};
  const added = Object.keys(others).filter((field) => !Object.hasOwn(desired, field) && isIgnored([...path, field]));
  return Object.fromEntries(
    [...Object.keys(desired), ...added].flatMap((field): [string, Json][] => {
      const [wanted, given] = [own(desired, field), own(others, field)];
      const value = wanted === undefined ? given : withLiveValue(type, patterns, wanted, given, [...path, field]);
      return value === undefined ? [] : [[field, value]];
    }),
  );
}
