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
import { servedEmulator } from './served-emulator.ts';
import type { Reachable } from './served-emulator.ts';
import type { Surroundings } from './surroundings.ts';
import { stateFolder } from './workspace.ts';

/** What a session needs of an emulator. */
interface Opened {
  connection: Connection;
  credential: string;
  fetch: Fetch;
  outside: Fetch;
  issuer: string;
  credentials: Credentials;
  keep: () => void;
  close: () => Promise<void>;
}

/**
 * A connection to the emulator of an environment: the one that is served, or else one inside of this process, of which `keep` keeps the
 * state. What a served one has is its own to keep: another one would undo it.
 */
export async function connectEmulator(
  tenant: string,
  environment: string,
  surroundings: Surroundings,
  secrets: Set<string>,
): Promise<Opened> {
  const path = emulatorFile(tenant, environment, surroundings);
  const outside = await networkFetch('', surroundings, secrets);
  const { DEPLOYER } = await import('../emulator/seed.ts');
  const credentials: Credentials = { type: 'secret', ...DEPLOYER };
  const served = await servedEmulator(path);
  const own = served === undefined ? await emulatorInside(path, surroundings) : emulatorAt(served);
  const fetch = logged(own.send, surroundings.clock, surroundings.onRequest);
  const retries = { ...usualRetries, clock: surroundings.clock };
  const connection = connect({ domain: 'local', credentials, fetch, retries });
  const { issuer, keep, close } = own;
  return { connection, credential: DEPLOYER.clientSecret, fetch, outside, issuer, credentials, keep, close };
}

/** An emulator, and how it is spoken to. */
interface Reached extends Pick<Opened, 'issuer' | 'keep' | 'close'> {
  send: Fetch;
}

/** One inside of this process. */
async function emulatorInside(path: string, { cwd }: Surroundings): Promise<Reached> {
  const { createEmulator } = await import('../emulator/emulator.ts');
  const emulator = createEmulator({ ...(await keptState(path)), actions: { dependencies: cwd } });
  return {
    send: (url, init) => emulator.fetch(new Request(url, init)),
    issuer: own,
    keep: () => keepState(path, emulator.stateToKeep()),
    close: emulator.close,
  };
}

/** One that is served: what is sent to `local` goes there. */
function emulatorAt({ url: base, send }: Reachable): Reached {
  return {
    send: (url, init) => send(url.startsWith(own) ? `${base}/${url.slice(own.length)}` : url, init),
    issuer: `${base}/`,
    keep: () => undefined,
    close: () => Promise.resolve(),
  };
}

/** Whose tokens an emulator gives that nothing serves. */
const own = 'https://local/';

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
