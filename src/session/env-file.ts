import { chmodSync, lstatSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { bodiesOf, textOf } from '../emulator/body.ts';
import type { Body } from '../emulator/body.ts';
import { DEPLOYER } from '../emulator/seed.ts';
import type { EmulatorState } from '../emulator/store.ts';
import { tokenMessages } from './token-messages.ts';
import { digestOf, upperSnake } from './variable-names.ts';

/** Where an emulator is reached. */
export interface Reached {
  /** Its URL, as applications are to have it. */
  url: string;
  /** With TLS, the file of the authority to trust. */
  caPath?: string;
}

/** A variable of an env file. */
export interface Variable {
  name: string;
  value: string;
}

/** How every env file of ours begins: by this one is known that may be written anew. */
const firstWords = '# Written by tenantry emulate';

/** What an emulated tenant has that is not its own: the client of deployers, the global one, the Management API. */
export function ownParts({ collections }: EmulatorState): Record<'clients' | 'apis' | 'grants' | 'actions', Body[]> {
  const all = (name: string): Body[] => bodiesOf(Object.values(collections[name] ?? {}));
  return {
    clients: all('clients').filter((one) => one['global'] !== true && one['client_id'] !== DEPLOYER.clientId),
    apis: all('resource_servers').filter((one) => one['is_system'] !== true),
    grants: all('client_grants').filter((one) => one['client_id'] !== DEPLOYER.clientId),
    actions: all('actions'),
  };
}

/** What applications need to know of an emulated tenant, under names of their clients and APIs. */
export function emulatorVariables(state: EmulatorState, { url, caPath }: Reached): Variable[] {
  const { clients, apis } = ownParts(state);
  return [
    { name: 'AUTH0_DOMAIN', value: new URL(url).host },
    { name: 'AUTH0_ISSUER_BASE_URL', value: new URL(url).origin },
    ...named(clients, 'client_id', 'CLIENT').flatMap(([stem, client]) => [
      { name: `${stem}_CLIENT_ID`, value: textOf(client['client_id']) },
      ...(hasSecret(client) ? [{ name: `${stem}_CLIENT_SECRET`, value: textOf(client['client_secret']) }] : []),
    ]),
    ...named(apis, 'identifier', 'API').map(([stem, { identifier }]) => ({
      name: `${stem}_AUDIENCE`,
      value: textOf(identifier),
    })),
    ...(caPath === undefined ? [] : [{ name: 'NODE_EXTRA_CA_CERTS', value: caPath }]),
  ];
}

/** Whether a client proves itself by its secret: one with a key, and one that proves nothing, have one that is of no use. */
const hasSecret = (client: Body): boolean =>
  textOf(client['client_secret']) !== '' &&
  client['token_endpoint_auth_method'] !== 'none' &&
  client['client_authentication_methods'] === undefined;

/** Gives each its name as part of a variable's; those that would be the same have a part of the digest of their id behind it. */
function named(all: readonly Body[], key: string, noun: string): [string, Body][] {
  const stems = all.map(({ name }) => {
    const stem = upperSnake(textOf(name));
    return stem === '' ? `${noun}_${digestOf(textOf(name))}` : stem.replace(/^(?=\d)/, '_');
  });
  return all.map((one, index): [string, Body] => {
    const stem = stems[index] ?? '';
    const isAlone = stems.filter((other) => other === stem).length === 1;
    return [isAlone ? stem : `${stem}_${digestOf(textOf(one[key]))}`, one];
  });
}

/** An env file, and what could not be written so that all who read such files read the same. */
export interface EnvText {
  text: string;
  /** In quotes, which `docker --env-file` takes for a part of the value. */
  quoted: string[];
  /** Not in it, for want of a way to write it. */
  left: string[];
}

/** The text of an env file, for dotenv, `node --env-file`, `docker --env-file` and `sh`. */
export function envText(title: string, variables: readonly Variable[]): EnvText {
  const lines = variables.map(({ name, value }) => ({ name, value, written: written(value) }));
  const kept = lines.flatMap((line) => (line.written === undefined ? [] : [`${line.name}=${line.written}`]));
  return {
    text: [`${firstWords} ${title}, and written anew each time.`, ...kept, ''].join('\n'),
    quoted: lines.flatMap((line) => (line.written !== undefined && line.written !== line.value ? [line.name] : [])),
    left: lines.flatMap((line) => (line.written === undefined ? [line.name] : [])),
  };
}

/** A value as all who read env files read it: bare where that is safe, else in the one kind of quotes that changes nothing. */
function written(value: string): string | undefined {
  if (/^[\w./:@%+,=-]+$/.test(value)) return value;
  if (/[\n\r\0]/.test(value)) return undefined;
  if (!value.includes("'")) return `'${value}'`;
  return /["$`\\]/.test(value) ? undefined : `"${value}"`;
}

/** Refuses a file that somebody else wrote, and what is no file. Throws a `UsageError`. */
export function checkEnvFile(path: string, shown: string): void {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return;
  if (!found.isFile()) throw tokenMessages.envFileForeign(shown);
  let text = '';
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw tokenMessages.envFileForeign(shown);
  }
  if (!text.startsWith(firstWords)) throw tokenMessages.envFileForeign(shown);
}

/** Writes an env file for the user alone, as a whole or not at all. Throws a `UsageError` when that cannot be done. */
export function writeEnvFile(path: string, shown: string, text: string): void {
  checkEnvFile(path, shown);
  const draft = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  try {
    writeFileSync(draft, text, { mode: 0o600, flag: 'wx' });
    chmodSync(draft, 0o600);
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw tokenMessages.envFileFailed(shown, error instanceof Error ? error.message : '');
  }
}
