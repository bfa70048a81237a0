import type { Collection } from '../collection.ts';
import { leaveDomain, settleDomain } from '../quirks/domains.ts';
import { settlePhoneProvider, settlePhoneTemplate } from '../quirks/phones.ts';
import { settleTheme } from '../quirks/themes.ts';
import { flag } from './filters.ts';

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
  {
    name: 'themes',
    path: '/branding/themes',
    id: ['themeId', 'theme'],
    stem: 'branding',
    scopes: { create: 'update:branding' },
    noun: 'theme',
    create: 'CreateBrandingThemeRequestContent',
    update: 'UpdateBrandingThemeRequestContent',
    defaults: { displayName: '' },
    settle: settleTheme,
  },
  {
    name: 'phone_providers',
    path: '/branding/phone/providers',
    id: ['id', 'phoneProvider'],
    stem: 'phone_providers',
    noun: 'phone provider',
    create: 'CreateBrandingPhoneProviderRequestContent',
    update: 'UpdateBrandingPhoneProviderRequestContent',
    list: { key: 'providers', paging: 'named', filters: { disabled: flag('disabled') } },
    stamped: true,
    writeOnly: ['credentials'],
    defaults: { disabled: false },
    settle: settlePhoneProvider,
  },
  {
    name: 'phone_templates',
    path: '/branding/phone/templates',
    id: ['id', 'phoneTemplate'],
    stem: 'phone_templates',
    noun: 'phone template',
    create: 'CreatePhoneTemplateRequestContent',
    update: 'UpdatePhoneTemplateRequestContent',
    settle: settlePhoneTemplate,
  },
];
