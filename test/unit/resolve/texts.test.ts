import { describe, expect, it } from 'vitest';
import { resolved } from './resolved.ts';

describe('a value that is no text', () => {
  const environment = `keywords:
  DOMAIN:
  LIST: [a, null]
  DEEP: [[a], [[null]]]
  APP: { a: 1 }
  APPS: [a, { a: 1 }]
  NONE: []
  NONES: [[], [[]]]
  EMPTY: {}
`;

  it.each([
    ['no-reply@##DOMAIN##', 'null-in-text: DOMAIN is null, and'],
    ['"##DOMAIN##"', 'null-in-text: DOMAIN is null, and'],
    ['"all of ##LIST##"', 'null-in-text: LIST has an item that is null, which'],
    ['"all of ##DEEP##"', 'null-in-text: DEEP has an item that is null, which'],
    ['a ##APP##', 'value-in-text: APP is an object, and'],
    ['"##APP##"', 'value-in-text: APP is an object, and'],
    ['a ##EMPTY##', 'value-in-text: EMPTY is an object, and'],
    ['a ##APPS##', 'value-in-text: APPS has an item that is an object, which'],
    ['a ##NONE##', 'value-in-text: NONE is an empty array, and'],
    ['["##NONE##"]', 'value-in-text: NONE is an empty array, and'],
    ['a ##NONES##', 'value-in-text: NONES is an empty array, and'],
  ])('inside the string %s is an error', (text, message) => {
    const { diagnostics } = resolved(`clients:\n  - name: a\n    description: ${text}\n`, { environment });
    expect(diagnostics[0]).toContain(`${message} cannot stand inside a string`);
  });

  it.each(['##APP##', '##NONE##'])(
    'is an error inside of a key, of the value of a keyword and of a file: %s',
    (marker) => {
      const inside = [
        resolved(`clients: [{ name: a, client_metadata: { "x ${marker}": y } }]`, { environment }),
        resolved('clients: [{ name: ##MORE## }]', { environment: `${environment}  MORE: x ${marker}\n` }),
        resolved('actions: [{ name: a, code: ./a.js }]', { environment, files: { 'a.js': `f(${marker})` } }),
      ];
      for (const { diagnostics } of inside) expect(diagnostics[0]).toContain('value-in-text');
    },
  );

  it('is one as the whole of a field, in a list and in the JSON of a file', () => {
    const { body, diagnostics } = resolved(
      'actions: [{ name: a, code: ./a.js, x: ##APP##, y: "@@NONE@@", z: [##NONE##, "@@APPS@@"] }]',
      { environment, files: { 'a.js': 'f(@@APP@@, @@NONE@@)' } },
    );
    expect(diagnostics.filter((one) => !one.startsWith('unused'))).toEqual([]);
    expect(body).toEqual({ name: 'a', code: 'f({"a":1}, [])', x: { a: 1 }, y: [], z: ['a', { a: 1 }] });
  });

  it('stands inside a string as it was given, on the command line', () => {
    const { body, diagnostics } = resolved('clients: [{ name: a ##A## ##B## }]', { set: { A: '[]', B: '{"a": 1}' } });
    expect(diagnostics).toEqual([]);
    expect(body).toEqual({ name: 'a [] {"a": 1}' });
  });
});

it.each([
  ['12', 'a 12 b'],
  ['1.10', 'a 1.10 b'],
  ['true', 'a true b'],
  ['[x, 12, [y, true]]', 'a x,12,y,true b'],
  ["['']", 'a  b'],
])('the value %s inside a string is as the Deploy CLI puts it there, numbers as written', (value, text) => {
  const { body, diagnostics } = resolved('clients: [{ name: a ##N## b }]', {
    environment: `keywords: { N: ${value} }`,
  });
  expect(diagnostics).toEqual([]);
  expect(body).toEqual({ name: text });
});

describe('null', () => {
  it('is a value as the whole of a field, and in the JSON of a file', () => {
    const { body, diagnostics } = resolved(
      'actions:\n  - name: a\n    code: ./a.js\n    x: ##DOMAIN##\n    y: "@@DOMAIN@@"\n',
      { environment: 'keywords:\n  DOMAIN:\n', files: { 'a.js': 'f(@@DOMAIN@@)' } },
    );
    expect(diagnostics).toEqual([]);
    expect(body).toEqual({ name: 'a', code: 'f(null)', x: null, y: null });
  });
});

it('a number in a text is as it is written', () => {
  const { body } = resolved('clients:\n  - name: v##VERSION##\n', { environment: 'keywords: { VERSION: 1.10 }' });
  expect(body).toEqual({ name: 'v1.10' });
});
