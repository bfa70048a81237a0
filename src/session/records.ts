import { spawnSync } from 'node:child_process';
import { userInfo } from 'node:os';
import { basename, join } from 'node:path';
import { findTenant } from '../load/load.ts';
import { recordMessages } from '../model/record-messages.ts';
import type { SecretMemory } from '../secrets/secret-memory.ts';
import { onDisk } from '../record/disk.ts';
import { takeLock, thisProcess } from '../record/lock.ts';
import { runsIn } from '../record/runs.ts';
import type { RunHeader, RunRecord } from '../record/runs.ts';
import { secretMemory } from '../secrets/fingerprints.ts';
import type { Io } from '../commands/io.ts';
import { stateFolder } from './workspace.ts';

/** The folder that keeps the records of runs. */
export function runsFolder(io: Io): string {
  return join(stateFolder(io), 'runs');
}

/** The recorded runs for a tenant's environment, the oldest first. */
export function runsFor(tenant: string, environment: string, io: Io): Promise<RunRecord[]> {
  return runsIn(runsFolder(io), (header) => header.tenant === tenant && header.environment === environment);
}

/** What is to be noted of a run that begins now. */
export function headerOf(what: string, plan: Pick<RunHeader, 'tenant' | 'environment' | 'domain'>, io: Io): RunHeader {
  const { tenant, environment, domain } = plan;
  const commit = io.env['GITHUB_SHA'] ?? commitOf(io.cwd);
  return {
    tenant,
    environment,
    domain,
    what,
    by: io.env['GITHUB_ACTOR'] ?? nameOfUser(),
    ...(commit === undefined ? {} : { commit }),
    startedAt: new Date().toISOString(),
  };
}

/** What is remembered of secrets; with `sendsAll` each of them counts as changed. */
export function memoryOf(runs: readonly RunRecord[], credential: string | undefined, sendsAll: boolean): SecretMemory {
  const memory = secretMemory(runs, credential);
  return sendsAll ? { ...memory, compare: () => 'other' } : memory;
}

/** Does something while no other apply to a tenant's environment can run on this machine. Throws a `UsageError` when one does. */
export async function withLock(
  tenant: string | undefined,
  environment: string | undefined,
  io: Io,
  work: () => Promise<number>,
): Promise<number> {
  const release = await lock(basename(findTenant(tenant, io.cwd)), environment ?? '', io);
  try {
    return await work();
  } finally {
    release();
  }
}

async function lock(tenant: string, environment: string, io: Io): Promise<() => void> {
  const folder = join(stateFolder(io), 'locks');
  const self = thisProcess(process.pid, new Date().toISOString());
  const found = await onDisk(folder, () => takeLock(folder, `${tenant}.${environment}`, self));
  if (found.type === 'ours') return found.release;
  const { pid, host, since } = found.holder;
  throw recordMessages.locked(`${tenant}/${environment}`, pid, host, since);
}

function commitOf(folder: string): string | undefined {
  const { status, stdout } = spawnSync('git', ['rev-parse', 'HEAD'], { cwd: folder, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

function nameOfUser(): string {
  try {
    return userInfo().username;
  } catch {
    // A container's user may have no name.
    return 'unknown';
  }
}
