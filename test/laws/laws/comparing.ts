import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Body, Json } from '../../../src/model/json.ts';
import { isBody, isSame, stableText } from '../../../src/model/json.ts';
import type { Plan } from '../../../src/model/plan.ts';
import { planData } from '../../../src/report/plan-data.ts';
import type { Path } from '../../../src/model/path.ts';
import { isMatch, valueAt } from '../../../src/model/path.ts';
import { isLong, someOf } from '../../support/long.ts';
import { planOf } from '../../support/project.ts';
import type { Emulated } from '../../support/project.ts';
import type { ResourceTypes } from '../../../src/catalog/resource-type.ts';
import { differences, expectedChanges, fullBodies, laid, leavesOf, samples, withValue } from '../bodies.ts';
import type { Row } from '../row.ts';
import { applyAll, execute, changesOf, expectChanges, filesOf, freshTenant } from '../run.ts';
import { forBodies } from './law.ts';
import type { Law } from './law.ts';

/** No request carries a field that the API refuses, a second plan is empty and a second apply silent. */
export const idempotence: Law = (row, resourceTypes) =>
  forBodies(row, async (body) => {
    const tenant = freshTenant();
    await applyAll(filesOf(row, body), tenant, resourceTypes);
    tenant.writes();
    await execute(await expectChanges(filesOf(row, body), tenant, resourceTypes, []), tenant);
    assert.deepEqual(tenant.writes(), []);
  });

/** What the files stop mentioning is left alone. */
export const absence: Law = async (row, resourceTypes) => {
  const [body = row.always] = samples(fullBodies(row), 1);
  const tenant = freshTenant();
  await applyAll(filesOf(row, body), tenant, resourceTypes);
  for (const kept of samples(fc.subarray(Object.keys(row.fields)), someOf(4))) {
    const dropped = Object.keys(row.fields).filter(
      (name) =>
        !kept.includes(name) &&
        !row.maps?.some((map) => name.startsWith(`${map}.`)) &&
        valueAt(row.always, name.split('.')) === undefined,
    );
    const part = dropped.reduce((rest, name) => withValue(rest, name.split('.'), undefined), body);
    await expectChanges(filesOf(row, part), tenant, resourceTypes, [], stableText(part));
  }
};

/**
 * One changed value shows as a change of just that place, applying it settles it, and the next one shows alone again. Outside
 * of a long run they are applied together, when all have been planned.
 */
export const sensitivity: Law = async (row, resourceTypes) => {
  const numRuns = Object.keys(row.fields).length > 20 ? 1 : 2;
  for (const [index, body] of samples(fullBodies(row), someOf(numRuns)).entries()) {
    const tenant = freshTenant();
    await applyAll(filesOf(row, body), tenant, resourceTypes);
    let [current, last] = [body, body];
    for (const [name, arbitrary] of Object.entries(row.fields)) {
      if (isFixed(row, name)) continue;
      const candidates = samples(arbitrary, 24, index + 1).map((value) => withValue(current, name.split('.'), value));
      for (const leaf of leavesOf(valueAt(current, name.split('.')), name.split('.'))) {
        if (isFixed(row, leaf.join('.'))) continue;
        for (const after of oneLeafChanged(row, current, candidates, leaf)) {
          const expected = expectedChanges(row, current, after);
          const planned = await planOf(filesOf(row, after), tenant, resourceTypes);
          assert.deepEqual(changesOf(withoutRestless(row, planned.plan)), expected, difference(current, after, leaf));
          last = withValue(last, leaf, valueAt(after, leaf));
          if (!isLong) continue;
          await execute(planned, tenant);
          current = after;
        }
      }
    }
    if (!isLong) await applyAll(filesOf(row, last), tenant, resourceTypes);
    await expectChanges(filesOf(row, last), tenant, resourceTypes, []);
  }
};

/** A plan without what changes beside the places that the files change. */
function withoutRestless(row: Row, plan: Plan): Plan {
  const beside = row.restless?.filter((pattern) => !(pattern in row.fields)) ?? [];
  const isRestless = (path: string): boolean => beside.includes(path.replace(/\[\d+\]/g, '[]'));
  const changes = plan.changes.map((change) => ({
    ...change,
    fields: change.fields.filter(({ path }) => !isRestless(path)),
  }));
  return { ...plan, changes };
}

/** The body with another value at one place: for lists up to three different ones, for single values one. */
function oneLeafChanged(row: Row, body: Body, candidates: readonly Body[], leaf: Path): Body[] {
  const old = valueAt(body, leaf);
  const isChild = row.children?.[leaf.join('.')] !== undefined;
  const wanted = Array.isArray(old) ? someOf(3) : 1;
  const changed = new Map<string, Body>();
  for (const candidate of candidates) {
    const value = valueAt(candidate, leaf) ?? null;
    if (value === null || isBody(value) || changed.size === wanted) continue;
    const isOther = isChild ? !isSame(old, value) : differences(row, old, value, leaf).length > 0;
    if (isOther) changed.set(stableText(value), withValue(body, leaf, value));
  }
  return [...changed.values()];
}

/** The order of a set does not matter; the order of a list does. */
export const listOrder: Law = async (row, resourceTypes) => {
  const [body = row.always] = samples(fullBodies(row), 1);
  for (const name of [
    ...Object.keys(row.unordered ?? {}),
    ...Object.keys(row.children ?? {}),
    ...(row.ordered ?? []),
  ]) {
    const path = name.split('.');
    const whole = row.fields[name] ?? fc.constant(null);
    const value = samples(whole, 30).find(
      (list) => Array.isArray(list) && list.length > 1 && !isSame(list, list.toReversed()),
    );
    const list = value ?? valueAt(body, path) ?? null;
    if (!Array.isArray(list) || list.length < 2) continue;
    const tenant = freshTenant();
    await applyAll(filesOf(row, withValue(body, path, list)), tenant, resourceTypes);
    const files = filesOf(row, withValue(body, path, list.toReversed()));
    const { plan } = await planOf(files, tenant, resourceTypes);
    assert.equal(changesOf(plan).length > 0, row.ordered?.includes(name) === true, `${name} reversed`);
  }
};

/** The same input in another order gives the same bytes. */
export const determinism: Law = async (row, resourceTypes) => {
  const [before = row.always, after = row.always] = samples(fullBodies(row), 2);
  const tenant = freshTenant();
  const report = async (body: Body, isShuffled: boolean): Promise<string> => {
    const sections = { ...row.around, ...row.at(isShuffled ? shuffledSets(row, body) : body) };
    const { plan } = await planOf(
      { ...filesOf(row, body), tenant: isShuffled ? reversedKeys(sections, true) : sections },
      tenant,
      resourceTypes,
    );
    return JSON.stringify(
      planData({ ...plan, changes: plan.changes.map(({ place: _place, ...change }) => change) }),
      undefined,
      1,
    );
  };
  assert.equal(await report(before, true), await report(before, false));
  await applyAll(filesOf(row, before), tenant, resourceTypes);
  assert.equal(await report(after, true), await report(after, false));
};

/** What the server sets means nothing in a file. */
export const serverFields: Law = async (row, resourceTypes) => {
  const { server } = row;
  if (server === undefined) return;
  await forBodies(
    row,
    async (body) => {
      const tenant = freshTenant();
      await applyAll(filesOf(row, body), tenant, resourceTypes);
      const exported = filesOf(row, laid(body, server));
      await expectChanges(exported, tenant, resourceTypes, []);
      await applyAll(exported, freshTenant(), resourceTypes);
    },
    2,
  );
};

/** A plan of the live state, taken as the desired state, is empty. */
export const quiet: Law = (row, resourceTypes) =>
  forBodies(
    row,
    async (body) => {
      const tenant = freshTenant();
      await applyAll(filesOf(row, body), tenant, resourceTypes);
      const pulled = await pulledBody(row, body, tenant, resourceTypes);
      await expectChanges(filesOf(row, pulled), tenant, resourceTypes, [], stableText(pulled));
    },
    2,
  );

/** The live resource in the form of the files, with its children in their places. */
async function pulledBody(row: Row, body: Body, tenant: Emulated, resourceTypes: ResourceTypes): Promise<Body> {
  const { live } = await planOf(filesOf(row, body), tenant, resourceTypes);
  const own = live.resources.get(row.address);
  const children = Object.entries(row.children ?? {});
  return children.reduce<Body>(
    (rest, [path, { name, item }]) => {
      if (valueAt(body, path.split('.')) === undefined) return rest;
      const found = [...live.resources.values()].filter(
        ({ type, parent }) => type === `${row.type}.${name}` && parent === row.address,
      );
      const bodies = found.map((child): Json => item?.(child.body) ?? child.body);
      return withValue(
        rest,
        path.split('.'),
        !Array.isArray(valueAt(body, path.split('.'))) ? (bodies[0] ?? null) : bodies,
      );
    },
    keptSecrets(row, body, own?.body ?? {}),
  );
}

/** A pulled body with what cannot be read taken from the files, as a pull into existing files leaves it. */
function keptSecrets(row: Row, body: Body, pulled: Body): Body {
  return (row.unseen ?? []).reduce((rest, name) => {
    const path = (name.split('[]')[0] ?? name).split('.');
    const value = valueAt(body, path);
    return value === undefined ? rest : withValue(rest, path, value);
  }, pulled);
}

/** Whether a change of the field is not an update, or cannot be seen. */
function isFixed(row: Row, name: string): boolean {
  const path = name.split('.');
  return [...Object.keys(row.immutable ?? {}), ...(row.unseen ?? [])].some((pattern) => isMatch(pattern, path, true));
}

function difference(before: Body, after: Body, leaf: Path): string {
  return `${leaf.join('.')}: ${stableText(valueAt(before, leaf) ?? null)} -> ${stableText(valueAt(after, leaf) ?? null)}`;
}

function shuffledSets(row: Row, body: Body): Body {
  const places = [...Object.keys(row.unordered ?? {}), ...Object.keys(row.children ?? {})].map((path) =>
    path.split('.'),
  );
  return places.reduce((rest, path) => {
    const list = valueAt(rest, path);
    return Array.isArray(list) ? withValue(rest, path, list.toReversed()) : rest;
  }, body);
}

/** The same data with the keys of every object, and at the top the resources of every section, the other way round. */
function reversedKeys<Value extends Json>(value: Value, isTop = false): Value {
  if (Array.isArray(value)) return value.map((item) => reversedKeys(item)) as Value;
  if (!isBody(value)) return value;
  const entries = Object.entries(value).map(([key, inner]): [string, Json] => [
    key,
    isTop && Array.isArray(inner) ? inner.map((item) => reversedKeys(item)).toReversed() : reversedKeys(inner),
  ]);
  return Object.fromEntries(entries.toReversed()) as Value;
}
