import { describe, expect, it } from 'vitest';
import { parse } from '../../../src/yaml/parse.ts';
import { placeOf } from '../../../src/model/diagnostic.ts';
import { sourceOf, toJson } from '../../../src/model/tree.ts';
import { unshield } from '../../../src/model/marker.ts';
import { validate } from '../../../src/pipeline.ts';
import { projectOf } from '../../support/project.ts';

function parsed(text: string): { value: unknown; told: string[] } {
  const { root, diagnostics } = parse(sourceOf('a.yaml', text));
  const told = diagnostics.map(({ message, hint = '', origin }) => {
    const { line, column } = origin === undefined ? { line: 0, column: 0 } : placeOf(origin);
    return `${line}:${column} ${message} (${hint})`;
  });
  return { value: root && (JSON.parse(unshield(JSON.stringify(toJson(root)))) as unknown), told };
}

/** What the schemas say of a file, in one environment. */
function told(tenant: string, environment = 'domain: local\n'): string[] {
  const { diagnostics } = validate(projectOf({ tenant, environment }), ['local']);
  return diagnostics.map(({ message, hint = '' }) => `${message} (${hint})`);
}

describe('brackets whose lines are not indented', () => {
  it.each([
    [
      'clients:\n  - name: A\n    callbacks: [\n    "https://a"\n    ]\n',
      { clients: [{ name: 'A', callbacks: ['https://a'] }] },
    ],
    ['a: [\n1,\n2\n]\nb: {\nx: 1\n}\n', { a: [1, 2], b: { x: 1 } }],
    ["a: [ # one\n# two\n\"x # y\", 'it''s',\n[z],\n]\nb: 1\n", { a: ['x # y', "it's", ['z']], b: 1 }],
    ['a: [\r\n##X##,\r\n2\r\n]\r\n', { a: ['##X##', 2] }],
    ['c: |\n  a: [\n  1\n  ]\nd: [\n2\n]\n', { c: 'a: [\n1\n]\n', d: [2] }],
  ])('are read as other parsers read them: %j', (text, value) => {
    expect(parsed(text)).toEqual({ value, told: [] });
  });

  it('keep the places of what is in them', () => {
    const { root } = parse(sourceOf('a.yaml', 'a: [\n1,\nxyz\n]\n'));
    const list = root?.type === 'map' ? root.entries[0]?.value : undefined;
    const origin = list?.type === 'list' ? list.items[1]?.origin : undefined;
    expect(origin && placeOf(origin)).toMatchObject({ line: 3, column: 1 });
  });

  it('are an error where they are not closed', () => {
    expect(parsed('a: [\nx\nroles: []\n').told[0]).toBe(
      '1:4 this array is opened with [ and not closed (close it with ])',
    );
  });

  it('may be many', () => {
    const lists = Array.from({ length: 30 }, (_, index) => `k${index}: [\n${index}\n]\n`).join('');
    expect(parsed(lists).told).toEqual([]);
  });
});

describe('what is not seen', () => {
  it.each([
    ['clients:\n\u00A0\u00A0- name: A\n', '2:1'],
    ['clients:\n  - name: A\n\u00A0\u00A0\u00A0\u00A0b: c\n', '3:1'],
    ['clients:\n  - name: A\n \u00A0  b: c\n  - b\n', '3:2'],
    ['a:\n  b:\n\u3000c: 1\n', '3:1'],
  ])('is told as the cause: %j', (text, place) => {
    expect(parsed(text).told).toEqual([
      `${place} this line is indented by blanks that are none to YAML, such as no-break spaces (use spaces)`,
    ]);
  });

  it('may stand inside a string', () => {
    expect(parsed('a: "x\u00A0y"\nb: |\n  \u00A0z\n').told).toEqual([]);
  });

  it.each(['\u0007', '\u001B', '\u007F'])('is no control character: %j', (sign) => {
    expect(parsed(`a: "x${sign}"\n`).told[0]).toContain('1:6 the control character U+00');
  });

  it('is a warning where it turns the direction of a text', () => {
    expect(parsed('a: x\u202Ey\n').told).toEqual([
      '1:5 the sign U+202E turns the direction of the text behind it (what is shown may not be what is there; take it out, if nothing is written from right to left)',
    ]);
  });
});

it('the markers of a merge conflict are one error', () => {
  const text = 'clients:\n  - name: A\n<<<<<<< HEAD\n    b: 2\n=======\n    b: 3\n>>>>>>> main\n';
  expect(parsed(text).told).toEqual([
    '3:1 a merge conflict begins here (keep one of the two sides, and take the lines with <<<<<<<, ======= and >>>>>>> out)',
  ]);
});

describe('a # right behind a key', () => {
  it.each([
    ['primary: #112233\n', '1:10 #112233 is a comment, and the value is empty'],
    ['- #112233\n- a\n', '1:3 #112233 is a comment, and the value is empty'],
    ['a:\n  - b: #fff\n', '2:8 #fff is a comment, and the value is empty'],
    ['name: Team #7\n', '1:12 #7 is a comment, and no part of the value'],
  ])('is a warning: %j', (text, message) => {
    const { told: found } = parsed(text);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(message);
  });

  it.each([
    'a: # a comment\n',
    'a: #\n',
    'clients: #all\n  - b\n',
    'a: b #todo\n',
    "a: '#112233'\n",
    'a: 1 # x\n# y\n',
    'a: b#7\n',
  ])('is a comment: %j', (text) => {
    expect(parsed(text).told).toEqual([]);
  });
});

describe('a dash that is forgotten', () => {
  it('before the first item', () => {
    expect(told('clients:\n  name: A\n')).toEqual([
      'clients has to be an array (begin each item with "- ", in front of its first field)',
    ]);
  });

  it('before another item', () => {
    expect(parsed('clients:\n  - name: A\n    x: 1\n    name: B\n').told).toEqual([
      '4:5 duplicate key name (keep one of the two, or begin another item with "- ")',
    ]);
    expect(parsed('clients:\n  - name: A\n  name: B\n').told[0]).toContain('an item of an array begins with "- "');
  });

  it('in a field of a resource', () => {
    const [found] = told('resourceServers:\n  - identifier: https://a\n    scopes:\n      value: read:x\n');
    expect(found).toContain('begin each item with "- ", in front of its first field');
  });
});

describe('a value of another type', () => {
  const api = (line: string): string => `resourceServers:\n  - identifier: https://a\n    name: A\n    ${line}\n`;

  it.each([
    [api('token_lifetime: "7200"'), 'take the quotes away'],
    [api('skip_consent_for_verifiable_first_party_clients: "true"'), 'take the quotes away'],
    [api('skip_consent_for_verifiable_first_party_clients: yes'), 'write true'],
    [api('skip_consent_for_verifiable_first_party_clients: off'), 'write false'],
    [api('skip_consent_for_verifiable_first_party_clients: "True"'), 'write true'],
    ['clientGrants: [{ client_id: A, audience: https://a, scope: read:orders }]\n', 'write [read:orders]'],
    ['clientGrants: [{ client_id: A, audience: https://a, scope: read:a write:b }]\n', 'write [read:a, write:b]'],
    ['clients: [{ name: A, callbacks: "https://a, https://b" }]\n', 'write [https://a, https://b]'],
    ['clients: [{ name: A, description: 12 }]\n', 'put it in quotes'],
  ])('comes with the remedy: %j', (tenant, hint) => {
    expect(told(tenant).find((text) => text.includes('has to be'))).toContain(`(${hint})`);
  });

  it('comes with the remedy in an environment file', () => {
    expect(told('clients: []\n', 'domain: local\npolicy: { delete: yes }\n')[0]).toContain('(write true)');
  });

  it('is told without a regular expression', () => {
    for (const text of told('clients: [{ name: "" }]\nroles: []\n', 'domain: "?"\n'))
      expect(text).not.toMatch(/\^|\\[ds.]/);
  });
});

describe('metadata, which hold strings only', () => {
  it('has numbers and booleans as they are written, with a warning', () => {
    const { diagnostics } = validate(
      projectOf({
        tenant: 'clients:\n  - name: A\n    client_metadata: { version: 1.10, zip: 01234, on: true, s: "1" }\n',
      }),
      ['local'],
    );
    expect(diagnostics.map(({ severity, message }) => `${severity} ${message}`)).toEqual([
      'warning values of client_metadata are strings, and 1.10 is sent as it is written',
      'warning values of client_metadata are strings, and 01234 is sent as it is written',
      'warning values of client_metadata are strings, and true is sent as it is written',
    ]);
  });

  it('has the number of a keyword as it is written', () => {
    const environment = 'domain: local\nkeywords: { VERSION: 1.10 }\n';
    expect(told('clients:\n  - name: A\n    client_metadata: { version: ##VERSION## }\n', environment)[0]).toContain(
      '1.10',
    );
  });
});
