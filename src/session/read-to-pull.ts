import type { Connection } from '../auth0/connect.ts';
import { canonicalLive } from '../canonical/live.ts';
import { typeOf } from '../catalog/catalog.ts';
import { isManaged } from '../compare/changes.ts';
import { checkNamed, wantedOf } from '../compare/chosen.ts';
import { bothSides } from '../compare/compare.ts';
import type { FilesGoal } from '../goals.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { readOf } from '../pipeline.ts';
import { readAll, readBelonging } from '../read/read-all.ts';
import { checkReadable } from '../read/readable.ts';
import type { OnRead } from '../read/watch.ts';

/**
 * What a pull into files has to know of a tenant: what the files are about, all of the types that are asked for besides, and
 * what belongs to resources that the files do not have.
 */
export async function readToPull(
  goal: FilesGoal,
  connection: Connection,
  onRead?: OnRead,
): Promise<{ snapshot: Snapshot; diagnostics: Diagnostic[] }> {
  const { config, catalog, selection } = goal.target;
  const { desired, choice, unmentioned = new Set<string>() } = goal;
  const source = { ...connection, onRead };
  const { snapshot: known } = await readOf(goal, connection, onRead);
  const types = [...catalog.values()].filter(({ root }) => unmentioned.has(root.name)).map(({ name }) => name);
  const asked = types.length === 0 ? undefined : await readAll(goal.target, source, new Set(types));
  const { live } = bothSides(goal, known);
  const parents = [...live.resources.values()].filter(
    (one) =>
      one.parent === undefined &&
      one.system === undefined &&
      isManaged(desired, typeOf(catalog, one.type), one) &&
      !desired.resources.has(one.address) &&
      !selection.isExcluded(one),
  );
  const belonging = await readBelonging(parents, catalog, source);
  const snapshot: Snapshot = {
    ...known,
    rows: [...known.rows, ...(asked?.rows ?? []), ...belonging.rows],
    unreadable: [...known.unreadable, ...(asked?.unreadable ?? [])],
  };
  // Of what was not chosen it does not matter whether it can be read.
  const part = choice === undefined ? desired : wantedOf(desired, { choice, catalog, selection });
  const managed = { ...part.managed, types: new Set([...part.managed.types, ...unmentioned]) };
  const found = checkReadable(snapshot, { resources: part.resources, managed }, config, catalog, selection);
  const { resources } = canonicalLive(snapshot, catalog, desired.resources.values());
  const unfound = choice === undefined ? [] : checkNamed({ choice, catalog, selection }, desired, { resources });
  return { snapshot, diagnostics: [...found, ...unfound] };
}
