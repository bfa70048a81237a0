import { readToPull } from '../../../src/session/read-to-pull.ts';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inPlace } from '../../../src/in-place/in-place.ts';
import type { InPlace } from '../../../src/in-place/in-place.ts';
import type { KnownIds } from '../../../src/in-place/renames.ts';
import { goalOfPull } from '../../../src/goals.ts';
import type { InPlaceOptions } from '../../../src/in-place/options.ts';
import { countsOf, pullLines } from '../../../src/in-place/say.ts';
import type { Snapshot } from '../../../src/model/snapshot.ts';
import { hasErrors } from '../../../src/model/diagnostic.ts';
import { realClock } from '../../../src/auth0/clock.ts';
import { plan } from '../../../src/pipeline.ts';
import { filesOf, openWorkspace } from '../../../src/session/workspace.ts';
import type { Workspace } from '../../../src/session/workspace.ts';
import { emulated, runPlan, textOf } from '../../support/project.ts';
import type { Emulated } from '../../support/project.ts';

/** A tenant's folder on the disk, and an emulated tenant that is as it says. */
export interface Folder {
  tenant: Emulated;
  /** Reads what is live. */
  snapshot: (only?: readonly string[]) => Promise<Snapshot>;
  /** Pulls, and writes what comes of it unless `isKept`. */
  pull: (options?: Partial<InPlaceOptions>, snapshot?: Snapshot, known?: KnownIds) => Promise<Result>;
  read: (path: string) => string;
  write: (path: string, text: string) => void;
  /** The files there are, below a folder. */
  list: (path: string) => string[];
  /** The differences between the files and the tenant. */
  open: () => Workspace;
  close: () => void;
}

/** What came of a pull. */
export interface Result extends InPlace {
  lines: string[];
  counts: { files: number; lines: number };
}

const usual: InPlaceOptions = { as: 'shared', keywords: 'update', new: 'here', gone: 'keep' };

/** A folder with these files, applied to an emulated tenant for an environment. */
export async function folderOf(files: Record<string, string>, environment = 'dev'): Promise<Folder> {
  const cwd = mkdtempSync(join(tmpdir(), 'tenantry-in-place-'));
  const at = (path: string): string => join(cwd, 'tenants/acme', path);
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(at(path)), { recursive: true });
    writeFileSync(at(path), text);
  };
  for (const [path, text] of Object.entries(files)) write(path, text);
  const surroundings = {
    cwd,
    env: { SMTP_PASS: 'a-password-that-nobody-may-see' },
    signal: new AbortController().signal,
    clock: realClock,
  };
  const open = (): Workspace => openWorkspace(surroundings, { tenant: 'acme', secrets: 'wanted' });
  const tenant = emulated({ buildMilliseconds: 0 });
  const goal = filesOf(open(), environment);
  if (hasErrors(goal.diagnostics)) throw new Error(textOf(goal.diagnostics));
  const planned = await plan(goal, tenant.connection);
  if (planned.plan === undefined) throw new Error(textOf(planned.diagnostics));
  const outcomes = await runPlan({ ...planned, plan: planned.plan }, tenant);
  const failed = outcomes.filter(({ status }) => status !== 'done');
  if (failed.length > 0) throw new Error(JSON.stringify(failed));
  const snapshot = async (only?: readonly string[]): Promise<Snapshot> =>
    (await readToPull(goalOfPull(filesOf(open(), environment), only), tenant.connection)).snapshot;
  const read = (path: string): string => readFileSync(at(path), 'utf8');
  return {
    tenant,
    snapshot,
    read,
    write,
    list: (path) => (existsSync(at(path)) ? readdirSync(at(path)).sort() : []),
    open,
    pull: async (options = {}, given, known = new Map()) => {
      const { project, reload } = open();
      const found = inPlace(
        { project, environment, snapshot: given ?? (await snapshot(options.only)), reload, known },
        { ...usual, ...options },
      );
      const before = (path: string): string | undefined => {
        try {
          return readFileSync(join(cwd, path), 'utf8');
        } catch {
          return undefined;
        }
      };
      const told = { environment, environmentFile: `environments/${environment}.yaml`, before };
      const result = { ...found, lines: pullLines(found, told), counts: countsOf(found, told) };
      for (const [path, text] of found.texts) {
        mkdirSync(dirname(join(cwd, path)), { recursive: true });
        if (text === undefined) rmSync(join(cwd, path));
        else writeFileSync(join(cwd, path), text);
      }
      return result;
    },
    close: () => rmSync(cwd, { recursive: true, force: true }),
  };
}

/** The lines that two texts do not share. */
export function changedLines(before: string, after: string): { old: string[]; new: string[] } {
  const [old, now] = [before, after].map((text) => text.split('\n'));
  if (old === undefined || now === undefined) return { old: [], new: [] };
  const start = old.findIndex((line, index) => line !== now[index]);
  if (start < 0) return { old: [], new: now.slice(old.length) };
  const tail = old.toReversed().findIndex((line, index) => line !== now[now.length - 1 - index]);
  const most = Math.min(old.length, now.length) - start;
  const shared = Math.min(tail < 0 ? most : tail, most);
  return { old: old.slice(start, old.length - shared), new: now.slice(start, now.length - shared) };
}
