import { expect, it } from 'vitest';
import { parse } from '../../../src/yaml/parse.ts';
import { keyText } from '../../../src/model/json.ts';
import type { Json } from '../../../src/model/json.ts';
import { sourceOf } from '../../../src/model/tree.ts';
import type { Node } from '../../../src/model/tree.ts';
import { resolve } from '../../../src/resolve/resolve.ts';
import { testType } from '../../support/stages.ts';

const types = [
  testType('settings', { identity: { keys: [] }, section: 'settings' }),
  testType('teams', { files: { code: { type: 'text' } } }),
  testType('texts', { identity: { keys: ['language'] }, section: 'texts.:language' }),
];

interface Row {
  title: string;
  tenant: string;
  environment?: string;
  files?: Record<string, string>;
  /** `--set` on the command line. */
  set?: Record<string, string>;
  /** The resources that are declared, as `type` and its value, with what their place says in front. */
  declared?: [string, Json][];
  managed?: string[];
  codes?: string[];
}

const table: Row[] = [
  {
    title: 'an array declares one resource for each item',
    tenant: 'teams: [{ name: A }, { name: B }]',
    declared: [
      ['teams', { name: 'A' }],
      ['teams', { name: 'B' }],
    ],
    managed: ['teams'],
  },
  { title: 'an empty array says that there are none', tenant: 'teams: []', managed: ['teams'] },
  { title: 'a type that is absent is not managed', tenant: '{}' },
  {
    title: 'an object declares a singleton',
    tenant: 'settings: { on: true }',
    declared: [['settings', { on: true }]],
    managed: ['settings'],
  },
  {
    title: 'a key of an object names what stands there',
    tenant: 'texts: { en: { hello: Hello } }',
    declared: [['texts language=en', { hello: 'Hello' }]],
    managed: ['texts'],
  },
  {
    title: 'a keyword is put into the text around it',
    tenant: 'teams: [{ name: "Team ##NAME##" }]',
    environment: 'keywords: { NAME: A }',
    declared: [['teams', { name: 'Team A' }]],
    managed: ['teams'],
  },
  {
    title: 'a keyword that stands alone and without quotes has the type of its value',
    tenant: 'settings: { a: ##COUNT##, b: "##COUNT##" }',
    environment: 'keywords: { COUNT: 3 }',
    declared: [['settings', { a: 3, b: '3' }]],
    managed: ['settings'],
  },
  {
    title: 'a value that is an array is spliced into the array around it',
    tenant: "settings: { list: [a, '@@LIST@@'] }",
    environment: 'keywords: { LIST: [b, c] }',
    declared: [['settings', { list: ['a', 'b', 'c'] }]],
    managed: ['settings'],
  },
  {
    title: 'the command line is stronger than the environment file',
    tenant: 'teams: [{ name: "##NAME##" }]',
    environment: 'keywords: { NAME: A }',
    set: { NAME: 'B' },
    declared: [['teams', { name: 'B' }]],
    managed: ['teams'],
  },
  {
    title: 'a field that is kept in a file has its content, keywords replaced',
    tenant: 'teams: [{ name: A, code: ./a.js }]',
    files: { 'a.js': "'##NAME##'" },
    environment: 'keywords: { NAME: A }',
    declared: [['teams', { name: 'A', code: "'A'" }]],
    managed: ['teams'],
  },
  {
    title: 'a keyword without a value is an error',
    tenant: 'teams: [{ name: "##NOBODY##" }]',
    environment: 'keywords: {}',
    declared: [['teams', { name: '##NOBODY##' }]],
    managed: ['teams'],
    codes: ['undefined-keyword'],
  },
  {
    title: 'a keyword that nothing uses is a warning',
    tenant: 'teams: []',
    environment: 'keywords: { NAME: A }',
    managed: ['teams'],
    codes: ['unused-keyword'],
  },
  {
    title: 'without an environment markers stay, and nothing is said of them',
    tenant: 'teams: [{ name: "##NAME##" }]',
    declared: [['teams', { name: '##NAME##' }]],
    managed: ['teams'],
  },
  { title: 'a section that says nothing is told', tenant: 'teams:', codes: ['empty-section'] },
];

it.each(table.map((row) => [row.title, row] as const))('%s', (_title, row) => {
  const { tenant, environment, files = {}, set = {}, declared = [], managed = [], codes = [] } = row;
  const source = sourceOf('tenant.yaml', tenant);
  const found = resolve(
    {
      tenant: 'acme',
      documents: [{ source, root: rootOf('tenant.yaml', tenant) }],
      environment: environment === undefined ? undefined : { name: 'dev', root: rootOf('dev.yaml', environment) },
      defaults: undefined,
      files: {
        text: (path) => {
          const text = files[path.replace('./', '')];
          return text === undefined ? undefined : sourceOf(path, text);
        },
        parsed: parse,
      },
    },
    { set, env: {}, secrets: 'needed', readSecret: () => undefined },
    types,
  );
  const told = found.config.declared.map(({ type, captures, value }): [string, Json] => [
    [type, ...Object.entries(captures).map(([name, key]) => `${name}=${keyText(key)}`)].join(' '),
    value,
  ]);
  expect(told).toEqual(declared);
  expect([...found.config.sections.keys()]).toEqual(managed);
  expect(found.diagnostics.map(({ code }) => code)).toEqual(codes);
});

function rootOf(path: string, text: string): Node | undefined {
  return parse(sourceOf(path, text)).root;
}
