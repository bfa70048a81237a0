import { idForm } from '../ids.ts';
import type { Area } from '../area.ts';
import { type Body, omit, textOf } from '../body.ts';
import type { Collection, Write } from '../collection.ts';
import { refuse } from '../errors.ts';
import { refuseLargeMetadata } from '../metadata.ts';
import { type Answer, type Call, type Route, type Tenant, need, ok, operation, param } from '../route.ts';
import { type Constraints, metadata, text } from '../schema.ts';
import { regionOf, tenantName } from '../tenant-name.ts';

/** A new domain waits for its verification; the first one is the primary one. */
export function domainBeforeStore(body: Body, { call, before }: Write): Body {
  refuseLargeMetadata(body['domain_metadata'], 10);
  if (before !== undefined) return body;
  const domain = textOf(body['domain']);
  const isManaged = body['type'] === 'auth0_managed_certs';
  const method: Body = isManaged
    ? { name: 'CNAME', record: originOf(body, call), domain }
    : {
        name: 'TXT',
        record: `auth0-domain-verification=${call.store.newId('verification')}`,
        domain: `_cf-custom-hostname.${domain}`,
      };
  return {
    ...omit(body, ['verification_method']),
    primary: call.store.count('custom_domains') === 0,
    status: 'pending_verification',
    verification: { methods: [method] },
  };
}

/** Where requests to a domain go to. */
const originOf = (body: Body, { domain }: Tenant): string =>
  [
    `${tenantName(domain)}-${textOf(body['custom_domain_id']).replace('_', '-').toLowerCase()}`,
    `edge.tenants.${regionOf(domain) ?? 'us'}.auth0.com`,
  ].join('.');

/** The default domain stays. */
export function domainBeforeDelete(domain: Body): void {
  if (domain['is_default'] !== true) return;
  throw refuse('custom-domains.default-deleted');
}

/** The default domain, which is the tenant's own until a custom domain takes its place; and verification. */
export const domainRoutes: Route[] = [
  operation('GET /custom-domains/default', 'read:custom_domains', (call) => ok(defaultDomain(call))),
  operation('PATCH /custom-domains/default', 'update:custom_domains', setDefault, {
    body: 'SetDefaultCustomDomainRequestContent',
  }),
  operation('POST /custom-domains/:id/verify', 'create:custom_domains', verify),
];

const defaultDomain = (call: Call): Body =>
  call.store.find('custom_domains', ({ is_default: isDefault }) => isDefault === true) ?? { domain: call.domain };

function setDefault(call: Call): Answer {
  const wanted = call.body['domain'];
  const isKnown = call.store.some('custom_domains', ({ domain }) => domain === wanted);
  if (!isKnown && wanted !== call.domain) throw refuse('custom-domains.unknown-default');
  call.store.changeAll('custom_domains', (domain) => {
    const isDefault = domain['domain'] === wanted;
    if ((domain['is_default'] === true) === isDefault) return domain;
    return isDefault ? { ...domain, is_default: true } : omit(domain, ['is_default']);
  });
  return ok(defaultDomain(call));
}

/** The emulator finds every record in place. The first success shows the key of a domain with its own certificates. */
function verify(call: Call): Answer {
  const before = need(call, 'custom_domains', 'custom-domain');
  const isFirst = before['status'] !== 'ready' && before['type'] === 'self_managed_certs';
  const ready = { ...before, status: 'ready', origin_domain_name: originOf(before, call) };
  const domain = call.store.put('custom_domains', param(call, 'id'), ready);
  return ok({ ...omit(domain, ['is_default']), ...(isFirst && { cname_api_key: call.store.newId('hash') }) });
}

const domains: Collection = {
  name: 'custom_domains',
  path: '/custom-domains',
  id: ['custom_domain_id', idForm('customDomain', 'cd_', 16)],
  stem: 'custom_domains',
  noun: 'custom-domain',
  create: 'CreateCustomDomainRequestContent',
  update: 'UpdateCustomDomainRequestContent',
  list: { key: 'custom_domains', paging: 'whole' },
  fields: true,
  ignored: { q: 'text', sort: 'text' },
  unique: [['domain'], 'custom-domains.taken'],
  defaults: { tls_policy: 'recommended' },
  idempotentDelete: true,
  beforeStore: domainBeforeStore,
  beforeDelete: domainBeforeDelete,
};

const constraints: Constraints = {
  CreateCustomDomainRequestContent: {
    properties: {
      domain: text(
        3,
        255,
        '^([a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\\.)+[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?$',
      ),
      domain_metadata: metadata,
    },
  },
  UpdateCustomDomainRequestContent: { properties: { domain_metadata: metadata } },
};

/** Custom domains. */
export const domainArea: Area = {
  collections: [domains],
  routes: [...domainRoutes],
  constraints,
};
