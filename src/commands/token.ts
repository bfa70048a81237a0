import { join } from 'node:path';
import { hasErrors } from '../model/diagnostic.ts';
import { isBody, parseJson } from '../model/json.ts';
import type { Body } from '../model/json.ts';
import { ownerOf } from '../session/domain.ts';
import { emulatorFile } from '../session/emulator.ts';
import type { GivenToken } from '../session/given-token.ts';
import { healthOf, senderTo, servedEmulator } from '../session/served-emulator.ts';
import { tokenOfServed, tokenOfState, tokenOfTenant } from '../session/token.ts';
import type { EmulatedToken } from '../session/token.ts';
import { filesOf, openWorkspace, stateFolder } from '../session/workspace.ts';
import type { Io } from './io.ts';
import { messages } from './emulate-messages.ts';
import { connectChecked } from './preview.ts';
import type { FileOptions, PreviewOptions } from './preview.ts';
import type { TokenFault } from './token-faults.ts';
import { tokenFaults } from './token-faults.ts';

/** Options of `tenantry token`. */
export interface TokenOptions
  extends FileOptions, Omit<PreviewOptions, 'format'>, Partial<Record<TokenFault, boolean>> {
  audience?: string;
  scope?: string;
  organization?: string;
  /** A JSON object. */
  claims?: string;
  /** Where an emulator is served. */
  url?: string;
  format?: 'text' | 'json';
}

/** A token, and whose it is. */
interface Found extends GivenToken {
  /** The tenant and environment, or the URL of an emulator. */
  of: string;
}

/**
 * Prints a token of a client, and nothing else on stdout: of a served emulator, of the state of one, or of a live tenant, whose quota it
 * counts against. Exit 0, 1 for errors.
 */
export async function run(tenant: string | undefined, options: TokenOptions, io: Io): Promise<number> {
  const claims = claimsOf(options.claims);
  const fault = tokenFaults.find(({ key }) => options[key] === true);
  const { audience, scope, organization } = options;
  const wanted: EmulatedToken = {
    client: io.named[0] ?? '',
    ...(audience === undefined ? {} : { audience }),
    ...(scope === undefined ? {} : { scope }),
    ...(organization === undefined ? {} : { organization }),
    ...(claims === undefined ? {} : { claims }),
  };
  const found =
    options.url === undefined
      ? await ofEnvironment(tenant, { ...options, fault: fault?.flag }, wanted, io)
      : await ofUrl(options.url, wanted, io);
  if (found === undefined) return 1;
  const broken = found.answer['broken'];
  const token = fault === undefined ? found.token : isBody(broken) ? broken[fault.key] : undefined;
  if (typeof token !== 'string') throw messages.tokenNotBroken();
  // Not by what masks secrets: the token is the result, and is written nowhere else.
  io.stdout.write(`${options.format === 'json' ? JSON.stringify(dataOf(found, token, fault?.key), null, 2) : token}\n`);
  return 0;
}

function dataOf({ answer, of }: Found, token: string, fault: TokenFault | undefined): object {
  const [scope, expiresIn, client] = [answer['scope'], answer['expires_in'], answer['client']];
  return {
    formatVersion: 2,
    of,
    token,
    ...(typeof client === 'string' ? { client } : {}),
    scope: typeof scope === 'string' ? scope : '',
    ...(typeof expiresIn === 'number' ? { expiresIn } : {}),
    ...(fault === undefined ? {} : { fault }),
  };
}

async function ofUrl(given: string, wanted: EmulatedToken, io: Io): Promise<Found> {
  const url = URL.canParse(given) ? new URL(given).origin : '';
  if (!/^https?:/.test(url)) throw messages.emulatorUrl(given);
  const send = senderTo(authorityOf(io));
  if ((await healthOf(url, send)) === undefined) throw messages.noEmulator(url);
  return { ...(await tokenOfServed(url, send, wanted)), of: url };
}

async function ofEnvironment(
  tenant: string | undefined,
  options: TokenOptions & { fault: string | undefined },
  wanted: EmulatedToken,
  io: Io,
): Promise<Found | undefined> {
  const { show } = io;
  const workspace = openWorkspace(io, { ...options, tenant, secrets: 'wanted' });
  const files = filesOf(workspace, options.env);
  const { tenant: name, environment } = files.target.config;
  const of = `${name}/${environment.name}`;
  const { domain } = environment;
  if (domain === 'local') {
    const served = await servedEmulator(emulatorFile(name, environment.name, io));
    if (served !== undefined) return { ...(await tokenOfServed(served.url, served.send, wanted)), of };
    const given = await tokenOfState({ tenant: name, environment: environment.name }, wanted, io);
    show.message(messages.tokenOfNoServer(of));
    return { ...given, of };
  }
  if (ownerOf(domain) === 'loopback') {
    const url = domain.startsWith('http://') ? new URL(domain).origin : `https://${domain.replace(/^https:\/\//, '')}`;
    const send = senderTo(authorityOf(io));
    if ((await healthOf(url, send)) !== undefined) return { ...(await tokenOfServed(url, send, wanted)), of };
  }
  if (options.fault !== undefined) throw messages.onlyEmulated(options.fault, of);
  if (wanted.claims !== undefined) throw messages.onlyEmulated('--claims', of);
  const { file, diagnostics } = files.smoke(true);
  show.hide(files.secrets);
  show.diagnostics(diagnostics);
  if (hasErrors(diagnostics)) return undefined;
  await using session = await connectChecked(workspace, files, { ...options, format: options.format ?? 'text' }, show);
  if (session === undefined) return undefined;
  const result = await tokenOfTenant(session, file, wanted);
  show.diagnostics(result.diagnostics);
  if (result.given === undefined) return undefined;
  show.message(messages.tokenSpent(domain));
  return { ...result.given, of };
}

/** The authority that has signed the certificate of this project's emulators. */
const authorityOf = (io: Io): string => join(stateFolder(io), 'emulator', 'ca.pem');

/** The claims of an option. Throws a `UsageError` for what is no JSON object. */
function claimsOf(text: string | undefined): Body | undefined {
  if (text === undefined) return undefined;
  const claims = parseJson(text);
  if (!isBody(claims)) throw messages.claimsForm();
  return claims;
}
