/**
 * What of a tenant is on a map: the one place that says which types are callers, APIs and what leads from one to the other,
 * and which of their fields say what.
 */
export const parts = {
  client: {
    type: 'clients',
    /** Children whose changes are changes of it. */
    children: ['clients.credentials'],
    name: 'name',
    metadata: 'client_metadata',
    /** The key of the metadata that names the team. */
    team: 'team',
    appType: 'app_type',
    methods: 'client_authentication_methods',
    method: 'token_endpoint_auth_method',
    grantTypes: 'grant_types',
    isFirstParty: 'is_first_party',
    /** How a machine gets tokens, and what no machine proves itself with. */
    machine: { grantType: 'client_credentials', unproven: 'none' },
  },
  api: {
    type: 'resourceServers',
    name: 'name',
    lifetime: 'token_lifetime',
    dialect: 'token_dialect',
    algorithm: 'signing_alg',
    isRoleBased: 'enforce_policies',
    /** Who needs a grant: without a word about users they need none. */
    users: { path: ['subject_type_authorization', 'user', 'policy'], open: 'allow_all' },
    scopes: 'scopes',
    scope: 'value',
    /** The APIs that every tenant has, and what people call the one that everybody knows. */
    builtIn: /^https:\/\/[^/]+\/(?:api\/v2|me|my-org)\/$/,
    management: { like: /^https:\/\/[^/]+\/api\/v2\/$/, name: 'Management API' },
  },
  grant: {
    type: 'clientGrants',
    client: 'client_id',
    /** Instead of a client: all of a sort. */
    sort: 'default_for',
    api: 'audience',
    subject: 'subject_type',
    users: ['user', 'anonymous_user'],
    scopes: 'scope',
    all: 'allow_all_scopes',
    usage: 'organization_usage',
    anyOrganization: 'allow_any_organization',
  },
  organization: {
    type: 'organizations',
    name: 'display_name',
    links: 'organizations.client_grants',
    grant: 'grant_id',
  },
  role: {
    type: 'roles',
    permissions: 'roles.permissions',
    api: 'resource_server_identifier',
    scope: 'permission_name',
  },
  trigger: { type: 'triggers', bindings: 'bindings', action: 'action_name' },
  action: { type: 'actions' },
  domain: { type: 'customDomains' },
} as const;

/** The types that a map is made of. */
export const mappedTypes: ReadonlySet<string> = new Set([
  parts.client.type,
  parts.api.type,
  parts.grant.type,
  parts.organization.type,
  parts.organization.links,
  parts.role.type,
  parts.role.permissions,
  parts.trigger.type,
  parts.action.type,
  parts.domain.type,
]);

/** The types whose changes touch who may call what. */
export const touchingTypes: ReadonlySet<string> = new Set([
  parts.client.type,
  ...parts.client.children,
  parts.api.type,
  parts.grant.type,
  parts.organization.links,
  parts.role.permissions,
]);
