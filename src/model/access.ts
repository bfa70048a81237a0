import type { Address } from './address.ts';
import type { Body } from './json.ts';
import type { Path } from './path.ts';
import type { DesiredResource } from './resource.ts';
import type { Place } from './diagnostic.ts';

/** A resource that tokens depend on: what the files say of it, and what the tenant has where they say nothing. */
export interface Known {
  address: Address;
  key: string;
  /** The server's handle; absent for what the tenant does not have. */
  id?: string;
  body: Body;
  declared?: DesiredResource;
  /** Where the files say something of it; absent for what they do not. */
  placeOf: (path: Path) => Place | undefined;
}

/** What lets a client ask for tokens of an API by itself. */
export interface Grant extends Known {
  client: Known;
  api: Known;
  /** The organizations that are associated with it. */
  organizations: Known[];
}

/** A public key that the files register for a client. */
export interface RegisteredKey {
  client: Address;
  pem: string;
  alg: string | undefined;
}

/** Who may get which tokens by client credentials. */
export interface Access {
  /** The clients of the files, and those that their grants name. */
  clients: Known[];
  apis: Known[];
  grants: Grant[];
  organizations: Known[];
  keys: RegisteredKey[];
  /** The custom domains. */
  domains: Known[];
}

/** What people call an API: its name, or else its identifier. */
export function apiName({ key, body }: Pick<Known, 'key' | 'body'>): string {
  return typeof body['name'] === 'string' && body['name'] !== '' ? body['name'] : key;
}
