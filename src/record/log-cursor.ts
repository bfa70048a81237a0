import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseJson } from '../model/json.ts';
import { ownFile, writeWhole } from './disk.ts';
import { object, shaped, text } from './shape.ts';
import type { Shape } from './shape.ts';

/** How far the log of a tenant was read. */
export interface LogCursor {
  domain: string;
  /** The last event that was shown. */
  id: string;
  at: string;
}

const shape: Shape<LogCursor> = object<LogCursor>({ domain: text, id: text, at: text });

/** How far the log of an environment was read; nothing when that is not known. `root` is the folder of the project's state. */
export function readCursor(root: string, tenant: string, environment: string): LogCursor | undefined {
  const path = pathOf(root, tenant, environment);
  if (!existsSync(path)) return undefined;
  try {
    return shaped(parseJson(ownFile(path).toString('utf8')), shape, () => new Error('misshapen'));
  } catch {
    // Damaged: as good as not there.
    return undefined;
  }
}

/** Keeps how far the log was read. Throws a `UsageError` when that cannot be done. */
export function keepCursor(root: string, tenant: string, environment: string, cursor: LogCursor): void {
  writeWhole(pathOf(root, tenant, environment), `${JSON.stringify(cursor)}\n`);
}

function pathOf(root: string, tenant: string, environment: string): string {
  return join(root, 'logs', `${tenant}.${environment}.json`);
}
