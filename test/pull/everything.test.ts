import { expect, it } from 'vitest';
import { environment, files, yaml } from '../everything/files.ts';
import { applyOf, emulated } from '../support/project.ts';
import { bodiesOf, changesOn, filesFrom, pulled } from './support/pulled.ts';

const pem =
  /-----BEGIN PUBLIC KEY-----[\s\S]*?-----END PUBLIC KEY-----\n/.exec(yaml)?.[0].replaceAll(/^ +/gm, '') ?? '';

it('a tenant with every type: what is pulled plans nothing, is the same twice, and makes an empty tenant the same', async () => {
  const tenant = emulated({ buildMilliseconds: 0 });
  await applyOf({ tenant: yaml, files, environment: environment('local') }, tenant);
  const first = await pulled(tenant);
  expect(await pulled(tenant)).toEqual(first);
  expect(await changesOn(tenant, first)).toEqual([]);
  expect(first.toProvide).toEqual(['keys/courier-backend-first.pem']);

  const empty = emulated({ buildMilliseconds: 0 });
  const applied = await applyOf(filesFrom(first, pem), empty);
  expect(applied.filter(({ status }) => status !== 'done')).toEqual([]);
  expect(await bodiesOf(empty)).toEqual(await bodiesOf(tenant));
}, 120_000);
