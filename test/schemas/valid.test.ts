import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { resourceTypes } from '../../src/resources/index.ts';
import { findings, read, resources, schemaOf } from './validators.ts';

const EDITOR = 'schemas/tenant.schema.json';
/** Sections with as many of their fields as there can be; the tenant with everything has the types that need no more. */
const file: unknown = { ...section('test/everything/tenant.yaml'), ...section('test/schemas/valid.yaml') };

function section(path: string): object {
  return parse(read(path)) as object;
}

test('the example has every resource type', () => {
  const types = new Set(resources(file).map(({ type }) => type));
  expect(resourceTypes.map(({ name }) => name).filter((name) => !types.has(name))).toEqual([]);
});

test('editors find nothing wrong with the example', () => {
  expect(findings(EDITOR, file)).toEqual([]);
});

test('the checks find nothing wrong with any of its resources', () => {
  const wrong = resources(file).map(({ type, value }) => [type, ...findings(schemaOf(type), value)]);
  expect(wrong.filter(([, ...errors]) => errors.length > 0)).toEqual([]);
});

test('the checks find a field that a resource cannot have', () => {
  const silent = resources(file).filter(
    ({ type, value }) => findings(schemaOf(type), { ...Object(value), nonsense: 1 }).length === 0,
  );
  expect(silent.map(({ type }) => type)).toEqual([]);
});

// What the example has no room for.
test.each([
  ['emailProvider', '{ enabled: false }'],
  ['emailProvider', '{ name: mailgun, credentials: { api_key: a, domain: b.example, region: null } }'],
  ['emailProvider', '{ name: ses, credentials: { accessKeyId: a, secretAccessKey: b, region: eu-west-1 } }'],
  ['emailProvider', '{ name: custom, credentials: {} }'],
  ['branding', '{ colors: { page_background: { type: linear-gradient, start: red, end: blue, angle_deg: 35 } } }'],
  ['clients', '{ name: a, client_authentication_methods: null, token_endpoint_auth_method: client_secret_basic }'],
  ['connections', '{ name: a, options: { anything: 5 } }'],
  ['databases', '{ name: a, options: { custom_password_hash: { action_id: Check } } }'],
  ['organizations', '{ name: a, discovery_domains: [], clients: [], client_grants: [] }'],
  ['prompts.screenRenderers', '{ context_configuration: null, filters: null, head_tags: null }'],
  ['tenant', '{ session_lifetime: 0.5, country_codes: { mode: allow, list: [DE] }, mtls: null }'],
])('%s %s is right', (type, resource) => {
  expect(findings(schemaOf(type), parse(resource))).toEqual([]);
});

test('a placeholder may stand for every value', () => {
  const wrong = resources(file).flatMap(({ type, value, alone }) =>
    [...variants(value)].flatMap((changed) => [
      ...findings(schemaOf(type), changed).map((error) => `${type} ${error}`),
      ...findings(EDITOR, alone(changed)).map((error) => `${type} in an editor ${error}`),
    ]),
  );
  expect([...new Set(wrong)]).toEqual([]);
});

/** A value with one of the values in it, or the whole, replaced by a placeholder: once for every place. */
function* variants(value: unknown): Generator {
  yield 'a ##TEXT## in it';
  yield '@@VALUE@@';
  if (Array.isArray(value)) {
    for (const [index, item] of (value as unknown[]).entries()) {
      for (const changed of variants(item)) yield value.with(index, changed);
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      for (const changed of variants(inner)) yield { ...value, [key]: changed };
    }
  }
}
