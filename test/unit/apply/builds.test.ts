import { expect, it } from 'vitest';
import { applyOf, emulated } from '../../support/project.ts';
import type { Emulated, Files } from '../../support/project.ts';

const files: Files = {
  tenant: {
    actions: Array.from({ length: 40 }, (_, index) => ({
      name: `Action ${index}`,
      code: 'exports.onExecutePostLogin = async () => {};',
      supported_triggers: [{ id: 'post-login', version: 'v3' }],
      deployed: true,
    })),
  },
};

/** The paths of the reads of an apply, without their queries. */
async function readsOf(tenant: Emulated, given: Files): Promise<string[]> {
  const outcomes = await applyOf(given, tenant);
  expect(outcomes.filter(({ status }) => status !== 'done')).toEqual([]);
  return tenant.emulator.requests.filter(({ method }) => method === 'GET').map(({ path }) => path.split('?')[0] ?? '');
}

it('builds and deploys of many actions are watched by the list, not one by one', async () => {
  const tenant = emulated({ buildMilliseconds: 100 });
  const reads = await readsOf(tenant, files);
  expect(reads.filter((path) => path.includes('/actions/actions/'))).toEqual([]);
  expect(reads.filter((path) => path.endsWith('/actions/actions')).length).toBeLessThan(15);
});

it('an action whose row in the list is older than its last change is not taken for built', async () => {
  const [first = {}] = (files.tenant as { actions: object[] }).actions;
  let stale = '';
  let shown = 0;
  const tenant = emulated({}, async (request) => {
    if (stale === '' || request.method !== 'GET' || !request.url.includes('/actions/actions?')) return undefined;
    // The first listing is the plan's; the next three lag behind the update.
    shown += 1;
    return shown > 1 && shown < 5
      ? new Response(stale, { headers: { 'content-type': 'application/json' } })
      : undefined;
  });
  await applyOf({ tenant: { actions: [first] } }, tenant);
  stale = JSON.stringify((await tenant.request('GET', '/actions/actions?per_page=100')).body);
  await new Promise((resolve) => setTimeout(resolve, 5));
  await applyOf({ tenant: { actions: [{ ...first, code: 'exports.onExecutePostLogin = async () => 1;' }] } }, tenant);
  const { body } = await tenant.request('GET', '/actions/actions?per_page=100');
  expect(shown).toBeGreaterThan(4);
  expect(body).toMatchObject({ actions: [{ all_changes_deployed: true, deployed_version: { number: 2 } }] });
});

it('an action that cannot be built is a failure that says so', async () => {
  const [first = {}] = (files.tenant as { actions: object[] }).actions;
  const broken = { ...first, dependencies: [{ name: 'lodash', version: 'missing' }] };
  const outcomes = await applyOf({ tenant: { actions: [broken] } }, emulated());
  expect(outcomes).toMatchObject([{ status: 'failed', reason: 'the action could not be built' }]);
});
