import { expect, it } from 'vitest';
import { fileNames } from '../../../src/pull/file-names.ts';

const keys = [
  'A/B',
  'a/b',
  'CON',
  '🚀',
  'Client A',
  'client a',
  'Ünïque',
  'plain.name',
  '..',
  'x'.repeat(300),
  'lpt1.txt',
  'Cafe\u0301',
  'Caf\u00e9',
];

it('names are different on a disk that knows no upper case, short, and none that an operating system keeps for itself', () => {
  const names = [...fileNames(keys).values()];
  expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(keys.length);
  for (const name of names) {
    expect(name).toMatch(/^[a-z0-9._-]{1,80}$/);
    expect(name).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)|^[.-]|\.$/);
  }
  expect(fileNames(['plain.name', 'Client A']).get('Client A')).toBe('client-a');
});

it('which of those that collide comes first, and whether there is a third, changes no name', () => {
  const two = fileNames(['Client A', 'client a']);
  const three = fileNames(['CLIENT A', 'client a', 'Client A']);
  for (const key of two.keys()) expect(three.get(key)).toBe(two.get(key));
});
