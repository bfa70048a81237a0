import type { Schema } from './schema.ts';

const text = (description: string): Schema => ({ description, type: 'string', minLength: 1 });
const flag = (description: string): Schema => ({ description, type: 'boolean' });
const roleNames = (description: string): Schema => ({ description, type: 'array', items: { type: 'string' } });

const permission: Schema = {
  description: 'Scopes of an API that the user has by itself, beside those of its roles.',
  type: 'object',
  additionalProperties: false,
  required: ['api', 'scope'],
  properties: {
    api: text('The identifier or the name of the API.'),
    scope: {
      description: 'Scopes of it, in a list or between blanks.',
      type: ['array', 'string'],
      items: { type: 'string' },
    },
  },
};

const user: Schema = {
  description: 'Somebody who can sign in.',
  type: 'object',
  additionalProperties: false,
  required: ['email'],
  properties: {
    email: text('The email address; `login_hint` names it.'),
    password: text('Kept with the user; the page of the emulator asks for none.'),
    connection: text('The name of the connection that the user comes from: the first database by default.'),
    user_id: text('The id, such as `auth0|5f7c8ec7c33c6c004bbafe82`; by default one that follows from the address.'),
    username: text('The username, where the connection has such.'),
    email_verified: flag('Whether the address is verified: true by default.'),
    phone_number: text('The phone number.'),
    phone_verified: flag('Whether the phone number is verified.'),
    name: text('The full name: the email address by default.'),
    given_name: text('The given name.'),
    family_name: text('The family name.'),
    nickname: text('The nickname: by default what stands before the @ of the address.'),
    picture: text('The URL of a picture.'),
    blocked: flag('Whether the user may not sign in.'),
    user_metadata: { description: 'What the user may change.', type: 'object' },
    app_metadata: { description: 'What applications keep of the user.', type: 'object' },
    roles: roleNames('The names of the roles that the user has.'),
    permissions: { description: 'Permissions of its own.', type: 'array', items: permission },
    organizations: {
      description: 'The organizations that the user is in, by their names, with the roles that it has there.',
      type: 'object',
      additionalProperties: roleNames('The names of roles; an empty list for none.'),
    },
  },
};

/** The file of the users that the emulated tenant has. */
export const usersFile: Schema = {
  description:
    'The users of the emulated tenant: `tests/users.yaml` of a tenant. They are no part of the configuration, and never sent to a tenant.',
  type: 'object',
  additionalProperties: false,
  required: ['users'],
  properties: { users: { description: 'The users.', type: 'array', items: user } },
};
