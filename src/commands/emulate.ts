import { randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import type { ActionRecord } from '../emulator/actions.ts';
import type { Body } from '../emulator/body.ts';
import type { Conditions } from '../emulator/conditions.ts';
import { createEmulator } from '../emulator/emulator.ts';
import { faultTypes } from '../emulator/faults.ts';
import type { FaultType } from '../emulator/faults.ts';
import { DEPLOYER } from '../emulator/seed.ts';
import { holdPort, hostInUrl, serve } from '../emulator/serve.ts';
import type { EmulatorState } from '../emulator/store.ts';
import { missingFor } from '../emulator/users.ts';
import type { KeptCertificate } from '../session/certificate.ts';
import { emulatorFile, keepState, keptState } from '../session/emulator.ts';
import { checkEnvFile, emulatorVariables, envText, ownParts, writeEnvFile } from '../session/env-file.ts';
import type { Reached } from '../session/env-file.ts';
import { emulatorMemory } from '../session/emulator-memory.ts';
import { emulatedDomain, filledEmulator, usersOf } from '../session/filled-emulator.ts';
import { isCommittable } from '../session/git.ts';
import { lockTenant } from '../session/lock.ts';
import { servedEmulator, tellServed, untellServed } from '../session/served-emulator.ts';
import { environmentName, filesOf, openWorkspace, stateFolder } from '../session/workspace.ts';
import type { Io } from './io.ts';
import { messages } from './emulate-messages.ts';

/** Options of `tenantry emulate`. */
export interface EmulateOptions {
  port?: number;
  host?: string;
  tls?: boolean;
  issuer?: string;
  env?: string;
  apply?: boolean;
  dotenv?: string;
  set?: string[];
  strict?: boolean;
  allowPath?: string[];
  latency?: number;
  rate?: number;
  burst?: number;
  limitGroups?: boolean;
  authRate?: number;
  faultRate?: number;
  faultAt?: number[];
  faultTypes?: string[];
  faultSeed?: number;
  faultPath?: string;
  logLag?: number;
}

/** What is served: the tenant of an environment, with the file that keeps its state, or a fresh one. */
interface Start {
  domain: string;
  state?: EmulatorState;
  path?: string;
  /** What it stands for. */
  name?: string;
  /** Who can sign in. */
  users?: Body[];
}

/** Serves the embedded emulator until it is interrupted; with an environment, its state is that of the environment. */
export async function run(tenant: string | undefined, options: EmulateOptions, io: Io): Promise<number> {
  // As the first process of a container it would hear of no signal that it does not ask for.
  io.catchSignals();
  const { host = '127.0.0.1' } = options;
  const conditions = conditionsOf(options);
  const issuer = options.issuer === undefined ? undefined : issuerUrl(options.issuer);
  const envFile = options.dotenv === undefined ? undefined : resolve(io.cwd, options.dotenv);
  if (envFile !== undefined) checkEnvFile(envFile, options.dotenv ?? '');
  await using held = await listening(host, options.port ?? 4010, () => holdPort(host, options.port ?? 4010));
  const { port } = held;
  const served = issuer ?? `${options.tls === true ? 'https' : 'http'}://${hostInUrl(host)}:${port}/`;
  const start = await startOf(tenant, options, new URL(served).host, io);
  if (start === undefined || io.signal.aborted) return start === undefined ? 1 : 130;
  const { path, name } = start;
  const tls = options.tls === true ? await certificateOf(io) : undefined;
  const id = randomUUID();
  const emulator = createEmulator({
    domain: start.domain,
    ...(start.state === undefined ? {} : { state: start.state }),
    users: start.users ?? [],
    now: () => io.clock.now(),
    about: { id, ...(name === undefined ? {} : { name }) },
    ...(issuer === undefined ? {} : { issuer }),
    ...(options.logLag === undefined ? {} : { logLag: options.logLag }),
    actions: { dependencies: io.cwd, tell: showTo(io) },
    ...conditions,
  });
  const names = [new URL(served).hostname];
  await held.letGo();
  const server = await listening(host, port, () =>
    serve(emulator, { port, host, names, ...(tls === undefined ? {} : { tls }) }),
  );
  const at = { url: reachable(server.url), id, ...(tls === undefined ? {} : { caPath: tls.caPath }) };
  try {
    if (path !== undefined) tellServed(path, at);
    const state = emulator.snapshot();
    const written =
      envFile === undefined ? [] : writeEnv(envFile, { ...at, url: issuer ?? at.url }, state, options, io);
    io.stdout.write(`${server.url}\n`);
    const missing = missingFor(state, start.users ?? []);
    if (missing.length > 0) io.show.message(messages.usersLack(missing));
    tell({ url: server.url, caPath: tls?.caPath, state, name, envFile: options.dotenv }, io);
    for (const line of written) io.show.message(line);
    await stopped(io);
  } finally {
    await server.close();
    if (path !== undefined) untellServed(path, at);
  }
  if (path !== undefined) keepState(path, emulator.stateToKeep());
  return 0;
}

/** What an environment's emulated tenant has: what was kept of it, with the files applied when that is asked for. */
async function startOf(
  tenant: string | undefined,
  options: EmulateOptions,
  domain: string,
  io: Io,
): Promise<Start | undefined> {
  const { env, apply = false } = options;
  if (env === undefined && !apply) return { domain };
  const workspace = openWorkspace(io, { ...options, tenant, secrets: apply ? 'wanted' : 'ignored' });
  const files = filesOf(workspace, env);
  const { loaded } = workspace.project;
  const environment = environmentName(loaded, env);
  const path = emulatorFile(loaded.tenant, environment, io);
  const name = `${loaded.tenant}/${environment}`;
  const start = { domain: emulatedDomain(files), path, name, users: usersOf(files) };
  const other = await servedEmulator(path);
  if (other !== undefined) throw messages.servedAlready(name, other.url);
  if (!apply) return { ...start, ...(await keptState(path)) };
  // No apply to the same state at the same time.
  using _lock = await lockTenant({ tenant: loaded.tenant, environment, domain: 'local' }, io);
  const { show } = io;
  show.hide(files.secrets);
  const { memory, journal, keep } = await emulatorMemory(files, path, io);
  const filled = await filledEmulator(files, io, { ...(await keptState(path)), memory, journal });
  show.diagnostics(filled.diagnostics);
  if (filled.type === 'refused') {
    show.message(messages.nothingServed());
    return undefined;
  }
  keepState(path, filled.state);
  keep();
  show.message(messages.filled(name, filled.plan.changes));
  return { ...start, state: filled.state };
}

/** Writes the env file; what is to be said of it. */
function writeEnv(
  path: string,
  reached: Reached,
  state: EmulatorState,
  { dotenv = '' }: EmulateOptions,
  io: Io,
): string[] {
  const name = `on ${reached.url}`;
  const { text, quoted, left } = envText(name, emulatorVariables(state, reached));
  writeEnvFile(path, dotenv, text);
  return [
    ...(left.length === 0 ? [] : [messages.envLeft(left)]),
    ...(quoted.length === 0 ? [] : [messages.envQuoted(quoted)]),
    ...(isCommittable(path, io) ? [messages.envCommittable(dotenv)] : []),
  ];
}

/** Says where it listens, and with what it is spoken to. */
function tell(
  served: {
    url: string;
    caPath: string | undefined;
    state: EmulatorState;
    name: string | undefined;
    envFile: string | undefined;
  },
  io: Io,
): void {
  const { url, caPath, state, name, envFile } = served;
  const { clients, apis, grants, actions } = ownParts(state);
  const counts = { clients: clients.length, apis: apis.length, grants: grants.length, actions: actions.length };
  io.stderr.write(
    [
      ...(name === undefined ? [] : [messages.emulated(counts, envFile)]),
      `The emulator listens. In an environment file: domain: ${caPath === undefined ? url : new URL(url).host}`,
      `Credentials: AUTH0_CLIENT_ID=${DEPLOYER.clientId} AUTH0_CLIENT_SECRET=${DEPLOYER.clientSecret}`,
      ...(caPath === undefined ? [] : [`For clients to trust it: NODE_EXTRA_CA_CERTS=${caPath}`]),
      `Requests so far: ${url}/emulator/requests`,
      '',
    ].join('\n'),
  );
}

/** Waits until it is to end. */
function stopped({ signal }: Io): Promise<void> {
  return new Promise((resolve_) => {
    if (signal.aborted) resolve_();
    signal.addEventListener('abort', () => resolve_(), { once: true });
  });
}

/** A URL that can be spoken to: that of all addresses is none. */
function reachable(url: string): string {
  return url.replace('//0.0.0.0:', '//localhost:').replace('//[::]:', '//localhost:');
}

/** Shows the console of actions as they run. */
const showTo =
  (io: Io) =>
  ({ name, console, failure }: ActionRecord): void =>
    void io.stderr.write(messages.actionRan(name, console, failure?.message));

/** Kept beside the states of the project, and only made when it is wanted. */
async function certificateOf(io: Io): Promise<KeptCertificate> {
  const { keptCertificate } = await import('../session/certificate.ts');
  return keptCertificate(join(stateFolder(io), 'emulator'), Date.now());
}

/** An issuer with a slash at its end, as tokens name it. Throws a `UsageError` for what is not the URL of a host. */
function issuerUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search + url.hash !== '')
    throw messages.issuerUrl(text);
  return `${url.origin}/`;
}

/** The conditions that the options ask for. Throws a `UsageError` for a fault that there is not. */
function conditionsOf(options: EmulateOptions): Conditions {
  const {
    latency,
    rate,
    burst,
    limitGroups,
    authRate,
    faultRate,
    faultAt,
    faultTypes: names,
    faultSeed,
    faultPath,
  } = options;
  const unknown = names?.find((name) => !isFaultType(name));
  if (unknown !== undefined) throw messages.unknownFault(unknown, faultTypes);
  const hasLimits = rate !== undefined || burst !== undefined || limitGroups === true;
  const perSecond = rate ?? 50;
  const hasFaults = faultRate !== undefined || faultAt !== undefined;
  return {
    ...(latency === undefined ? {} : { latency }),
    ...(hasLimits ? { limits: { perSecond, burst: burst ?? 2 * perSecond, groups: limitGroups === true } } : {}),
    ...(authRate === undefined ? {} : { tokenLimits: { perSecond: authRate, burst: authRate } }),
    ...(hasFaults
      ? {
          faults: {
            rate: faultRate ?? 0,
            at: faultAt ?? [],
            ...(names === undefined ? {} : { types: names.filter(isFaultType) }),
            ...(faultSeed === undefined ? {} : { seed: faultSeed }),
            ...(faultPath === undefined ? {} : { path: faultPath }),
          },
        }
      : {}),
  };
}

function isFaultType(name: string): name is FaultType {
  return faultTypes.some((type) => type === name);
}

/** Says which port cannot be had, and why. */
async function listening<Result>(host: string, port: number, work: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    const why = error instanceof Error ? error.message : String(error);
    throw isTaken ? messages.portTaken(host, port) : messages.cannotListen(host, port, why);
  }
}
