import { addressOf } from '../model/address.ts';
import type { Address } from '../model/address.ts';
import { groupBy } from '../model/group.ts';
import { isBody, keyText } from '../model/json.ts';
import type { Body } from '../model/json.ts';
import type { MapBinding, MapChange, MapGrant, MapLink, MapPermission, MappedScope } from '../model/map.ts';
import type { MappedResource } from './input.ts';
import { clientsOfSort, listOf, scopesOf, textAt, textsAt } from './nodes.ts';
import { parts } from './parts.ts';

/** Which client may ask for tokens for which API. */
export function grantsIn(grants: readonly MappedResource[]): MapGrant[] {
  return grants.flatMap((resource): MapGrant[] => {
    const { grant, api } = parts;
    const { body, before, change, address, system } = resource;
    const [from, to] = [clientNamedBy(body), textAt(body, grant.api)];
    if (from === undefined || to === undefined) return [];
    const subject = textAt(body, grant.subject);
    const usage = textAt(body, grant.usage);
    return [
      {
        type: 'grant',
        id: address,
        from,
        to: addressOf(api.type, to),
        ...marked(change),
        subject: grant.users.some((one) => one === subject) ? 'user' : 'client',
        scopes: scopesOf(textsAt(body, grant.scopes), before === undefined ? undefined : textsAt(before, grant.scopes)),
        ...(body[grant.all] === true ? { hasAllScopes: true } : {}),
        ...(usage === undefined ? {} : { organizationUsage: usage }),
        ...(body[grant.anyOrganization] === true ? { isForAnyOrganization: true } : {}),
        ...(system === undefined ? {} : { system }),
      },
    ];
  });
}

function clientNamedBy(body: Body): Address | undefined {
  const [name, sort] = [textAt(body, parts.grant.client), textAt(body, parts.grant.sort)];
  if (name !== undefined) return addressOf(parts.client.type, name);
  return sort === undefined ? undefined : clientsOfSort(sort).id;
}

/** Which role gives which scopes of an API: a line for each role and API. */
export function permissionsIn(permissions: readonly MappedResource[]): MapPermission[] {
  const { role, api } = parts;
  const named = permissions.flatMap(({ parent, body, change }) => {
    const [to, name] = [textAt(body, role.api), textAt(body, role.scope)];
    return parent === undefined || to === undefined || name === undefined ? [] : [{ parent, to, name, change }];
  });
  return [...groupBy(named, ({ parent, to }) => JSON.stringify([parent, to]))].flatMap(([, all]): MapPermission[] => {
    const [first] = all;
    if (first === undefined) return [];
    const changes = new Set(all.map(({ change }) => change));
    const [only] = changes;
    const change: MapChange | undefined = changes.size === 1 ? only : 'update';
    const scopes = all.map((one): MappedScope =>
      change !== 'update' || (one.change !== 'create' && one.change !== 'delete')
        ? { name: one.name }
        : { name: one.name, change: one.change },
    );
    const { parent: from, to } = first;
    return [
      {
        type: 'permission',
        id: `${from}/permissions/${to}`,
        from,
        to: addressOf(api.type, to),
        ...marked(change),
        scopes,
      },
    ];
  });
}

/** Which grant is good for which organization. */
export function linksIn(links: readonly MappedResource[], grants: readonly MappedResource[]): MapLink[] {
  const byKey = new Map(grants.map((grant) => [grant.key, grant]));
  return links.flatMap(({ address, parent, body, change }): MapLink[] => {
    const grant = byKey.get(keyText(body[parts.organization.grant] ?? ''));
    const client = grant === undefined ? undefined : clientNamedBy(grant.body);
    const api = grant === undefined ? undefined : textAt(grant.body, parts.grant.api);
    if (parent === undefined || grant === undefined || client === undefined || api === undefined) return [];
    return [
      {
        type: 'link',
        id: address,
        from: parent,
        to: client,
        grant: grant.address,
        api: addressOf(parts.api.type, api),
        ...marked(change),
      },
    ];
  });
}

/** Which action runs at which trigger. */
export function bindingsIn(triggers: readonly MappedResource[]): MapBinding[] {
  return triggers.flatMap(({ address, body, before }) => {
    const now = actionsOf(body);
    const [old, bound] = [before === undefined ? undefined : actionsOf(before), new Set(now)];
    const binding = (action: string, index: number, change: MapChange | undefined): MapBinding => ({
      type: 'binding',
      id: `${address}/${action}`,
      from: addressOf(parts.action.type, action),
      to: address,
      position: index + 1,
      ...marked(change),
    });
    const there = now.map((action, index) =>
      binding(action, index, old === undefined || old.includes(action) ? undefined : 'create'),
    );
    const gone = (old ?? []).filter((action) => !bound.has(action));
    return [...there, ...gone.map((action, index) => binding(action, now.length + index, 'delete'))];
  });
}

function actionsOf(body: Body): string[] {
  return listOf(body[parts.trigger.bindings]).flatMap((one) => {
    const name = isBody(one) ? textAt(one, parts.trigger.action) : undefined;
    return name === undefined ? [] : [name];
  });
}

function marked(change: MapChange | undefined): { change?: MapChange } {
  return change === undefined ? {} : { change };
}
