import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { realClock } from '../auth0/clock.ts';
import type { Outside } from '../commands/outside.ts';
import { writeWhole } from '../record/disk.ts';
import { planFileText, planFormat } from '../record/plan-file.ts';
import { filesOf, openWorkspace } from '../session/workspace.ts';
import { version } from '../version.ts';
import { messages } from './messages.ts';

/** How the files of approved plans end, in the folder of their target. */
export const approvedEnding = '.plan.json';

/**
 * The files with the plans that were approved for a target: the file that was given, or those in its folder below the folder that
 * was given. When there are none, which is logged, one that approves nothing: an apply without any would be approved whatever it does.
 */
export function approvedFiles(
  approved: string,
  { tenant, env, id }: { tenant: string | undefined; env: string | undefined; id: string },
  reports: string,
  { cwd, env: variables, signal }: Outside,
  log: (text: string) => void,
): string[] {
  if (existsSync(approved) && statSync(approved).isFile()) return [approved];
  const folder = join(approved, id);
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(approvedEnding)) : [];
  if (names.length > 0) return names.sort().map((name) => join(folder, name));
  log(messages.nothingApproved(approved, id, existsSync(approved)));
  const surroundings = { cwd, env: variables, signal, clock: realClock };
  const workspace = openWorkspace(surroundings, { tenant, secrets: 'ignored' });
  const { config } = filesOf(workspace, env).target;
  const path = join(reports, `nothing-approved${approvedEnding}`);
  const { name: environment, domain } = config.environment;
  const plan = { tenant: config.tenant, environment, domain, changes: [], waves: [], requests: 0, unchanged: 0 };
  const inputs = { files: {}, keywords: {} };
  writeWhole(path, planFileText({ format: planFormat, tool: version, inputs, preconditions: {}, plan }));
  return [path];
}
