import { foreignPaths, updateBody } from '../canonical/request.ts';
import type { Address } from '../model/address.ts';
import type { Change } from '../model/change.ts';
import type { Body } from '../model/json.ts';
import { strip } from '../model/path.ts';
import type { DesiredResource, DesiredState, LiveResource } from '../model/resource.ts';
import { typeOf } from '../catalog/catalog.ts';
import type { Catalog, Type } from '../catalog/catalog.ts';

/** Both sides of a comparison, what differs, and the types of which nothing is known. */
export interface Found {
  desired: DesiredState;
  live: { resources: ReadonlyMap<Address, LiveResource> };
  changes: readonly Change[];
  unreadable: ReadonlySet<string>;
}

/** What the tenant will have when the changes are done. */
export interface Expected {
  /** What stays and what comes, each with all that is known of it. */
  resources: ReadonlyMap<Address, DesiredResource>;
  /** Those of them that requests are made for. */
  written: readonly DesiredResource[];
  /** The live resources that go, by their address. */
  going: ReadonlyMap<Address, LiveResource>;
  /** The addresses of those that come although nothing has to go for them first. */
  coming: ReadonlySet<Address>;
}

/** What the tenant will have when the changes are done that are not kept back. */
export function expectedOf({ desired, live, changes }: Found, catalog: Catalog): Expected {
  const carried = new Map(
    changes.filter(({ withheld }) => withheld === undefined).map((change) => [change.address, change]),
  );
  const resources = new Map<Address, DesiredResource>();
  const going = new Map<Address, LiveResource>();
  for (const resource of live.resources.values()) {
    const { address, parent } = resource;
    const action = carried.get(address)?.action;
    if (action === 'delete') going.set(address, resource);
    else if (action !== 'replace' && carried.get(parent ?? '')?.action !== 'delete')
      resources.set(address, { ...resource, body: { ...resource.body, ...resource.facts }, source: undefined });
  }
  const written = [...carried.values()].flatMap((change): DesiredResource[] => {
    const wanted = desired.resources.get(change.address);
    if (wanted === undefined || change.action === 'delete' || change.action === 'none') return [];
    const given = resources.get(change.address);
    const isUpdate = change.action === 'update';
    const type = typeOf(catalog, wanted.type);
    const fields = isUpdate ? [...change.fieldsToSend, ...hiddenFields(type, wanted.body)] : [];
    const sent: Body = isUpdate ? updateBody(type, wanted.body, given?.body ?? {}, fields) : wanted.body;
    const kept = strip(given?.body ?? {}, foreignPaths(type, wanted.body, given?.body ?? {}));
    return [{ ...wanted, body: { ...kept, ...sent } }];
  });
  for (const resource of written) resources.set(resource.address, resource);
  const coming = [...carried.values()].filter(({ action }) => action === 'create').map(({ address }) => address);
  return { resources, written, going, coming: new Set(coming) };
}

/** The declared fields of which the API does not return all: what the files say is there, although nobody sees it. */
function hiddenFields(type: Type, desired: Body): string[] {
  const fields = [...(type.secret ?? []), ...(type.sensitive ?? [])].map((path) => /^[^.[]+/.exec(path)?.[0] ?? path);
  return Object.keys(desired).filter((field) => fields.includes(field));
}
