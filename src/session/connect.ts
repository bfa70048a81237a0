import { connect as connectTo } from '../auth0/connect.ts';
import type { Connection, Credentials } from '../auth0/connect.ts';
import type { Kept } from '../auth0/kept.ts';
import { rateLimiter } from '../auth0/rate-limiter.ts';
import { usualRetries } from '../auth0/retry.ts';
import type { Fetch } from '../auth0/transport.ts';
import type { FilesGoal } from '../goals.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { bareDomain } from '../model/domain.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { RunRecord } from '../record/runs.ts';
import { liveMasker } from '../secrets/mask.ts';
import type { Mask } from '../secrets/mask.ts';
import type { SecretMemory } from '../secrets/secret-memory.ts';
import { credentialsFor, secretOf } from './credentials.ts';
import { ownerOf } from './domain.ts';
import { connectEmulator, emulatorFile } from './emulator.ts';
import { appliedSecrets } from './emulator-memory.ts';
import { lockTenant } from './lock.ts';
import { messages } from './messages.ts';
import { networkFetch } from './network.ts';
import { memoryOf, runsFor } from './records.ts';
import type { Surroundings } from './surroundings.ts';
import type { Workspace } from './workspace.ts';

/** A connection to the tenant of an environment, with what was recorded there. Disposing of it closes the connection. */
export interface Session extends AsyncDisposable {
  workspace: Workspace;
  /** What the files say for the environment. */
  files: FilesGoal;
  connection: Connection;
  /** The runs that are recorded for the environment, the oldest first. */
  runs: RunRecord[];
  /** What is remembered of the secrets that were sent there. */
  memory: SecretMemory;
  /** The values of all secrets met so far; it grows when the tenant gives a token. */
  secrets: ReadonlySet<string>;
  /** Takes them out of a text. */
  mask: Mask;
  options: SessionOptions;
  /** Sends requests to the tenant that are none of the Management API's, by the same way as the others. */
  fetch: Fetch;
  /** Sends requests to others. */
  outside: Fetch;
  /** Whose tokens the tenant gives, with a slash at its end. */
  issuer: string;
  /** By what the tool proves who it is. */
  credentials: Credentials;
  /** Adds a value to the secrets. */
  learn: (secret: string) => void;
  /** Keeps the state of the embedded emulator as it is now; so does disposing of the session. */
  keep: () => void;
  /** What is to be said of the way to the tenant. */
  warnings: Diagnostic[];
  /** What stands for the tenant, when it is not asked. */
  offline?: Offline;
}

/** What was kept of a tenant, to be planned against without it. */
export interface Offline {
  /** The file, as messages name it. */
  path: string;
  /** When it was read, in ISO 8601. */
  at: string;
  snapshot: Snapshot;
}

/** How requests are sent. */
export interface SessionOptions {
  /** The most requests in flight, by default 10. */
  concurrency?: number;
  /** How long one try of a request may take, in seconds, by default 30. */
  requestTimeout?: number;
  /** Whether all secrets are sent, whether they have changed or not. */
  sendSecrets?: boolean;
  /** Whether the session is to write: then no other one of this user on this machine does, until it is closed. */
  writes?: boolean;
  /** What the tenant has answered before; the embedded emulator is always asked. */
  kept?: Kept;
}

/** A way to a tenant. */
interface Opened extends Pick<Session, 'connection' | 'fetch' | 'outside' | 'issuer' | 'credentials'> {
  /** One of the secrets by which the tool proves who it is, if it stays the same from run to run. */
  credential: string | undefined;
  keep: () => void;
  close?: () => Promise<void>;
}

/**
 * Connects to the tenant of an environment: over the network, or to the embedded emulator for `domain: local`.
 *
 * Throws a `UsageError` when the environment is not what the process environment says, or another session writes to the tenant.
 */
export async function connect(workspace: Workspace, files: FilesGoal, options: SessionOptions = {}): Promise<Session> {
  const { domain } = files.target.config.environment;
  const warnings = checkDomain(domain, workspace.surroundings.env);
  if (options.writes !== true) return { ...(await open(workspace, files, options)), warnings };
  const { tenant, environment } = files.target.config;
  const lock = await lockTenant({ tenant, environment: environment.name, domain }, workspace.surroundings);
  try {
    const signal = AbortSignal.any([workspace.surroundings.signal, lock.lost]);
    const session = await open({ ...workspace, surroundings: { ...workspace.surroundings, signal } }, files, options);
    const close = async (): Promise<void> => {
      await session[Symbol.asyncDispose]();
      lock[Symbol.dispose]();
    };
    return { ...session, warnings, [Symbol.asyncDispose]: close };
  } catch (error) {
    lock[Symbol.dispose]();
    throw error;
  }
}

/**
 * Refuses an environment that is not for the tenant that `AUTH0_DOMAIN` names (or of several, by comma), and without that one that is not for Auth0 or this
 * machine: credentials go where the domain points, and files may come from anybody. Throws a `UsageError`.
 */
function checkDomain(domain: string, env: Surroundings['env']): Diagnostic[] {
  const given = (env['AUTH0_DOMAIN'] ?? '')
    .split(',')
    .map((one) => bareDomain(one.trim()))
    .filter((one) => one !== '');
  if (given.length > 0 && !given.includes(bareDomain(domain))) throw messages.domainMismatch(given, domain);
  if (domain === 'local' || given.length > 0) return [];
  const owner = ownerOf(domain);
  if (owner === 'unknown') throw messages.domainUnknown(domain);
  const isPipeline = !['', 'false', '0'].includes(env['CI'] ?? '');
  return owner === 'auth0' && isPipeline ? [messages.domainUnbound(bareDomain(domain))] : [];
}

async function open(
  workspace: Workspace,
  files: FilesGoal,
  options: SessionOptions,
): Promise<Omit<Session, 'warnings'>> {
  const { tenant, environment } = files.target.config;
  const { surroundings } = workspace;
  const secrets = new Set(files.secrets);
  const { credential, close, ...opened } =
    environment.domain === 'local'
      ? await connectEmulator(tenant, environment.name, surroundings, secrets)
      : await connectNetwork(workspace, files, options, secrets);
  const runs = await runsFor(tenant, environment.name, surroundings);
  const isLocal = environment.domain === 'local';
  const others = isLocal ? await appliedSecrets(emulatorFile(tenant, environment.name, surroundings)) : [];
  // What was applied to another tenant says nothing about this one.
  const here = runs.filter(({ header }) => header.domain === environment.domain);
  return {
    workspace,
    files,
    ...opened,
    runs,
    memory: memoryOf(here, credential, options.sendSecrets === true, others),
    secrets,
    mask: liveMasker(secrets),
    options,
    learn: (secret) => void secrets.add(secret),
    [Symbol.asyncDispose]: async () => {
      opened.keep();
      await close?.();
    },
  };
}

async function connectNetwork(
  { surroundings, project }: Workspace,
  { target: { config } }: FilesGoal,
  { concurrency = 10, requestTimeout = 30, kept }: SessionOptions,
  secrets: Set<string>,
): Promise<Opened> {
  const { clock } = surroundings;
  const { domain, rateShare: share } = config.environment;
  const { credentials, audience } = credentialsFor(config.environment, project.sources, surroundings);
  const secret = secretOf(credentials);
  if (secret !== undefined) secrets.add(secret);
  const fetch = await networkFetch(domain, surroundings, secrets);
  const issuer = `${domain.startsWith('http://') ? 'http' : 'https'}://${bareDomain(domain)}/`;
  const connection = connectTo({
    domain: bareDomain(domain),
    issuer,
    credentials,
    ...(audience === undefined || audience === '' ? {} : { audience }),
    fetch,
    kept,
    limiter: rateLimiter({ share, concurrency, clock }),
    retries: { ...usualRetries, clock, tryMilliseconds: requestTimeout * 1000 },
  });
  const isLasting = credentials.type === 'secret' || credentials.type === 'key';
  const credential = isLasting ? secret : undefined;
  return { connection, credential, fetch, outside: fetch, issuer, credentials, keep: () => undefined };
}
