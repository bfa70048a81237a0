import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { invertFile } from '../../../src/invert/file.ts';
import { partsOfText } from '../../../src/invert/template.ts';
import { invertText } from '../../../src/invert/text.ts';
import type { Inverted } from '../../../src/invert/text.ts';
import type { Json } from '../../../src/model/json.ts';
import { escapedText, isCapital } from '../../../src/model/marker.ts';
import { isLong } from '../../support/long.ts';
import { markers, rendered, renderedFile } from './keywords.ts';

function inverted(template: string, values: Record<string, Json>, live: string): Inverted {
  return invertText(partsOfText(template, markers(values)) ?? [], live, isCapital);
}

const unclear: Inverted = { type: 'unclear' };
const words = (template: string): Inverted => ({ type: 'words', template });
const value = (name: string, to: Json, isWhole = false): Inverted => ({
  type: 'value',
  reading: { name, value: to, isWhole },
});

describe('a text with markers', () => {
  it.each<[string, Record<string, Json>, string, Inverted]>([
    [
      'https://##ENV##.example/cb',
      { ENV: 'dev' },
      'https://dev.example/callback2',
      words('https://##ENV##.example/callback2'),
    ],
    ['https://##ENV##.example/cb', { ENV: 'dev' }, 'https://developer.example/cb', value('ENV', 'developer')],
    ['##PORTAL##/login', { PORTAL: 'https://old' }, 'https://new/signin', unclear],
    ['##A####B##', { A: 'a', B: 'b' }, 'ac', unclear],
    ['Harbor ##LABEL##', { LABEL: '' }, 'Harbor X', value('LABEL', 'X')],
    ['a ##ENV## b', { ENV: 'dev' }, 'a dev c ##ENV## b', unclear],
    ['dev ##ENV## dev', { ENV: 'dev' }, 'dev dev', unclear],
    ['##ENV##', { ENV: 'dev' }, 'prod', value('ENV', 'prod', true)],
    ['##HOURS## hours', { HOURS: 72 }, '48 hours', value('HOURS', 48)],
    ['##HOURS## hours', { HOURS: 72 }, 'many hours', unclear],
    ['key ##SECRET_KEY##', { SECRET_KEY: 'abc' }, 'key def', unclear],
    ['##A## and ##A##', { A: 'x' }, 'y and y', value('A', 'y')],
    ['##A## and ##A##', { A: 'x' }, 'x and y', unclear],
    ['##A##!', { A: 'x' }, 'x! ##A## @@B@@', words(String.raw`##A##! \##A## \@@B@@`)],
    // A line that is new in a text of several lines is none of a keyword whose value has one.
    ['f {\n  // ##A##\n}\n', { A: 'x' }, 'f {\n  // x\n  more;\n}\n', words('f {\n  // ##A##\n  more;\n}\n')],
    ['f {\n##A##\n}\n', { A: 'x\ny' }, 'f {\nx\ny\nz\n}\n', unclear],
    ['plain', {}, '##A##', words(String.raw`\##A##`)],
    ['##A## b', { A: 'x' }, 'x b', { type: 'same' }],
  ])('%s with %j and live %s', (template, values, live, wanted) => {
    expect(inverted(template, values, live)).toEqual(wanted);
  });
});

const word = fc.constantFrom(
  'a',
  'dev',
  ' ',
  '/',
  '.',
  'https://',
  'x y',
  '##ABC##',
  '\\',
  '#',
  '@',
  'dev.example',
  '\n',
  'é',
  '',
);
const marker = fc.constantFrom('##ENV##', '##HOST##', '##EMPTY##', '##N##');
const values = fc.record({
  ENV: fc.constantFrom('dev', 'd', 'https://dev.example', ''),
  HOST: fc.constantFrom('dev.example', 'x', 'a b'),
  EMPTY: fc.constant(''),
  N: fc.constantFrom(5, 'n'),
});
const template = fc
  .array(
    fc.oneof(
      word.map((text) => escapedText(text)),
      marker,
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(''));
const runs = isLong ? 25_000 : 1500;

describe('whatever the template', () => {
  it('words that are accepted give the live text, and a value that is accepted gives it, too', () => {
    fc.assert(
      fc.property(template, values, template, fc.nat(3), (text, given, other, way) => {
        const before = rendered(text, given);
        const live =
          way === 0
            ? rendered(other, given)
            : way === 1
              ? `${before}!`
              : way === 2
                ? before.replace('a', 'b')
                : rendered(text, { ...given, ENV: 'new' });
        const found = inverted(text, given, live);
        const back = {
          same: () => before,
          words: () => (found.type === 'words' ? rendered(found.template, given) : ''),
          value: () =>
            found.type === 'value' ? rendered(text, { ...given, [found.reading.name]: found.reading.value }) : '',
          unclear: () => live,
        };
        expect(back[found.type]()).toBe(live);
      }),
      { seed: 11, numRuns: runs },
    );
  });

  it('a value that has changed is never taken for words', () => {
    fc.assert(
      fc.property(template, values, fc.constantFrom('new', 'prod.example', 'dev2', 'q'), (text, given, now) => {
        const live = rendered(text, { ...given, ENV: now });
        const found = inverted(text, given, live);
        // Words may give the same text, where a value stands beside a marker; with another value they would not.
        const isGuess =
          found.type === 'words' && rendered(found.template, { ...given, ENV: now }) === rendered(text, given);
        const isOther = found.type === 'value' && found.reading.name === 'ENV' && found.reading.value !== now;
        expect([isGuess, isOther]).toEqual([false, false]);
      }),
      { seed: 12, numRuns: runs },
    );
  });

  it('words away from a marker whose value is there once are never unclear', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('abc ', 'one/', ''),
        fc.constantFrom(' def', '/two', ' and more'),
        fc.string({ minLength: 1, maxLength: 8 }),
        (before, behind, more) => {
          const given = { ENV: 'a-value-of-its-own' };
          const live = `${before}${given.ENV}${behind}${more}`;
          expect(inverted(`${escapedText(before)}##ENV##${behind}`, given, live).type).toBe('words');
        },
      ),
      { seed: 13, numRuns: 300 },
    );
  });

  it('a text that is escaped is itself again', () => {
    const part = fc.oneof(
      fc.constantFrom('##ABC##', '@@X@@', '\\', '#', '@', '##foo##', '##', 'A', ' '),
      fc.string({ maxLength: 3 }),
    );
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 8 }).map((parts) => parts.join('')),
        (text) => {
          expect(rendered(escapedText(text), { ABC: 'value' })).toBe(text);
          expect(renderedFile(escapedText(text), { ABC: 'value' })).toBe(text);
        },
      ),
      { seed: 14, numRuns: runs },
    );
  });
});

describe('a file with markers', () => {
  const file = (text: string, given: Record<string, Json>, live: string): ReturnType<typeof invertFile> =>
    invertFile(text, live, markers(given));

  it('takes lines that changed, and keeps a marker in a comment', () => {
    const text = '// for ##ENV##\nfunction f() {\n  return 1;\n}\n';
    expect(file(text, { ENV: 'dev' }, '// for dev\nfunction f() {\n  go();\n  return 2;\n}\n')).toEqual({
      text: '// for ##ENV##\nfunction f() {\n  go();\n  return 2;\n}\n',
      readings: [],
      unclear: [],
    });
  });

  it('takes words beside a marker, and leaves the line that nobody can read', () => {
    const text = "const a = '##API##/v1';\nconst b = '##API##/x';\nconst c = 3;\n";
    const found = file(
      text,
      { API: 'https://api' },
      "const a = 'https://api/v2';\nconst b = 'https://other/y';\nconst c = 4;\n",
    );
    expect(found?.text).toBe("const a = '##API##/v2';\nconst b = '##API##/x';\nconst c = 4;\n");
    expect(found?.unclear).toEqual([
      { line: 2, written: ["const b = '##API##/x';"], live: ["const b = 'https://other/y';"] },
    ]);
  });

  it('tells the value that a keyword would have to have', () => {
    const found = file("const a = '##API##';\n", { API: 'https://api' }, "const a = 'https://other';\n");
    expect(found?.readings).toEqual([{ name: 'API', value: 'https://other', isWhole: false, line: 1 }]);
  });

  it('keeps the quotes around a value of JSON', () => {
    const text = 'const list = "@@LIST@@";\nconst b = 1;\n';
    expect(renderedFile(text, { LIST: ['a'] })).toBe('const list = ["a"];\nconst b = 1;\n');
    expect(file(text, { LIST: ['a'] }, 'const list = ["a"]; // c\nconst b = 2;\n')?.text).toBe(
      'const list = "@@LIST@@"; // c\nconst b = 2;\n',
    );
  });

  it('keeps the bytes of lines that are the same: backslashes, markers of several lines, CRLF', () => {
    const text = 'a \\##X##\r\nb ##M##\r\nc\r\n';
    expect(file(text, { X: 'x', M: '1\n2' }, 'a ##X##\nb 1\n2\nd\n')?.text).toBe('a \\##X##\r\nb ##M##\r\nd\r\n');
  });

  it('escapes what looks like a marker', () => {
    expect(file('a\n', {}, 'a\n##ABC##\n')?.text).toBe('a\n\\##ABC##\n');
  });

  it('gives the live text wherever nothing was left', () => {
    const lines = fc.array(
      fc.constantFrom('a', 'b', '', '##ENV##', 'x ##HOST## y', '// ##ENV##', '"@@N@@"', '}', '\\\\##ENV##'),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(lines, lines, values, (old, other, given) => {
        const text = old.join('\n');
        const live = renderedFile(other.join('\n'), given);
        const found = file(text, given, live);
        const isAll = found !== undefined && found.readings.length === 0 && found.unclear.length === 0;
        expect(isAll ? renderedFile(found.text, given) : live).toBe(live);
        expect(file(text, given, renderedFile(text, given))?.text).toBe(text);
      }),
      { seed: 15, numRuns: runs },
    );
  });
});
