import { worldOfLive } from '../../../src/check/build.ts';
import type { Given } from '../../../src/check/build.ts';
import type { Facts } from '../../../src/check/facts.ts';
import type { World } from '../../../src/check/world.ts';
import { catalogOf, keyOf, typeOf } from '../../../src/catalog/catalog.ts';
import { addressOf, childAddress } from '../../../src/model/address.ts';
import type { Body } from '../../../src/model/json.ts';
import { omit } from '../../../src/model/json.ts';
import type { LiveResource } from '../../../src/model/resource.ts';
import { environmentOf } from '../../../src/resolve/environment.ts';
import { resourceTypes } from '../../../src/resources/index.ts';
import { selectionOf } from '../../../src/selection.ts';
import type { Tenant } from './rows.ts';

const catalog = catalogOf(resourceTypes);

/** The moment of the tests. */
export const now = Date.parse('2027-01-01T12:00:00.000Z');

const day = 86_400_000;

/** What the world outside says in the tests. */
const facts: Facts = {
  tested: new Set(['tested.js']),
  domains: new Map(
    ['login.acme.example', 'long.acme.example'].map((name, index) => [
      name,
      {
        cname: { type: 'known', value: ['edge.auth0.com'] },
        certificate: { type: 'known', value: now + (index === 0 ? 20 : 22) * day },
      },
    ]),
  ),
  advisories: { type: 'known', value: new Map([['weak@1.0.0', ['Something known']]]) },
};

/** A tenant that is read, with what these rules may ask. */
export function liveWorld(tenant: Tenant, exclude: string[] = []): World {
  const live = new Map(
    Object.entries(tenant)
      .flatMap(([type, bodies]) => bodies.map((body) => liveOf(type, body)))
      .map((one) => [one.address, one]),
  );
  const { legacy, depnote } = tenant['tenant']?.[0] ?? {};
  const given: Given = {
    desired: { resources: new Map(), managed: { types: new Set(['databases']), lists: new Set() } },
    catalog,
    selection: selectionOf({ ...environmentOf('', undefined, undefined).policy, exclude }, catalog),
    sections: new Map(),
    domain: 'acme.eu.auth0.com',
    now,
    facts: {
      ...facts,
      legacy: { type: 'known', value: Number(legacy ?? 0) },
      logs: {
        type: 'known',
        value: new Map([
          ['s', [{ hostname: 'acme.eu.auth0.com' }]],
          ['depnote', depnote === undefined ? [] : [{ details: { feature: { name: 'Something old' } } }]],
        ]),
      },
    },
  };
  return worldOfLive(given, { live, unreadable: [], read: new Set(catalog.keys()) });
}

function liveOf(name: string, given: Body): LiveResource {
  const type = typeOf(catalog, name);
  const { parent, answered, system } = given;
  const body = omit(given, ['parent', 'answered', 'system']);
  const key = keyOf(type, body);
  const above = typeof parent === 'string' ? parent : type.root.name;
  const address = type.child === undefined ? addressOf(name, key) : childAddress(above, type.child.name, key);
  return {
    type: name,
    address,
    key,
    body,
    ...(type.child === undefined ? {} : { parent: above }),
    system: typeof system === 'string' ? system : undefined,
    followUp: undefined,
    answered: (answered ?? {}) as Body,
  };
}
