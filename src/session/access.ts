import type { Connection } from '../auth0/connect.ts';
import { canonicalLive } from '../canonical/live.ts';
import type { Goal } from '../goals.ts';
import type { Access } from '../model/access.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { checkReadable } from '../read/readable.ts';
import { read } from '../read/read.ts';
import { accessOf, accessScope } from '../resources/access.ts';

/** Who may get which tokens, as the files say it and the tenant fills in; with the secrets of clients only where those are wanted. */
export async function accessIn(
  goal: Goal,
  connection: Connection,
  hasSecrets: boolean,
): Promise<{ access: Access; diagnostics: Diagnostic[] }> {
  const { config, catalog, selection } = goal.target;
  const scope = accessScope(goal.desired);
  const snapshot = await read(scope, goal.target, { ...connection, isWithoutSecrets: !hasSecrets });
  const { resources } = canonicalLive(snapshot, catalog, goal.desired.resources.values());
  return {
    access: accessOf(goal.desired, resources),
    diagnostics: checkReadable(snapshot, scope, config, catalog, selection),
  };
}
