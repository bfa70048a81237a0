import assert from 'node:assert/strict';
import { fullBodies, samples } from '../bodies.ts';
import { applyAll, filesOf, freshTenant } from '../run.ts';
import { bodiesOf, changesOn, filesFrom, pulled } from '../../pull/support/pulled.ts';
import { someOf } from '../../support/long.ts';
import type { Law } from './law.ts';

/** What is pulled plans nothing, is the same when it is pulled again, and makes an empty tenant the same. */
export const pulling: Law = async (row, resourceTypes) => {
  for (const body of samples(fullBodies(row), someOf(3))) {
    const files = filesOf(row, body);
    const only = [...new Set([...Object.keys(files.tenant), row.type])];
    const tenant = freshTenant();
    await applyAll(files, tenant, resourceTypes);
    const first = await pulled(tenant, { only });
    assert.deepEqual(await pulled(tenant, { only }), first);
    assert.deepEqual(await changesOn(tenant, first), []);
    const empty = freshTenant();
    await applyAll(filesFrom(first, keyIn(files)), empty, resourceTypes);
    assert.deepEqual(await bodiesOf(empty, only), await bodiesOf(tenant, only));
  }
};

/** The key that stands in files, for the place where the API returns none. */
function keyIn(files: object): string {
  const [, key = ''] = /("-----BEGIN [^"]*")/.exec(JSON.stringify(files)) ?? [];
  return key === '' ? key : (JSON.parse(key) as string);
}
