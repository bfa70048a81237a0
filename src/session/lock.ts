import { realpathSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { bareDomain } from '../model/domain.ts';
import { digest } from '../model/inputs.ts';
import { makeFolder, onDisk } from '../record/disk.ts';
import { takeLock, thisProcess } from '../record/lock.ts';
import { emulatorFile } from './emulator.ts';
import { messages } from './messages.ts';
import type { Surroundings } from './surroundings.ts';

/** What is locked: a tenant at a domain, or the emulator of an environment. */
export interface Locked {
  tenant: string;
  environment: string;
  domain: string;
}

/**
 * Keeps every other apply of this user to a tenant from running on this machine, wherever its files are, until it is disposed
 * of. The signal is aborted when the lock is lost.
 *
 * Throws a `UsageError` when one is running.
 */
export async function lockTenant(
  locked: Locked,
  surroundings: Surroundings,
): Promise<Disposable & { lost: AbortSignal }> {
  const path = lockFile(locked, surroundings);
  const found = await onDisk(path, () => takeLock(path, thisProcess()));
  if (found.type === 'ours') return { [Symbol.dispose]: found.release, lost: found.lost };
  const { pid, host, since } = found.holder;
  throw messages.locked(`${locked.tenant}/${locked.environment} (${locked.domain})`, { pid, host, since }, path);
}

/** The file of a lock. */
export function lockFile(
  { tenant, environment, domain }: Locked,
  surroundings: Pick<Surroundings, 'cwd' | 'env'>,
): string {
  // An emulator is one of its project: of the same name there may be many.
  if (domain === 'local') return `${realOf(emulatorFile(tenant, environment, surroundings))}.lock`;
  const name = bareDomain(domain).replace(/[^a-z0-9.-]/g, '_');
  return join(lockFolder(surroundings), `${name.slice(0, 80)}-${digest(bareDomain(domain)).slice(0, 8)}.lock`);
}

/** The folder of the user's locks: the same for all checkouts. */
function lockFolder({ env }: Pick<Surroundings, 'env'>): string {
  const home = env['HOME'] ?? homedir();
  for (const folder of [
    join(home, '.tenantry', 'locks'),
    join(tmpdir(), `tenantry-${process.getuid?.() ?? 'user'}`, 'locks'),
  ]) {
    try {
      makeFolder(folder);
      return folder;
    } catch {
      // In containers the home may not be there, or not be writable.
    }
  }
  return join(home, '.tenantry', 'locks');
}

/** A path with the links of its folder followed. */
function realOf(path: string): string {
  makeFolder(dirname(path));
  return join(realpathSync(dirname(path)), path.slice(dirname(path).length + 1));
}
