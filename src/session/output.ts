import { typeOf } from '../catalog/catalog.ts';
import { referenceTargets, replaceIds } from '../canonical/references.ts';
import { bareDomain } from '../model/domain.ts';
import { compareText } from '../model/json.ts';
import type { Session } from './connect.ts';
import type { Ready } from './plan.ts';
import { digestOf, upperSnake } from './variable-names.ts';

/** What a tenant calls a resource of the files: its id, and the fields that it is known by. */
export interface OutputResource {
  type: string;
  key: string;
  values: Record<string, string>;
}

/** What other tools are to know of a tenant, without a secret. */
export interface Output {
  tenant: string;
  environment: string;
  domain: string;
  issuer: string;
  resources: OutputResource[];
  /** The addresses of what the files declare and the tenant does not have. */
  missing: string[];
}

/** The ids of what the files declare, as the tenant has them. */
export function outputOf(session: Session, { desired, live, catalog, only }: Ready): Output {
  const { config } = session.files.target;
  const resources: OutputResource[] = [];
  const missing: string[] = [];
  for (const { address, type: name, parent } of desired.resources.values()) {
    const type = typeOf(catalog, name);
    if (parent !== undefined || type.identity.id === undefined || only?.has(address) === false) continue;
    const found = live.resources.get(address);
    if (found?.id === undefined) missing.push(address);
    else {
      // What names another resource in the files is an id for those who speak with the API.
      const body = replaceIds(type, found.body, (key, reference) => {
        const targets = referenceTargets(type, reference, found, key, catalog);
        return targets.map((target) => live.resources.get(target.address)?.id).find((id) => id !== undefined) ?? key;
      });
      const known = [...type.identity.keys, 'name'].flatMap((field): [string, string][] => {
        const value = body[field];
        return typeof value === 'string' ? [[field, value]] : [];
      });
      resources.push({ type: name, key: found.key, values: { id: found.id, ...Object.fromEntries(known) } });
    }
  }
  return {
    tenant: config.tenant,
    environment: config.environment.name,
    domain: bareDomain(config.environment.domain),
    issuer: session.issuer,
    resources,
    missing: missing.sort(compareText),
  };
}

/**
 * The same as variables of a shell: `CLIENTS_CUSTOMER_PORTAL_ID`. Of names that would be the same, each has a part of its digest
 * behind it, so that none takes the place of another.
 */
export function variablesOf({ domain, issuer, resources }: Output): { name: string; value: string }[] {
  const stems = resources.map(({ type, key, values }) => stemOf(type, values['name'] ?? key));
  return [
    { name: 'AUTH0_DOMAIN', value: domain },
    { name: 'AUTH0_ISSUER', value: issuer },
    ...resources.flatMap(({ type, key, values }, index) => {
      const own = stems[index] ?? '';
      const isAlone = stems.filter((stem) => stem === own).length === 1;
      const stem = isAlone ? own : `${own}_${digestOf(`${type}/${key}`)}`;
      return Object.entries(values)
        .filter(([field]) => field !== 'name')
        .map(([field, value]) => ({ name: `${stem}_${upperSnake(field)}`, value }));
    }),
  ];
}

function stemOf(type: string, name: string): string {
  const words = upperSnake(name);
  return `${upperSnake(type)}_${words === '' ? digestOf(name) : words}`;
}

/** A value as a shell reads it: as it is where it is harmless, in single quotes where not. */
export function quoted(value: string): string {
  return /^[\w./:@%+=,-]+$/.test(value) ? value : `'${value.replaceAll("'", String.raw`'\''`)}'`;
}
