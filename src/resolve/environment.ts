import type { CredentialSources, Environment, PlacedSelector, ValueSource } from '../model/config.ts';
import { bareDomain } from '../model/domain.ts';
import { isBody } from '../model/json.ts';
import type { Body, Json } from '../model/json.ts';
import { fieldOf, toJson } from '../model/tree.ts';
import type { Node } from '../model/tree.ts';

/** An environment from its file and the tenant's defaults; what neither says has the careful value. */
export function environmentOf(name: string, file: Node | undefined, defaults: Node | undefined): Environment {
  const settings: Body = { ...bodyOf(defaults), ...bodyOf(file) };
  const policy: Body = { ...objectOf(bodyOf(defaults)['policy']), ...objectOf(bodyOf(file)['policy']) };
  const credentials = credentialsOf(fieldOf(file, 'credentials'));
  const { domain, rate_share, exclude, include, ignore, smoke_hosts: hosts } = settings;
  return {
    name,
    domain: typeof domain === 'string' ? domain : '',
    ...(credentials === undefined ? {} : { credentials }),
    rateShare: typeof rate_share === 'number' ? rate_share : 0.8,
    smokeHosts: textsOf(hosts),
    policy: {
      delete: policy['delete'] === true || (Array.isArray(policy['delete']) ? textsOf(policy['delete']) : false),
      protect: textsOf(policy['protect']),
      maxDeletes: typeof policy['max_deletes'] === 'number' ? policy['max_deletes'] : undefined,
      exclude: textsOf(exclude),
      include: textsOf(include),
      ignore: Object.fromEntries(Object.entries(objectOf(ignore)).map(([type, paths]) => [type, textsOf(paths)])),
    },
    selectors: [
      ...placed('exclude', fieldOf(file, 'exclude') ?? fieldOf(defaults, 'exclude')),
      ...placed('include', fieldOf(file, 'include') ?? fieldOf(defaults, 'include')),
      ...placed('protect', protectOf(file) ?? protectOf(defaults)),
    ],
  };
}

/** The keywords that every environment has: they follow from what it is. */
export function builtInKeywords({ name, domain }: Pick<Environment, 'name' | 'domain'>): Record<string, string> {
  return { TENANTRY_DOMAIN: bareDomain(domain), TENANTRY_ENVIRONMENT: name };
}

function credentialsOf(node: Node | undefined): CredentialSources | undefined {
  const clientId = sourceAt(node, 'client_id');
  if (node === undefined || clientId === undefined) return undefined;
  return {
    clientId,
    clientSecret: sourceAt(node, 'client_secret'),
    signingKey: sourceAt(node, 'signing_key'),
    algorithm: textAt(node, 'signing_algorithm'),
    audience: textAt(node, 'audience'),
    origin: node.origin,
  };
}

function sourceAt(node: Node | undefined, field: string): ValueSource | undefined {
  const [name, path] = ['env', 'file'].map((way) => textAt(fieldOf(node, field), way));
  if (name !== undefined) return { type: 'variable', name };
  return path === undefined ? undefined : { type: 'file', path };
}

function textAt(node: Node | undefined, field: string): string | undefined {
  const found = fieldOf(node, field);
  return found?.type === 'scalar' && typeof found.value === 'string' ? found.value : undefined;
}

function protectOf(file: Node | undefined): Node | undefined {
  return fieldOf(fieldOf(file, 'policy'), 'protect');
}

function placed(setting: PlacedSelector['setting'], node: Node | undefined): PlacedSelector[] {
  const items = node?.type === 'list' ? node.items : [];
  return items.flatMap((item) =>
    item.type === 'scalar' && typeof item.value === 'string'
      ? [{ setting, text: item.value, origin: item.origin }]
      : [],
  );
}

function bodyOf(node: Node | undefined): Body {
  return node === undefined ? {} : objectOf(toJson(node));
}

function objectOf(value: Json | undefined): Body {
  return isBody(value) ? value : {};
}

function textsOf(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
