import { join } from 'node:path';
import { createEmulator } from '../emulator/emulator.ts';
import type { ActionRecord } from '../emulator/actions.ts';
import type { Body } from '../emulator/body.ts';
import type { Conditions } from '../emulator/conditions.ts';
import { faultTypes } from '../emulator/faults.ts';
import type { FaultType } from '../emulator/faults.ts';
import { DEPLOYER } from '../emulator/seed.ts';
import { freePort, hostInUrl, serve } from '../emulator/serve.ts';
import { missingFor } from '../emulator/users.ts';
import { findTenant, load } from '../load/load.ts';
import type { UsageError } from '../model/failure.ts';
import type { KeptCertificate } from '../session/certificate.ts';
import { emulatorFile, keepState, keptState } from '../session/emulator.ts';
import { usersOf } from '../session/filled-emulator.ts';
import { environmentName, filesOf, openWorkspace, stateFolder } from '../session/workspace.ts';
import type { Io } from './io.ts';
import { messages } from './messages.ts';

/** Options of `tenantry emulate`. */
export interface EmulateOptions {
  port?: number;
  host?: string;
  tls?: boolean;
  issuer?: string;
  env?: string;
  latency?: number;
  rate?: number;
  burst?: number;
  limitGroups?: boolean;
  authRate?: number;
  faultRate?: number;
  faultAt?: number[];
  faultTypes?: string[];
  faultSeed?: number;
  logLag?: number;
}

/** Serves the embedded emulator until it is interrupted; with an environment, its state is that of the environment. */
export async function run(tenant: string | undefined, options: EmulateOptions, io: Io): Promise<number> {
  const { host = '127.0.0.1', env } = options;
  const issuer = options.issuer === undefined ? undefined : issuerUrl(options.issuer);
  const port =
    options.port === 0
      ? await freePort(host).catch((error: unknown) => {
          throw listenError(host, 0, error);
        })
      : (options.port ?? 4010);
  const loaded = env === undefined ? undefined : load(findTenant(tenant, io.cwd), io.cwd);
  const path = loaded === undefined ? undefined : emulatorFile(loaded.tenant, environmentName(loaded, env), io);
  const served = issuer ?? `${options.tls === true ? 'https' : 'http'}://${hostInUrl(host)}:${port}/`;
  const domain = loaded === undefined ? new URL(served).host : 'local';
  const state = path === undefined ? {} : await keptState(path);
  const users = env === undefined ? [] : usersFor(tenant, env, io);
  const emulator = createEmulator({
    domain,
    now: () => io.clock.now(),
    ...(issuer === undefined ? {} : { issuer }),
    ...(options.logLag === undefined ? {} : { logLag: options.logLag }),
    actions: { dependencies: io.cwd, tell: showTo(io) },
    ...conditionsOf(options),
    users,
    ...state,
  });
  const tls = options.tls === true ? await certificateOf(io) : undefined;
  const names = [new URL(served).hostname];
  const server = await serve(emulator, { port, host, names, ...(tls === undefined ? {} : { tls }) }).catch(
    (error: unknown) => {
      throw listenError(host, port, error);
    },
  );
  const missing = missingFor(emulator.snapshot(), users);
  if (missing.length > 0) io.stderr.write(messages.usersLack(missing));
  io.stdout.write(`${server.url}\n`);
  io.stderr.write(
    [
      `The emulator listens. In an environment file: domain: ${tls === undefined ? server.url : new URL(server.url).host}`,
      `Credentials: AUTH0_CLIENT_ID=${DEPLOYER.clientId} AUTH0_CLIENT_SECRET=${DEPLOYER.clientSecret}`,
      ...(tls === undefined ? [] : [`For clients to trust it: NODE_EXTRA_CA_CERTS=${tls.caPath}`]),
      `Requests so far: ${server.url}/emulator/requests`,
      '',
    ].join('\n'),
  );
  io.catchSignals();
  await new Promise<void>((resolve) => {
    io.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  await server.close();
  if (path !== undefined) keepState(path, emulator.stateToKeep());
  return 0;
}

/** The users of `tests/users.yaml`. Throws a `UsageError` when something is wrong with them. */
const usersFor = (tenant: string | undefined, env: string, io: Io): Body[] =>
  usersOf(filesOf(openWorkspace(io, { tenant, secrets: 'ignored' }), env));

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
  const { latency, rate, burst, limitGroups, authRate, faultRate, faultAt, faultTypes: names, faultSeed } = options;
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
          },
        }
      : {}),
  };
}

function isFaultType(name: string): name is FaultType {
  return faultTypes.some((type) => type === name);
}

function listenError(host: string, port: number, error: unknown): UsageError {
  const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  const why = error instanceof Error ? error.message : String(error);
  return isTaken ? messages.portTaken(host, port) : messages.cannotListen(host, port, why);
}
