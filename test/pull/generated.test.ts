import { expect, it } from 'vitest';
import { isLong } from '../support/long.ts';
import { adoptedFrom, readTenants } from './support/adopted.ts';
import { grownApart } from './support/generated.ts';

/** The first of the seeds, such as the next twenty with `TENANTRY_SEED=21`. */
const first = Number(process.env['TENANTRY_SEED'] ?? 1);
const seeds = Array.from({ length: isLong ? 20 : 1 }, (_one, index) => first + index);
const size = isLong ? 200 : 40;

it.each(seeds)(
  'tenants that have grown apart become one set of files: what is shared is shared, seed %i',
  async (seed) => {
    const { tenants, shared, own, varied, secrets } = await grownApart(seed, size);
    const read = await readTenants(tenants);
    const { adopted: found, files } = adoptedFrom(read);
    const addresses = Object.fromEntries(
      [...found.own].map(([name, list]) => [
        name,
        list
          .map(({ address }) => address)
          .filter((one) => one.startsWith('roles/') || one.startsWith('clients/'))
          .sort(),
      ]),
    );
    expect(addresses).toEqual(Object.fromEntries(Object.entries(own).map(([name, list]) => [name, list.sort()])));
    const types = ['resourceServers', 'clients', 'clientGrants', 'roles', 'connections'];
    expect(
      found.shared.filter(({ type, body }) => types.includes(type.name) && body['name'] !== 'Default App').length,
    ).toBe(shared);
    expect(
      found.keywords.length,
      JSON.stringify(
        found.keywords.map(({ name, values }) => [name, values]),
        null,
        1,
      ),
    ).toBeLessThanOrEqual(varied * 1.2);
    const text = [...files.values()].join('\n');
    for (const secret of secrets)
      expect(text.includes(secret) || text.includes(Buffer.from(secret).toString('base64'))).toBe(false);
    expect(adoptedFrom(read.toReversed()).files).toEqual(files);
  },
  240_000,
);
