import { describe, expect, it } from 'vitest';
import { edit } from '../../../src/edit/edit.ts';
import type { Edit } from '../../../src/edit/change.ts';
import type { Json } from '../../../src/model/json.ts';
import type { Path } from '../../../src/model/path.ts';

const set = (path: Path, value: Json): Edit => ({ do: 'set', path, value });
const remove = (path: Path): Edit => ({ do: 'remove', path });
const insert = (path: Path, ...values: Json[]): Edit => ({ do: 'insert', path, values });

type Row = [title: string, before: string, edits: Edit | Edit[], after: string];

function made(before: string, edits: Edit | Edit[], isJson = false): string {
  const { text, refused } = edit(before, [edits].flat(), { isJson });
  expect(refused).toEqual([]);
  return text;
}

describe('a value that is set', () => {
  it.each<Row>([
    ['keeps its quotes', 'a: \'x\'\nb: "y"\n', [set(['a'], 'z'), set(['b'], 'w')], 'a: \'z\'\nb: "w"\n'],
    ['gets quotes where it needs them', 'a: x\n', set(['a'], ': y'), "a: ': y'\n"],
    ['changes its type without quotes', "a: '5' # five\n", set(['a'], 5), 'a: 5 # five\n'],
    ['keeps the runs of blanks before a comment', 'a:   x    # c\n', set(['a'], 'y'), 'a:   y    # c\n'],
    ['takes the place of nothing, before a comment', 'a: # c\nb: 1\n', set(['a'], 'x'), 'a: x # c\nb: 1\n'],
    [
      'takes the place of an empty string in its quotes',
      '- a: \'\'\n  b: @@X@@\n- c: "" # d\n',
      [set([0, 'a'], 'y'), set([1, 'c'], 'z')],
      '- a: \'y\'\n  b: @@X@@\n- c: "z" # d\n',
    ],
    [
      'takes the place of an empty string in a list',
      '- \'\'\n- ""\n',
      [set([0], 'y'), insert([2], 'z')],
      '- \'y\'\n- ""\n- z\n',
    ],
    ['leaves the anchor that nobody uses', 'a: &n x\n', set(['a'], 'y'), 'a: &n y\n'],
    ['takes the place of a bare marker, quoted when it has one', 'a: ##X##\n', set(['a'], '##Y##'), "a: '##Y##'\n"],
    ['keeps a marker in a plain string plain', 'a: x-##X##/y\n', set(['a'], 'x-##X##/z'), 'a: x-##X##/z\n'],
    ['is written escaped when it looks like a marker', 'a: x\n', set(['a'], String.raw`\##LIT##`), 'a: \\##LIT##\n'],
    ['becomes lines from lines', 'a: |\n    x\n    y\nb: 1\n', set(['a'], 'x\nz\n'), 'a: |\n    x\n    z\nb: 1\n'],
    ['keeps the comment of a header', 'a: |- # c\n  x\nb: 1\n', set(['a'], 'y\nz'), 'a: |- # c\n  y\n  z\nb: 1\n'],
    ['stops being folded', 'a: >-\n  x\n  y\n', set(['a'], 'p\nq'), 'a: |-\n  p\n  q\n'],
    ['becomes one line', 'a: | # c\n  x\n  y\nb: 1\n', set(['a'], 'x'), 'a: x # c\nb: 1\n'],
    ['of several lines in brackets is in quotes', 'a: [x]\n', set(['a', 0], 'x\ny'), 'a: ["x\\ny"]\n'],
    ['with two line breaks at its end is in quotes', 'a: x\n\nb: 1\n', set(['a'], 'x\n\n'), 'a: "x\\n\\n"\n\nb: 1\n'],
    ['of lines in quotes stays in quotes', 'a: "x\\ny"\n', set(['a'], 'x\nz'), 'a: "x\\nz"\n'],
    [
      'becomes an array below its comment',
      'a: "x" # c\nb: 1\n',
      set(['a'], ['p', { q: 1 }]),
      'a: # c\n  - p\n  - q: 1\nb: 1\n',
    ],
    ['is no array any more', 'a: # c\n  - p\n  - q\nb: 1\n', set(['a'], 'x'), 'a: x # c\nb: 1\n'],
    [
      'is a new key behind the others',
      'a:\n  b: 1 # c\n# d\ne: 2\n',
      set(['a', 'z'], 'x'),
      'a:\n  b: 1 # c\n  z: x\n# d\ne: 2\n',
    ],
    ['is a new key in braces', 'a: { b: 1 }\n', set(['a', 'c'], 'x y'), 'a: { b: 1, c: x y }\n'],
    ['is a key in an object that had none', 'a: {}\nb: 1\n', set(['a', 'c'], 'x'), 'a:\n  c: x\nb: 1\n'],
    [
      'takes its own key over an inherited one',
      'x: &x { a: 1 }\ny:\n  <<: *x\n  b: 2\n',
      set(['y', 'a'], 3),
      'x: &x { a: 1 }\ny:\n  <<: *x\n  b: 2\n  a: 3\n',
    ],
    [
      'takes the place of an alias',
      'x: &x { a: 1 }\ny: *x # c\n',
      set(['y', 'a'], 3),
      'x: &x { a: 1 }\ny: # c\n  a: 3\n',
    ],
    ['leaves a last line without a line break as it is', 'a: x', set(['a'], 'y'), 'a: y'],
  ])('%s', (_title, before, edits, after) => {
    expect(made(before, edits)).toBe(after);
    expect(made(before.replaceAll('\n', '\r\n'), edits)).toBe(after.replaceAll('\n', '\r\n'));
    expect(made(`\uFEFF${before}`, edits)).toBe(`\uFEFF${after}`);
  });
});

describe('what is taken away', () => {
  it.each<Row>([
    [
      'goes with the comment above it',
      'a:\n  - x\n  # about y\n  - y # beside\n  - z\n',
      remove(['a', 1]),
      'a:\n  - x\n  - z\n',
    ],
    [
      'leaves a comment above a blank line',
      'a:\n  - x\n  # about all\n\n  - y\n',
      remove(['a', 1]),
      'a:\n  - x\n  # about all\n',
    ],
    [
      'leaves the comment that heads a section',
      '# Machines\na:\n  # These are all.\n  - x\n  - y\n',
      remove(['a', 0]),
      '# Machines\na:\n  # These are all.\n  - y\n',
    ],
    [
      'takes its comment along when each has one',
      'a:\n  # about x\n  - x\n  # about y\n  - y\n',
      remove(['a', 0]),
      'a:\n  # about y\n  - y\n',
    ],
    [
      'leaves the line with the schema',
      '# yaml-language-server: $schema=x\na: 1\nb: 2\n',
      remove(['a']),
      '# yaml-language-server: $schema=x\nb: 2\n',
    ],
    ['leaves brackets when it was the last', 'a: # c\n  - x\nb: 1\n', remove(['a', 0]), 'a: [] # c\nb: 1\n'],
    ['leaves braces when it was the last', 'a:\n  b: 1\n', remove(['a', 'b']), 'a: {}\n'],
    ['behind a dash gives its place to the next key', '- a: 1\n  b: 2\n', remove([0, 'a']), '- b: 2\n'],
    ['behind a dash leaves it bare above a comment', '- a: 1\n  # c\n  b: 2\n', remove([0, 'a']), '-\n  # c\n  b: 2\n'],
    ['leaves one of two blank lines', 'a: 1\n\nb: 2\n\nc: 3\n', remove(['b']), 'a: 1\n\nc: 3\n'],
    ['goes with its comma', 'a: [x, y, z]\n', [remove(['a', 0]), remove(['a', 2])], 'a: [y]\n'],
    ['goes with its line in brackets', 'a: [\n  x,\n  y, # c\n  z,\n]\n', remove(['a', 1]), 'a: [\n  x,\n  z,\n]\n'],
    ['at the end goes with the line break before it', 'a: 1\nb: 2', remove(['b']), 'a: 1'],
  ])('%s', (_title, before, edits, after) => {
    expect(made(before, edits)).toBe(after);
    expect(made(before.replaceAll('\n', '\r\n'), edits)).toBe(after.replaceAll('\n', '\r\n'));
  });
});

describe('items that are put in', () => {
  it.each<Row>([
    ['stand before a marker', "a:\n  - x\n  - '@@L@@'\n", insert(['a', 1], 'y'), "a:\n  - x\n  - y\n  - '@@L@@'\n"],
    [
      'stand behind the comment of the last one',
      'a:\n  - x # c\n# d\nb: 1\n',
      insert(['a', 1], 'y'),
      'a:\n  - x # c\n  - y\n# d\nb: 1\n',
    ],
    [
      'have blank lines when all have',
      'a:\n  - b: 1\n\n  - b: 2\n',
      insert(['a', 2], { b: 3, c: [] }),
      'a:\n  - b: 1\n\n  - b: 2\n\n  - b: 3\n    c: []\n',
    ],
    ['stand in brackets', 'a: [x]\n', insert(['a', 0], 'w'), 'a: [w, x]\n'],
    ['keep the comma at the end', 'a: [\n  x,\n]\n', insert(['a', 1], 'y'), 'a: [\n  x,\n  y,\n]\n'],
    ['have a comma before a comment', 'a: [\n  x # c\n]\n', insert(['a', 1], 'y'), 'a: [\n  x, # c\n  y\n]\n'],
    ['have the quotes of the others', 'a: ["x", "y"]\n', insert(['a', 1], 'w'), 'a: ["x", "w", "y"]\n'],
    ['have them in lines, too', "a:\n  - 'x'\n", insert(['a', 1], 'w'), "a:\n  - 'x'\n  - 'w'\n"],
    ['have none where not all have', 'a: [x, "y"]\n', insert(['a', 2], 'w'), 'a: [x, "y", w]\n'],
    [
      'stand in braces as the others do',
      'a:\n  - { b: 1, c: x }\n  - { b: 2 }\n',
      insert(['a', 2], { b: 3, c: 'y' }, { b: { d: [1] } }),
      'a:\n  - { b: 1, c: x }\n  - { b: 2 }\n  - { b: 3, c: y }\n  - b:\n      d:\n        - 1\n',
    ],
    ['fill empty brackets', 'a: []\n', insert(['a', 0], 'x', 'y'), 'a: [x, y]\n'],
    ['make lines of empty brackets when they are objects', 'a: []\n', insert(['a', 0], { b: 1 }), 'a:\n  - b: 1\n'],
    [
      'stand at the column of the others',
      'a:\n-   b: 1\n-   b: 2\n',
      insert(['a', 1], { b: 9, c: 2 }),
      'a:\n-   b: 1\n-   b: 9\n    c: 2\n-   b: 2\n',
    ],
  ])('%s', (_title, before, edits, after) => {
    expect(made(before, edits)).toBe(after);
    expect(made(before.replaceAll('\n', '\r\n'), edits)).toBe(after.replaceAll('\n', '\r\n'));
  });
});

describe('JSON', () => {
  it.each<Row>([
    ['keeps double quotes', '{\n  "a": "x",\n  "b": 1\n}\n', set(['a'], "it's"), '{\n  "a": "it\'s",\n  "b": 1\n}\n'],
    [
      'gets no comma at its end',
      '{\n  "a": "x"\n}\n',
      set(['b'], [{ c: true }]),
      '{\n  "a": "x",\n  "b": [\n    {\n      "c": true\n    }\n  ]\n}\n',
    ],
    ['keeps none', '{\n  "a": "x",\n  "b": 1\n}\n', remove(['b']), '{\n  "a": "x"\n}\n'],
    ['may have markers without quotes', '{ "a": @@L@@, "b": "x" }\n', set(['b'], 'y'), '{ "a": @@L@@, "b": "y" }\n'],
    ['escapes a backslash before a marker', '{ "b": "x" }\n', set(['b'], String.raw`\##X##`), '{ "b": "\\\\##X##" }\n'],
    ['fills empty brackets', '{ "b": [] }\n', insert(['b', 0], 'x'), '{ "b": ["x"] }\n'],
  ])('%s', (_title, before, edits, after) => {
    expect(made(before, edits, true)).toBe(after);
  });
});

it('leaves a text without a last line break without one', () => {
  expect(made('a: x', set(['b'], 'y'))).toBe('a: x\nb: y');
});

it('refuses what others refer to, and says who', () => {
  const before = 'x: &x\n  a: 1\ny: *x\nz: *x\n';
  const { text, refused } = edit(before, [set(['x', 'a'], 2)]);
  expect(text).toBe(before);
  expect(refused.map(({ why }) => why)).toEqual([
    'it is inside of what &x names, and 2 other places refer to that by *x',
  ]);
});

it('refuses to take away what an object has from another one, and still makes the other edits', () => {
  const { text, refused } = edit('x: &x { a: 1 }\ny:\n  <<: *x\n  b: 2\n', [remove(['y', 'a']), set(['y', 'b'], 3)]);
  expect(text).toBe('x: &x { a: 1 }\ny:\n  <<: *x\n  b: 3\n');
  expect(refused.map(({ why }) => why)).toEqual(['the object has it from another one, by <<']);
});

it('takes all paths as those of the text that was given', () => {
  const before = 'a:\n  - x\n  - y\n  - z\n';
  expect(made(before, [remove(['a', 0]), set(['a', 2], 'Z'), insert(['a', 2], 'new'), remove(['a', 1])])).toBe(
    'a:\n  - new\n  - Z\n',
  );
});

it('gives a key another name, and leaves its place and its value', () => {
  expect(made('a:\n  b: 1 # c\n  d: 2\n', { do: 'rename', path: ['a', 'b'], key: '##X##' })).toBe(
    "a:\n  '##X##': 1 # c\n  d: 2\n",
  );
});

it('makes fifty edits in a file of a thousand clients in a few parses', () => {
  const clients = Array.from(
    { length: 1000 },
    (_value, index) =>
      `  - name: Client ${index}\n    callbacks:\n      - https://a.example/${index}\n    description: About ${index}\n`,
  );
  const before = `clients:\n${clients.join('')}`;
  const edits = Array.from({ length: 25 }, (_value, index) => [
    set(['clients', index * 40, 'description'], `New ${index}`),
    insert(['clients', index * 40, 'callbacks', 1], 'https://b.example'),
  ]).flat();
  const started = performance.now();
  const after = made(before, edits);
  expect(after.split('\n').filter((line) => line.includes('b.example'))).toHaveLength(25);
  expect(performance.now() - started).toBeLessThan(10_000);
});

it('fills an empty string of JSON, whatever its line breaks are, and adds behind one', () => {
  const before = '{\r\n  "a": "",\r\n  "b": [""]\r\n}\r\n';
  expect(made(before, [set(['a'], 'ü "x"'), insert(['b', 1], 'y'), set(['c'], '')], true)).toBe(
    '{\r\n  "a": "ü \\"x\\"",\r\n  "b": ["", "y"],\r\n  "c": ""\r\n}\r\n',
  );
});
