import { runWavesUnseen } from '../apply/tasks.ts';
import { connect } from '../auth0/connect.ts';
import { usualRetries } from '../auth0/retry.ts';
import { createEmulator } from '../emulator/emulator.ts';
import { DEPLOYER } from '../emulator/seed.ts';
import type { EmulatorState } from '../emulator/store.ts';
import type { FilesGoal } from '../goals.ts';
import { formatPlace, hasErrors, placeOf } from '../model/diagnostic.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { bareDomain } from '../model/domain.ts';
import type { UsageError } from '../model/failure.ts';
import type { Body } from '../model/json.ts';
import type { Journal } from '../model/journal.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Plan } from '../model/plan.ts';
import type { SecretMemory } from '../secrets/secret-memory.ts';
import { apply, plan } from '../pipeline.ts';
import { mergeDiagnostics } from '../validate/merge.ts';
import { messages } from './messages.ts';
import type { Surroundings } from './surroundings.ts';

/** What became of applying the files of an environment to an emulated tenant. */
export type Filled =
  | {
      type: 'filled';
      state: EmulatorState;
      plan: Plan;
      /** What is to be said all the same. */
      diagnostics: Diagnostic[];
    }
  | { type: 'refused'; diagnostics: Diagnostic[] };

/** The domain that the emulator of an environment goes by: that of the environment, which files may name. */
export function emulatedDomain({ target }: FilesGoal): string {
  return bareDomain(target.config.environment.domain) || 'local';
}

/** What the files are applied to. */
export interface Before {
  /** What the tenant has; a fresh one has nothing. */
  state?: EmulatorState;
  /** What is remembered of the secrets that it has, and where it is noted which it gets. */
  memory?: SecretMemory;
  journal?: Journal;
}

/**
 * Applies the files of an environment to an emulated tenant, a fresh one unless there is a state that it has; the environment's own tenant
 * is not asked, and nothing is recorded. Throws a `UsageError` when something of them could not be applied.
 */
export async function filledEmulator(
  files: FilesGoal,
  { clock, cwd }: Surroundings,
  { memory, journal, ...before }: Before = {},
): Promise<Filled> {
  if (hasErrors(files.diagnostics)) return { type: 'refused', diagnostics: files.diagnostics };
  const domain = emulatedDomain(files);
  const emulator = createEmulator({ domain, now: () => clock.now(), actions: { dependencies: cwd }, ...before });
  try {
    const connection = connect({
      domain,
      credentials: { type: 'secret', ...DEPLOYER },
      fetch: (url, init) => emulator.fetch(new Request(url, init)),
      retries: { ...usualRetries, clock },
    });
    const planned = await plan(files, connection, { memory });
    const said = [...files.diagnostics, ...planned.diagnostics];
    const diagnostics = mergeDiagnostics([{ environment: undefined, diagnostics: said }]);
    if (planned.plan === undefined) return { type: 'refused', diagnostics };
    const outcomes = await apply(planned.plan, planned, connection, runWavesUnseen, { memory, journal });
    checkDone(outcomes, planned.plan);
    return { type: 'filled', state: emulator.stateToKeep(), plan: planned.plan, diagnostics };
  } finally {
    await emulator.close();
  }
}

/** The users of `tests/users.yaml`. Throws a `UsageError` when something is wrong with them. */
export function usersOf(files: FilesGoal): Body[] {
  const { users, diagnostics } = files.users();
  if (hasErrors(diagnostics)) throw wrong(diagnostics);
  return users;
}

/** What a fresh emulated tenant has once the files of an environment are applied to it. Throws a `UsageError` when that cannot be done. */
export async function filledState(files: FilesGoal, surroundings: Surroundings): Promise<EmulatorState> {
  const filled = await filledEmulator(files, surroundings);
  if (filled.type === 'filled') return filled.state;
  throw wrong(filled.diagnostics);
}

function wrong(diagnostics: readonly Diagnostic[]): UsageError {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  return messages.filesWrong(
    errors.map(({ message, hint, origin }) =>
      lineOf(origin === undefined ? undefined : formatPlace(placeOf(origin)), message, hint),
    ),
  );
}

function checkDone(outcomes: readonly Outcome[], { changes }: Plan): void {
  const failed = outcomes.filter(({ status }) => status !== 'done');
  if (failed.length === 0) return;
  throw messages.filesWrong(
    failed.map(({ address, reason = '', hint }) => {
      const place = changes.find((change) => change.address === address)?.place;
      return lineOf(place === undefined ? undefined : formatPlace(place), `${address}: ${reason}`, hint);
    }),
  );
}

function lineOf(place: string | undefined, message: string, hint: string | undefined): string {
  return `${place === undefined ? '' : `${place} `}${message}${hint === undefined ? '' : ` (${hint})`}`;
}
