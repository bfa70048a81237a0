import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { isInside, readText } from '../../../src/load/disk.ts';
import { findTenant, load } from '../../../src/load/load.ts';
import { formatPlace, placeOf } from '../../../src/model/diagnostic.ts';
import { validate } from '../../../src/pipeline.ts';
import type { Sources } from '../../../src/resolve/keywords.ts';
import { resourceTypes } from '../../../src/resources/index.ts';
import { schemaCompiler } from '../../../src/session/schemas.ts';
import { schemaChecker } from '../../../src/validate/schema.ts';

const schemas = schemaChecker(schemaCompiler());
const dev = 'domain: local\n';

interface Disk {
  /** Files by their path, from the working directory. */
  files: Record<string, string | Buffer>;
  /** Links by their path, and where they lead from there. */
  links?: Record<string, string>;
  allowedPaths?: string[];
}

function write({ files, links = {} }: Disk): string {
  const cwd = mkdtempSync(join(tmpdir(), 'tenantry-files-'));
  onTestFinished(() => rmSync(cwd, { recursive: true }));
  const place = (path: string): string => {
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    return join(cwd, path);
  };
  for (const [path, content] of Object.entries(files)) writeFileSync(place(path), content);
  for (const [path, target] of Object.entries(links)) symlinkSync(target, place(path));
  return cwd;
}

/** What is said of the tenant `acme` on this disk. */
function told(disk: Disk, prepare: (cwd: string) => void = () => undefined): string[] {
  const cwd = write(disk);
  prepare(cwd);
  const loaded = load('acme', cwd, { allowedPaths: disk.allowedPaths ?? [] });
  const readSecret: Sources['readSecret'] = (path, from) => loaded.files.raw(join(dirname(from), path));
  const sources = { set: {}, env: { AUTH0_CLIENT_SECRET: 'x', OWN: 'y' }, secrets: 'ignored', readSecret } as const;
  const { diagnostics } = validate({ loaded, resourceTypes, schemas, sources }, [...loaded.environments.keys()]);
  return diagnostics
    .filter(({ code }) => code !== 'unused-keyword')
    .map(({ code, message, hint = '', origin, severity }) => {
      const place = origin === undefined ? '-' : formatPlace(placeOf(origin));
      return `${place} ${severity} ${code} ${message} (${hint})`;
    });
}

const action = (path: string): string =>
  `actions:\n  - name: A\n    supported_triggers: [{ id: post-login, version: v3 }]\n    code: ${path}\n`;

describe('the files of a tenant', () => {
  const base = { 'acme/tenant.yaml': 'clients: []\n', 'acme/environments/dev.yaml': dev };

  it.each([
    ['sub/clients.yaml', 'nothing reads this file'],
    ['environments/dev/sub/extra.yaml', 'nothing reads this file'],
    ['environments/prod/extra.yaml', 'there is no environment prod, and acme/environments/prod has files of it'],
    ['clients.json', 'nothing reads this file'],
    ['clients.YAML', 'nothing reads this file'],
    ['environment/prod.yaml', 'environment is not a folder of the tenant (did you mean environments?)'],
  ])('%s is none of them, and named', (path, message) => {
    const [found, ...others] = told({ files: { ...base, [`acme/${path}`]: 'roles: []\n' } });
    expect(found).toContain(`acme/${path}:1:1`);
    expect(found).toContain(message);
    expect(others).toEqual([]);
  });

  it.each([
    '.mergify.yml',
    '.github/workflows/ci.yml',
    'tests/smoke.yaml',
    'package.json',
    'node_modules/a/b.json',
    'notes.md',
  ])('%s is none of them, and belongs to others', (path) => {
    expect(told({ files: { ...base, [`acme/${path}`]: 'nonsense: [\n' } })).toEqual([]);
  });

  it('are not hidden ones beside JSON files', () => {
    const files = {
      'acme/roles/a.json': '{ "name": "A" }',
      'acme/environments/dev.yaml': dev,
      'acme/.mergify.yml': 'x: 1\n',
    };
    expect(told({ files })).toEqual([]);
  });

  it('are those that paths lead to, with keywords in them or without', () => {
    const files = {
      'acme/tenant.yaml':
        'flows:\n  - { name: a, body: ./flows/a.json }\n  - { name: b, body: ./flows/##ENV##.json }\n',
      'acme/environments/dev.yaml': 'domain: local\nkeywords: { ENV: dev }\n',
      'acme/flows/a.json': '{ "actions": [] }',
      'acme/flows/dev.json': '{ "actions": [] }',
      'acme/flows/prod.json': '{ "actions": [] }',
    };
    expect(told({ files }).filter((text) => text.includes('stray-file'))).toEqual([]);
  });

  it('are an error when they are a link to nothing', () => {
    const [found] = told({ files: base, links: { 'acme/roles.yaml': '../nowhere.yaml' } });
    expect(found).toBe(
      'acme/roles.yaml:1:1 error unreadable-file this file is a link to a file that does not exist ()',
    );
  });

  it('are all named when they cannot be read', () => {
    const files = {
      ...base,
      'acme/a.yaml': Buffer.from([0xff, 0xfe, 0x41, 0]),
      'acme/b.yaml': Buffer.from('name: caf\xe9', 'latin1'),
    };
    expect(told({ files }).filter((text) => text.includes('unreadable-file'))).toEqual([
      'acme/a.yaml:1:1 error unreadable-file this file is not encoded in UTF-8 (save it as UTF-8)',
      'acme/b.yaml:1:1 error unreadable-file this file is not encoded in UTF-8 (save it as UTF-8)',
    ]);
  });

  it('have to say something: an empty tenant.yaml is one error, and not a warning for each keyword', () => {
    const files = {
      'acme/tenant.yaml': '# todo\n',
      'acme/environments/dev.yaml': 'domain: local\nkeywords: { A: 1, B: 2 }\n',
    };
    expect(told({ files })).toEqual([
      'acme/tenant.yaml:1:1 error file-empty this file is empty (fill it, or delete it)',
    ]);
  });

  it('have environments, or that there is none is a warning', () => {
    const [found, ...others] = told({ files: { 'acme/tenant.yaml': 'clients: []\n' } });
    expect(found).toContain('no-environment acme has no environment');
    expect(others).toEqual([]);
  });

  it('that are too large are refused', () => {
    const [found] = told({ files: { ...base, 'acme/big.yaml': Buffer.alloc(20_000_001, 32) } });
    expect(found).toContain('this file has more than 20 MB');
  });
});

describe('a path in a file', () => {
  const tenant = (path: string, more: Record<string, string | Buffer> = {}): Disk => ({
    files: {
      'acme/tenant.yaml': action(path),
      'acme/environments/dev.yaml': dev,
      'acme/actions/enrich.js': 'exports.x = 1;',
      ...more,
    },
  });

  it.each([
    ['./actions/enrich.js', undefined],
    ['./Actions/Enrich.js', 'does not exist (did you mean ./actions/enrich.js?)'],
    ['./action/enrich.js', 'does not exist (did you mean ./actions/enrich.js?)'],
    ['./actions/enrihc.js', 'does not exist (did you mean ./actions/enrich.js?)'],
    ['./actions/other.js', 'does not exist (create it'],
    ['./actions/', 'is a folder (did you mean ./actions/enrich.js?)'],
    ['./actions', 'is a folder (did you mean ./actions/enrich.js?)'],
  ])('%s', (path, message) => {
    const errors = told(tenant(path)).filter((text) => text.includes('file-missing'));
    const start = `acme/tenant.yaml:4:11 error file-missing the file ${path} ${message ?? ''}`;
    expect(errors.map((text) => text.slice(0, start.length))).toEqual(message === undefined ? [] : [start]);
  });

  it('leads to a file that is not UTF-8: told where it is referred to, at every place', () => {
    const disk = tenant('./actions/bad.js', { 'acme/actions/bad.js': Buffer.from([0xff, 0x41]) });
    const second = `  - name: B\n    supported_triggers: [{ id: post-login, version: v3 }]\n    code: ./actions/bad.js\n`;
    const files = { ...disk.files, 'acme/tenant.yaml': action('./actions/bad.js') + second };
    expect(told({ files }).map((text) => text.split(' (')[0])).toEqual([
      'acme/tenant.yaml:4:11 error file-missing the file ./actions/bad.js is not encoded in UTF-8',
      'acme/tenant.yaml:7:11 error file-missing the file ./actions/bad.js is not encoded in UTF-8',
    ]);
  });

  it.skipIf(process.getuid?.() === 0)('leads to a file that may not be read', () => {
    const [found] = told(tenant('./actions/enrich.js'), (cwd) => chmodSync(join(cwd, 'acme/actions/enrich.js'), 0));
    expect(found).toContain(
      'acme/tenant.yaml:4:11 error file-missing the file ./actions/enrich.js cannot be read: permission denied',
    );
  });

  const secret = 'exports.token = 1;';

  it.each([
    ['../secret.js', {}],
    ['../../../../../../../../etc/passwd.js', {}],
    ['/etc/hosts.js', {}],
    ['./.git/config.js', {}],
    ['./link.js', { 'acme/link.js': '../secret.js' }],
    ['./folder/secret.js', { 'acme/folder': '..' }],
    ['./actions/../../secret.js', {}],
  ])('%s does not leave the folder of the tenant', (path, links) => {
    const disk = tenant(path, { 'secret.js': secret, 'acme/.git/config.js': secret });
    const errors = told({ ...disk, links });
    expect(errors[0]).toContain(`the file ${path} lies outside of the folder of the tenant, or in a hidden one`);
  });

  it('may lead into a folder that is allowed from outside of the repository', () => {
    const disk = tenant('../shared/code.js', { 'shared/code.js': secret });
    expect(told({ ...disk, allowedPaths: ['shared'] })).toEqual([]);
    expect(told({ ...disk, allowedPaths: ['other'] })[0]).toContain('lies outside');
  });

  it('does not leave the folder when the file is one of the tenant itself', () => {
    const disk = tenant('./actions/enrich.js', { 'secret.yaml': 'clients: []\n' });
    const [found] = told({
      ...disk,
      links: { 'acme/more.yaml': '../secret.yaml', 'acme/environments/x.yaml': '/etc/hosts' },
    });
    expect(found).toContain('this file lies outside');
  });

  it('may lead through a link to the folder of the tenant', () => {
    const cwd = write({ files: { 'real/a.txt': 'x' }, links: { acme: 'real' } });
    expect(isInside(join(cwd, 'acme/a.txt'), [join(cwd, 'acme')])).toBe(true);
  });

  it('does not lead to what is no file', () => {
    expect(readText('/dev/zero')).toMatchObject({ why: 'is not a regular file' });
  });
});

describe('the source of a secret', () => {
  const secrets = (source: string): Disk => ({
    files: {
      'acme/tenant.yaml': 'clients: []\n',
      'acme/environments/dev.yaml': `domain: local\nsecrets:\n  S: ${source}\n`,
      'acme/keys/own.pem': 'own',
      'outside.pem': 'outside',
    },
  });

  it.each(['AUTH0_CLIENT_SECRET', 'GITHUB_TOKEN', 'ACTIONS_RUNTIME_TOKEN', 'RUNNER_TEMP', 'auth0_client_secret'])(
    'is no variable of the deployer or the runner, as %s',
    (variable) => {
      const [found] = told(secrets(`{ env: ${variable} }`));
      expect(found).toContain(
        `error secret-source the secret S cannot come from the environment variable ${variable}: it belongs to the deployer or to the runner`,
      );
    },
  );

  it('is no file outside of the folder of the tenant', () => {
    expect(told(secrets('{ file: ../../outside.pem }'))[0]).toContain(
      'error secret-source the secret S cannot come from the file ../../outside.pem: it lies outside',
    );
    expect(told({ ...secrets('{ file: ../../outside.pem }'), allowedPaths: ['.'] })).toEqual([]);
  });

  it.each(['{ file: ../keys/own.pem }', '{ env: OWN }', '{ env: MY_AUTH0_SECRET }'])('is %s', (source) => {
    expect(told(secrets(source))).toEqual([]);
  });
});

it('two tenants and no name are an error with their names', () => {
  const cwd = write({ files: { 'tenants/a/tenant.yaml': 'clients: []\n', 'tenants/b/tenant.yaml': 'clients: []\n' } });
  expect(() => findTenant(undefined, cwd)).toThrow('say which tenant: a or b');
});
