import { connect } from '../auth0/connect.ts';
import { usualRetries } from '../auth0/retry.ts';
import { createEmulator } from '../emulator/emulator.ts';
import { DEPLOYER } from '../emulator/seed.ts';
import type { EmulatorState } from '../emulator/store.ts';
import type { FilesGoal } from '../goals.ts';
import { formatPlace, hasErrors, placeOf } from '../model/diagnostic.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { bareDomain } from '../model/domain.ts';
import type { Body } from '../model/json.ts';
import { apply, plan } from '../pipeline.ts';
import { messages } from './messages.ts';
import type { Surroundings } from './surroundings.ts';

/** The domain that the emulator of an environment goes by: that of the environment, which files may name. */
export function emulatedDomain({ target }: FilesGoal): string {
  return bareDomain(target.config.environment.domain);
}

/**
 * What a fresh emulated tenant has once the files of an environment are applied to it; the environment's own tenant is not asked, and
 * nothing is recorded. Throws a `UsageError` when the files are wrong, or something of them could not be applied.
 */
export async function filledState(files: FilesGoal, { clock, cwd }: Surroundings): Promise<EmulatorState> {
  check(files.diagnostics);
  const domain = emulatedDomain(files);
  const emulator = createEmulator({ domain, now: () => clock.now(), actions: { dependencies: cwd } });
  try {
    const connection = connect({
      domain,
      credentials: { type: 'secret', ...DEPLOYER },
      fetch: (url, init) => emulator.fetch(new Request(url, init)),
      retries: { ...usualRetries, clock },
    });
    const planned = await plan(files, connection);
    check(planned.diagnostics);
    if (planned.plan === undefined) throw messages.filesWrong([]);
    const outcomes = await apply(planned.plan, planned, connection, async (waves) => {
      for (const { jobs } of waves) await Promise.all(jobs.map(({ run }) => run()));
    });
    const failed = outcomes.filter(({ status }) => status !== 'done');
    if (failed.length > 0) throw messages.filesWrong(failed.map(({ address, reason = '' }) => `${address}: ${reason}`));
    return emulator.stateToKeep();
  } finally {
    await emulator.close();
  }
}

/** The users of `tests/users.yaml`. Throws a `UsageError` when something is wrong with them. */
export function usersOf(files: FilesGoal): Body[] {
  const { users, diagnostics } = files.users();
  check(diagnostics);
  return users;
}

function check(diagnostics: readonly Diagnostic[]): void {
  if (!hasErrors(diagnostics)) return;
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  throw messages.filesWrong(
    errors.map(({ message, hint, origin }) => {
      const place = origin === undefined ? '' : `${formatPlace(placeOf(origin))} `;
      return `${place}${message}${hint === undefined ? '' : ` (${hint})`}`;
    }),
  );
}
