import type { LiveState } from '../canonical/live.ts';
import { originAt } from '../canonical/origin.ts';
import type { Address } from '../model/address.ts';
import type { Change } from '../model/change.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { groupBy } from '../model/group.ts';
import { omit } from '../model/json.ts';
import { strip } from '../model/path.ts';
import type { DesiredResource, DesiredState, LiveResource } from '../model/resource.ts';
import { secretPatterns } from '../secrets/secrets.ts';
import { isRenamable, typeOf } from '../catalog/catalog.ts';
import type { Type, Catalog } from '../catalog/catalog.ts';
import { compareBodies, fieldsIn } from './fields.ts';
import { messages } from './messages.ts';

/** Both sides, and the changes between them. */
interface Renamed {
  desired: DesiredState;
  live: LiveState;
  changes: readonly Change[];
}

/** Resources that are new under a name, and hardly differ from one that goes: whoever renamed it in the files is told. */
export function checkRenames({ desired, live, changes }: Renamed, catalog: Catalog): Diagnostic[] {
  const gone = groupBy(
    changes.filter(({ action, parent }) => action === 'delete' && parent === undefined),
    ({ type }) => type,
  );
  const taken = new Set<Address>();
  return changes.flatMap(({ action, address, type: name }) => {
    const wanted = desired.resources.get(address);
    if (action !== 'create' || wanted === undefined) return [];
    const old = (gone.get(name) ?? []).find((change) => {
      const given = live.resources.get(change.address);
      return given !== undefined && !taken.has(given.address) && isAlike(typeOf(catalog, name), wanted, given);
    });
    if (old === undefined) return [];
    taken.add(old.address);
    return [messages.rename(address, old.address, isRenamable(typeOf(catalog, name)), originAt(wanted, []))];
  });
}

/** Whether two resources have at least half of what the files say of the one in common, keys aside. */
function isAlike(type: Type, wanted: DesiredResource, given: LiveResource): boolean {
  const body = omit(wanted.body, type.identity.keys);
  const differing = new Set(fieldsIn(compareBodies(type, body, given.body)));
  const fields = Object.keys(strip(body, secretPatterns(type)));
  return fields.length > 0 && fields.filter((field) => !differing.has(field)).length * 2 > fields.length;
}
