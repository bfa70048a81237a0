import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Journal, JournalEntry } from '../model/journal.ts';
import { jsonText, parseJson } from '../model/json.ts';
import { onDisk, ownFile } from './disk.ts';
import { messages } from './messages.ts';
import { number, object, oneOf, optional, record, shaped, tagged, text } from './shape.ts';
import type { Shape } from './shape.ts';

type Entry<Event extends JournalEntry['event']> = Extract<JournalEntry, { event: Event }>;

const steps = { at: text, address: text, do: oneOf('create', 'update', 'delete') };

const ends = { at: text, counts: record(number) };

const entryShape: Shape<JournalEntry> = tagged<JournalEntry, 'event'>('event', {
  start: object<Entry<'start'>>({ event: oneOf('start'), ...steps }),
  done: object<Entry<'done'>>({ event: oneOf('done'), ...steps, id: optional(text), secrets: optional(record(text)) }),
  failed: object<Entry<'failed'>>({ event: oneOf('failed'), ...steps, reason: text }),
  log: object<Entry<'log'>>({ event: oneOf('log'), at: text, id: text }),
  end: object<Entry<'end'>>({ event: oneOf('end'), ...ends }),
  stop: object<Entry<'stop'>>({ event: oneOf('stop'), ...ends }),
});

/** Opens a journal for writing behind what it has; `now` dates entries. Those that come together are written together. */
export async function openJournal(path: string, now: () => number): Promise<Journal> {
  const isTorn = existsSync(path) && !ownFile(path).toString('utf8').endsWith('\n');
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
      lines.push(`${jsonText({ at: new Date(now()).toISOString(), ...entry })}\n`);
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

/**
 * The entries of a journal. A line that was cut off when the machine died is no entry.
 *
 * Throws a `UsageError` for a line that is something else.
 */
export async function readJournal(path: string): Promise<JournalEntry[]> {
  if (!existsSync(path)) return [];
  const lines = ownFile(path).toString('utf8').split('\n').map(parseJson);
  return lines.flatMap((value, index) => {
    if (value === undefined) return [];
    const refuse = (place: string, wanted: string): Error =>
      messages.runMisshapen(`${path}:${index + 1}`, place, wanted);
    return [shaped(value, entryShape, refuse)];
  });
}
