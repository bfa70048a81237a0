import { appendFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { OnRequest, Sent } from '../auth0/request-log.ts';
import { visible } from '../model/visible.ts';
import type { Io } from './io.ts';
import { messages } from './messages.ts';

/** Writes a line for every request, on stderr or into a file, which is begun anew. Throws a `UsageError` when it cannot be. */
export function requestLog(file: string, { cwd, clock, show }: Pick<Io, 'cwd' | 'clock' | 'show'>): OnRequest {
  const lineOf = (sent: Sent): string => `${new Date(clock.now()).toISOString()} ${requestLine(sent)}`;
  if (file === '') return (sent) => show.message(lineOf(sent));
  const path = resolve(cwd, file);
  try {
    writeFileSync(path, '', { mode: 0o600 });
  } catch (error) {
    throw messages.debugFile(file, error);
  }
  return (sent) => appendFileSync(path, `${visible(show.mask(lineOf(sent)))}\n`);
}

/** What became of a request, in one line. */
export function requestLine({ method, host, path, status, error, milliseconds, tried, limits }: Sent): string {
  const said = Object.entries(limits).map(([name, value]) => `${name}=${value}`);
  const again = tried === 1 ? [] : [`try=${tried}`];
  return [method, `${host}${path}`, status ?? error, `${Math.round(milliseconds)}ms`, ...again, ...said].join(' ');
}
