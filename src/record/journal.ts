import { open, readFile } from 'node:fs/promises';
import type { Address } from '../model/address.ts';
import { isBody, parseJson } from '../model/json.ts';
import type { Json } from '../model/json.ts';
import type { Step } from '../model/plan.ts';

/** One line of a journal: a step that is about to be carried out, or what came of it. */
export interface JournalEntry {
  at: string;
  event: 'start' | 'done' | 'failed';
  address: Address;
  do: Step['do'];
  fields: string[];
  /** The server's handle, when the step gave one. */
  id?: string;
  reason?: string;
}

/** Where a run writes down what it does. An entry is on the disk when its promise is fulfilled. */
export interface Journal {
  note: (entry: JournalEntry) => Promise<void>;
  close: () => Promise<void>;
}

/** Opens a journal for writing behind what it has. Entries that come together are written and synced together. */
export async function openJournal(path: string): Promise<Journal> {
  const file = await open(path, 'a');
  let lines: string[] = [];
  let writing: Promise<void> | undefined;
  const write = async (): Promise<void> => {
    // Give entries of the same moment the time to come along.
    await Promise.resolve();
    const text = lines.join('');
    lines = [];
    writing = undefined;
    await file.appendFile(text);
    await file.datasync();
  };
  let last = Promise.resolve();
  return {
    note: (entry) => {
      lines.push(`${JSON.stringify(entry)}\n`);
      writing ??= last = last.then(write);
      return writing;
    },
    close: async () => {
      await last;
      await file.close();
    },
  };
}

/** The entries of a journal. A last line that was cut off when the machine died is no entry. */
export async function readJournal(path: string): Promise<JournalEntry[]> {
  const lines = (await readFile(path, 'utf8')).split('\n');
  return lines.map(parseJson).filter(isEntry);
}

function isEntry(value: Json | undefined): value is Json & JournalEntry {
  return isBody(value) && typeof value['address'] === 'string' && typeof value['event'] === 'string';
}
