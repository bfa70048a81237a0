import type { Collection } from '../collection.ts';
import { leaveDomain, settleDomain } from '../quirks/domains.ts';

/** What the tenant has beside its settings. */
export const settings: readonly Collection[] = [
  {
    name: 'custom_domains',
    path: '/custom-domains',
    id: ['custom_domain_id', 'customDomain'],
    stem: 'custom_domains',
    noun: 'custom domain',
    create: 'CreateCustomDomainRequestContent',
    update: 'UpdateCustomDomainRequestContent',
    list: { key: 'custom_domains', paging: 'whole' },
    fields: true,
    unique: [['domain'], 'Custom domain already exists.'],
    nullable: ['custom_client_ip_header', 'relying_party_identifier'],
    defaults: { tls_policy: 'recommended', custom_client_ip_header: null },
    idempotentDelete: true,
    settle: settleDomain,
    leave: leaveDomain,
  },
];
