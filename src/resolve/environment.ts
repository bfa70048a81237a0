import type {
  CheckSettings,
  CredentialSources,
  Environment,
  PlacedSelector,
  ValueSource,
  Waiver,
} from '../model/config.ts';
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
    ring: ringOf(file) ?? name,
    domain: typeof domain === 'string' ? domain : '',
    ...(credentials === undefined ? {} : { credentials }),
    checks: {
      isProduction: settings['kind'] === 'production',
      isRequired: policy['require_checks'] === true,
      ...checkSettings(fieldOf(file, 'checks'), fieldOf(defaults, 'checks')),
    },
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

/** What an environment says of checks; of a rule what it says itself, and the waivers of both. */
function checkSettings(
  file: Node | undefined,
  defaults: Node | undefined,
): Omit<CheckSettings, 'isProduction' | 'isRequired'> {
  const [own, shared] = [bodyOf(file), bodyOf(defaults)];
  const rules = { ...objectOf(shared['rules']), ...objectOf(own['rules']) };
  const { profiles, fail_on: failOn }: Body = { ...shared, ...own };
  return {
    profiles: Array.isArray(profiles) ? textsOf(profiles) : undefined,
    failOn: typeof failOn === 'string' ? failOn : undefined,
    rules: Object.fromEntries(Object.entries(rules).map(([id, value]) => [id, ruleSettings(value)])),
    waivers: [...waiversOf(file, false), ...waiversOf(defaults, true)],
  };
}

function ruleSettings(value: Json): CheckSettings['rules'][string] {
  const { severity, ...options }: Body = isBody(value) ? value : { severity: value };
  return { options, ...(typeof severity === 'string' ? { severity } : {}) };
}

function waiversOf(checks: Node | undefined, isShared: boolean): Waiver[] {
  const found = fieldOf(checks, 'waivers');
  const items = found?.type === 'list' ? found.items : [];
  return items.map((item) => ({
    rule: textAt(item, 'rule') ?? '',
    on: textAt(item, 'on'),
    app: textAt(item, 'app'),
    reason: textAt(item, 'reason') ?? '',
    owner: textAt(item, 'owner') ?? '',
    until: textAt(item, 'until') ?? '',
    origin: item.origin,
    isShared,
  }));
}

function credentialsOf(node: Node | undefined): CredentialSources | undefined {
  const clientId = sourceAt(node, 'client_id');
  if (node === undefined || clientId === undefined) return undefined;
  return {
    clientId,
    clientSecret: sourceAt(node, 'client_secret'),
    signingKey: sourceAt(node, 'signing_key'),
    assertion: sourceAt(node, 'client_assertion'),
    assertionCommand: sourceAt(node, 'client_assertion_command'),
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

/** The ring that an environment file names; what cannot be the name of one is said by its schema. */
export function ringOf(file: Node | undefined): string | undefined {
  const ring = textAt(file, 'ring');
  return ring !== undefined && /^[A-Za-z0-9][\w.-]*$/.test(ring) ? ring : undefined;
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
