import { describe, expect, it } from 'vitest';
import { goalOfFiles } from '../../../src/goals.ts';
import { formatPlace, placeOf } from '../../../src/model/diagnostic.ts';
import { projectOf } from '../../support/project.ts';

function told(tenant: string, environment = 'domain: local'): string[] {
  const { diagnostics } = goalOfFiles(projectOf({ tenant, environment }), 'local');
  return diagnostics
    .filter(({ code }) => code === 'hidden-character')
    .map(({ origin, severity, message }) => {
      const place = origin === undefined ? '-' : formatPlace(placeOf(origin));
      return `${place} ${severity} ${message}`;
    });
}

describe('a name with a character that nobody sees', () => {
  it.each([
    ['\\e[31m', 'error', 'U+001B'],
    ['\\n', 'error', 'U+000A'],
    ['\\x9b', 'error', 'U+009B'],
    ['\\u202e', 'error', 'U+202E'],
    ['\\u2066', 'error', 'U+2066'],
    ['\\u2028', 'error', 'U+2028'],
    ['\\u200b', 'warning', 'U+200B'],
    ['\\ufeff', 'warning', 'U+FEFF'],
  ])('is told: %s is an %s', (escape, severity, sign) => {
    const said = `tenant.yaml:2:11 ${severity} name has the character ${sign} in it`;
    expect(told(`clients:\n  - name: "Bot${escape}"\n`)).toEqual([said]);
  });

  it('is told of a keyword’s value', () => {
    const environment = 'domain: local\nkeywords: { NAME: "Bot\\e[2K" }\n';
    expect(told('roles:\n  - name: ##NAME##\n', environment)).toEqual([
      'tenant.yaml:2:11 error name has the character U+001B in it',
    ]);
  });

  it('may be that of an item, of a child, or a name beside the key', () => {
    const tenant = `resourceServers:
  - name: "A\\a"
    identifier: https://a.test
    scopes: [{ value: "read:x\\t" }]
organizations:
  - name: north
    connections: [{ name: "a\\u202Eb" }]
    discovery_domains: [{ domain: "a\\u202Eb.test" }]
`;
    expect(told(tenant)).toEqual([
      'tenant.yaml:2:11 error name has the character U+0007 in it',
      'tenant.yaml:4:23 error scopes[0].value has the character U+0009 in it',
      'tenant.yaml:8:35 error domain has the character U+202E in it',
    ]);
  });

  it('may be the key of an object', () => {
    expect(told('clients:\n  - name: A\n    client_metadata: { "k\\u202E": x }\n')).toEqual([
      'tenant.yaml:3:35 error the key k\u202E has the character U+202E in it',
    ]);
  });

  it('is left alone where it is excluded', () => {
    expect(told('clients:\n  - name: "Bot\\a"\n', 'domain: local\nexclude: [clients]\n')).toEqual([]);
  });

  it('may have the joiners of scripts and emoji, and be in any script', () => {
    expect(told('roles: [{ name: "می\u200Cخواهم" }, { name: "👩\u200D🚀" }, { name: "שלום" }]\n')).toEqual([]);
  });
});

it('what no name may have may stand in a text', () => {
  expect(told('roles: [{ name: A, description: "a\\u200b\\nb" }]\n')).toEqual([]);
});
