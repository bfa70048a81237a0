import { spawnSync } from 'node:child_process';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { JournalEntry } from '../model/journal.ts';
import type { Plan } from '../model/plan.ts';
import { runsIn } from '../record/runs.ts';
import type { Records, RunHeader, RunRecord } from '../record/runs.ts';
import { secretMemory } from '../secrets/fingerprints.ts';
import type { SecretMemory } from '../secrets/secret-memory.ts';
import { isInRepository } from './git.ts';
import { messages } from './messages.ts';
import type { Surroundings } from './surroundings.ts';
import { stateFolder } from './workspace.ts';

/** Where the runs of a project are recorded. */
export function recordsOf(surroundings: Pick<Surroundings, 'cwd' | 'clock'>): Records {
  return { root: join(stateFolder(surroundings), 'runs'), now: () => surroundings.clock.now() };
}

/** The recorded runs of a tenant, of an environment, or of all of them, the oldest first. */
export function runsFor(
  tenant: string | undefined,
  environment: string | undefined,
  surroundings: Surroundings,
): Promise<RunRecord[]> {
  const isWanted = (wanted: string | undefined, found: string): boolean => wanted === undefined || wanted === found;
  return runsIn(
    recordsOf(surroundings).root,
    (header) => isWanted(tenant, header.tenant) && isWanted(environment, header.environment),
  );
}

/** The run of that id, of the beginning of an id that no other has, or the `last` one. Throws a `UsageError` when there is none. */
export async function findRun(id: string, surroundings: Surroundings): Promise<RunRecord> {
  const runs = await runsFor(undefined, undefined, surroundings);
  const exact = id === 'last' ? runs.at(-1) : runs.find((run) => run.id === id);
  const fitting = runs.filter((run) => id !== '' && run.id.startsWith(id));
  const found = exact ?? (fitting.length === 1 ? fitting[0] : undefined);
  if (found !== undefined) return found;
  throw fitting.length > 1
    ? messages.runAmbiguous(
        id,
        fitting.map((run) => run.id),
      )
    : messages.runMissing(id);
}

/** What is to be noted of a run that begins now. */
export function headerOf(
  what: string,
  { tenant, environment, domain }: Plan,
  { cwd, env, clock }: Surroundings,
): RunHeader {
  const commit = env['GITHUB_SHA'] ?? commitOf(cwd, env);
  return {
    tenant,
    environment,
    domain,
    what,
    by: env['GITHUB_ACTOR'] ?? nameOfUser(),
    ...(commit === undefined ? {} : { commit }),
    startedAt: new Date(clock.now()).toISOString(),
  };
}

/** What is remembered of secrets, by runs and whatever `others` say; with `sendsAll` each of them counts as changed. */
export function memoryOf(
  runs: readonly RunRecord[],
  credential: string | undefined,
  sendsAll: boolean,
  others: readonly JournalEntry[] = [],
): SecretMemory {
  const entries = [...runs.flatMap((run) => run.entries), ...others];
  if (others.length > 0) entries.sort((one, other) => (one.at < other.at ? -1 : Number(one.at > other.at)));
  const memory = secretMemory(entries, credential);
  return sendsAll ? { ...memory, compare: () => 'other' } : memory;
}

function commitOf(folder: string, env: Surroundings['env']): string | undefined {
  if (!isInRepository(folder, env)) return undefined;
  const { status, stdout } = spawnSync('git', ['rev-parse', 'HEAD'], { cwd: folder, env, encoding: 'utf8' });
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

/** When something was last written by one of these runs, in milliseconds since the epoch; 0 for never. */
export function lastWrite(runs: readonly RunRecord[]): number {
  const last = runs.at(-1)?.entries.at(-1)?.at;
  return last === undefined ? 0 : Date.parse(last);
}
