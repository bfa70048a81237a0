import { isBody, keyText } from '../model/json.ts';
import type { Body, Json } from '../model/json.ts';
import type { MapNode, MappedApi, MappedClient, MappedScope } from '../model/map.ts';
import { valueAt } from '../model/path.ts';
import type { MappedResource } from './input.ts';
import { messages } from './messages.ts';
import { parts } from './parts.ts';

/** What every node says of its resource. */
type Common = Pick<MapNode, 'id' | 'name' | 'change' | 'system' | 'place'>;

/** The resource as a client of a map. */
export function clientOf(resource: MappedResource, changedChildren: ReadonlySet<string>): MappedClient {
  const { client } = parts;
  const { body, address } = resource;
  const methods = body[client.methods];
  const method = body[client.method];
  const metadata = body[client.metadata];
  const team = isBody(metadata) ? metadata[client.team] : undefined;
  const appType = textAt(body, client.appType);
  const isChanged = changedChildren.has(address) && resource.change === undefined;
  return {
    type: 'client',
    ...commonOf(resource, textAt(body, client.name) ?? resource.key),
    ...(isChanged ? { change: 'update' } : {}),
    ...(typeof team === 'string' && team !== '' ? { team } : {}),
    ...(appType === undefined ? {} : { appType }),
    authentication: isBody(methods) ? Object.keys(methods).sort() : typeof method === 'string' ? [method] : [],
    grantTypes: textsAt(body, client.grantTypes),
    ...(body[client.isFirstParty] === false ? { isThirdParty: true } : {}),
  };
}

/** A client that something names and that is not known. */
export function unknownClient(id: string, name: string): MappedClient {
  return { type: 'client', id, name, authentication: [], grantTypes: [] };
}

/** What stands for all clients of a sort. */
export function clientsOfSort(sort: string): MappedClient {
  return { ...unknownClient(`${parts.client.type}?${parts.grant.sort}=${sort}`, messages.sort(sort)), standsFor: sort };
}

/** The resource as an API of a map. */
export function apiOf(resource: MappedResource): MappedApi {
  const { api } = parts;
  const { body, before, key } = resource;
  const lifetime = body[api.lifetime];
  const isRoleBased = body[api.isRoleBased];
  const [dialect, algorithm] = [textAt(body, api.dialect), textAt(body, api.algorithm)];
  const users = valueAt(body, api.users.path);
  return {
    type: 'api',
    ...commonOf(resource, nameOfApi(key, textAt(body, api.name))),
    identifier: key,
    ...(typeof lifetime === 'number' ? { lifetime } : {}),
    ...(dialect === undefined ? {} : { dialect }),
    ...(algorithm === undefined ? {} : { algorithm }),
    ...(typeof isRoleBased === 'boolean' ? { isRoleBased } : {}),
    ...(resource.system === undefined && (users === undefined || users === api.users.open)
      ? { isOpenToUsers: true }
      : {}),
    scopes: scopesOf(definedIn(body), before === undefined ? undefined : definedIn(before)),
  };
}

/** An API that something names and that is not known. */
export function unknownApi(id: string, identifier: string): MappedApi {
  return { type: 'api', id, name: nameOfApi(identifier, undefined), identifier, scopes: [] };
}

/** A resource of which a map says no more than its name. */
export function plainNode(
  type: 'organization' | 'role' | 'trigger' | 'action' | 'domain',
  resource: MappedResource,
  name: string = resource.key,
): MapNode {
  return { type, ...commonOf(resource, name) };
}

/** Scopes as they are, and those that a plan takes away. */
export function scopesOf(now: readonly string[], before: readonly string[] | undefined): MappedScope[] {
  const kept = now.map((name): MappedScope =>
    before === undefined || before.includes(name) ? { name } : { name, change: 'create' },
  );
  const gone = (before ?? []).filter((name) => !now.includes(name));
  return [...kept, ...gone.map((name): MappedScope => ({ name, change: 'delete' }))];
}

/** The string at a field. */
export function textAt(body: Body, field: string): string | undefined {
  const value = body[field];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The strings of a list. */
export function textsAt(body: Body, field: string): string[] {
  return listOf(body[field]).filter((one) => typeof one === 'string');
}

/** The items of a list; none of what is no list. */
export function listOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}

function definedIn(body: Body): string[] {
  const values = listOf(body[parts.api.scopes]).map((one) => (isBody(one) ? one[parts.api.scope] : one));
  return values.flatMap((value) => (value === undefined || value === null ? [] : [keyText(value)]));
}

function nameOfApi(identifier: string, name: string | undefined): string {
  const { like, name: known } = parts.api.management;
  return like.test(identifier) ? known : (name ?? identifier);
}

function commonOf({ address, change, system, place }: MappedResource, name: string): Common {
  return {
    id: address,
    name,
    ...(change === undefined ? {} : { change }),
    ...(system === undefined ? {} : { system }),
    ...(place === undefined ? {} : { place }),
  };
}
