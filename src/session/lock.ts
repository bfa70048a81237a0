import { basename, join } from 'node:path';
import { findTenant } from '../load/load.ts';
import { onDisk } from '../record/disk.ts';
import { takeLock, thisProcess } from '../record/lock.ts';
import { messages } from './messages.ts';
import type { Surroundings } from './surroundings.ts';
import { stateFolder } from './workspace.ts';

/**
 * Keeps every other apply to a tenant's environment from running on this machine, until it is disposed of.
 *
 * Throws a `UsageError` when one is running.
 */
export async function lockEnvironment(
  tenant: string | undefined,
  environment: string | undefined,
  surroundings: Surroundings,
): Promise<Disposable> {
  const { cwd, clock } = surroundings;
  const names = [basename(findTenant(tenant, cwd)), environment ?? ''];
  const folder = join(stateFolder(surroundings), 'locks');
  const self = thisProcess(process.pid, new Date(clock.now()).toISOString());
  const found = await onDisk(folder, () => takeLock(folder, names.join('.'), self));
  if (found.type === 'ours') return { [Symbol.dispose]: found.release };
  const { pid, host, since } = found.holder;
  throw messages.locked(names.join('/'), pid, host, since);
}
