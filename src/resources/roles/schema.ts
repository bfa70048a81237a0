import type { Row, Texts } from '../../../tools/schemas/row.ts';

/** What the SDK's types and the descriptor cannot say of the files' form. */
export const schema: Row = {
  sdk: ['CreateRoleRequestContent', 'UpdateRoleRequestContent'],
  children: { permissions: { sdk: ['PermissionRequestPayload'] } },
};

/** What editors show, by path. */
export const texts: Texts = {
  '': 'Roles that users can have, and what each of them allows.',
  name: 'The name of the role.',
  description: 'What the role is for.',
  permissions: 'The permissions of the role. The list is complete; without it, permissions are left alone.',
  'permissions[].permission_name': 'A scope of the API, for example `read:parcels`.',
  'permissions[].resource_server_identifier': 'The identifier of the API.',
};

/** What follows from no trait. */
export const notes: readonly string[] = [
  'Roles that belong to an organization are left alone here: they stand in the organization.',
];
