import { DEPLOYER } from '../emulator/seed.ts';
import type { FilesGoal } from '../goals.ts';
import type { Journal, JournalEntry } from '../model/journal.ts';
import { jsonText } from '../model/json.ts';
import { writeWhole } from '../record/disk.ts';
import { readJournal } from '../record/journal.ts';
import type { SecretMemory } from '../secrets/secret-memory.ts';
import { memoryOf, runsFor } from './records.ts';
import type { Surroundings } from './surroundings.ts';

/** Of each secret the entry that says what was applied last. */
type Done = Extract<JournalEntry, { event: 'done' }>;

/** The fingerprints of the secrets that were applied to an emulated tenant before it was served: no run has recorded them. */
export function appliedSecrets(path: string): Promise<JournalEntry[]> {
  return readJournal(fileOf(path));
}

/** What is remembered of the secrets of an environment's emulator, and where it is noted which it gets. */
export interface EmulatorMemory {
  memory: SecretMemory;
  journal: Journal;
  /** Keeps that beside the state. Throws a `UsageError` when it cannot be written. */
  keep: () => void;
}

/** What is remembered of the secrets of the emulator whose state is in a file. Throws a `UsageError` when that is damaged. */
export async function emulatorMemory(
  files: FilesGoal,
  path: string,
  surroundings: Surroundings,
): Promise<EmulatorMemory> {
  const { tenant, environment } = files.target.config;
  const applied = await appliedSecrets(path);
  // The runs of an environment with a tenant of its own say nothing of the emulator that stands for it.
  const runs = environment.domain === 'local' ? await runsFor(tenant, environment.name, surroundings) : [];
  const here = runs.filter(({ header }) => header.domain === environment.domain);
  const memory = memoryOf(here, DEPLOYER.clientSecret, false, applied);
  return { memory, ...secretsJournal(path, applied, () => surroundings.clock.now()) };
}

function secretsJournal(
  path: string,
  before: readonly JournalEntry[],
  now: () => number,
): Pick<EmulatorMemory, 'journal' | 'keep'> {
  const entries: JournalEntry[] = [...before];
  const note: Journal['note'] = (entry) => {
    if (entry.event === 'done') entries.push({ at: new Date(now()).toISOString(), ...entry });
    return Promise.resolve();
  };
  const keep = (): void => {
    const last = new Map(
      entries.flatMap((entry) =>
        entry.event === 'done' ? singly(entry).map((one) => [keyOf(one), one] as const) : [],
      ),
    );
    const lines = [...last.values()].sort((one, other) => (one.at < other.at ? -1 : 1));
    writeWhole(fileOf(path), lines.map((line) => `${jsonText(line)}\n`).join(''));
  };
  return { journal: { note, close: () => Promise.resolve() }, keep };
}

/** An entry for each secret: one may be applied again without the others. */
function singly({ at, address, secrets = {} }: Done): Done[] {
  return Object.entries(secrets).map(([place, fingerprint]) => ({
    at,
    event: 'done',
    address,
    do: 'update',
    secrets: { [place]: fingerprint },
  }));
}

const keyOf = ({ address, secrets = {} }: Done): string => JSON.stringify([address, Object.keys(secrets)]);

const fileOf = (path: string): string => path.replace(/\.json$/, '.secrets.jsonl');
