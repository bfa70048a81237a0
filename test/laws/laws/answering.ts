import assert from 'node:assert/strict';
import type { ResourceTypes } from '../../../src/catalog/resource-type.ts';
import { typeOf } from '../../../src/catalog/catalog.ts';
import { canonicalLive } from '../../../src/canonical/live.ts';
import { bothSides, compare } from '../../../src/compare/compare.ts';
import { goalOfFiles } from '../../../src/goals.ts';
import type { FilesGoal } from '../../../src/goals.ts';
import { hasErrors } from '../../../src/model/diagnostic.ts';
import type { Body, Json } from '../../../src/model/json.ts';
import { isBody, stableText } from '../../../src/model/json.ts';
import type { Snapshot } from '../../../src/model/snapshot.ts';
import type { Path } from '../../../src/model/path.ts';
import { valueAt } from '../../../src/model/path.ts';
import { isLong } from '../../support/long.ts';
import { read } from '../../../src/read/read.ts';
import { projectOf, textOf } from '../../support/project.ts';
import type { Emulated } from '../../support/project.ts';
import { fullBodies, samples, withValue } from '../bodies.ts';
import type { Row } from '../row.ts';
import { applyAll, filesOf, freshTenant } from '../run.ts';
import type { Law } from './law.ts';

/**
 * What the API answers for optional fields, nothing, an empty value or no such field, is valid in a file and plans nothing;
 * at the top, inside of objects and in the items of lists.
 */
export const answering: Law = async (row, resourceTypes) => {
  const [made = row.always] = samples(fullBodies(row), 1);
  const tenant = freshTenant();
  await applyAll(filesOf(row, made), tenant, resourceTypes);
  // A secret is no part of what the API answers.
  const body = (row.secrets ?? []).reduce((rest, place) => {
    const path = place.split('.');
    return isOptional(row, rest, path, resourceTypes) ? withValue(rest, path, undefined) : rest;
  }, made);
  const goal = goalOf(row, body, resourceTypes);
  const answered = await snapshotOf(goal, tenant);
  const shown = answered.rows.flatMap((list) => list.rows.filter((one) => isAbout(row, goal, answered, list, one)))[0];
  if (shown === undefined) return;
  const planned = (said: string, change: (body: Body) => Body): void => {
    const blanked = change(body);
    const wanted = goalOf(row, blanked, resourceTypes);
    const rows = answered.rows.map((list) => ({
      ...list,
      rows: list.rows.map((one) => (one === shown ? change(one) : one)),
    }));
    const { changes } = compare(wanted, bothSides(wanted, { ...answered, rows }), (all) => all);
    const told = changes.map(
      ({ action, address, fields }) => `${action} ${address} ${fields.map(({ path }) => path).join(', ')}`,
    );
    assert.deepEqual(told, [], `${said}: ${stableText(blanked)}`);
  };
  for (const [said, blank] of Object.entries(blanks)) planned(said, (one) => blankFields(row, one, shown, blank));
  for (const places of placesInside(row, body, shown)) {
    for (const [said, blank] of Object.entries(blanks)) {
      const check = (some: readonly Path[]): void => planned(said, (one) => blankPlaces(one, some, blank));
      try {
        check(places);
      } catch {
        check(places.filter((path) => isOptional(row, body, path, resourceTypes)));
      }
    }
  }
};

const blanks: Record<string, (value: Json) => Json | undefined> = {
  null: () => null,
  empty: (value) => (typeof value === 'string' ? '' : Array.isArray(value) ? [] : isBody(value) ? {} : value),
  absent: () => undefined,
};

/** A body with all optional fields blank that the API shows under their own names, but for resources of their own. */
function blankFields(row: Row, body: Body, shown: Body, blank: (value: Json) => Json | undefined): Body {
  const optional = Object.keys(row.fields).filter((name) => {
    const path = name.split('.');
    const isChild = Object.keys(row.children ?? {}).some((place) => `${place}.`.startsWith(`${name}.`));
    const isOptional = valueAt(row.always, path) === undefined && row.immutable?.[name] === undefined;
    return !isChild && isOptional && valueAt(shown, path) !== undefined;
  });
  return optional.reduce((rest, name) => {
    const both = [name, row.older?.[name] ?? name].map((spelling) => spelling.split('.'));
    return both.reduce<Body>((left, path) => {
      const value = valueAt(left, path);
      return value === undefined ? left : withValue(left, path, blank(value));
    }, rest);
  }, body);
}

/** The places inside of a body that the API shows as well: those of one depth together, in the long form one by one. */
function placesInside(row: Row, body: Body, shown: Body): Path[][] {
  const inside = fieldsIn(body).filter((path) => {
    const place = path.filter((segment) => typeof segment === 'string').join('.');
    const isChild = Object.keys(row.children ?? {}).some((child) => `${place}.`.startsWith(`${child}.`));
    return path.length > 1 && !isChild && valueAt(shown, path) !== undefined;
  });
  const depths = [...new Set(inside.map((path) => path.length))];
  return isLong ? inside.map((path) => [path]) : depths.map((depth) => inside.filter((path) => path.length === depth));
}

/** Whether files can do without what stands at a place. */
function isOptional(row: Row, body: Body, path: Path, resourceTypes: ResourceTypes): boolean {
  const files = filesOf(row, withValue(body, path, undefined));
  return !hasErrors(goalOfFiles(projectOf(files, resourceTypes), 'local').diagnostics);
}

function blankPlaces(body: Body, places: readonly Path[], blank: (value: Json) => Json | undefined): Body {
  return places.reduce((rest, path) => {
    const value = valueAt(rest, path);
    return value === undefined ? rest : withValue(rest, path, blank(value));
  }, body);
}

/** The places of all fields of a value. */
function fieldsIn(value: Json, path: Path = []): Path[] {
  if (Array.isArray(value)) return value.flatMap((item, at) => fieldsIn(item, [...path, at]));
  if (!isBody(value)) return [];
  return Object.entries(value).flatMap(([field, inner]) => [[...path, field], ...fieldsIn(inner, [...path, field])]);
}

function goalOf(row: Row, body: Body, resourceTypes: ResourceTypes): FilesGoal {
  const goal = goalOfFiles(projectOf(filesOf(row, body), resourceTypes), 'local');
  assert.ok(!hasErrors(goal.diagnostics), `${textOf(goal.diagnostics)}\n${stableText(body)}`);
  return goal;
}

function snapshotOf({ target, desired }: FilesGoal, { connection }: Emulated): Promise<Snapshot> {
  return read(desired, target, { reader: connection.reader, ownClientId: connection.ownClientId });
}

/** Whether a row of a snapshot is the row's resource. */
function isAbout(
  row: Row,
  { target: { catalog } }: FilesGoal,
  snapshot: Snapshot,
  list: Snapshot['rows'][number],
  one: Body,
): boolean {
  if (typeOf(catalog, list.type).root.name !== row.type) return false;
  const alone = {
    ...snapshot,
    rows: snapshot.rows.map((other) => (other === list ? { ...list, rows: [one] } : other)),
  };
  return canonicalLive(alone, catalog).resources.get(row.address)?.type === list.type;
}
