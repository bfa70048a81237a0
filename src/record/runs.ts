import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Address } from '../model/address.ts';
import type { Journal, JournalEntry } from '../model/journal.ts';
import { jsonText, parseJson } from '../model/json.ts';
import type { RunSnapshot } from '../model/snapshot.ts';
import { makeFolder, onDisk, ownFile } from './disk.ts';
import { openJournal, readJournal } from './journal.ts';
import { messages } from './messages.ts';
import { planFileText, readPlanFile } from './plan-file.ts';
import type { SavedPlan } from './plan-file.ts';
import { number, object, optional, shaped, text } from './shape.ts';
import type { Shape } from './shape.ts';
import { snapshotShape } from './snapshot.ts';

/** The version of what the record of a run looks like: its plan, its snapshot and its journal. */
export const runFormat = 2;

/** What is known of a run before it begins. */
export interface RunHeader {
  /** The version of the record; records of the first say none. */
  format?: number;
  tenant: string;
  environment: string;
  domain: string;
  /** What was done: an apply, or a rollback of another run. */
  what: string;
  /** Who ran it, and the commit of the files, as far as that is known. */
  by: string;
  commit?: string;
  startedAt: string;
}

const headerShape: Shape<RunHeader> = object<RunHeader>({
  format: optional(number),
  tenant: text,
  environment: text,
  domain: text,
  what: text,
  by: text,
  commit: optional(text),
  startedAt: text,
});

/** A run that is recorded. */
export interface RunRecord {
  id: string;
  folder: string;
  header: RunHeader;
  entries: JournalEntry[];
}

/** A run that is being recorded. */
export interface OpenRun {
  id: string;
  folder: string;
  journal: Journal;
}

/** Where runs are recorded, and what dates what they do. */
export interface Records {
  root: string;
  now: () => number;
}

/** Begins to record a run: plan and snapshot are on the disk before anything is written to the tenant. */
export async function beginRun(
  { root, now }: Records,
  header: RunHeader,
  plan: SavedPlan,
  snapshot: RunSnapshot,
): Promise<OpenRun> {
  const id = `${header.startedAt.replace(/[-:.]/g, '')}-${randomBytes(3).toString('hex')}`;
  const folder = join(root, id);
  await onDisk(folder, () => {
    makeFolder(folder);
    writeFileSync(join(folder, 'plan.json'), planFileText(plan), { flush: true, mode: 0o600 });
    writeFileSync(join(folder, 'snapshot.json'), `${jsonText(snapshot, 1)}\n`, {
      flush: true,
      mode: 0o600,
    });
    const dated = { format: runFormat, ...header };
    writeFileSync(join(folder, 'run.json'), `${jsonText(dated, 1)}\n`, { flush: true, mode: 0o600 });
  });
  return { id, folder, journal: await openJournal(join(folder, 'journal.jsonl'), now) };
}

/** Goes on recording a run. */
export async function continueRun({ id, folder }: RunRecord, now: () => number): Promise<OpenRun> {
  return { id, folder, journal: await openJournal(join(folder, 'journal.jsonl'), now) };
}

/** Ends a run that was interrupted or stopped when all that it had begun was done: nothing of it is left. */
export async function endRun(run: RunRecord, now: () => number): Promise<void> {
  const { journal } = await continueRun(run, now);
  try {
    await journal.note({ event: 'end', counts: { done: begunIn(run).size } });
  } finally {
    await journal.close();
  }
}

/** The runs that are recorded for a tenant's environment, or for all, the oldest first. A run that never began is none. */
export async function runsIn(root: string, isWanted: (header: RunHeader) => boolean): Promise<RunRecord[]> {
  const ids = existsSync(root) ? (await onDisk(root, () => readdirSync(root))).sort() : [];
  const runs = ids.flatMap((id) => {
    const folder = join(root, id);
    const header = partOf(join(folder, 'run.json'), headerShape);
    return header !== undefined && isWanted(header) ? [{ id, folder, header }] : [];
  });
  return Promise.all(
    runs.map(async (run) => ({ ...run, entries: await readJournal(join(run.folder, 'journal.jsonl')) })),
  );
}

/** The plan and the snapshot of a run. Throws a `UsageError` when they cannot be read, or are of another format. */
export function planOfRun({ id, folder, header }: RunRecord): { plan: SavedPlan; snapshot: RunSnapshot } {
  const { format = 1 } = header;
  if (format !== runFormat) throw messages.runFormat(id, format, runFormat);
  const path = join(folder, 'plan.json');
  const plan = readPlanFile(path, textOf(path));
  const snapshot = partOf(join(folder, 'snapshot.json'), snapshotShape);
  if (snapshot === undefined) throw messages.runUnreadable(join(folder, 'snapshot.json'));
  return { plan, snapshot };
}

/** Whether a run has come to its end, whatever came of it. One that was stopped has not. */
export function hasEnded({ entries }: RunRecord): boolean {
  return entries.at(-1)?.event === 'end';
}

/** The addresses of which a step was begun: what came of it may not be known. */
export function begunIn({ entries }: RunRecord): Set<Address> {
  return new Set(entries.flatMap((entry) => (entry.event === 'start' ? [entry.address] : [])));
}

/** What a run was that takes another one back, as it is recorded. */
export function rollbackOf(id: string): string {
  return `rollback of ${id}`;
}

/** The run that a run takes back; nothing when it is no rollback. */
export function takenBackBy(what: string): string | undefined {
  return /^rollback of (\S+)$/.exec(what)?.[1];
}

function textOf(path: string): string {
  return existsSync(path) ? ownFile(path).toString('utf8') : '';
}

/** What a file of a run says; nothing when it is not there or was cut off. Throws a `UsageError` when it says something else. */
function partOf<Type>(path: string, shape: Shape<Type>): Type | undefined {
  const value = parseJson(textOf(path));
  if (value === undefined) return undefined;
  return shaped(value, shape, (place, wanted) => messages.runMisshapen(path, place, wanted));
}
