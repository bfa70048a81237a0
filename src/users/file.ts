import { fieldOf } from '../model/tree.ts';
import type { Node, Origin } from '../model/tree.ts';

/** A text and where it stands. */
export interface Placed {
  text: string;
  origin: Origin;
}

/** A permission of an API, by the API's identifier or name. */
export interface Permission {
  api: Placed;
  scopes: Placed[];
}

/** An organization that a user is in, with the names of the roles that the user has there. */
export interface Membership {
  organization: Placed;
  roles: Placed[];
}

/** What a file of users says of one, as far as it refers to something. */
export interface User {
  email: Placed;
  id: Placed | undefined;
  connection: Placed | undefined;
  roles: Placed[];
  permissions: Permission[];
  organizations: Membership[];
}

/** What the nodes of a file of users say, of which its schema holds. */
export function usersIn(root: Node | undefined): User[] {
  return itemsOf(fieldOf(root, 'users')).map((node) => ({
    email: placed(fieldOf(node, 'email')) ?? { text: '', origin: node.origin },
    id: placed(fieldOf(node, 'user_id')),
    connection: placed(fieldOf(node, 'connection')),
    roles: textsOf(fieldOf(node, 'roles')),
    permissions: itemsOf(fieldOf(node, 'permissions')).map((permission) => ({
      api: placed(fieldOf(permission, 'api')) ?? { text: '', origin: permission.origin },
      scopes: scopesOf(fieldOf(permission, 'scope')),
    })),
    organizations: entriesOf(fieldOf(node, 'organizations')).map(({ key, keyOrigin, value }) => ({
      organization: { text: key, origin: keyOrigin },
      roles: textsOf(value),
    })),
  }));
}

const itemsOf = (node: Node | undefined): readonly Node[] => (node?.type === 'list' ? node.items : []);

const entriesOf = (node: Node | undefined): readonly { key: string; keyOrigin: Origin; value: Node }[] =>
  node?.type === 'map' ? node.entries : [];

function placed(node: Node | undefined): Placed | undefined {
  return node?.type === 'scalar' && typeof node.value === 'string'
    ? { text: node.value, origin: node.origin }
    : undefined;
}

const textsOf = (node: Node | undefined): Placed[] => itemsOf(node).flatMap((item) => placed(item) ?? []);

/** Scopes in a list, or between blanks. */
function scopesOf(node: Node | undefined): Placed[] {
  const text = placed(node);
  if (text === undefined) return textsOf(node);
  const words = text.text.split(/\s+/).filter((word) => word !== '');
  return words.map((word) => ({ text: word, origin: text.origin }));
}
