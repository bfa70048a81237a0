import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { load } from '../../../src/load/load.ts';
import { formatPlace, placeOf } from '../../../src/model/diagnostic.ts';
import { validate } from '../../../src/pipeline.ts';
import { resourceTypes } from '../../../src/resources/index.ts';
import { schemaCompiler } from '../../../src/session/schemas.ts';
import { schemaChecker } from '../../../src/validate/schema.ts';

const schemas = schemaChecker(schemaCompiler());
const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** What is said of the tenant `acme` with these files, in all its environments. */
function told(files: Record<string, string>): string[] {
  const cwd = mkdtempSync(join(tmpdir(), 'tenantry-settings-'));
  folders.push(cwd);
  for (const [path, content] of Object.entries({ 'tenant.yaml': 'clients: []\n', ...files })) {
    mkdirSync(dirname(join(cwd, 'acme', path)), { recursive: true });
    writeFileSync(join(cwd, 'acme', path), content);
  }
  const loaded = load('acme', cwd);
  const sources = { set: {}, env: {}, secrets: 'ignored', readSecret: loaded.files.raw } as const;
  const { diagnostics } = validate({ loaded, resourceTypes, schemas, sources }, [...loaded.environments.keys()]);
  return diagnostics.map(({ code, message, hint = '', origin, related = [] }) => {
    const places = [origin, ...related].flatMap((one) => (one === undefined ? [] : [formatPlace(placeOf(one))]));
    return `${places.join(' ')} ${code} ${message} (${hint})`;
  });
}

describe('the domain of an environment', () => {
  const both = (domain: string, more = ''): Record<string, string> => ({
    'environments/dev.yaml': `domain: ${domain}\n${more}`,
    'environments/prod.yaml': `domain: ${domain.toUpperCase()}\n${more}`,
  });

  it('cannot be that of another one', () => {
    expect(told(both('acme.eu.auth0.com'))).toEqual([
      'acme/environments/prod.yaml:1:9 acme/environments/dev.yaml:1:9 shared-domain the environments dev and prod have one domain, acme.eu.auth0.com (each would undo what the other does; if that is meant, say allow_shared_domain: true in both)',
    ]);
  });

  it('can be that of another one where both say so', () => {
    expect(told(both('acme.eu.auth0.com', 'allow_shared_domain: true\n'))).toEqual([]);
  });

  it('can be local in all of them', () => {
    const files = { 'environments/a.yaml': 'domain: local\n', 'environments/b.yaml': 'domain: local\n' };
    expect(told(files)).toEqual([]);
  });

  it('is told when the defaults give it to all of them', () => {
    const files = {
      'defaults.yaml': 'domain: acme.eu.auth0.com\n',
      'environments/a.yaml': 'rate_share: 1\n',
      'environments/b.yaml': '# none\n',
    };
    expect(told(files)[0]).toContain('the environments a and b have one domain');
  });

  it.each([
    ['acme', "The tenant's domain: a host"],
    ['https://acme.eu.auth0.com/', '(write acme.eu.auth0.com)'],
    ['acme.eu.auth0.com/', '(write acme.eu.auth0.com)'],
    ['https://acme.eu.auth0.com/api/v2/', '(write acme.eu.auth0.com)'],
    ['https://manage.auth0.com/dashboard/eu/acme', '(write acme.eu.auth0.com)'],
    ['https://manage.auth0.com/dashboard/us/acme-dev/applications', '(write acme-dev.us.auth0.com)'],
  ])('%s is an error that says what to write', (domain, hint) => {
    const [first, ...others] = told({ 'environments/dev.yaml': `domain: ${domain}\n` });
    expect(first).toContain(hint);
    expect(others).toEqual([]);
  });
});

describe('an environment file', () => {
  it('that is empty is one error, whatever keywords the tenant uses', () => {
    const files = { 'tenant.yaml': 'clients:\n  - name: ##A## ##B##\n', 'environments/dev.yaml': '# todo\n' };
    expect(told(files)).toEqual([
      'acme/environments/dev.yaml:1:1 file-empty this file is empty (an environment needs a domain, and values for its keywords)',
    ]);
  });

  it('that is empty is right where the defaults say everything', () => {
    expect(told({ 'defaults.yaml': 'domain: acme.eu.auth0.com\n', 'environments/dev.yaml': '' })).toEqual([]);
  });

  it('has markers nowhere but in the values of keywords', () => {
    const files = { 'environments/dev.yaml': 'domain: ##HOST##.auth0.com\nkeywords: { HOST: acme }\n' };
    expect(told(files)[0]).toContain('acme/environments/dev.yaml:1:9 marker-in-setting no keyword is replaced here');
  });

  it('may use keywords of any case in its keywords, bare', () => {
    const files = {
      'tenant.yaml': 'clients:\n  - name: ##full##\n',
      'environments/dev.yaml': 'domain: local\nkeywords:\n  full: ##env##\n  env: dev\n',
    };
    expect(told(files)).toEqual([]);
  });
});
