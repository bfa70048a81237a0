import { retrying } from '../auth0/retry.ts';
import { requestToken } from '../auth0/token-request.ts';
import type { Fetch } from '../auth0/transport.ts';
import { createEmulator } from '../emulator/emulator.ts';
import { apiName } from '../model/access.ts';
import type { Known } from '../model/access.ts';
import { hasErrors } from '../model/diagnostic.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Body } from '../model/json.ts';
import type { SmokeFile } from '../smoke/file.ts';
import { accessIn } from './access.ts';
import type { Session } from './connect.ts';
import { emulatorFile, keptState } from './emulator.ts';
import { givenToken } from './given-token.ts';
import type { GivenToken } from './given-token.ts';
import { tokenMessages } from './token-messages.ts';
import { proofOf } from './proofs.ts';
import type { Surroundings } from './surroundings.ts';

/** A token that somebody wants, by names. */
export interface WantedToken {
  client: string;
  audience?: string;
  scope?: string;
  organization?: string;
}

/** What only emulators do: claims that the token gets besides. */
export interface EmulatedToken extends WantedToken {
  claims?: Body;
}

/** A token of an emulator that is served. Throws a `UsageError` for a name that there is not, and a `Failure` for a refusal. */
export async function tokenOfServed(url: string, send: Fetch, wanted: EmulatedToken): Promise<GivenToken> {
  const body = JSON.stringify(wanted);
  const headers = { 'content-type': 'application/json' };
  return givenToken(await send(`${url}/emulator/tokens`, { method: 'POST', headers, body }));
}

/**
 * A token of an environment's embedded emulator, which nothing serves: the keys of all emulators are the same at their start.
 * Throws a `UsageError` when it has no state yet.
 */
export async function tokenOfState(
  { tenant, environment }: { tenant: string; environment: string },
  wanted: EmulatedToken,
  surroundings: Surroundings,
): Promise<GivenToken> {
  const path = emulatorFile(tenant, environment, surroundings);
  const kept = await keptState(path);
  if (kept.state === undefined) throw tokenMessages.nothingEmulated(tenant, environment);
  const { clock, cwd } = surroundings;
  // Nothing is kept of it: an apply at the same time would be undone. Tokens have ids of their own all the same.
  const state = { ...kept.state, counter: kept.state.counter + Math.floor(Math.random() * 1e12) };
  const emulator = createEmulator({ state, now: () => clock.now(), actions: { dependencies: cwd } });
  try {
    return await givenToken(await emulator.tokenFor(wanted, 'https://local/'));
  } finally {
    await emulator.close();
  }
}

/**
 * A token of the tenant of a session, asked for as the client would; it counts against the tenant's quota. Nothing when something of the
 * tenant could not be read, which the diagnostics say. Throws a `UsageError` when a name or the proof of the client is not known, and a
 * `Failure` for a refusal.
 */
export async function tokenOfTenant(
  session: Session,
  file: SmokeFile,
  wanted: WantedToken,
): Promise<{ given?: GivenToken; diagnostics: Diagnostic[] }> {
  const { files, issuer } = session;
  const { access, diagnostics } = await accessIn(files, session.connection, false);
  if (hasErrors(diagnostics)) return { diagnostics };
  const client = chosen(access.clients, wanted.client, 'client', ({ key }) => [key]);
  const found = proofOf(client, { file, keywords: files.keywords, access, session });
  if (client.id === undefined) throw tokenMessages.clientNotThere(client.key);
  if (found.type === 'none') throw tokenMessages.clientUnproven(client.key, found.says, found.hint);
  const organization =
    wanted.organization === undefined
      ? undefined
      : chosen(access.organizations, wanted.organization, 'organization', ({ key, id = '' }) => [key, id]);
  const response = await requestToken(
    {
      issuer,
      clientId: client.id,
      proof: found.proof,
      audience: audienceOf(wanted.audience, access.apis),
      scope: wanted.scope?.split(' '),
      organization: organization?.id,
    },
    sender(session),
  );
  return { given: await givenToken(response), diagnostics };
}

/** Once, and again where that costs no second token. */
function sender(session: Session): Fetch {
  const { clock, signal } = session.workspace.surroundings;
  const tryMilliseconds = (session.options.requestTimeout ?? 30) * 1000;
  const send = retrying(session.fetch, undefined, {
    clock,
    tries: 1,
    tryMilliseconds,
    allMilliseconds: tryMilliseconds,
  });
  return (url, init) => send(url, { ...init, signal });
}

/** The audience of an API by its name, or as it is: the Management API is no API of the files. */
function audienceOf(wanted: string | undefined, apis: readonly Known[]): string {
  if (wanted === undefined) throw tokenMessages.audienceMissing();
  if (/^https:\/\/[^/]+\/api\/v2\/$/.test(wanted)) return wanted;
  return chosen(apis, wanted, 'API', (api) => [api.key, apiName(api)]).key;
}

/** The one of a name: as it is written, or else the only one that is so written but for large and small letters. */
function chosen(all: readonly Known[], name: string, noun: string, namesOf: (one: Known) => string[]): Known {
  const exact = all.filter((one) => namesOf(one).includes(name));
  const alike = all.filter((one) => namesOf(one).some((each) => each.toLowerCase() === name.toLowerCase()));
  const [found] = exact.length > 0 ? exact : alike;
  if (found !== undefined && (exact.length === 1 || alike.length === 1)) return found;
  throw tokenMessages.nameUnknown(
    noun,
    name,
    all.map((one) => (noun === 'API' ? apiName(one) : one.key)),
  );
}
