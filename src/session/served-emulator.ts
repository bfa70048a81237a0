import { existsSync, readFileSync, rmSync } from 'node:fs';
import { bodyOf } from '../auth0/body.ts';
import type { Fetch } from '../auth0/transport.ts';
import { isBody, parseJson } from '../model/json.ts';
import type { Body } from '../model/json.ts';
import { writeWhole } from '../record/disk.ts';
import { messages } from './messages.ts';

/** Where an emulator is served. */
export interface ServedAt {
  url: string;
  /** Tells it from every other one that may be served at this URL later. */
  id: string;
  /** With TLS, the file of the authority to trust. */
  caPath?: string;
}

/** A served emulator that answers. */
export interface Reachable extends ServedAt {
  /** Sends a request to it: its certificate is trusted. */
  send: Fetch;
}

/** How long an emulator may take to say that it is there, in milliseconds: one that was killed is known at once, and a machine may be busy. */
const patience = 10_000;

/** Says where an emulator is served, beside its state. Throws a `UsageError` when that cannot be written. */
export function tellServed(path: string, served: ServedAt): void {
  writeWhole(fileOf(path), `${JSON.stringify(served)}\n`);
}

/** Takes that back, unless another one is served by now. */
export function untellServed(path: string, { id }: ServedAt): void {
  if (toldAt(path)?.id === id) rmSync(fileOf(path), { force: true });
}

/**
 * The emulator that serves the state in a file, if one does: one that was killed has left its word, and nothing listens there. Throws a
 * `UsageError` when something listens and says nothing for so many milliseconds: it may be that emulator, and will keep its own state.
 */
export async function servedEmulator(path: string, milliseconds = patience): Promise<Reachable | undefined> {
  const told = toldAt(path);
  if (told === undefined) return undefined;
  const send = senderTo(told.caPath);
  const health = await askHealth(told.url, send, milliseconds);
  if (health === 'silent') throw messages.emulatorSilent(told.url, milliseconds / 1000, fileOf(path));
  return health?.['id'] === told.id ? { ...told, send } : undefined;
}

/** What an emulator says of its health; nothing when none answers at this URL. Throws a `UsageError` when it says nothing. */
export async function healthOf(url: string, send: Fetch): Promise<Body | undefined> {
  const health = await askHealth(url, send, patience);
  if (health === 'silent') throw messages.emulatorSilent(url, patience / 1000);
  return health;
}

async function askHealth(url: string, send: Fetch, milliseconds: number): Promise<Body | 'silent' | undefined> {
  const signal = AbortSignal.timeout(milliseconds);
  try {
    const response = await send(`${url}/emulator/health`, { method: 'GET', signal });
    const answer = parseJson(await response.text());
    return response.ok && isBody(answer) && answer['status'] === 'ok' ? answer : undefined;
  } catch {
    return signal.aborted ? 'silent' : undefined;
  }
}

/** Sends requests to an emulator of this machine: over no proxy, and trusting the authority in a file besides those of Node. */
export function senderTo(caPath: string | undefined): Fetch {
  if (caPath === undefined || !existsSync(caPath)) return (url, init) => fetch(url, init);
  return async (url, { method = 'GET', headers, body, signal }) => {
    const [{ Agent, fetch: send }, { rootCertificates }] = await Promise.all([import('undici'), import('node:tls')]);
    const dispatcher = new Agent({ connect: { ca: [...rootCertificates, readFileSync(caPath, 'utf8')] } });
    try {
      const response = await send(url, {
        dispatcher,
        method,
        headers: [...new Headers(headers)],
        body: typeof body === 'string' ? body : null,
        signal: signal ?? null,
      });
      const content = response.body === null ? null : await bodyOf(response);
      return new Response(content, { status: response.status, headers: [...response.headers] });
    } finally {
      void dispatcher.close();
    }
  };
}

const fileOf = (path: string): string => path.replace(/\.json$/, '.server.json');

function toldAt(path: string): ServedAt | undefined {
  const file = fileOf(path);
  const told = existsSync(file) ? parseJson(readFileSync(file, 'utf8')) : undefined;
  if (!isBody(told)) return undefined;
  const { url, id, caPath } = told;
  if (typeof url !== 'string' || typeof id !== 'string') return undefined;
  return { url, id, ...(typeof caPath === 'string' ? { caPath } : {}) };
}
