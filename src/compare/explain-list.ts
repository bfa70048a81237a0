import { isLinked } from '../catalog/catalog.ts';
import type { Catalog, Type } from '../catalog/catalog.ts';
import { originAt } from '../canonical/origin.ts';
import { childAddress } from '../model/address.ts';
import { placeOf } from '../model/diagnostic.ts';
import type { Explanation } from '../model/explanation.ts';
import { compareText, isSame } from '../model/json.ts';
import type { Json } from '../model/json.ts';
import { formatPath } from '../model/path.ts';
import type { Path } from '../model/path.ts';
import type { DesiredResource, DesiredState, Resource } from '../model/resource.ts';
import { alignDeclared } from './alignment.ts';
import type { EnvironmentSide } from './environments.ts';

/** The name of the children that stand in the place of a field; nothing for a field of the resource's own. */
export function childrenAt(type: Type, path: Path): string | undefined {
  const at = formatPath(path);
  if (type.child !== undefined || isLinked(type, at)) return undefined;
  return type.root.children?.find((child) => child.path === at)?.name;
}

/** A list of children, and both sides of it. */
export interface ExplainedList {
  name: string;
  path: Path;
  desired: DesiredResource | undefined;
  catalog: Catalog;
  side: EnvironmentSide;
  others: readonly { environment: string; side: EnvironmentSide }[];
}

/** What there is in a list of children, each as what it is called at its parent: they are resources of their own. */
export function explainList(
  address: string,
  { name, path, desired, catalog, side, others }: ExplainedList,
): Pick<Explanation, 'files' | 'others' | 'live'> {
  const said = listIn(side.desired, address, name);
  const live = side.tenant && keysOf(side.tenant.live.resources.values(), address, name);
  const origin = desired === undefined ? undefined : originAt(desired, path);
  const place = origin === undefined ? {} : { place: placeOf(origin) };
  return {
    ...(said === undefined ? {} : { files: { value: said, ...place, markers: [] } }),
    others: others.map(({ environment, side: other }) => {
      const own = desired === undefined ? [] : [desired];
      const pairs = alignDeclared(own, other.desired.resources.values(), new Map(), catalog);
      const there = pairs.find(({ a }) => a !== undefined)?.b?.address;
      const value = there === undefined ? undefined : listIn(other.desired, there, name);
      const called = there === undefined ? {} : { address: there };
      return { environment, ...called, ...(value === undefined ? {} : { value }) };
    }),
    live: liveOf(said, live),
  };
}

/** A list that no file declares may not have been read. */
function liveOf(said: Json | undefined, live: string[] | undefined): Explanation['live'] {
  if (live === undefined || (said === undefined && live.length === 0)) return { state: 'not read' };
  return { state: said !== undefined && isSame(said, live) ? 'same' : 'differs', value: live };
}

function listIn({ resources, managed }: DesiredState, address: string, name: string): string[] | undefined {
  return managed.lists.has(childAddress(address, name, '')) ? keysOf(resources.values(), address, name) : undefined;
}

function keysOf(resources: Iterable<Resource>, parent: string, name: string): string[] {
  const start = `${childAddress(parent, name, '')}/`;
  const all = [...resources].filter((one) => one.parent === parent && one.address.startsWith(start));
  return all.map(({ address }) => address.slice(start.length)).sort(compareText);
}
