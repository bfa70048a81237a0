import { isSame } from '../model/json.ts';
import type { Body, Json } from '../model/json.ts';
import { looseName, markerOf } from '../model/marker.ts';
import type { Adopted, AdoptedKeyword } from './adopt.ts';
import { schemaLine } from './write.ts';
import { yamlText } from '../yaml/new-file.ts';

/** The variables of the process environment that hold the credentials of an environment's client. */
export interface CredentialNames {
  clientId: string;
  /** Of its secret, or of the path of its key. */
  secret: string;
  isKey: boolean;
}

/** What is known of an environment beside what its tenant has. */
export interface EnvironmentSettings {
  name: string;
  domain: string;
  /** Without them those of `AUTH0_*` are used. */
  credentials?: CredentialNames | undefined;
  /** Addresses that are left alone, because the tenant has several of that name. */
  exclude: readonly string[];
}

/** The files of the environments and of what they share, by their paths from the tenant's folder. */
export function environmentFiles(
  settings: readonly EnvironmentSettings[],
  { environments, keywords }: Pick<Adopted, 'environments' | 'keywords'>,
  secrets: readonly string[],
): Map<string, string> {
  const isMarker = markerOf(new Set([...keywords.map(({ name }) => name), ...secrets].map(looseName)));
  const common = new Map(keywords.map((keyword) => [keyword, commonValue(keyword)]));
  const shared = keywords.flatMap((keyword) => {
    const found = common.get(keyword);
    return found === undefined ? [] : [[keyword.name, found.value] as const];
  });
  const files = settings.map((one): [string, string] => {
    const at = environments.findIndex(({ name }) => name === one.name);
    const own = keywords.flatMap((keyword): [string, Json][] => {
      const value = keyword.values[at] ?? null;
      const found = common.get(keyword);
      return found !== undefined && isSame(found.value, value) ? [] : [[keyword.name, value]];
    });
    return [
      `environments/${one.name}.yaml`,
      yamlText(environmentBody(one, own), isMarker, [schemaLine('environment', 1)]),
    ];
  });
  const defaults: Body = {
    ...(shared.length === 0 ? {} : { keywords: Object.fromEntries(shared) }),
    ...(secrets.length === 0 ? {} : { secrets: secretsBody(secrets) }),
  };
  const isNeeded = Object.keys(defaults).length > 0;
  return new Map([
    ...files,
    ...(isNeeded ? [['defaults.yaml', yamlText(defaults, isMarker, [schemaLine('defaults', 0)])] as const] : []),
  ]);
}

/** Secrets as entries that name the variables of their values. */
function secretsBody(secrets: readonly string[]): Body {
  return Object.fromEntries(secrets.map((name) => [name, { env: name }]));
}

/** Nothing of a tenant is deleted until somebody allows it. */
function environmentBody(
  { domain, credentials, exclude }: EnvironmentSettings,
  keywords: readonly [string, Json][],
): Body {
  return {
    domain,
    ...(credentials === undefined ? {} : { credentials: credentialsBody(credentials) }),
    ...(keywords.length === 0 ? {} : { keywords: Object.fromEntries(keywords) }),
    ...(exclude.length === 0 ? {} : { exclude: [...exclude] }),
    policy: { delete: false },
  };
}

function credentialsBody({ clientId, secret, isKey }: CredentialNames): Body {
  return { client_id: { env: clientId }, [isKey ? 'signing_key' : 'client_secret']: { env: secret } };
}

/** The value that all environments but one have, when there are at least three. */
function commonValue({ values }: AdoptedKeyword): { value: Json } | undefined {
  if (values.length < 3) return undefined;
  const value = values.find((one) => values.filter((other) => isSame(one, other)).length === values.length - 1);
  return value === undefined ? undefined : { value };
}
