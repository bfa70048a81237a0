import { expect, it } from 'vitest';
import type { JournalEntry } from '../../../src/model/journal.ts';
import { secretMemory } from '../../../src/secrets/fingerprints.ts';
import type { Remembered } from '../../../src/secrets/secret-memory.ts';

const address = 'clients/Partner/credentials/key';
const { fingerprint } = secretMemory([], 'credential');
const done = (action: 'create' | 'update' | 'delete', pem?: string): JournalEntry => ({
  at: '2026-01-01T00:00:00.000Z',
  event: 'done',
  address,
  do: action,
  ...(pem === undefined ? {} : { secrets: { pem: fingerprint(address, 'pem', pem) ?? '' } }),
});
const end: JournalEntry = { at: '2026-01-01T00:00:00.000Z', event: 'end', counts: {} };

it.each<[string, JournalEntry[], Remembered]>([
  ['that was made is the same', [done('create', 'new'), end], 'same'],
  ['that became another one is another', [done('create', 'old'), end], 'other'],
  ['that was deleted is not known', [done('create', 'new'), end, done('delete'), end], 'unknown'],
  [
    'that was replaced is that of what was made, and not of what was deleted behind it',
    [done('create', 'old'), end, done('create', 'new'), done('delete'), end],
    'same',
  ],
  [
    'that was replaced twice is that of the last',
    [done('create', 'new'), done('delete'), end, done('create', 'old'), done('delete'), end],
    'other',
  ],
])('a secret of something %s', (_what, entries, wanted) => {
  const { compare } = secretMemory(entries, 'credential');
  expect(compare(address, 'pem', 'new')).toBe(wanted);
  expect(secretMemory(entries, 'another').compare(address, 'pem', 'new')).toBe('unknown');
});
