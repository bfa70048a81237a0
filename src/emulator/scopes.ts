/** The Management API's scopes: verbs, then what they are about. The one table of scopes. */
const SCOPES: readonly (readonly [verbs: string, stems: string])[] = [
  [
    'create read update delete',
    'actions authentication_methods client_credentials client_grants client_keys clients connection_profiles ' +
      'connections custom_domains custom_signing_keys device_credentials directory_provisionings email_provider ' +
      'encryption_keys event_streams flows flows_vault_connections forms hooks log_streams network_acls ' +
      'organization_clients organization_connections organization_discovery_domains organizations phone_providers ' +
      'phone_templates portals rate_limit_policies resource_servers roles rules scim_config self_service_profiles ' +
      'shields token_exchange_profiles user_attribute_profiles users users_app_metadata vdcs_templates',
  ],
  ['create read update', 'connections_keys email_templates signing_keys'],
  ['create read update delete', 'groups network_acl_keys'],
  [
    'create read delete',
    'group_roles organization_client_grants organization_group_roles organization_groups organization_invitations ' +
      'organization_member_roles organization_members role_members scim_token user_custom_blocks',
  ],
  ['read update delete', 'branding refresh_tokens rules_configs sessions'],
  [
    'read update',
    'attack_protection connections_options event_deliveries guardian_factors limits mfa_policies prompts ' +
      'self_service_profile_custom_texts tenant_settings triggers',
  ],
  ['read delete', 'anomaly_blocks federated_connections_tokens flows_executions grants guardian_enrollments'],
  ['create delete', 'passwords_checking_job sso_access_tickets'],
  [
    'read',
    'client_summary entitlements events flows_vault group_members insights logs logs_users ' +
      'organization_member_effective_roles organization_member_role_source_groups organizations_summary ' +
      'security_metrics stats user_effective_permissions user_effective_roles user_idp_tokens ' +
      'user_permission_source_roles user_role_source_groups',
  ],
  ['create', 'guardian_enrollment_tickets user_tickets'],
  ['update', 'client_token_vault_privileged_access'],
  ['blacklist', 'tokens'],
];

/** Descriptions that are not the words of the scope, as the Management API of a tenant has them. */
const DESCRIPTIONS: { readonly [scope: string]: string } = {
  'read:user_custom_blocks': 'Read Custom User Blocks',
  'create:user_custom_blocks': 'Create Custom User Blocks',
  'delete:user_custom_blocks': 'Delete Custom User Blocks',
  'read:logs_users': 'Read logs relating to users',
  'read:anomaly_blocks': 'Read Anomaly Detection Blocks',
  'delete:anomaly_blocks': 'Delete Anomaly Detection Blocks',
  'read:grants': 'Read User Grants',
  'delete:grants': 'Delete User Grants',
  'read:guardian_factors': 'Read Guardian factors configuration',
  'update:guardian_factors': 'Update Guardian factors',
  'read:guardian_enrollments': 'Read Guardian enrollments',
  'delete:guardian_enrollments': 'Delete Guardian enrollments',
  'create:guardian_enrollment_tickets': 'Create enrollment tickets for Guardian',
  'read:user_idp_tokens': 'Read Users IDP tokens',
  'create:passwords_checking_job': 'Create password checking jobs',
  'delete:passwords_checking_job': 'Deletes password checking job and all its resources',
  'read:custom_domains': 'Read custom domains configurations',
  'delete:custom_domains': 'Delete custom domains configurations',
  'create:custom_domains': 'Configure new custom domains',
  'update:custom_domains': 'Update custom domain configurations',
  'read:mfa_policies': 'Read Multifactor Authentication policies',
  'update:mfa_policies': 'Update Multifactor Authentication policies',
  'read:prompts': 'Read prompts settings',
  'update:prompts': 'Update prompts settings',
  'read:branding': 'Read branding settings',
  'update:branding': 'Update branding settings',
  'delete:branding': 'Delete branding settings',
  'read:log_streams': 'Read log_streams',
  'create:log_streams': 'Create log_streams',
  'delete:log_streams': 'Delete log_streams',
  'update:log_streams': 'Update log_streams',
  'read:limits': 'Read entity limits',
  'update:limits': 'Update entity limits',
  'delete:role_members': 'Update role members',
  'read:organizations_summary': 'Read organization summary',
  'read:scim_config': 'Read SCIM configuration',
  'create:scim_config': 'Create SCIM configuration',
  'update:scim_config': 'Update SCIM configuration',
  'delete:scim_config': 'Delete SCIM configuration',
  'create:scim_token': 'Create SCIM token',
  'read:scim_token': 'Read SCIM token',
  'delete:scim_token': 'Delete SCIM token',
  'delete:phone_providers': 'Delete a Phone Notification Provider',
  'create:phone_providers': 'Create a Phone Notification Provider',
  'read:phone_providers': 'Read a Phone Notification Provider',
  'update:phone_providers': 'Update a Phone Notification Provider',
  'delete:phone_templates': 'Delete a Phone Notification Template',
  'create:phone_templates': 'Create a Phone Notification Template',
  'read:phone_templates': 'Read a Phone Notification Template',
  'update:phone_templates': 'Update a Phone Notification Template',
  'create:sso_access_tickets': 'Create SSO Access Tickets',
  'read:flows_vault': 'Read Flows Vault items',
  'read:flows_vault_connections': 'Read Flows Vault connections',
  'update:flows_vault_connections': 'Update Flows Vault connections',
  'delete:flows_vault_connections': 'Delete Flows Vault connections',
  'create:flows_vault_connections': 'Create Flows Vault connections',
  'delete:client_credentials': 'delete Client Credentials',
};
/** Stems whose descriptions have no capital letters but the first. */
const PLAIN =
  'attack_protection email_templates encryption_keys entitlements organization_connections organization_invitations organization_member_roles organization_members role_members roles signing_keys'.split(
    ' ',
  );

/** Every scope of the Management API, in order. */
export function managementScopes(): string[] {
  const scopes = SCOPES.flatMap(([verbs, stems]) =>
    stems.split(' ').flatMap((stem) => verbs.split(' ').map((verb) => `${verb}:${stem}`)),
  );
  return scopes.toSorted();
}

/** What the Management API says of one of its scopes: `Read Client Grants`. */
export function scopeDescription(scope: string): string {
  const [verb = '', stem = ''] = scope.split(':');
  const words = [verb, ...stem.split('_')];
  const isPlain = PLAIN.includes(stem);
  const text = words.map((word, at) => (at > 0 && isPlain ? word : word.charAt(0).toUpperCase() + word.slice(1)));
  return DESCRIPTIONS[scope] ?? text.join(' ');
}
