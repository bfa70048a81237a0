import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { schemaCompiler } from '../../../src/session/schemas.ts';
import { findTenant, load } from '../../../src/load/load.ts';
import { segments } from '../../../src/model/path.ts';
import { toJson } from '../../../src/model/tree.ts';
import { goalOfFiles } from '../../../src/goals.ts';
import { plan } from '../../../src/pipeline.ts';
import type { Project } from '../../../src/goals.ts';
import { planData } from '../../../src/report/plan-data.ts';
import { folders } from '../../../src/resources/folders.ts';
import { resourceTypes } from '../../../src/resources/index.ts';
import { sectionOf } from '../../../src/catalog/resource-type.ts';
import { schemaChecker } from '../../../src/validate/schema.ts';
import { largeTenant } from '../../cli/support/large.ts';
import { asFolder } from '../../support/as-folder.ts';
import { emulated, textOf } from '../../support/project.ts';

const schemas = schemaChecker(schemaCompiler());

/** A folder with these files, until the test has ended. */
function folderOf(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'tenantry-folder-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** A tenant's folder, loaded from the disk. */
function project(files: Record<string, string>): Project {
  const cwd = folderOf(Object.fromEntries(Object.entries(files).map(([path, text]) => [`acme/${path}`, text])));
  mkdirSync(join(cwd, 'acme/environments'), { recursive: true });
  writeFileSync(join(cwd, 'acme/environments/other.yaml'), 'domain: other.example\n');
  const env = { PARTNER_SECRET: 'partner', SMTP_PASSWORD: 'smtp' };
  const loaded = load('acme', cwd);
  return { loaded, resourceTypes, schemas, sources: { set: {}, env, secrets: 'needed', readSecret: () => undefined } };
}

/** What an apply to a fresh tenant would do, as JSON without places; the diagnostics in front. */
async function planned(files: Record<string, string>): Promise<{ told: string; json: string }> {
  const described = goalOfFiles(project(files), 'dev');
  const { connection } = emulated();
  const { plan: found, diagnostics } = await plan(described, connection, undefined);
  const data = found === undefined ? {} : planData(found);
  const json = JSON.stringify(data, (key, value: unknown) => (key === 'place' ? undefined : value), 1);
  return { told: textOf([...described.diagnostics, ...diagnostics]), json };
}

/** `code place message` of everything that is said of a folder. */
function told(files: Record<string, string>): string[] {
  const environment = { 'environments/dev.yaml': 'domain: local\nkeywords: { NAME: Courier }\n' };
  const { diagnostics } = goalOfFiles(project({ ...environment, ...files }), 'dev');
  return diagnostics.map((one) => textOf([one])).filter((text) => !text.includes(' unused-keyword '));
}

describe('a tenant as a folder of JSON files', () => {
  it('gives the same plan as one in YAML', async () => {
    const yaml = await planned(largeTenant());
    const folder = await planned(asFolder(largeTenant()));
    expect(folder).toEqual(yaml);
    expect(yaml.told).toBe('');
    expect(yaml.json.split('"action": "create"').length).toBeGreaterThan(200);
  });

  it('has a place for every type of the catalog', () => {
    const known = folders.map(({ section }) => section.replace(/\[\]$/, ''));
    const missing = resourceTypes.filter((type) => {
      const section = segments(sectionOf(type)).filter((segment) => segment !== '[]');
      const captured = section.findIndex((segment) => segment.startsWith(':'));
      const place = section.slice(0, captured < 0 ? undefined : captured).join('.');
      return !known.some((one) => one === place || one.startsWith(`${place}.`));
    });
    expect(missing.map(({ name }) => name)).toEqual([]);
  });

  it('gives a type that the Deploy CLI does not know a folder by its name', () => {
    expect(folders.find(({ section }) => section === 'networkACLKeys[]')?.file).toBe('network-acl-keys/*.json');
  });
});

const role = '{\n  "name": "##NAME##",\n  "description": "x"\n}\n';

const cases: { name: string; files: Record<string, string>; told: string[] }[] = [
  { name: 'nothing, when all is well', files: { 'roles/a.json': role }, told: [] },
  {
    name: 'a wrong value at its place in the JSON file',
    files: { 'roles/a.json': '{\n  "name": "A",\n  "description": 5\n}\n' },
    told: ['acme/roles/a.json:3:18 schema roles/A description has to be a string, not 5'],
  },
  {
    name: 'a keyword without a value, inside a string',
    files: { 'roles/a.json': '{\n  "name": "A",\n  "description": "of ##NOWHERE##"\n}\n' },
    told: ['acme/roles/a.json:3:22 undefined-keyword  ##NOWHERE## has no value'],
  },
  {
    name: 'broken JSON',
    files: { 'roles/a.json': '{\n  "name": "A"\n  "description": "x"\n}\n' },
    told: ['acme/roles/a.json:3:3 yaml-syntax  a comma is missing before this'],
  },
  {
    name: 'the same resource in two files',
    files: { 'roles/a.json': role, 'roles/b.json': role },
    told: ['acme/roles/b.json:1:1 duplicate-resource roles/Courier duplicate resource: it is declared before'],
  },
  {
    name: 'the same field in two files of one object',
    files: { 'triggers/a.json': '{ "post-login": [] }', 'triggers/b.json': '{ "post-login": [] }' },
    told: ['acme/triggers/b.json:1:3 duplicate-key  duplicate key post-login'],
  },
  {
    name: 'a file that is missing, which a JSON file names',
    files: {
      'actions/a.json': '{ "name": "A", "code": "./a/none.js", "supported_triggers": [{ "id": "post-login" }] }',
    },
    told: ['acme/actions/a.json:1:24 file-missing  the file ./a/none.js does not exist'],
  },
  {
    name: 'an empty file',
    files: { 'roles/a.json': '\n' },
    told: ['acme/roles/a.json:1:1 file-empty  this file is empty'],
  },
  {
    name: 'rules, which are no more',
    files: { 'roles/a.json': role, 'rules/a.json': '{ "name": "A" }' },
    told: ['acme/rules/a.json:1:1 end-of-life  rules reached their end of life on 2026-11-18'],
  },
  {
    name: 'a folder that is misspelt, and a file that nothing reads',
    files: { 'roles/a.json': role, 'client/a.json': '{}', 'prompts/other.json': '{}' },
    told: [
      'acme/client/a.json:1:1 stray-file  client is not a folder of the tenant',
      'acme/prompts/other.json:1:1 stray-file  nothing reads this file',
    ],
  },
  {
    name: 'a screen renderer that does not say its screen',
    files: { 'prompts/screenRenderSettings/a.json': '{ "prompt": "login-id", "rendering_mode": "standard" }' },
    told: ['acme/prompts/screenRenderSettings/a.json:1:1 field-missing  screen is missing'],
  },
  {
    name: 'JSON files beside YAML, which are only what the YAML refers to',
    files: { 'tenant.yaml': 'roles: []\n', 'roles/a.json': '{ broken' },
    told: ['acme/roles/a.json:1:1 stray-file  nothing reads this file'],
  },
];

it.each(cases)('tells $name', ({ files, told: expected }) => {
  expect(told(files)).toEqual(expected);
});

describe('a path in a JSON file', () => {
  const action = (code: string): string =>
    JSON.stringify({ name: 'A', code, runtime: 'node22', supported_triggers: [{ id: 'post-login', version: 'v3' }] });

  it.each([
    './actions/A/code.js',
    './code.js',
    'A/code.js',
    'C:/old/tenant/actions/A/code.js',
    '.\\actions\\A\\code.js',
  ])('%s finds the file', (path) => {
    const { target } = goalOfFiles(
      project({ 'actions/A.json': action(path), 'actions/A/code.js': 'exports.x = 1;', 'code.js': 'wrong' }),
      undefined,
    );
    expect(target.config.declared[0]?.value).toMatchObject({ code: 'exports.x = 1;' });
  });

  it('finds a name with brackets in it', () => {
    const client = { name: 'App (old)', custom_login_page: './App (old)_custom_login_page.html' };
    const files = { 'clients/a.json': JSON.stringify(client), 'clients/App (old)_custom_login_page.html': '<p></p>' };
    const { target } = goalOfFiles(project(files), undefined);
    expect(target.config.declared[0]?.value).toMatchObject({ custom_login_page: '<p></p>' });
  });
});

it.each([
  ['with tabs', '{\n\t"name": "A",\n\t"description":\t"x"\n}'],
  ['without spaces', '{"name":"A","description":"x"}'],
  ['with escapes', '{ "name": "\\u0041", "description": "x" }'],
  ['with a byte order mark and Windows line ends', '\uFEFF{\r\n  "name": "A",\r\n  "description": "x"\r\n}\r\n'],
])('reads JSON %s', (_name, text) => {
  const { target, diagnostics } = goalOfFiles(project({ 'roles/a.json': text }), undefined);
  expect(textOf(diagnostics)).toBe('');
  expect(target.config.declared[0]?.value).toEqual({ name: 'A', description: 'x' });
});

it.each([
  [
    { 'attack-protection/captcha.json': '{ "a": 1 }', 'attack-protection/bot-detection.json': '{ "b": 2 }' },
    [{ attackProtection: { botDetection: { b: 2 }, captcha: { a: 1 } } }],
  ],
  [{ 'guardian/policies.json': '["all-applications"]' }, [{ guardianPolicies: { policies: ['all-applications'] } }]],
  [{ 'guardian/policies.json': '{ "policies": [] }' }, [{ guardianPolicies: { policies: [] } }]],
  [{ 'phone-providers/provider.json': '[{ "name": "twilio" }]' }, [{ phoneProviders: [{ name: 'twilio' }] }]],
  [
    { 'guardian/factors/sms.json': '{ "name": "sms" }', 'guardian/factors/otp.json': '{ "name": "otp" }' },
    [{ guardianFactors: [{ name: 'otp' }] }, { guardianFactors: [{ name: 'sms' }] }],
  ],
  [{ 'emails/provider.json': '{ "name": "ses" }' }, [{ emailProvider: { name: 'ses' } }, { emailTemplates: [] }]],
])('reads %j', (files, expected) => {
  const { documents } = project(files).loaded;
  expect(documents.map(({ root }) => root && toJson(root))).toEqual(expected);
});

it('takes a folder without files for an empty list of what its neighbours declare', () => {
  const files = { 'branding/branding.json': '{ "logo_url": "https://a.test" }', 'branding/templates/.gitkeep': '' };
  const { target, diagnostics } = goalOfFiles(project(files), undefined);
  expect(textOf(diagnostics)).toBe('');
  expect(target.config.declared.map(({ value }) => value)).toEqual([{ logo_url: 'https://a.test', templates: [] }]);
});

it('is found as a tenant', () => {
  const cwd = folderOf({ 'tenants/acme/roles/a.json': '{ "name": "A" }', 'tenants/none/readme.md': 'x' });
  expect(findTenant(undefined, cwd)).toBe(join(cwd, 'tenants/acme'));
});

it('takes a folder without files for a list that is empty', () => {
  const { target } = goalOfFiles(
    project({ 'tenant.json': '{ "friendly_name": "A" }', 'roles/.gitkeep': '' }),
    undefined,
  );
  expect([...target.config.sections.keys()]).toEqual(['tenant', 'roles']);
});

it('an empty folder of rules or hooks, as the Deploy CLI made them, is to be taken out as a folder', () => {
  const cwd = folderOf({ 'acme/roles/a.json': '{ "name": "A" }', 'acme/hooks/.gitkeep': '' });
  const loaded = load('acme', cwd);
  const sources = { set: {}, env: {}, secrets: 'needed', readSecret: () => undefined } as const;
  const { diagnostics } = goalOfFiles({ loaded, resourceTypes, schemas, sources }, undefined);
  const told = diagnostics
    .filter(({ code }) => code === 'end-of-life')
    .map(({ severity, hint }) => `${severity} ${hint}`);
  expect(told).toEqual(['warning take the folder out']);
});
