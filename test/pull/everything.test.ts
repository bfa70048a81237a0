import { expect, it } from 'vitest';
import { environment, files, yaml } from '../everything/files.ts';
import { isLong } from '../support/long.ts';
import { applyOf, emulated } from '../support/project.ts';
import { adoptedFrom, madeFrom, readTenants } from './support/adopted.ts';
import { bodiesOf, changesOn, filesFrom, pulled } from './support/pulled.ts';

const pem =
  /-----BEGIN PUBLIC KEY-----[\s\S]*?-----END PUBLIC KEY-----\n/.exec(yaml)?.[0].replaceAll(/^ +/gm, '') ?? '';

it('a tenant with every type: what is pulled plans nothing, is the same twice, and makes an empty tenant the same', async () => {
  const tenant = emulated({ buildMilliseconds: 0 });
  await applyOf({ tenant: yaml, files, environment: environment('local') }, tenant);
  const first = await pulled(tenant);
  expect(await pulled(tenant)).toEqual(first);
  expect(await changesOn(tenant, first)).toEqual([]);
  const ids = Object.values(tenant.emulator.snapshot().collections).flatMap((rows) => Object.keys(rows));
  const text = [...first.files.values()].join('\n');
  expect(ids.filter((id) => /\d/.test(id) && id.length > 15 && text.includes(id))).toEqual([]);
  expect(first.toProvide).toEqual(['keys/courier-backend-first.pem']);

  const empty = emulated({ buildMilliseconds: 0 });
  const applied = await applyOf(filesFrom(first, pem), empty);
  expect(applied.filter(({ status }) => status !== 'done')).toEqual([]);
  expect(await bodiesOf(empty)).toEqual(await bodiesOf(tenant));
});

// adopt.test.ts and unlike.test.ts do the same with less.
it.runIf(isLong)(
  'two tenants with every type become one set of files, which makes each of them of an empty tenant again',
  async () => {
    const texts = { dev: yaml.replaceAll('harbor.example', 'dev.harbor.example'), prod: yaml };
    const tenants = { dev: emulated({ buildMilliseconds: 0 }), prod: emulated({ buildMilliseconds: 0 }) };
    for (const name of ['dev', 'prod'] as const)
      await applyOf({ tenant: texts[name], files, environment: environment('local') }, tenants[name]);
    // That the plan of each is empty is proven before anything comes back.
    const adoption = adoptedFrom(await readTenants(tenants));
    expect([...adoption.adopted.own.values()].flat().map(({ address }) => address)).toEqual([]);
    for (const name of ['dev', 'prod'] as const)
      expect(await bodiesOf(await madeFrom(adoption, name, pem))).toEqual(await bodiesOf(tenants[name]));
  },
  240_000,
);
