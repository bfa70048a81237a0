import { relative } from 'node:path';
import { hasErrors } from '../model/diagnostic.ts';
import { settingsDomain } from '../model/domain.ts';
import { sourceOf } from '../model/tree.ts';
import { scaffold } from '../init/scaffold.ts';
import { schemaChecker } from '../validate/schema.ts';
import { messages } from './messages.ts';
import { schemaCompiler } from './schemas.ts';
import type { Surroundings } from './surroundings.ts';
import { newTenantFolder, writeTenant } from './write-tenant.ts';

/** Which tenant is begun. */
export interface InitRequest {
  tenant: string;
  /** The first environment. */
  environment: string;
  /** Its domain, as far as it is known. */
  domain: string | undefined;
}

/** What was written. */
export interface Begun {
  /** The folder, as messages name it. */
  folder: string;
  paths: string[];
  domain: string | undefined;
}

/** Makes the folder of a new tenant, of which nothing is managed yet. Throws a `UsageError`. */
export function initTenant({ tenant, environment, domain }: InitRequest, surroundings: Surroundings): Begun {
  const folder = newTenantFolder(tenant, surroundings);
  checkEnvironment(environment);
  const host = givenDomain(domain, surroundings);
  const files = scaffold({ environment, domain: host });
  writeTenant(folder, files, surroundings);
  return { folder: relative(surroundings.cwd, folder), paths: [...files.keys()], domain: host };
}

/** Throws a `UsageError` when no environment can have this name. */
export function checkEnvironment(name: string): void {
  if (!/^[A-Za-z0-9][\w.-]*$/.test(name)) throw messages.environmentName(name);
}

/** The domain that the user gives, or else the one that the credentials belong to. Throws a `UsageError` when it is none. */
export function givenDomain(domain: string | undefined, { env }: Pick<Surroundings, 'env'>): string | undefined {
  const known = domain ?? onlyDomain(env['AUTH0_DOMAIN']);
  return known === undefined ? undefined : checkedDomain(known);
}

/** The domain that credentials belong to, when it is one. */
function onlyDomain(text = ''): string | undefined {
  const domains = text.split(',').map((domain) => domain.trim());
  return domains.length === 1 && domains[0] !== '' ? domains[0] : undefined;
}

/** A domain as an environment file takes it. Throws a `UsageError`. */
function checkedDomain(given: string): string {
  const domain = settingsDomain(given);
  const origin = { source: sourceOf('--domain', ''), start: 0, end: 0 };
  const node = { type: 'map', entries: [], origin } as const;
  const found = schemaChecker(schemaCompiler()).node('environment', { ...node, entries: [] }, undefined, { domain });
  if (hasErrors(found)) throw messages.domainForm(given);
  return domain;
}
