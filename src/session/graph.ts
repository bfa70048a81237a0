import type { FilesGoal } from '../goals.ts';
import { mapOfFiles, mapOfPlan, mapOfTenant } from '../mapping.ts';
import { partOfMap } from '../map/part.ts';
import type { MapPart } from '../map/part.ts';
import type { TenantMap } from '../model/map.ts';
import type { OnRead } from '../read/watch.ts';
import type { Session } from './connect.ts';
import { messages } from './messages.ts';
import { interruption } from './plan.ts';
import type { Ready } from './plan.ts';
import type { Workspace } from './workspace.ts';

/** Who may call what, as the files say it. */
export function graphOfFiles(files: FilesGoal, { surroundings: { clock } }: Workspace): TenantMap {
  return mapOfFiles(files, { now: clock.now() });
}

/** Who may call what once a plan is carried out. Throws a `Failure` when the user stops it, or the tenant cannot be read. */
export async function graphOfPlan(session: Session, ready: Ready, onRead?: OnRead): Promise<TenantMap> {
  const { files, connection, workspace } = session;
  const { clock, signal } = workspace.surroundings;
  const made = mapOfPlan(ready, files, connection, { now: clock.now(), onRead });
  return Promise.race([made, interruption(signal)]);
}

/** Who may call what in the tenant as it is. Throws a `Failure` when the user stops it, or the tenant cannot be read. */
export async function graphOfTenant({ files, connection, workspace }: Session, onRead?: OnRead): Promise<TenantMap> {
  const { clock, signal } = workspace.surroundings;
  const made = mapOfTenant(files, connection, { now: clock.now(), onRead });
  return Promise.race([made, interruption(signal)]);
}

/** What of a map is asked for. Throws a `UsageError` for a team, a client or an API that it does not have. */
export function graphOfPart(map: TenantMap, part: MapPart): TenantMap {
  const { map: found, unknown } = partOfMap(map, part);
  if (unknown !== undefined) throw messages.notOnMap(unknown.what, unknown.name, unknown.known);
  return found;
}
