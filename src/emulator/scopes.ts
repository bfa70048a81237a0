/** The Management API's scopes: verbs, then what they are about. The one table of scopes. */
const SCOPES: readonly (readonly [verbs: string, stems: string])[] = [
  [
    'create read update delete',
    'actions authentication_methods client_credentials client_grants clients connection_profiles connections ' +
      'custom_domains custom_signing_keys directory_provisionings email_provider encryption_keys event_streams flows ' +
      'flows_vault_connections forms hooks log_streams network_acls organization_clients organization_connections ' +
      'organization_discovery_domains organizations phone_providers phone_templates rate_limit_policies ' +
      'resource_servers roles rules scim_config self_service_profiles token_exchange_profiles ' +
      'user_attribute_profiles users vdcs_templates',
  ],
  ['create read update', 'connections_keys email_templates signing_keys'],
  [
    'create read delete',
    'group_roles network_acl_keys organization_client_grants organization_group_roles organization_invitations ' +
      'organization_member_roles organization_members role_members scim_token',
  ],
  ['read update delete', 'branding refresh_tokens rules_configs sessions'],
  [
    'read update',
    'attack_protection client_keys connections_options event_deliveries guardian_factors mfa_policies prompts ' +
      'self_service_profile_custom_texts tenant_settings',
  ],
  [
    'read delete',
    'anomaly_blocks device_credentials flows_executions grants groups guardian_enrollments federated_connections_tokens',
  ],
  [
    'read',
    'client_summary events group_members logs logs_users organization_groups organizations_summary stats ' +
      'organization_member_effective_roles organization_member_role_source_groups user_idp_tokens',
  ],
  ['create', 'guardian_enrollment_tickets user_tickets'],
  ['update', 'client_token_vault_privileged_access users_app_metadata'],
];

/** Every scope of the Management API, in order. */
export function managementScopes(): string[] {
  const scopes = SCOPES.flatMap(([verbs, stems]) =>
    stems.split(' ').flatMap((stem) => verbs.split(' ').map((verb) => `${verb}:${stem}`)),
  );
  return scopes.toSorted();
}
