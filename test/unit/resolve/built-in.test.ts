import { describe, expect, it } from 'vitest';
import { goalOfFiles } from '../../../src/goals.ts';
import type { Project } from '../../../src/goals.ts';
import { projectOf } from '../../support/project.ts';

const roles = "roles: [{ name: R, description: '##TENANTRY_DOMAIN##/api ##TENANTRY_ENVIRONMENT##' }]\n";

/** What becomes of the description of the only role, and what is said. */
function resolved(environment: string, tenant = roles, given: Partial<Project['sources']> = {}): [unknown, string[]] {
  const project = projectOf({ tenant, environment });
  const goal = goalOfFiles({ ...project, sources: { ...project.sources, ...given } }, 'local');
  const description = goal.desired.resources.get('roles/R')?.body['description'];
  return [description, goal.diagnostics.map(({ code, message }) => `${code} ${message}`)];
}

describe('keywords that are built in', () => {
  it.each([
    ['acme.eu.auth0.com', 'acme.eu.auth0.com'],
    ['local', 'local'],
    ['http://localhost:4000/', 'localhost:4000'],
  ])('are the domain and the name of the environment: %s', (domain, bare) => {
    expect(resolved(`domain: ${domain}\n`)).toEqual([`${bare}/api local`, []]);
  });

  it('may be used in the values of others, and need not be used', () => {
    const environment = 'domain: acme.eu.auth0.com\nkeywords: { API: https://##TENANTRY_DOMAIN##/api/v2/ }\n';
    const tenant = "roles: [{ name: R, description: '##API##' }]\n";
    expect(resolved(environment, tenant)).toEqual(['https://acme.eu.auth0.com/api/v2/', []]);
  });

  it.each<[string, Partial<Project['sources']>]>([
    ['keywords: { TENANTRY_DOMAIN: x }', {}],
    ['secrets: { TENANTRY_DOMAIN: { env: X } }', { env: { X: 'x' } }],
    ['keywords: {}', { set: { TENANTRY_DOMAIN: 'x' } }],
    ['keywords: {}', { env: { TENANTRY_KEYWORD_TENANTRY_DOMAIN: 'x' } }],
  ])('cannot be defined: %s %j', (settings, given) => {
    const [description, told] = resolved(`domain: local\n${settings}\n`, roles, given);
    expect(description).toBe('local/api local');
    expect(told).toEqual(['keyword-built-in TENANTRY_DOMAIN is a keyword that tenantry defines itself']);
  });
});
