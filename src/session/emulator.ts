import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from '../auth0/connect.ts';
import type { Connection, Credentials } from '../auth0/connect.ts';
import { logged } from '../auth0/request-log.ts';
import { usualRetries } from '../auth0/retry.ts';
import type { Fetch } from '../auth0/transport.ts';
import type { EmulatorState } from '../emulator/store.ts';
import { parseJson } from '../model/json.ts';
import { writeWhole } from '../record/disk.ts';
import { messages } from './messages.ts';
import { networkFetch } from './network.ts';
import type { Surroundings } from './surroundings.ts';
import { stateFolder } from './workspace.ts';

/** A connection to the embedded emulator of an environment; `keep` keeps its state. */
export async function connectEmulator(
  tenant: string,
  environment: string,
  surroundings: Surroundings,
  secrets: Set<string>,
): Promise<{
  connection: Connection;
  credential: string;
  fetch: Fetch;
  outside: Fetch;
  issuer: string;
  credentials: Credentials;
  keep: () => void;
  close: () => Promise<void>;
}> {
  const { createEmulator } = await import('../emulator/emulator.ts');
  const { DEPLOYER } = await import('../emulator/seed.ts');
  const path = emulatorFile(tenant, environment, surroundings);
  const emulator = createEmulator({ ...(await keptState(path)), actions: { dependencies: surroundings.cwd } });
  const send: Fetch = (url, init) => emulator.fetch(new Request(url, init));
  const fetch = logged(send, surroundings.clock, surroundings.onRequest);
  const credentials: Credentials = { type: 'secret', ...DEPLOYER };
  const connection = connect({
    domain: 'local',
    credentials,
    fetch,
    retries: { ...usualRetries, clock: surroundings.clock },
  });
  const keep = (): void => keepState(path, emulator.stateToKeep());
  const { close } = emulator;
  const outside = await networkFetch('', surroundings, secrets);
  const issuer = 'https://local/';
  return { connection, credential: DEPLOYER.clientSecret, fetch, outside, issuer, credentials, keep, close };
}

/** The file that keeps the state of an environment's embedded emulator. */
export function emulatorFile(tenant: string, environment: string, surroundings: Pick<Surroundings, 'cwd'>): string {
  return join(stateFolder(surroundings), 'emulator', `${tenant}.${environment}.json`);
}

/** The state that an emulator had when it was last used; nothing when there is none. Throws a `UsageError`. */
export async function keptState(path: string): Promise<{ state?: EmulatorState }> {
  if (!existsSync(path)) return {};
  const { isState } = await import('../emulator/store.ts');
  const state = statSync(path).isFile() ? parseJson(readFileSync(path, 'utf8')) : undefined;
  if (!isState(state)) throw messages.emulatorStateDamaged(path);
  return { state };
}

/** Keeps the state of an emulator for the next time. Throws a `UsageError` when that cannot be done. */
export function keepState(path: string, state: EmulatorState): void {
  writeWhole(path, `${JSON.stringify(state)}\n`);
}
