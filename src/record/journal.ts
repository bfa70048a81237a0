import { existsSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { isBody, parseJson } from '../model/json.ts';
import type { Json } from '../model/json.ts';
import { onDisk } from './disk.ts';
import type { Journal, JournalEntry } from '../model/journal.ts';

/** Opens a journal for writing behind what it has. Entries that come together are written and synced together. */
export async function openJournal(path: string): Promise<Journal> {
  const isTorn = existsSync(path) && !(await readFile(path, 'utf8')).endsWith('\n');
  const file = await onDisk(path, () => open(path, 'a'));
  // What a dying machine left of a line must not swallow the next one.
  if (isTorn) await onDisk(path, () => file.appendFile('\n'));
  let lines: string[] = [];
  let writing: Promise<void> | undefined;
  const write = async (): Promise<void> => {
    // Give entries of the same moment the time to come along.
    await Promise.resolve();
    const text = lines.join('');
    lines = [];
    writing = undefined;
    await onDisk(path, async () => {
      await file.appendFile(text);
      await file.datasync();
    });
  };
  let last = Promise.resolve();
  return {
    note: (entry) => {
      lines.push(`${JSON.stringify({ at: new Date().toISOString(), ...entry })}\n`);
      writing ??= last = last.then(write);
      return writing;
    },
    close: async () => {
      // Whoever noted something was told when that went wrong.
      await last.catch(() => undefined);
      await file.close();
    },
  };
}

/** The entries of a journal. A last line that was cut off when the machine died is no entry. */
export async function readJournal(path: string): Promise<JournalEntry[]> {
  if (!existsSync(path)) return [];
  const lines = (await readFile(path, 'utf8')).split('\n');
  return lines.map(parseJson).filter(isEntry);
}

function isEntry(value: Json | undefined): value is Json & JournalEntry {
  return isBody(value) && typeof value['event'] === 'string';
}
