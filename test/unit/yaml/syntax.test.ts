import { describe, expect, it } from 'vitest';
import { parse } from '../../../src/yaml/parse.ts';
import { placeOf } from '../../../src/model/diagnostic.ts';
import { sourceOf } from '../../../src/model/tree.ts';

describe('what is opened and not closed', () => {
  it.each([
    ['braces inside of blocks', 'clients:\n  - { name: a, options: { b: 1 }\n', '2:5'],
    ['braces, with other things below', 'clients:\n  - { name: a\nroles: []\n', '2:5'],
    ['brackets', 'clients:\n  - name: a\n    callbacks: [x\n', '3:16'],
    ['brackets, with other things below', 'clients:\n  - name: a\n    callbacks: [x\nroles: []\n', '3:16'],
    ['brackets inside of braces', 'clients:\n  - { name: a, callbacks: [x }\n', '2:27'],
  ])('%s', (_name, text, place) => {
    const [first] = parse(sourceOf('a.yaml', text)).diagnostics;
    const { line, column } = first?.origin === undefined ? { line: 0, column: 0 } : placeOf(first.origin);
    expect(`${line}:${column}`).toBe(place);
    expect(first?.message).toContain('is opened with');
  });
});
