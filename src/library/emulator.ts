import { join } from 'node:path';
import { bodiesOf, parseJson, textOf } from '../emulator/body.ts';
import type { Body } from '../emulator/body.ts';
import { durationOf } from '../emulator/duration.ts';
import { createEmulator } from '../emulator/emulator.ts';
import type { Emulator } from '../emulator/emulator.ts';
import { DEPLOYER } from '../emulator/seed.ts';
import { missingFor } from '../emulator/users.ts';
import { holdPort, hostInUrl, serve } from '../emulator/serve.ts';
import type { EmulatorState } from '../emulator/store.ts';
import { ownParts } from '../session/env-file.ts';
import { emulatedDomain, filledState, usersOf } from '../session/filled-emulator.ts';
import { givenToken } from '../session/given-token.ts';
import type { Surroundings } from '../session/surroundings.ts';
import { filesOf, openWorkspace, stateFolder } from '../session/workspace.ts';
import { asTenantryError, called, known } from './call.ts';
import type * as Api from './emulator-api.d.ts';
import { messages } from './messages.ts';

/** What a tenant is at the start. */
interface Start {
  domain: string;
  state?: EmulatorState;
  users: Body[];
}

/** Serves an emulated tenant in this process. */
export const startEmulator: typeof Api.startEmulator = (options = {}) =>
  called(options, known.startEmulator, async ({ surroundings }) => {
    const { host = '127.0.0.1', tls = false } = options;
    await using held = await listening(host, options.port ?? 0, () => holdPort(host, options.port));
    const { port } = held;
    const served = `${tls ? 'https' : 'http'}://${hostInUrl(host)}:${port}`;
    const issuer = options.issuer === undefined ? undefined : issuerUrl(options.issuer);
    const start = await startOf(options, new URL(served).host, surroundings);
    checkUsers(start, options);
    const emulator = createEmulator({
      ...start,
      actions: { dependencies: surroundings.cwd },
      ...(issuer === undefined ? {} : { issuer }),
    });
    const certificate = tls ? await certificateIn(surroundings) : undefined;
    const names = [new URL(issuer ?? served).hostname];
    // A broken token is asked for without waiting.
    await emulator.keys.prepare();
    await held.letGo();
    const server = await listening(host, port, () =>
      serve(emulator, { port, host, names, ...(certificate === undefined ? {} : { tls: certificate }) }),
    );
    const where: Api.ServedEmulator = {
      url: server.url,
      domain: new URL(server.url).host,
      issuer: issuer ?? `${server.url}/`,
      ...DEPLOYER,
      clients: clientsOf(emulator),
      ...(certificate === undefined ? {} : { ca: certificate.ca, caPath: certificate.caPath }),
    };
    return emulatorOf(where, emulator, server.close);
  });

/** Throws a `UsageError` for users that the tenant could not have as they are given. */
function checkUsers({ state, users }: Start, { apply = true }: Api.EmulatorOptions): void {
  if (users.some(({ email }) => textOf(email) === '')) throw messages.userWithoutEmail();
  const missing = apply ? missingFor(state ?? createEmulator().snapshot(), users) : [];
  if (missing.length > 0) throw messages.usersLack(missing);
}

/** An emulator has no secrets. */
const unmasked = (text: string): string => text;

/** The functions of a served emulator. */
function emulatorOf(where: Api.ServedEmulator, emulator: Emulator, stop: () => Promise<void>): Api.Emulator {
  return {
    ...where,
    get requests() {
      return emulator.requests.map(({ method, path, status, at }) => ({ method, path, status, at }));
    },
    token: async (client, request) => {
      try {
        return await tokenOf(emulator, client, request, where.issuer);
      } catch (error) {
        throw asTenantryError(error, unmasked);
      }
    },
    brokenTokens: (token) => {
      const broken = emulator.brokenTokens(token);
      if (broken === undefined) throw asTenantryError(messages.tokenMalformed(), unmasked);
      return broken;
    },
    advance: (time) => {
      const by = durationOf(time);
      if (by === undefined) throw asTenantryError(messages.durationForm(String(time)), unmasked);
      emulator.advance(by);
    },
    rotateKeys: emulator.keys.rotate,
    reset: emulator.reset,
    stop,
  };
}

/** What the tenant is at the start: fresh, or with the files of an environment applied. */
async function startOf(
  { tenant, env, apply = true, users = [] }: Api.EmulatorOptions,
  domain: string,
  surroundings: Surroundings,
): Promise<Start> {
  const inline = bodiesOf(parseJson(JSON.stringify(users)));
  if (tenant === undefined && env === undefined) return { domain, users: inline };
  const workspace = openWorkspace(surroundings, { tenant, secrets: 'wanted' });
  const known = [...workspace.project.loaded.environments.keys()];
  const [only] = known.includes('local') ? ['local'] : known.length === 1 ? known : [];
  const files = filesOf(workspace, env ?? only);
  const own = emulatedDomain(files);
  const start = { domain: own, users: [...usersOf(files), ...inline] };
  return apply ? { ...start, state: await filledState(files, surroundings) } : start;
}

/** A token as the token endpoint gives it to a client. */
async function tokenOf(
  emulator: Emulator,
  client: string,
  { audience, scope, organization }: Api.TokenRequest,
  issuer: string,
): Promise<string> {
  const wanted = {
    client,
    audience,
    ...(scope === undefined ? {} : { scope: typeof scope === 'string' ? scope : scope.join(' ') }),
    ...(organization === undefined ? {} : { organization }),
  };
  return givenToken(await emulator.tokenFor(wanted, issuer)).then(({ token }) => token);
}

/** The clients that are not the emulator's own. */
function clientsOf(emulator: Emulator): Record<string, Api.ClientCredentials> {
  return Object.fromEntries(
    ownParts(emulator.snapshot()).clients.map((one): [string, Api.ClientCredentials] => {
      const [clientId, clientSecret] = [textOf(one['client_id']), textOf(one['client_secret'])];
      return [textOf(one['name']), { clientId, ...(clientSecret === '' ? {} : { clientSecret }) }];
    }),
  );
}

/** Kept beside the states of the project, so that it has to be trusted once. */
async function certificateIn(
  surroundings: Surroundings,
): Promise<{ cert: string; key: string; ca: string; caPath: string }> {
  const { keptCertificate } = await import('../session/certificate.ts');
  return keptCertificate(join(stateFolder(surroundings), 'emulator'), surroundings.clock.now());
}

function issuerUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search + url.hash !== '')
    throw messages.issuerUrl(text);
  return `${url.origin}/`;
}

/** Says which port cannot be had, and why. */
async function listening<Result>(host: string, port: number, work: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw messages.cannotListen(host, port, error instanceof Error ? error.message : String(error));
  }
}
