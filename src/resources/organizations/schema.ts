import { listOf, string } from '../../../tools/schemas/row.ts';
import type { Row, Texts } from '../../../tools/schemas/row.ts';
import { quotaTexts } from '../clients/schema.ts';

/** What the SDK's types and the descriptor cannot say of the files' form. */
export const schema: Row = {
  sdk: ['CreateOrganizationRequestContent', 'UpdateOrganizationRequestContent'],
  omit: ['enabled_connections'],
  children: {
    connections: {
      sdk: ['CreateOrganizationAllConnectionRequestParameters', 'UpdateOrganizationConnectionRequestParameters'],
      add: { name: string },
      required: [['name', 'connection_id']],
    },
    client_grants: {
      omit: ['grant_id'],
      add: { client_id: string, audience: string, subject_type: string },
      required: ['client_id'],
    },
    discovery_domains: {
      sdk: ['CreateOrganizationDiscoveryDomainRequestContent', 'UpdateOrganizationDiscoveryDomainRequestContent'],
    },
    clients: { sdk: ['CreateOrganizationClientRequestItem', 'UpdateOrganizationClientRequestContent'] },
    roles: {
      sdk: ['CreateRoleRequestContent', 'UpdateRoleRequestContent'],
      add: {
        permissions: listOf(
          { permission_name: string, resource_server_identifier: string },
          'permission_name',
          'resource_server_identifier',
        ),
      },
    },
  },
};

/** What editors show, by path. */
export const texts: Texts = {
  '': 'Companies, or groups of users: how they log in, and what they have.',
  name: 'The name in URLs and requests: lower case, digits, hyphens.',
  display_name: 'The name that people see.',
  branding: 'How login pages look for the organization.',
  'branding.logo_url': 'Its logo.',
  'branding.colors': 'Its colours.',
  'branding.colors.primary': 'The colour of buttons and links.',
  'branding.colors.page_background': 'The colour behind the login box.',
  metadata: 'Up to 25 strings of your own, by key.',
  ...quotaTexts('token_quota'),
  third_party_client_access: 'Whether clients of others may serve its members.',
  is_app_entitlement_active: 'Whether only the clients of the list `clients` serve its members.',
  connections: 'How its members log in. The list is complete; without it, connections are left alone.',
  'connections[].name': 'The name of the connection.',
  'connections[].connection_id': 'The name of the connection; `name` says the same.',
  'connections[].assign_membership_on_login': 'Whether a login makes a user a member.',
  'connections[].show_as_button': "Whether the organization's login page has a button for it.",
  'connections[].is_signup_enabled': 'Whether users may sign up. Only for databases.',
  'connections[].is_enabled': 'Whether members may use it now.',
  'connections[].organization_connection_name': 'What the connection is called in this organization.',
  'connections[].organization_access_level': 'What the organization may change about it by itself.',
  client_grants: 'Machine-to-machine grants that it may use. The list is complete.',
  'client_grants[].client_id': 'The name of the client whose grant it is.',
  'client_grants[].audience': 'The identifier of the API, when the client has several grants.',
  'client_grants[].subject_type': 'The kind of grant, when the client has several for the API.',
  discovery_domains: 'Email domains whose users are led to the organization.',
  'discovery_domains[].domain': 'The domain.',
  'discovery_domains[].status': 'Whether it is verified to be theirs.',
  'discovery_domains[].use_for_organization_discovery': 'Whether it leads users to the organization.',
  clients: 'The clients of the organization. The list is complete; without it, they are left alone.',
  'clients[].client_id': 'The name of the client.',
  'clients[].use_for_member_access': 'Whether its members may use the client.',
  roles: 'Roles that only this organization has. The list is complete; without it, they are left alone.',
  'roles[].name': 'The name of the role.',
  'roles[].description': 'What the role is for.',
  'roles[].permissions': 'The permissions of the role. The list is complete.',
  'roles[].permissions[].permission_name': 'A scope of the API.',
  'roles[].permissions[].resource_server_identifier': 'The identifier of the API.',
};

/** What follows from no trait. */
export const notes: readonly string[] = [
  '`client_grants` name a grant by its client. When a client has several, add `audience`.',
  '`roles` are roles that only this organization has, with their permissions. Those of the tenant are `roles` at the top.',
  'A discovery domain has to be verified before it works; plans remind of it until then.',
];
