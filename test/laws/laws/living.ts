import assert from 'node:assert/strict';
import type { Body, Json } from '../../../src/model/json.ts';
import { isBody, isEmpty, keyText, stableText } from '../../../src/model/json.ts';
import type { Path } from '../../../src/model/path.ts';
import { isMatch, valueAt } from '../../../src/model/path.ts';
import { someOf } from '../../support/long.ts';
import { planOf } from '../../support/project.ts';
import type { Emulated } from '../../support/project.ts';
import { expectedChanges, fullBodies, leavesOf, samples, withValue } from '../bodies.ts';
import { makeByHand, reader } from '../by-hand.ts';
import type { Row } from '../row.ts';
import {
  applyAll,
  execute,
  changesOf,
  expectChanges,
  filesOf,
  filesWith,
  freshTenant,
  withoutResource,
} from '../run.ts';
import { forBodies } from './law.ts';
import type { Law } from './law.ts';

/** A field set to null is cleared in the tenant, and then plans nothing. */
export const clearing: Law = async (row, resourceTypes) => {
  for (const [index, body] of samples(fullBodies(row), someOf(2)).entries()) {
    const tenant = freshTenant();
    let current = body;
    for (const name of row.clearable ?? []) {
      const path = name.split('.');
      const { [name]: arbitrary } = row.fields;
      const value =
        arbitrary === undefined
          ? undefined
          : samples(arbitrary, 20, index + 1).find((one) => !isEmpty(one) && one !== false);
      if (value !== undefined) current = withValue(current, path, value);
      assert.ok(!isEmpty(valueAt(current, path)), `the row has no values for ${name}`);
      await applyAll(filesOf(row, current), tenant, resourceTypes);
      const cleared = withValue(current, path, row.maps?.includes(name) === true ? {} : null);
      await execute(
        await expectChanges(filesOf(row, cleared), tenant, resourceTypes, expectedChanges(row, current, cleared), name),
        tenant,
      );
      const live = valueAt(await row.live(reader(tenant)), path);
      assert.ok(isCleared(live), `${name} is cleared, but the tenant has ${stableText(live ?? null)}`);
      await expectChanges(filesOf(row, cleared), tenant, resourceTypes, [], name);
      current = withValue(current, path, undefined);
    }
  }
};

/** Whether a value says nothing: a flag that is cleared is read as false, a key of a map as null. */
function isCleared(live: Json | undefined): boolean {
  return isEmpty(live) || live === false || (isBody(live) && Object.values(live).every((value) => value === null));
}

/** What exists already is updated, and what the files do not say of it stays as it is. */
export const adoption: Law = async (row, resourceTypes) => {
  const { byHand } = row;
  if (byHand === undefined) return;
  await forBodies(
    row,
    async (body) => {
      const tenant = freshTenant();
      const around = filesWith(row.around ?? {});
      await applyAll(around, tenant, resourceTypes);
      const { live } = await planOf(around, tenant, resourceTypes);
      await makeByHand(
        tenant,
        byHand,
        new Map([...live.resources.values()].map(({ address, id }) => [address, id ?? ''])),
      );
      const before = (await row.live(reader(tenant))) ?? null;
      assert.notEqual(before, null, 'it was not made by hand');
      const planned = await planOf(filesOf(row, body), tenant, resourceTypes);
      const actions = planned.plan.changes.filter(({ address }) => address === row.address).map(({ action }) => action);
      assert.deepEqual(
        actions.filter((action) => action !== 'update'),
        [],
        'it is updated',
      );
      await execute(planned, tenant);
      const after = (await row.live(reader(tenant))) ?? null;
      const open = leavesOf(before).filter((path) => !isDeclared(row, body, path) && !isRestless(row, path));
      for (const path of open)
        assert.deepEqual(valueAt(after, path), valueAt(before, path), `${path.join('.')} was not declared`);
      await expectChanges(filesOf(row, body), tenant, resourceTypes, []);
    },
    6,
  );
};

/** What is gone from the files is deleted when the policy allows it, and kept otherwise. */
export const removal: Law = async (row, resourceTypes) => {
  const [body = row.always] = samples(fullBodies(row), 1);
  const tenant = freshTenant();
  await applyAll(filesOf(row, body), tenant, resourceTypes);
  const gone = withoutResource(row);
  if (gone === undefined) return;
  tenant.writes();
  const guards = {
    delete: { delete: false },
    protect: { delete: true, protect: [row.address] },
    max_deletes: { delete: true, max_deletes: 0 },
  };
  for (const [guard, policy] of Object.entries(guards)) {
    const planned = await planOf(filesWith(gone, policy), tenant, resourceTypes);
    assert.deepEqual(changesOf(planned.plan), [`withheld by ${guard}: delete ${row.address}`]);
    await execute(planned, tenant);
    assert.deepEqual(tenant.writes(), []);
  }
  const planned = await planOf(filesWith(gone, { delete: [row.type] }), tenant, resourceTypes);
  assert.deepEqual(changesOf(planned.plan), [`delete ${row.address}`]);
  await execute(planned, tenant);
  assert.equal(await row.live(reader(tenant)), undefined);
  await expectChanges(filesWith(gone), tenant, resourceTypes, []);
};

/** A child that is gone from its list is taken away; where that loses something, only when the policy allows it. */
export const childRemoval: Law = async (row, resourceTypes) => {
  for (const [place, child] of Object.entries(row.children ?? {})) {
    const path = place.split('.');
    const body = samples(fullBodies(row), 20).find((one) => !isEmpty(valueAt(one, path)));
    if (body === undefined) throw new Error(`there is never a child at ${place}`);
    const tenant = freshTenant();
    await applyAll(filesOf(row, body), tenant, resourceTypes);
    const bare = withValue(body, path, Array.isArray(valueAt(body, path)) ? [] : null);
    const expected = expectedChanges(row, body, bare);
    const guarded = expected.map((change) =>
      child.isGuarded === true && change.startsWith('delete ') ? `withheld by delete: ${change}` : change,
    );
    await expectChanges(filesOf(row, bare, { delete: false }), tenant, resourceTypes, guarded.sort());
    await execute(await expectChanges(filesOf(row, bare), tenant, resourceTypes, expected), tenant);
    await expectChanges(filesOf(row, bare), tenant, resourceTypes, []);
  }
};

/** An immutable field that differs plans a replacement, and nothing less. */
export const immutability: Law = async (row, resourceTypes) => {
  const [body = row.always] = samples(fullBodies(row), 1);
  for (const [name, [before, after]] of Object.entries(row.immutable ?? {})) {
    const [old, now] = [before, after].map((value) => filesOf(row, withValue(body, name.split('.'), value)));
    if (old === undefined || now === undefined) continue;
    const tenant = freshTenant();
    await applyAll(old, tenant, resourceTypes);
    const planned = await planOf(now, tenant, resourceTypes);
    const change = planned.plan.changes.find(({ address }) => address === row.address);
    assert.deepEqual(change?.action === 'replace' ? change.because : change?.action, [name], name);
    await execute(planned, tenant);
    await expectChanges(now, tenant, resourceTypes, []);
  }
};

/** A file that carries the server's id may give the resource another name. */
export const renaming: Law = async (row, resourceTypes) => {
  const { rename } = row;
  if (rename === undefined) return;
  await forBodies(
    row,
    async (body) => {
      const tenant = freshTenant();
      await applyAll(filesOf(row, body), tenant, resourceTypes);
      const id = await liveId(row, rename.id, tenant);
      const renamed = filesOf(row, { ...body, ...rename.fields, [rename.id]: id });
      const planned = await planOf(renamed, tenant, resourceTypes);
      const changes = planned.plan.changes.map(({ action, id: known }) => `${action} ${String(known)}`);
      assert.ok(changes.includes(`${rename.isReplaced ? 'replace' : 'update'} ${id}`), changes.join('; '));
      if (!rename.isReplaced)
        assert.deepEqual(
          planned.plan.changes.flatMap(({ fields }) => fields.map(({ path }) => path)),
          Object.keys(rename.fields),
        );
      await execute(planned, tenant);
      assert.equal(await row.live(reader(tenant)), undefined, 'the old name is gone');
      await expectChanges(
        rename.isReplaced ? filesOf(row, { ...body, ...rename.fields }) : renamed,
        tenant,
        resourceTypes,
        [],
      );
    },
    2,
  );
};

async function liveId(row: Row, field: string, tenant: Emulated): Promise<string> {
  const live = await row.live(reader(tenant));
  return isBody(live) ? keyText(live[field] ?? '') : '';
}

/** Whether the files say something about a place, or about one above it as a whole. */
function isDeclared(row: Row, body: Body, path: Path): boolean {
  for (let length = 1; length <= path.length; length += 1) {
    const above = path.slice(0, length);
    const value: Json | undefined = valueAt(body, above);
    if (value === undefined) return false;
    if (!isBody(value) || row.maps?.some((pattern) => isMatch(pattern, above)) === true) return true;
  }
  return true;
}

function isRestless(row: Row, path: Path): boolean {
  return ['updated_at', ...(row.restless ?? [])].some((pattern) => isMatch(pattern, path, true));
}
