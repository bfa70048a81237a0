import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import facts from '../../tools/schemas/facts.json' with { type: 'json' };
import { typeSchemas } from '../../tools/schemas/type-schemas.ts';
import { resourceTypes } from '../../src/resources/index.ts';
import { someRows } from '../support/long.ts';
import { compile, findings, read, schemaOf } from './validators.ts';

const EDITOR = 'schemas/tenant.schema.json';
const folder = new URL('../../schemas/', import.meta.url);
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.json'))
  .map((path) => `schemas/${path}`);

test.each(someRows(files))('%s is a schema without a mistake', (path) => {
  const strict = {
    strict: true,
    allowUnionTypes: true,
    strictTypes: false,
    strictRequired: false,
    validateSchema: true,
  };
  expect(() => compile(path, strict)).not.toThrow();
});

test('every folder of src/resources is that of a type', () => {
  const folders = readdirSync(new URL('../../src/resources', import.meta.url), { withFileTypes: true });
  const names = folders.flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
  expect(names.toSorted()).toEqual(resourceTypes.map(({ name }) => name).toSorted());
});

test('every row for children is that of a child', () => {
  const strays = resourceTypes.flatMap(({ name, children = [] }) => {
    const rows = Object.keys(typeSchemas.get(name)?.schema.children ?? {});
    return rows.filter((row) => !children.some((child) => child.name === row)).map((row) => `${name} ${row}`);
  });
  expect(strays).toEqual([]);
});

test('every type and every field that people write has a description', () => {
  const silent = resourceTypes.flatMap(({ name }) => {
    const texts = typeSchemas.get(name)?.texts ?? {};
    const written = ['', ...writtenFields(name)];
    return written.filter((field) => texts[field] === undefined).map((field) => `${name} ${field}`);
  });
  expect(silent).toEqual([]);
});

test('patterns work with the flag u', () => {
  const patterns = Object.values(facts).flatMap((fields) =>
    Object.values(fields).flatMap((limits: { pattern?: string }) => limits.pattern ?? []),
  );
  expect(patterns.length).toBeGreaterThan(0);
  for (const pattern of patterns) expect(() => new RegExp(pattern, 'u')).not.toThrow();
});

test('editors take paths where values may stand in files', () => {
  const file = `
flows: [{ name: Look up address, body: ./flows/Look up address.json }]
forms: [{ name: Address, body: ./forms/Address.json }]
prompts:
  screenRenderers:
    - login-id: { login-id: ./prompts/screenRenderSettings/login-id_login-id.json }
`;
  expect(findings(EDITOR, parse(file))).toEqual([]);
  expect(findings(schemaOf('flows'), { name: 'a', body: './a.json' })).toEqual(['/ additionalProperties body']);
  expect(findings(schemaOf('prompts.screenRenderers'), './a.json')).toEqual(['/ type: must be object']);
});

test('editors know no other keys, neither at the top nor where a section has names', () => {
  expect(findings(EDITOR, { clientz: [] })).toEqual(['/ additionalProperties clientz']);
  expect(findings(EDITOR, { triggers: { 'post-logni': [] } })).toContain('/triggers propertyNames');
  expect(findings(EDITOR, { prompts: { customText: { en: { logni: {} } } } })).toContain(
    '/prompts/customText/en propertyNames',
  );
});

test('the schema of a section lists the names that its keys may have', () => {
  const { $defs } = JSON.parse(read(schemaOf('prompts.customText'))) as { $defs: { Keys: { properties: object } } };
  expect(Object.keys($defs.Keys.properties)).toEqual(['language', 'prompt']);
});

test('rules and hooks are deprecated keys', () => {
  const { properties } = JSON.parse(read(EDITOR)) as { properties: Record<string, { deprecated?: boolean }> };
  for (const name of ['rules', 'hooks', 'rulesConfigs']) expect(properties[name]?.deprecated).toBe(true);
});

interface Part {
  properties?: Record<string, Part>;
  else?: Part;
  readOnly?: boolean;
  deprecated?: boolean;
}

function writtenFields(type: string): string[] {
  const schema = JSON.parse(read(schemaOf(type))) as Part;
  const fields = Object.entries((schema.else ?? schema).properties ?? {});
  return fields.filter(([, field]) => !field.readOnly && !field.deprecated).map(([field]) => field);
}
