import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { EmulatorState } from '../emulator/store.ts';
import type { Environment } from '../model/config.ts';
import { parseJson } from '../model/json.ts';
import { UsageError } from '../model/failure.ts';
import { runMessages } from '../model/run-messages.ts';
import { realClock } from '../auth0/clock.ts';
import { connect } from '../auth0/connect.ts';
import type { Connection } from '../auth0/connect.ts';
import { rateLimiter } from '../auth0/rate-limiter.ts';
import { usualRetries } from '../auth0/retry.ts';
import { credentialsOf, secretsOf } from './credentials.ts';
import type { Io } from '../commands/io.ts';
import { networkFetch } from './network.ts';
import { stateFolder } from './workspace.ts';

/** A connection to the tenant of an environment, and what has to be done when it is no longer needed. */
export interface OpenConnection {
  connection: Connection;
  /** The values by which the tool proves who it is, for masking. */
  secrets: string[];
  /** One of them that stays the same from run to run. */
  credential: string | undefined;
  close: () => void;
}

/** How requests are sent. */
export interface SendOptions {
  /** The most requests in flight, by default 10. */
  concurrency?: number;
  /** How long one try of a request may take, in seconds, by default 30. */
  requestTimeout?: number;
}

/** Connects to the tenant of an environment: over the network, or to the embedded emulator for `domain: local`. */
export async function openConnection(
  tenant: string,
  environment: Environment,
  { concurrency = 10, requestTimeout = 30 }: SendOptions,
  io: Io,
): Promise<OpenConnection> {
  const { domain, rateShare: share } = environment;
  const given = bareDomain(io.env['AUTH0_DOMAIN'] ?? '');
  if (domain === 'local') return openEmulator(tenant, environment.name, io);
  if (given !== '' && given !== bareDomain(domain)) throw usage(runMessages.domainMismatch(given, domain));
  const credentials = credentialsOf(io);
  const audience = io.env['AUTH0_AUDIENCE'];
  const connection = connect({
    domain: bareDomain(domain),
    credentials,
    ...(audience === undefined || audience === '' ? {} : { audience }),
    fetch: await networkFetch(domain, io),
    limiter: rateLimiter({ share, concurrency, clock: realClock }),
    retries: { ...usualRetries, tryMilliseconds: requestTimeout * 1000 },
  });
  const secrets = secretsOf(credentials);
  const credential = credentials.type === 'token' ? undefined : secrets[0];
  return { connection, secrets, credential, close: () => undefined };
}

/** The file that keeps the state of an environment's embedded emulator. */
export function emulatorFile(tenant: string, environment: string, io: Io): string {
  return join(stateFolder(io), 'emulator', `${tenant}.${environment}.json`);
}

/** The state that an emulator had when it was last used; nothing when there is none. */
export async function keptState(path: string): Promise<{ state?: EmulatorState }> {
  if (!existsSync(path)) return {};
  const { isState } = await import('../emulator/store.ts');
  const state = statSync(path).isFile() ? parseJson(readFileSync(path, 'utf8')) : undefined;
  if (!isState(state)) throw usage(runMessages.emulatorStateDamaged(path));
  return { state };
}

/** Writes a file that only the user can read, and so that it is never half there. Throws a `UsageError` when that cannot be done. */
export function writeWhole(path: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    // What an earlier run has left, or somebody has put there, is not written through.
    rmSync(`${path}.new`, { force: true });
    writeFileSync(`${path}.new`, text, { mode: 0o600, flag: 'wx' });
    renameSync(`${path}.new`, path);
  } catch (error) {
    throw usage(runMessages.cannotWrite(path, error instanceof Error ? error.message : ''));
  }
}

async function openEmulator(tenant: string, environment: string, io: Io): Promise<OpenConnection> {
  const { createEmulator } = await import('../emulator/emulator.ts');
  const { DEPLOYER } = await import('../emulator/seed.ts');
  const path = emulatorFile(tenant, environment, io);
  const emulator = createEmulator(await keptState(path));
  const connection = connect({
    domain: 'local',
    credentials: { type: 'secret', ...DEPLOYER },
    fetch: (url, init) => emulator.fetch(new Request(url, init)),
  });
  const close = (): void => writeWhole(path, `${JSON.stringify(emulator.snapshot())}\n`);
  return { connection, secrets: [], credential: DEPLOYER.clientSecret, close };
}

function bareDomain(domain: string): string {
  return domain
    .replace(/^https?:\/\//, '')
    .replace(/\/+$/, '')
    .toLowerCase();
}

function usage({ message, hint }: { message: string; hint?: string }): UsageError {
  return new UsageError(message, hint);
}
