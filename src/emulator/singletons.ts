import type { Body } from './body.ts';
import { guardian } from './singletons/guardian.ts';
import { protection } from './singletons/protection.ts';
import type { Singleton } from './singleton.ts';
import { settleBranding } from './quirks/branding.ts';
import { settleTenant } from './quirks/tenant.ts';

/** Null brings a setting of prompts back to this. */
const prompts: Body = {
  universal_login_experience: 'new',
  identifier_first: false,
  webauthn_platform_first_factor: false,
};

/** One row per object that always exists, with what a fresh tenant answers. */
export const singletons: readonly Singleton[] = [
  {
    name: 'tenant',
    path: '/tenants/settings',
    stem: 'tenant_settings',
    update: 'UpdateTenantSettingsRequestContent',
    fields: true,
    merged: ['flags'],
    settle: settleTenant,
    defaults: {
      flags: {
        allow_changing_enable_sso: false,
        allow_legacy_delegation_grant_types: false,
        allow_legacy_ro_grant_types: false,
        allow_legacy_tokeninfo_endpoint: false,
        disable_clickjack_protection_headers: true,
        disable_impersonation: true,
        enable_sso: true,
        revoke_refresh_token_grant: false,
        // Read although no PATCH may hold them.
        enable_legacy_logs_search_v2: false,
        universal_login: true,
      },
      universal_login: { colors: { page_background: '#000000', primary: '#0059d6' } },
      enabled_locales: ['en'],
      session_lifetime: 168,
      idle_session_lifetime: 72,
      sandbox_version: '22',
      sandbox_versions_available: ['22', '18', '12'],
      oidc_logout: { rp_logout_end_session_endpoint_discovery: true },
      allow_organization_name_in_authentication_api: false,
      customize_mfa_in_postlogin_action: false,
      pushed_authorization_requests_supported: false,
      resource_parameter_profile: 'audience',
    },
  },
  {
    name: 'branding',
    path: '/branding',
    stem: 'branding',
    update: 'UpdateBrandingRequestContent',
    settle: settleBranding,
    defaults: {},
  },
  {
    name: 'prompts',
    path: '/prompts',
    stem: 'prompts',
    update: 'UpdateSettingsRequestContent',
    settle: (body) => ({ ...prompts, ...body }),
    defaults: prompts,
  },
  ...protection,
  ...guardian,
];
